"""One person switches a capability off from the terminal; a second one lets it work again."""

import json

import pytest
from typer.testing import CliRunner

from assistant.surfaces.terminal.commands import countersign
from tests.assistant.surfaces.conftest import TENANT


@pytest.fixture
def run(keeper):
    def run(*words: str):
        return CliRunner().invoke(countersign, words, obj=keeper)

    return run


@pytest.fixture
def off(run):
    done = run("off", "drafting", "--reason", "Odd drafts", "--as", "admin", "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def asked(run, text: str, who: str = "admin"):
    return json.loads(run("ask", text, "--as", who, "--json").stdout)


def test_it_is_off_from_the_next_sentence_on_and_on_record_as_drafted_and_signed(run, keeper, off):
    assert off["message"].startswith("Drafting by agents is switched off: Odd drafts.")
    answer = asked(run, "set the model budget to 50 EUR a month")
    assert answer["kind"] == "refusal" and "Odd drafts" in answer["text"]
    assert asked(run, "what is switched off")["text"].startswith("Switched off: Drafting by agents")
    entries = [entry for entry in keeper.store.kept[TENANT].ledger if entry.get("user") == "admin"]
    kinds = {(e["kind"], e["verdict"]) for e in entries if e["what"] == "verdict"}
    assert kinds >= {("draft", "allowed"), ("sign", "allowed")}


def test_to_switch_it_off_again_or_something_unknown_is_explained(run, off):
    again = run("off", "drafting", "--as", "admin")
    assert again.exit_code == 1 and "off already" in again.stderr
    unknown = run("off", "gravity", "--as", "admin")
    assert unknown.exit_code == 1 and "capability cannot be read" in unknown.stderr


def test_who_governs_nothing_switches_nothing_off(run):
    done = run("off", "model", "--as", "buyer")
    assert done.exit_code == 1 and "governance" in done.stderr


def test_it_comes_on_again_by_two_people(run, off):
    done = run("on", "drafting", "--as", "admin", "--json")
    assert done.exit_code == 0, done.stderr
    draft = json.loads(done.stdout)["draft"]
    assert run("draft", "approve", draft, "--as", "admin").exit_code == 1
    assert run("draft", "approve", draft, "--as", "owner").exit_code == 0
    answer = asked(run, "set the model budget to 50 EUR a month")
    assert answer["kind"] == "draft"


def test_the_chat_switches_it_off_too(run):
    answer = asked(run, "switch the model off because it is too expensive")
    assert answer["kind"] == "draft" and answer["tool"] == "draft_switch_off"
    assert run("draft", "approve", answer["drafts"][0], "--as", "admin").exit_code == 0
    assert asked(run, "is the model on")["text"].startswith("Switched off: The language model.")
