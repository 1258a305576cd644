"""A program of somebody else's is connected from the terminal by two people, and seen in chat."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.settings import Settings, WrongSetting
from assistant.surfaces.terminal.commands import countersign

STRANGER = Path(__file__).parents[3] / "stranger.py"


@pytest.fixture
def run(keeper):
    listed = Settings.read({"CONNECTORS": f"acme={sys.executable} '{STRANGER}'"}).connectors
    keeper.settings = replace(keeper.settings, connectors=listed)

    def run(*words: str):
        return CliRunner().invoke(countersign, words, obj=keeper)

    return run


def asked(run, text: str):
    return json.loads(run("ask", text, "--as", "admin", "--json").stdout)


def test_it_is_connected_by_two_and_disconnected_by_one(run):
    done = run("connect", "acme", "--tools", "search", "--as", "admin", "--json")
    assert done.exit_code == 0, done.stderr
    draft = json.loads(done.stdout)["draft"]
    assert run("draft", "approve", draft, "--as", "admin").exit_code == 1
    assert run("draft", "approve", draft, "--as", "owner").exit_code == 0
    listed = json.loads(run("connectors", "--json").stdout)
    assert {(row["tool"], row["state"]) for row in listed} == {
        ("search", "may be asked"),
        ("write_note", "may not be asked"),
    }
    assert json.loads(run("connectors", "--changed", "acme", "--json").stdout) == []
    gone = run("disconnect", "acme", "--as", "admin")
    assert gone.exit_code == 0 and "nothing of it is asked any more" in gone.stdout


def test_chat_sentences_list_connect_and_compare(run):
    assert asked(run, "which connectors are there")["tool"] == "list_connectors"
    found = asked(run, "connect the connector acme")
    assert (found["kind"], found["tool"]) == ("draft", "draft_connector")
    assert found["arguments"] == {"connector": "acme"}
    assert run("draft", "approve", found["drafts"][0], "--as", "owner").exit_code == 0
    told = asked(run, "what changed at the connector acme")
    assert told["text"].startswith("acme is as it was signed.")
    found = asked(run, "let the model ask the tool acme__search")
    assert (found["tool"], found["kind"]) == ("draft_connector_tool", "draft")
    found = asked(run, "drop the tool acme__search")
    assert found["arguments"] == {"tool": "acme__search"}
    assert asked(run, "disconnect the connector acme")["tool"] == "draft_connector_end"


def test_another_server_than_the_listed_ones_is_refused(run):
    done = run("connect", "evil", "--as", "admin")
    assert done.exit_code == 1 and "CONNECTORS" in done.stderr
    done = run("connectors", "--as", "buyer")
    assert done.exit_code == 1 and "governance" in done.stderr


def test_a_list_that_cannot_be_read_is_named_at_the_start():
    with pytest.raises(WrongSetting, match="CONNECTORS: acme: only https"):
        Settings.read({"CONNECTORS": "acme=http://mcp.acme.example/mcp"})
