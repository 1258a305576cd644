"""A standby that was behind takes over: what is lost is named, and nothing builds on it."""

import json
from datetime import UTC, datetime

import pytest

from domain.command_handler.aggregates import Aggregates, Hot
from domain.store.anchor_places import Places
from domain.store.bus import Bus
from domain.store.postgres import PostgresStore
from domain.store.relay import NAME, Relay, Relaying
from tests.domain.store.nats_server import needs_nats
from tests.domain.store.orders import EVENTS, PROJECTIONS, orders, placed
from tests.domain.store.pair import Pair, pair
from tests.domain.store.shelf import Shelf, deliveries, shelf
from tests.domain.store.subscribing import Heard, following, hearing, lag_of

LATER = datetime(2999, 1, 1, tzinfo=UTC)
SOURCE = "https://erp.example"


@pytest.fixture
async def both():
    async with pair(synchronous=False) as made:
        yield made


@pytest.fixture
async def store(both):
    opened = await PostgresStore.open(both.dsn, EVENTS, PROJECTIONS)
    yield opened
    await opened.close()


async def caught_up(both: Pair) -> None:
    """The standby has everything, and hears of nothing more."""
    there = await both.first.say("select pg_current_wal_flush_lsn()::text")
    await both.second.until(f"select pg_last_wal_replay_lsn() >= '{there}'")
    await both.cut_off()


async def read(store, tenant, hot):
    return (await Aggregates(store, tenant, hot).read({"s": shelf}))["s"].state


async def test_what_a_process_remembers_of_lost_events_is_not_believed(both, store, tenant):
    hot = Hot()
    await store.append(tenant, [placed("a"), *deliveries("s", [1])])
    await caught_up(both)
    await store.append(tenant, [placed("b", supplier="LOST"), *deliveries("s", [7], behind=1)], "k")
    assert await read(store, tenant, hot) == Shelf(8, 2)
    past = await store.rows(tenant, orders.where(), as_of=LATER)
    assert [row.supplier for row in past.rows] == ["ACME", "LOST", ""]
    await both.fail_over()
    assert await read(store, tenant, hot) == Shelf(1, 1)
    again = [placed("b", supplier="KEPT"), *deliveries("s", [2], behind=1)]
    assert not (await store.append(tenant, again, "k")).replayed
    assert await read(store, tenant, hot) == Shelf(3, 2)
    past = await store.rows(tenant, orders.where(), as_of=LATER)
    assert [row.supplier for row in past.rows] == ["ACME", "KEPT", ""]
    assert past == await store.rows(tenant, orders.where())
    assert [finding async for finding in store.verify(tenant)] == []


async def test_a_subscriber_is_behind_with_its_events_and_hears_of_those_in_their_places(
    both, store, tenant
):
    heard = Heard()
    follower = following(store, [tenant], hearing(heard))
    await store.append(tenant, [placed("a")])
    await follower.catch_up(tenant)
    await caught_up(both)
    await store.append(tenant, [placed("b"), placed("c")])
    await follower.catch_up(tenant)
    await both.fail_over()
    assert (await lag_of(follower, tenant, "hearing")).position == 1
    await store.append(tenant, [placed("d")])
    await follower.catch_up(tenant)
    assert heard.positions[tenant] == [1, 2, 3, 2]


async def test_anchors_name_what_a_standby_had_not_heard_of(both, store, tenant, tmp_path):
    store.verification.places = Places.of(tmp_path, both.dsn)
    await store.append(tenant, [placed("a")])
    await store.anchor()
    await caught_up(both)
    await store.append(tenant, [placed("b")])
    await store.anchor()
    await both.fail_over()
    [finding] = [finding async for finding in store.verify(tenant)]
    assert finding.startswith(f"The event at position 2 of {tenant}, anchored at ")
    await store.append(tenant, [placed("c")])
    [finding] = [finding async for finding in store.verify(tenant)]
    assert finding.endswith("is another now: rewritten behind position 1.")


@needs_nats
async def test_the_relay_stops_rather_than_let_the_bus_take_new_events_for_lost_ones(
    both, store, tenant, nats
):
    def relaying(bus):
        return following(store, [tenant], Relaying(name=NAME, relay=Relay(bus, SOURCE)))

    buses = [Bus(nats.url) for _ in range(3)]
    running, begun_again, begun_at_last = map(relaying, buses)
    await store.append(tenant, [placed("a")])
    await running.catch_up(tenant)
    await caught_up(both)
    await store.append(tenant, [placed("b"), placed("c")])
    await running.catch_up(tenant)
    await both.fail_over()
    for relay in (running, begun_again):
        await store.append(tenant, [placed(f"new-{id(relay)}")])
        await both.first.say("update es.checkpoints set retry_at = null")
        await relay.catch_up(tenant)
        lag = await lag_of(relay, tenant, NAME)
        assert lag.reason.startswith(f"Ahead: The message bus was told of event 3 of {tenant}")
        assert (lag.position, lag.parked) == (1, 0)
    assert await nats.ids() == [f"{tenant}:{n}" for n in (1, 2, 3)]
    async with nats.client() as client:
        await client.jetstream().delete_stream("COUNTERSIGN")
    await both.first.say("delete from es.checkpoints where subscriber = 'bus'")
    await begun_at_last.catch_up(tenant)
    told = [json.loads(message.data)["subject"] for message in await nats.stored()]
    assert told[0] == "a" and len(told) == 3 and "b" not in told
    for bus in buses:
        await bus.close()
