"""One person stops an agent from the terminal; the chat says so, and people still sign."""

import asyncio
import json

import pytest
from typer.testing import CliRunner

from assistant.surfaces.terminal.commands import countersign
from domain.agents.roster import AGENTS
from tests.assistant.surfaces.conftest import TENANT, draft

STOPPED = "The agent assistant is stopped: Odd answers."


@pytest.fixture
def run(keeper):
    def run(*words: str):
        return CliRunner().invoke(countersign, words, obj=keeper)

    return run


@pytest.fixture
def stopped(run):
    done = run("agent", "stop", "assistant", "--as", "admin", "--reason", "Odd answers", "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def asked(run, *words: str, who: str = "buyer"):
    return json.loads(run("ask", *words, "--as", who, "--json").stdout)


def test_the_agents_are_listed_with_what_became_of_their_drafts(run, keeper):
    async def make() -> None:
        async with keeper.open() as house:
            await draft(house)

    asyncio.run(make())
    rows = {row["agent"]: row for row in json.loads(run("agent", "list", "--json").stdout)}
    assert {*rows} == {"assistant", *(agent.name for agent in AGENTS)}
    assert {row["state"] for row in rows.values()} == {"active"}
    assert [row["proposed"] for row in rows.values() if row["proposed"]] == [1]
    assert (rows["assistant"]["proposed"], rows["assistant"]["approval"]) == (1, None)
    shown = run("agent", "list", "--as", "owner").stdout
    assert all(f" {name} " in shown for name in rows)


def test_a_stop_counts_at_once_and_is_on_record_as_drafted_and_signed(run, keeper, stopped):
    assert stopped["message"].startswith(STOPPED)
    answer = asked(run, "open orders")
    assert (answer["kind"], answer["text"]) == (
        "refusal",
        "Denied: the agent assistant is stopped; drafts that wait can still be signed.",
    )
    rows = json.loads(run("agent", "list", "--json").stdout)
    [row] = [row for row in rows if row["state"] != "active"]
    assert row["agent"] == "assistant"
    assert (row["state"], row["reason"]) == ("stopped", "Odd answers")
    entries = [entry for entry in keeper.store.kept[TENANT].ledger if entry.get("user") == "admin"]
    assert {(e["kind"], e["verdict"]) for e in entries if e["what"] == "verdict"} >= {
        ("draft", "allowed"),
        ("sign", "allowed"),
    }


def test_a_conversation_in_which_the_agent_is_stopped_ends_in_one_sentence(run, keeper):
    assert asked(run, "open orders", "--conversation", "c-1")["kind"] == "answer"
    run("agent", "stop", "assistant", "--as", "owner")
    again = asked(run, "open orders", "--conversation", "c-1")
    assert again["text"].count(".") == 1


def test_what_waits_is_still_signed_by_people(run, keeper):
    async def make() -> str:
        async with keeper.open() as house:
            return await draft(house)

    number = asyncio.run(make())
    run("agent", "stop", "assistant", "--as", "admin")
    assert run("draft", "approve", number, "--as", "owner").exit_code == 0


def test_only_a_second_person_lets_it_work_again(run, stopped):
    undo = json.loads(run("draft", "undo", stopped["draft"], "--as", "admin", "--json").stdout)
    alone = run("draft", "approve", undo["id"], "--as", "admin")
    assert alone.exit_code == 1
    assert run("draft", "approve", undo["id"], "--as", "owner").exit_code == 0
    assert asked(run, "open orders")["kind"] == "answer"


@pytest.mark.parametrize("who", ["buyer", "staff", "artisan"])
def test_who_does_not_govern_stops_nothing(run, who):
    done = run("agent", "stop", "assistant", "--as", who, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["error"]["code"] == "A1"
    assert run("agent", "list", "--as", who).exit_code == 1
    assert asked(run, "open orders")["kind"] == "answer"


def test_an_agent_that_is_not_there_is_named_in_the_refusal(run):
    done = run("agent", "stop", "reorder", "--as", "admin")
    assert done.exit_code == 1
    assert "reorder" in done.stderr


def test_an_admin_asks_and_drafts_in_words(run):
    who = asked(run, "what may the buyer do in procurement", who="admin")
    assert who["text"] == "Buyer may sign up to €1,000.00 in procurement."
    stop = asked(run, "stop the assistant because it drafts nonsense", who="admin")
    assert (stop["kind"], stop["tool"]) == ("draft", "draft_agent_stop")
    assert asked(run, "who may do what")["kind"] == "unknown"
