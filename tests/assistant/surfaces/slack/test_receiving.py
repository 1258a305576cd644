"""What was acknowledged is done once, after a restart as well, and never when it is long past."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from assistant.surfaces.slack.receiving import HOLD, OLD, TOO_OLD, Receiving
from domain.store.event_store import StoreUnavailable
from domain.store.memory_deliveries import MemoryDeliveries

CLICK = {"action": "draft_sign", "value": "D-1:1:0123456789"}
Body = Mapping[str, Any]


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Business:
    """Notes what it was asked to do; `broken` is what goes wrong with it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.kept = MemoryDeliveries(self.clock)
        self.done: list[Body] = []
        self.told: list[str] = []
        self.broken: Exception | None = None

    def process(self) -> Receiving:
        """A process that has just started, over the same record."""
        return Receiving("t", self.kept, {"click": self.deal}, self.tell, (StoreUnavailable,))

    async def deal(self, body: Body) -> None:
        if self.broken is not None:
            raise self.broken
        self.done.append(body)

    async def tell(self, body: Body, words: str) -> None:
        self.told.append(words)


@pytest.fixture
def business() -> Business:
    return Business()


async def finished(process: Receiving) -> None:
    await asyncio.gather(*process.tasks)


async def test_what_comes_twice_or_ten_times_at_once_is_done_once(business: Business) -> None:
    process, other = business.process(), business.process()
    await asyncio.gather(*(each.take("evt-1", "click", CLICK) for each in [process, other] * 5))
    await finished(process)
    await finished(other)
    assert business.done == [CLICK]


async def test_a_process_that_dies_before_it_has_decided_loses_nothing(business: Business) -> None:
    assert await business.kept.add("t", "evt-1", "click", CLICK, HOLD)
    started = business.process()
    await started.look()
    assert business.done == [], "Whoever took it in may still be at it."
    business.clock.now += HOLD
    await started.look()
    await started.look()
    assert business.done == [CLICK]


async def test_a_click_of_long_ago_is_explained_and_not_done(business: Business) -> None:
    await business.kept.add("t", "evt-1", "click", CLICK, HOLD)
    business.clock.now += OLD + 1
    await business.process().look()
    assert (business.done, business.told) == ([], [TOO_OLD])
    await business.process().look()
    assert business.told == [TOO_OLD]


async def test_while_the_database_is_away_it_waits(business: Business) -> None:
    business.broken = StoreUnavailable("away")
    process = business.process()
    await process.take("evt-1", "click", CLICK)
    await finished(process)
    assert business.told == []
    business.broken = None
    business.clock.now += HOLD
    await process.look()
    assert business.done == [CLICK]


async def test_what_fails_unforeseen_is_told_once_with_a_number_and_no_words_of_the_error(
    business: Business, caplog: pytest.LogCaptureFixture
) -> None:
    business.broken = RuntimeError("password=hunter2")
    process = business.process()
    await process.take("evt-1", "click", CLICK)
    await finished(process)
    [told] = business.told
    assert "hunter2" not in told and "E-" in told
    business.clock.now += HOLD
    await process.look()
    assert business.told == [told]
    assert told.partition("E-")[2][:6] in caplog.text


async def test_where_nobody_can_be_told_it_is_over_all_the_same(business: Business) -> None:
    async def away(_: Body, __: str) -> None:
        raise ConnectionError("Slack is away")

    business.broken = RuntimeError("odd")
    deals = {"click": business.deal}
    process = Receiving("t", business.kept, deals, away, (StoreUnavailable,))
    await process.take("evt-1", "click", CLICK)
    await finished(process)
    await business.kept.add("t", "evt-2", "click", CLICK, HOLD)
    business.clock.now += OLD + 1
    await process.look()
    assert business.done == [] and await business.kept.left("t", 0, 9) == []


async def test_what_had_begun_when_it_stopped_is_found_at_the_next_start(
    business: Business,
) -> None:
    never = asyncio.Event()

    async def waits(_: Body) -> None:
        await never.wait()

    stuck = Receiving("t", business.kept, {"click": waits}, business.tell)
    await stuck.take("evt-1", "click", CLICK)
    for task in stuck.tasks:
        task.cancel()
    await stuck.close()
    business.clock.now += HOLD
    await business.process().look()
    assert business.done == [CLICK]
