"""Subscribers for the tests: what they did is counted, and waited for without guessing how long."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import asynccontextmanager

from domain.store.subscriber import External, Transactional
from domain.store.subscriptions import Subscriptions
from tests.domain.store.orders import placed

COUNT = (
    "insert into es.counters as c (tenant, name, value) values ($1, $2, 1)"
    " on conflict (tenant, name) do update set value = c.value + 1"
)
COUNTED = "select name, value from es.counters where tenant = $1 and name like 'fact-%'"
LONG = 20.0  # Seconds that no wait of a test takes unless something is broken.
SOON = 0.000_001


class Heard:
    """The positions that were heard of, by tenant, and who waits for more of them."""

    def __init__(self) -> None:
        self.positions: dict[str, list[int]] = defaultdict(list)
        self.changed = asyncio.Condition()

    async def hear(self, tenant, facts) -> None:
        self.positions[tenant].extend(fact.position for fact in facts)
        async with self.changed:
            self.changed.notify_all()

    async def until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(LONG), self.changed:
            await self.changed.wait_for(happened)


async def count(connection, tenant, facts) -> None:
    """An effect that shows how often it was had."""
    for fact in facts:
        await connection.execute(COUNT, tenant, f"fact-{fact.position:04}")


async def counted(owner, tenant) -> list[tuple[int, int]]:
    """Which positions had their effect, and how often."""
    found = await owner.fetch(COUNTED, tenant)
    return sorted((int(record["name"].removeprefix("fact-")), record["value"]) for record in found)


def once(*positions: int) -> list[tuple[int, int]]:
    return [(position, 1) for position in positions]


def counting(name: str = "counting", handle=count, **limits) -> Transactional:
    return Transactional(name=name, handle=handle, **limits)


def hearing(heard: Heard, name: str = "hearing", **limits) -> External:
    return External(name=name, handle=heard.hear, **limits)


def following(store, tenants, *subscribers, tick: float = 3600.0) -> Subscriptions:
    """Subscriptions to these tenants only, which do not look by themselves unless told to."""

    async def named() -> list[str]:
        return list(tenants)

    return Subscriptions(store.connections, store.codec, named, subscribers, tick)


async def orders_placed(store, tenant, numbers) -> None:
    await store.append(tenant, [placed(f"o{n}") for n in numbers])


@asynccontextmanager
async def running(*things):
    """Each of them runs, as in a process of its own, until the test has seen enough."""
    tasks = [asyncio.create_task(thing.run()) for thing in things]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(each, asyncio.CancelledError) for each in ended), ended


async def lag_of(subscriptions, tenant, name="counting"):
    return (await subscriptions.lag(name))[tenant]


async def settled(subscriptions, tenant, name="counting"):
    """Catch up again and again, as long as something can be done."""
    async with asyncio.timeout(20):
        while (lag := await lag_of(subscriptions, tenant, name)).behind or lag.again:
            await subscriptions.catch_up(tenant)
