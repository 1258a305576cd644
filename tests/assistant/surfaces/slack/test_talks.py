"""A thread is a conversation: it goes on here and on the web, and holds nothing of another one."""

import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.house import furnished
from assistant.settings import Settings
from assistant.surfaces.slack.talks import Place, talk_of
from assistant.surfaces.slack.wire import Account
from domain.command_handler import CommandHandler
from domain.store.memory import MemoryCredentials
from tests import trade

ORDER = "order 40 Brass turn-lock from Ostermark"
THREAD = Place("C1", "100.1", "100.1", Account("T1", "U1"))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Any]:
    store = trade.in_memory()
    await trade.found(store)
    handler = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    async with furnished(Settings(tmp_path), store, MemoryCredentials(), handler) as house:
        desk: Any = house.office
        desk.clock = lambda: trade.NOON
        yield desk


def person(user: str, surface: str = "slack") -> Any:
    return trade.caller(user, agent="", surface=surface)


async def asked(desk: Any, user: str, text: str, place: Place = THREAD) -> Any:
    caller = person(user)
    return await desk.ask(caller, text, talk_of(caller, place), place=place.ts)


async def on_the_web(desk: Any, user: str, text: str, place: Place = THREAD) -> Any:
    """The chat goes on with the id under which it keeps the conversation."""
    return await desk.ask(person(user, "chat"), text, talk_of(person(user), place))


def test_a_thread_is_one_conversation_for_each_person():
    buyer, owner = person("buyer"), person("owner")
    later = replace(THREAD, ts="100.9")
    assert talk_of(buyer, THREAD) == talk_of(buyer, later)
    others = {
        talk_of(owner, THREAD),
        talk_of(buyer, replace(THREAD, thread="200.1")),
        talk_of(buyer, replace(THREAD, channel="C2")),
        talk_of(buyer, replace(THREAD, account=Account("T2", "U1"))),
        talk_of(buyer, replace(THREAD, account=Account("T1", "U1", "E1"))),
    }
    assert len(others | {talk_of(buyer, THREAD)}) == 6


def test_the_web_can_keep_it_under_its_name():
    assert str(uuid.UUID(talk_of(person("buyer"), THREAD))) == talk_of(person("buyer"), THREAD)


async def test_a_thread_knows_what_was_said_in_it(desk):
    await asked(desk, "buyer", "what did we spend with Ostermark in 2025?")
    found = await asked(desk, "buyer", "and with Conceria Conti?")
    assert found["arguments"] == {"supplier": "CONTI", "period": "2025-01-01..2025-12-31"}


async def test_what_began_in_slack_goes_on_in_the_web_and_back(desk):
    [draft] = (await asked(desk, "buyer", ORDER))["drafts"]
    assert (await on_the_web(desk, "buyer", "make it 50"))["drafts"] == [draft]
    assert (await asked(desk, "buyer", "by 11 December"))["drafts"] == [draft]


async def test_a_colleague_in_the_same_thread_gets_nothing_of_it(desk):
    [draft] = (await asked(desk, "buyer", ORDER))["drafts"]
    assert (await asked(desk, "owner", "make it 50"))["kind"] == "unknown"
    assert (await asked(desk, "owner", "undo that"))["drafts"] == []
    assert (await asked(desk, "buyer", "make it 60"))["drafts"] == [draft]


async def test_a_question_waits_for_the_person_it_was_put_to(desk):
    await asked(desk, "buyer", "order 20 Calf hide from Conti")
    assert (await asked(desk, "owner", "Conceria"))["drafts"] == []
    answered = await asked(desk, "buyer", "Conceria")
    assert (answered["kind"], answered["arguments"]["supplier"]) == ("draft", "CONTI")


async def test_another_thread_begins_empty(desk):
    await asked(desk, "buyer", ORDER)
    other = replace(THREAD, thread="200.1", ts="200.1")
    assert (await asked(desk, "buyer", "make it 50", other))["kind"] == "unknown"
