"""Before each call it is asked whether the model may go on; what stops it is an incident, once."""

from collections.abc import Sequence
from typing import Any

import pytest

from assistant.breaking import Breaking, Turn
from domain.governance.incident import CloseIncident, IncidentOpened, stream_of
from domain.governance.switch import SwitchOff, switch
from domain.kernel import Cause, Step
from guardrails.breakers import Limits, Outcome
from tests.trade import TENANT, caller, house_in, in_memory

GOOD, AWAY = Outcome(ok=True), Outcome(ok=False, down=True)
SLOW = Limits(calls_a_minute={"person": 2})


@pytest.fixture
async def house():
    return await house_in(in_memory())


class Clock:
    """A clock that the test moves on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaking(house, clock):
    async def write(name: str, steps: Sequence[Step], by: tuple[str, ...]) -> None:
        await house.handler(name).record(steps, Cause(by))

    return Breaking(house.handler, write, clock)


async def incidents(house, kind: Any, whose: str) -> list[IncidentOpened]:
    history = await house.handler(TENANT).history(stream_of(kind, whose))
    return [fact.event for fact in history if isinstance(fact.event, IncidentOpened)]


async def away(breaking, times: int = 3) -> None:
    for _ in range(times):
        await breaking.before(caller(), "assistant")
        await breaking.after(caller(), "assistant", AWAY)


async def test_a_quiet_model_may_go_on(breaking):
    assert await breaking.before(caller(), "assistant") is None


async def test_an_outage_pauses_everybody_and_is_one_incident(house, breaking, clock):
    await away(breaking)
    found = await breaking.before(caller("staff"), "other")
    assert found is not None and found.sentence == (
        "The language model pauses. The provider of the model did not answer 3 calls in a row. "
        "Plain sentences and forms still work."
    )
    [opened] = await incidents(house, "outage", "business")
    assert str(opened).startswith("The provider of the model is away, the business:")


async def test_after_the_pause_it_is_tried_and_goes_on_when_it_works(house, breaking, clock):
    await away(breaking)
    clock.now = 31.0
    assert await breaking.before(caller(), "assistant") is None
    assert await breaking.before(caller(), "assistant") is not None
    await breaking.after(caller(), "assistant", GOOD)
    assert await breaking.before(caller(), "assistant") is None


async def test_an_outage_of_one_business_is_not_that_of_another(breaking):
    await away(breaking)
    assert await breaking.before(caller(tenant="atelier"), "assistant") is None


async def test_the_errors_of_one_agent_stop_that_agent_alone(house, breaking):
    for _ in range(10):
        await breaking.after(caller(), "assistant", Outcome(ok=False))
    assert await breaking.before(caller(), "assistant") is not None
    assert await breaking.before(caller(), "other") is None
    assert len(await incidents(house, "errors", "agent.assistant")) == 1


async def test_too_many_calls_of_one_person_wait_for_the_next_minute(house, breaking, clock):
    breaking.limits = SLOW
    said = [await breaking.before(caller(), "assistant") for _ in range(5)]
    assert [found is None for found in said] == [True, True, False, False, False]
    assert len(await incidents(house, "rate", "person.buyer")) == 1
    assert await breaking.before(caller("staff"), "assistant") is None
    clock.now = 61.0
    assert await breaking.before(caller(), "assistant") is None


async def test_a_loop_is_stopped_in_its_turn_and_another_turn_begins_anew(house, breaking):
    turn = Turn(caller(), "assistant")
    said = [await breaking.repeats(turn, "late_deliveries", "{}") for _ in range(4)]
    assert [found is None for found in said] == [True, True, True, False]
    assert len(await incidents(house, "loop", "agent.assistant")) == 1
    assert await breaking.repeats(Turn(caller(), "assistant"), "late_deliveries", "{}") is None


async def test_when_an_incident_was_closed_the_next_trip_opens_it_again(house, breaking):
    for _ in range(2):
        turn = Turn(caller(), "assistant")
        for _ in range(6):
            await breaking.repeats(turn, "late_deliveries", "{}")
        close = CloseIncident(kind="loop", whose="agent.assistant", finding="A typing slip")
        step = Step(stream_of("loop", "agent.assistant"), close)
        await house.handler(TENANT).record([step], Cause(("olivia",)))
    assert len(await incidents(house, "loop", "agent.assistant")) == 2


async def test_a_switch_counts_from_the_next_call_on_in_every_process(house, breaking, clock):
    """A second keeper of breakers stands for another process: only the record is shared."""
    other = Breaking(house.handler, breaking.write, clock)
    off = Step(switch.stream("model"), SwitchOff(capability="model", reason="Odd answers"))
    await house.handler(TENANT).record([off], Cause(("olivia",)))
    for each in (breaking, other):
        found = await each.before(caller(), "assistant")
        assert found is not None and found.key == "off model"
        assert found.sentence.startswith("The language model is switched off: Odd answers.")
    assert (await breaking.before(caller(tenant="atelier"), "assistant")) is None
