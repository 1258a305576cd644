"""Somebody is forgotten from the terminal, by a person who may, and the ledger says by whom."""

import json

import pytest
from typer.testing import CliRunner

from assistant.surfaces.terminal.commands import countersign
from assistant.surfaces.terminal.privacy import DELETED, told
from tests.assistant.surfaces.conftest import TENANT

WHY = ("--reason", "Left in March.")


@pytest.fixture
def run(keeper):
    def run(*words: str):
        return CliRunner().invoke(countersign, words, obj=keeper)

    added = run("user", "add", "carla", "--role", "buyer", "--name", "Carla Wiesner")
    assert added.exit_code == 0, added.stderr
    return run


def test_whose_data_is_kept_is_listed_by_name_alone(run):
    listed = run("subjects")
    assert "member:carla" in listed.stdout.split()
    assert "Wiesner" not in listed.stdout
    assert "member:carla" in json.loads(run("subjects", "--json").stdout)


def test_whoever_may_sign_has_somebody_forgotten(run, keeper):
    done = run("forget", "member:carla", "--as", "admin", *WHY)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("member:carla is forgotten; the record stays whole.")
    assert "Wiesner" not in run("user", "list").stdout
    assert "forgotten" in run("user", "list").stdout
    entries = [e for e in keeper.store.kept[TENANT].ledger if e["what"] == "forgetting"]
    assert [(e["user"], e["subject"], e["reason"]) for e in entries] == [
        ("admin", "member:carla", "Left in March.")
    ]
    assert "member:carla" not in run("subjects").stdout


def test_who_asked_and_why_can_be_traced(run):
    done = json.loads(run("forget", "member:carla", "--as", "owner", *WHY, "--json").stdout)
    told = run("trace", done["trace"], "--as", "admin").stdout
    assert "member:carla was forgotten: Left in March." in told


def test_whoever_may_not_sign_in_governance_is_denied_and_the_ledger_says_so(run, keeper):
    denied = run("forget", "member:carla", "--as", "buyer", *WHY)
    assert denied.exit_code == 1
    assert "governance" in denied.stderr
    assert "Wiesner" in run("user", "list").stdout
    verdicts = [e for e in keeper.store.kept[TENANT].ledger if e.get("tool") == "forget_subject"]
    assert [(e["user"], e["verdict"]) for e in verdicts] == [("buyer", "denied")]


def test_what_stays_and_what_goes_with_them_is_told(run, keeper):
    said, kept = {"last": {"text": "write to Carla Wiesner"}}, keeper.store.kept[TENANT]
    kept.conversations["talk"] = said
    kept.ledger.append({"what": "turn", "user": "ben", "trace": "t", **said})
    kept.ledger.append({"what": "outcome", "tool": "Carla Wiesner", "trace": "t"})
    done = run("forget", "member:carla", "--as", "admin", *WHY)
    assert "Conversations that named them and are deleted: 1." in done.stdout
    assert "Texts of the ledger that named them and are deleted: 1." in done.stdout
    assert "1 entry names them there" in done.stdout
    assert "talk" not in kept.conversations
    assert {
        "what": "turn",
        "user": "ben",
        "trace": "t",
        "last": {"text": "forgotten"},
    } in kept.ledger
    assert kept.texts_gone == 1


def test_what_was_deleted_with_them_is_told():
    found = {"subject": "member:carla", "already": False}
    nothing = dict.fromkeys(DELETED.values(), 0)
    assert told(found | nothing) == "member:carla is forgotten; the record stays whole."
    drawn = told(found | nothing | {"drawn_conversations_deleted": 1200})
    assert drawn.endswith("Conversations of the chat that named them and are deleted: 1,200.")
    typed = told(found | nothing | {"ledger_texts_deleted": 3})
    assert typed.endswith("Texts of the ledger that named them and are deleted: 3.")


def test_forgetting_twice_is_told(run):
    run("forget", "member:carla", "--as", "admin", *WHY)
    again = run("forget", "member:carla", "--as", "admin", *WHY)
    assert again.exit_code == 0
    assert again.stdout.startswith("member:carla was forgotten already, on ")


def test_a_name_that_nobody_has_is_refused_with_what_was_meant(run):
    refused = run("forget", "member:karla", "--as", "admin", *WHY)
    assert refused.exit_code == 1
    assert "did you mean member:carla" in refused.stderr


def test_what_is_kept_how_long_is_shown_and_applied(run):
    shown = run("retention")
    assert "conversations       kept 90 days, 0 due." in shown.stdout
    assert "events              kept for good." in shown.stdout
    applied = run("retention", "--apply", "--as", "owner")
    assert "conversations       kept 90 days, 0 deleted." in applied.stdout
    assert run("retention", "--apply", "--as", "buyer").exit_code == 1
