"""After a restore positions are given again, and ids are not."""

import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from domain.store.backup import backup
from domain.store.bus import Bus, BusUnavailable, Limits
from domain.store.lineage import Lineage, lineage
from domain.store.postgres import PostgresStore
from domain.store.relay import NAME, Relay, Relaying
from domain.store.subscriptions import Subscriptions
from tests.domain.store.copies import put_back
from tests.domain.store.nats_server import needs_nats, numbered
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed

LONG, SHORT = timedelta(minutes=10), timedelta(milliseconds=100)
"""For how long the bus itself drops what comes again; the second is the shortest it allows."""


@asynccontextmanager
async def opened(dsn):
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    yield store
    await store.close()


async def recorded(dsn, tenant, *orders):
    async with opened(dsn) as store:
        for order in orders:
            await store.append(tenant, [placed(order)])


async def relayed(dsn, nats, window, *tenants, batch=200):
    """What a relay does that begins now and ends when nothing is left to send."""
    bus = Bus(nats.url, Limits(duplicates=window))
    relay = Relaying(name=NAME, relay=Relay(bus, "https://erp.example"), batch=batch)
    async with opened(dsn) as store:
        following = Subscriptions(store.connections, store.codec, store.tenants, [relay])
        for tenant in tenants:
            await following.catch_up(tenant)
            [lag] = await store.checkpoints.lags(tenant, [NAME])
            assert (lag.behind, lag.parked, lag.reason) == (0, 0, "")
    await bus.close()


async def restored(databases, file):
    target = await databases.new()
    await put_back(target, file)
    return target


async def line(dsn, tenant) -> Lineage:
    connection = await asyncpg.connect(dsn)
    try:
        return await lineage(connection, tenant)
    finally:
        await connection.close()


def ids(tenant, first, last, mark=""):
    end = f":{mark}" if mark else ""
    return [f"{tenant}:{number}{end}" for number in range(first, last + 1)]


@needs_nats
@pytest.mark.parametrize("window", [LONG, SHORT])
async def test_after_an_older_backup_all_that_is_new_arrives_and_nothing_twice(
    databases, nats, tmp_path, window
):
    """Three events left before the backup was made, two more before it was restored."""
    first = await databases.new()
    await recorded(first, "maison", "a", "b", "c")
    await relayed(first, nats, window, "maison")
    await recorded(first, "maison", "d", "e")
    await backup(first, tmp_path / "copy")
    await recorded(first, "maison", "f", "g")
    await relayed(first, nats, window, "maison")
    second = await restored(databases, tmp_path / "copy")
    await recorded(second, "maison", "h", "i", "j")
    await relayed(second, nats, window, "maison")
    [[position, mark]] = (await line(second, "maison")).restores
    assert position == 5
    assert await nats.ids() == [*ids("maison", 1, 7), *ids("maison", 6, 8, mark)]
    sent = [json.loads(message.data) for message in await nats.stored()]
    assert [each["subject"] for each in sent[5:]] == [*"fghij"]


@needs_nats
async def test_what_had_not_left_before_a_restore_leaves_after_it(databases, nats, tmp_path):
    first = await databases.new()
    await recorded(first, "maison", "a", "b")
    await relayed(first, nats, SHORT, "maison")
    await recorded(first, "maison", *"cdefgh")
    await backup(first, tmp_path / "copy")
    second = await restored(databases, tmp_path / "copy")
    await recorded(second, "maison", "i")
    await relayed(second, nats, SHORT, "maison", batch=2)
    mark = (await line(second, "maison")).mark(9)
    assert await nats.ids() == [*ids("maison", 1, 8), *ids("maison", 9, 9, mark)]


@needs_nats
async def test_a_relay_that_outlives_a_restore_goes_on_with_the_new_ids(databases, nats, tmp_path):
    dsn = await databases.new()
    bus = Bus(nats.url, Limits(duplicates=SHORT))
    relay = Relaying(name=NAME, relay=Relay(bus, "https://erp.example"))
    async with opened(dsn) as store:
        following = Subscriptions(store.connections, store.codec, store.tenants, [relay])
        await store.append("maison", [placed("a")])
        await backup(dsn, tmp_path / "copy")
        wanted = []
        for again in range(3):
            await store.append("maison", [placed(f"b{again}"), placed(f"c{again}")])
            await following.catch_up("maison")
            mark = (await line(dsn, "maison")).mark(2)
            wanted += ids("maison", 2, 3, mark)
            await put_back(dsn, tmp_path / "copy", replace=True)
    await bus.close()
    assert await nats.ids() == [*ids("maison", 1, 1), *wanted]
    assert len(set(wanted)) == 6


@needs_nats
async def test_a_business_that_the_backup_did_not_know_yet_has_other_ids_too(
    databases, nats, tmp_path
):
    first = await databases.new()
    await recorded(first, "maison", "a")
    await backup(first, tmp_path / "one")
    await recorded(first, "atelier", "a", "b")
    await relayed(first, nats, LONG, "maison", "atelier")
    second = await restored(databases, tmp_path / "one")
    await recorded(second, "atelier", "c", "d")
    await relayed(second, nats, LONG, "atelier")
    mark = (await line(second, "atelier")).mark(1)
    wanted = [*ids("maison", 1, 1), *ids("atelier", 1, 2), *ids("atelier", 1, 2, mark)]
    assert await nats.ids() == wanted
    await backup(second, tmp_path / "two")
    third = await restored(databases, tmp_path / "two")
    await recorded(third, "atelier", "e")
    await relayed(third, nats, SHORT, "atelier")
    later = await line(third, "atelier")
    assert [later.mark(1), later.mark(2)] == [mark, mark]
    assert await nats.ids() == [*wanted, *ids("atelier", 3, 3, later.mark(3))]


async def test_each_restore_has_a_mark_of_its_own_and_an_event_keeps_its_id(databases, tmp_path):
    first = await databases.new()
    await recorded(first, "maison", "a", "b")
    await backup(first, tmp_path / "one")
    second, twin = [await restored(databases, tmp_path / "one") for _ in range(2)]
    assert (await line(second, "maison")).mark(3) != (await line(twin, "maison")).mark(3)
    await recorded(second, "maison", "c")
    before = await line(second, "maison")
    await backup(second, tmp_path / "two")
    third = await restored(databases, tmp_path / "two")
    await recorded(third, "maison", "d")
    after = await line(third, "maison")
    assert [after.mark(position) for position in (1, 2, 3)] == ["", "", before.mark(3)]
    assert after.mark(4) not in ("", before.mark(3))


async def test_a_business_sees_only_its_own_restores(databases, tmp_path):
    first = await databases.new()
    await recorded(first, "maison", "a")
    await recorded(first, "atelier", "a", "b")
    await backup(first, tmp_path / "copy")
    second = await restored(databases, tmp_path / "copy")
    async with opened(second) as store:
        found = await store.connections.fetch(
            "atelier", "select tenant from es.restores order by 1"
        )
        assert [record["tenant"] for record in found] == ["", "atelier"]
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await store.connections.change("atelier", "update es.restores set mark = 'x'")


@needs_nats
async def test_what_the_bus_has_is_asked_again_after_its_stream_was_removed(nats):
    bus = Bus(nats.url)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    await bus.publish(numbered("maison", 1, 2))
    asked = {"maison:2", "maison:3"}
    assert await bus.recall("countersign.maison.>", asked, long_ago) == {"maison:2"}
    assert await bus.recall("countersign.atelier.>", asked, long_ago) == set()
    async with nats.client() as client:
        await client.jetstream().delete_stream("COUNTERSIGN")
    with pytest.raises(BusUnavailable):
        await bus.recall("countersign.maison.>", asked, long_ago)
    assert await bus.recall("countersign.maison.>", asked, long_ago) == set()
    await bus.close()
