"""Breakers and the kill switch around a turn: they stop it in time, and it is on record."""

from typing import Any

import httpx2
import pytest

from assistant.breaking import Breaking
from assistant.model.controls import Controls
from assistant.model.message import Usage
from assistant.model.tripping import Tripping, weight
from bench._scripted import Reply, says, scripted, uses
from domain.governance.incident import stream_of
from domain.governance.switch import SwitchOff, switch
from domain.kernel import Cause, Step
from guardrails.breakers import Limits
from tests import trade
from tests.assistant.model.conftest import Reader, Talk

LATE = uses("list_suppliers", country="Italy")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaking(talk: Talk, clock: Clock) -> Breaking:
    return Breaking(talk.desk.records, talk.desk.approvals.record, clock)


@pytest.fixture
def breakers(breaking: Breaking) -> Controls:
    return Controls(breakers=Tripping(breaking))


async def opened(talk: Talk, kind: Any, whose: str) -> list[str]:
    facts = await talk.desk.records(trade.TENANT).history(stream_of(kind, whose))
    return [str(fact.event) for fact in facts]


async def test_a_provider_that_is_away_is_no_longer_asked_and_tried_after_a_pause(
    talk: Talk, breakers: Controls, clock: Clock
) -> None:
    model = scripted(503, 503, 503, says("Back again."))
    talk.helped(model, controls=breakers)
    assert "is busy" in (await talk.say())["text"]
    assert "did not answer 3 calls in a row" in (await talk.say(user="staff"))["text"]
    assert len(model.seen) == 3
    assert len(await opened(talk, "outage", "business")) == 1
    clock.now = 31.0
    assert (await talk.say())["text"] == "Back again."


async def test_a_provider_that_never_answers_in_time_is_an_outage_too(
    talk: Talk, breakers: Controls
) -> None:
    model = scripted(*[httpx2.ReadTimeout("late")] * 3)
    talk.helped(model, controls=breakers)
    for _ in range(4):
        await talk.say()
    assert len(model.seen) == 3
    assert len(await opened(talk, "outage", "business")) == 1


async def test_a_model_that_goes_in_a_circle_is_an_incident(talk: Talk, breakers: Controls) -> None:
    fresh = [uses("list_suppliers", f"toolu_{n}", country=f"Land {n}") for n in range(9)]
    script = [Reply([uses("list_suppliers", "toolu_x", country="Italy"), new]) for new in fresh]
    model = scripted(*script)
    talk.helped(model, controls=breakers)
    found = await talk.say()
    assert "list_suppliers was called 4 times with the same arguments" in found["text"]
    assert len(model.seen) == 4
    assert len(await opened(talk, "loop", "agent.assistant")) == 1


async def test_five_hundred_times_the_same_call_in_one_message_do_nothing_at_all(
    talk: Talk, breakers: Controls
) -> None:
    many = Reply([uses("list_suppliers", f"toolu_{n}", country="Italy") for n in range(500)])
    talk.helped(scripted(many), controls=breakers)
    found = await talk.say()
    assert "with the same arguments" in found["text"]
    assert await talk.entries("verdict") == []


async def test_a_person_in_a_hurry_waits_for_the_next_minute(
    talk: Talk, breaking: Breaking, breakers: Controls, clock: Clock
) -> None:
    breaking.limits = Limits(calls_a_minute={"person": 2})
    model = scripted(says("One."), says("Two."), says("Three."))
    talk.helped(model, controls=breakers)
    texts = [(await talk.say())["text"] for _ in range(3)]
    assert texts[:2] == ["One.", "Two."] and "pauses" in texts[2]
    clock.now = 61.0
    assert (await talk.say())["text"] == "Three."


async def test_one_call_far_above_the_usual_pauses_its_agent(
    talk: Talk, breaking: Breaking, breakers: Controls
) -> None:
    tripping = Tripping(breaking)
    call: Any = type("Call", (), {"caller": trade.caller(agent=""), "agent": "assistant"})()
    for _ in range(10):
        await tripping.after(call, Usage(input=3_000, output=100), "")
    await tripping.after(call, Usage(input=90_000, output=100), "")
    assert len(await opened(talk, "cost", "agent.assistant")) == 1
    model = scripted()
    talk.helped(model, controls=breakers)
    assert "more than 10 times the usual one" in (await talk.say())["text"]


async def test_a_model_that_mostly_fails_pauses_its_agent_and_nobody_else(
    talk: Talk, breaking: Breaking, breakers: Controls
) -> None:
    model = scripted(*[401] * 10)
    talk.helped(model, controls=breakers)
    for _ in range(11):
        await talk.say()
    assert len(model.seen) == 10
    assert len(await opened(talk, "errors", "agent.assistant")) == 1
    assert await breaking.before(trade.caller(agent=""), "another") is None


def test_a_request_from_the_cache_weighs_the_same_as_one_without() -> None:
    assert weight(Usage(cache_read=3_000, output=9)) == weight(Usage(input=3_000, output=9))


async def test_a_turn_that_a_person_stops_is_nobodys_error(talk: Talk, breaking: Breaking) -> None:
    tripping = Tripping(breaking)
    call: Any = type("Call", (), {"caller": trade.caller(agent=""), "agent": "assistant"})()
    for _ in range(20):
        await tripping.after(call, Usage(), "stopped")
    assert await breaking.before(trade.caller(agent=""), "assistant") is None


async def test_an_admin_turns_the_model_off_with_a_sentence_and_one_signature(
    talk: Talk, breakers: Controls
) -> None:
    model = scripted(uses("list_suppliers"), says("Three."))
    talk.helped(model, controls=breakers)
    card = (await talk.say("turn the model off", "admin"))["view"]["cards"][0]
    admin = talk.desk_caller("admin")
    done = await talk.desk.decide(admin, card["id"], card["version"], card["digest"], "sign")
    assert done["ok"], done
    first, second = await talk.say(), await talk.say()
    assert first["text"].startswith("The language model is switched off. Questions and drafts")
    assert "switched off" not in second["text"]
    assert (first["kind"], second["kind"], model.seen) == ("unknown", "unknown", [])


async def test_the_switch_stops_a_turn_that_is_under_way(talk: Talk, breakers: Controls) -> None:
    """It is asked of the record before each request, and again by the gate before each tool."""
    model = scripted(Reply([LATE], cut=None), says("never sent"))
    talk.helped(model, controls=breakers)

    class Adele(Reader):
        async def step(self, step: Any) -> None:
            off = Step(switch.stream("model"), SwitchOff(capability="model"))
            await talk.desk.records(trade.TENANT).record([off], Cause(("adele",)))

    found = await talk.say(reader=Adele())
    assert "switched off" in found["text"] and len(model.seen) == 1
