"""Whatever is recorded leaves for the bus, once it can, from whichever process records it."""

import asyncio

import pytest
from nats.js.errors import NotFoundError

from domain.store.embedded import Embedded
from domain.store.postgres import PostgresStore
from domain.store.relay import relaying
from domain.store.signals import Signals
from tests.domain.store.nats_server import needs_nats
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed

pytestmark = needs_nats
SOURCE = "https://erp.example"
LONG = 30.0


@pytest.fixture
async def alone(home):
    """A database with no tenants but those of the test."""
    embedded = await Embedded.start(home)
    store = await PostgresStore.open(embedded.dsn, EVENTS, PROJECTIONS, embedded.revive)
    yield store, Signals(embedded.dsn)
    await store.close()
    await embedded.stop()


async def recorded(store, tenant, first, count):
    for number in range(first, first + count):
        await store.append(tenant, [placed(f"o-{number}")])


async def until_there(nats, wanted):
    """Wait for these ids; in the order of the bus, each once."""
    async with asyncio.timeout(LONG):
        while sorted(found := await there(nats)) != sorted(wanted):
            await asyncio.sleep(0.05)
    return found


async def there(nats):
    try:
        return list(dict.fromkeys(await nats.ids()))
    except NotFoundError:  # The relay makes the stream when it sends for the first time.
        return []


def ids(tenant, count):
    return [f"{tenant}:{number}" for number in range(1, count + 1)]


async def test_what_is_recorded_is_on_the_bus_and_outlives_its_death(alone, nats):
    store, signals = alone
    await recorded(store, "early", 1, 3)
    async with signals.open(), relaying(store, signals, nats.url, SOURCE):
        await asyncio.gather(recorded(store, "shop", 1, 20), recorded(store, "inn", 1, 20))
        await until_there(nats, [*ids("early", 3), *ids("shop", 20), *ids("inn", 20)])
        nats.kill()
        await recorded(store, "shop", 21, 20)
        nats.start()
        found = await until_there(nats, [*ids("early", 3), *ids("shop", 40), *ids("inn", 20)])
    assert [each for each in found if each.startswith("shop")] == ids("shop", 40)
    for tenant in ("early", "shop", "inn"):
        [lag] = await store.checkpoints.lags(tenant, ["bus"])
        assert (lag.behind, lag.parked) == (0, 0)


async def test_what_was_recorded_while_nobody_relayed_leaves_at_the_next_start(alone, nats):
    store, signals = alone
    async with signals.open(), relaying(store, signals, nats.url, SOURCE):
        await recorded(store, "shop", 1, 5)
        await until_there(nats, ids("shop", 5))
    await recorded(store, "shop", 6, 5)
    async with signals.open(), relaying(store, signals, nats.url, SOURCE):
        assert await until_there(nats, ids("shop", 10)) == ids("shop", 10)
