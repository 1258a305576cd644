"""What can be watched of the store is what happens in it, and says nothing about a tenant."""

import asyncio
from datetime import UTC, datetime

import pytest

from domain.kernel import Refused
from domain.store import watch as watching
from domain.store.building import Building, tenants_of
from domain.store.connections import owner
from domain.store.embedded import Embedded
from domain.store.event_store import WrongVersion
from domain.store.measures import MEASURES, OF_THE_PROCESS, Spread
from domain.store.postgres import PostgresStore
from domain.store.rebuild import building_alone
from domain.store.subscriptions import Subscriptions
from domain.store.tables import Model
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed, received
from tests.domain.store.subscribing import counting

LOCK = "select pg_advisory_lock(hashtextextended($1, 0))"


@pytest.fixture
async def alone(databases, monkeypatch):
    """A store on a database of its own, which is looked at whenever somebody asks."""
    monkeypatch.setattr(watching, "FRESH", 0.0)
    monkeypatch.setattr(watching, "PATIENCE", 60.0)
    store = await PostgresStore.open(await databases.new(), EVENTS, PROJECTIONS)
    yield store
    await store.close()


async def seen(store) -> dict[str, dict[str, float | Spread]]:
    return {f.measure.name: dict(f.values) for f in await store.watch.figures()}


def subscribed(store, *subscribers) -> Subscriptions:
    return Subscriptions(store.connections, store.codec, store.tenants, subscribers)


async def test_every_measure_is_shown_from_the_beginning(alone):
    assert {f.measure for f in await alone.watch.figures()} == set(MEASURES)


async def test_commands_are_counted_by_what_became_of_them(alone):
    await alone.append("acme", [placed("a"), placed("b")], key="k")
    await alone.append("acme", [placed("a"), placed("b")], key="k")
    with pytest.raises(WrongVersion):
        await alone.append("acme", [placed("a")])
    with pytest.raises(Refused, match="ACME"):
        await alone.append("ACME", [placed("c")])
    found = await seen(alone)
    outcomes = {"recorded": 1, "repeated": 1, "conflicting": 1, "failed": 1}
    assert found["countersign_commands_total"] == outcomes
    assert found["countersign_events_appended_total"] == {"": 2}
    assert sum(found["countersign_append_seconds"][""].counts) == 1
    assert found["countersign_append_seconds"][""].total > 0


async def test_what_shares_a_transaction_is_a_group(alone):
    await asyncio.gather(*(alone.append("acme", [placed(f"o-{n}")]) for n in range(20)))
    groups = (await seen(alone))["countersign_group_commands"][""]
    assert groups.total == 20
    assert sum(groups.counts) < 20


async def test_what_waits_is_counted_while_it_waits(alone):
    async with owner(alone.dsn) as somebody:
        for tenant in ("acme", "other"):
            await somebody.execute(LOCK, f"es.events:{tenant}")
        names = ["acme", "acme", "acme", "other", "other"]
        facts = [placed(f"o-{number}") for number in range(len(names))]
        writing = [alone.append(name, [fact]) for name, fact in zip(names, facts, strict=True)]
        waiting = asyncio.gather(*writing)
        await asyncio.sleep(0)  # The first of each is being written, and the others wait.
        found = await seen(alone)
    assert found["countersign_queue_commands"] == {"": 3}
    assert found["countersign_queue_longest_commands"] == {"": 2}
    await waiting
    assert (await seen(alone))["countersign_queue_commands"] == {"": 0}


async def test_a_subscriber_is_behind_by_events_time_and_tenants(alone):
    for tenant in ("acme", "other"):
        await alone.append(tenant, [placed("a"), placed("b")])
    alone.watch.expected.add("slow")
    before = datetime.now(UTC)
    found = await seen(alone)
    assert found["countersign_tenants"] == {"": 2}
    assert found["countersign_subscriber_behind_events"] == {"slow": 4}
    assert found["countersign_subscriber_behind_tenants"] == {"slow": 2}
    assert 0 < found["countersign_subscriber_behind_seconds"]["slow"] < before.timestamp()
    await subscribed(alone, counting("slow")).catch_up("acme")
    found = await seen(alone)
    assert found["countersign_subscriber_behind_events"] == {"slow": 2}
    assert found["countersign_subscriber_behind_tenants"] == {"slow": 1}
    await subscribed(alone, counting("slow")).catch_up("other")
    assert (await seen(alone))["countersign_subscriber_behind_seconds"] == {"slow": 0}


async def test_what_a_subscriber_has_put_aside_is_counted(alone):
    async def fail(connection, tenant, facts):
        raise ValueError("Nobody listens.")

    await alone.append("acme", [placed("a")])
    await subscribed(alone, counting("stubborn", fail, attempts=1)).catch_up("acme")
    assert (await seen(alone))["countersign_subscriber_parked_events"] == {"stubborn": 1}


async def test_a_rebuild_is_seen_while_it_lasts_whichever_process_builds(alone):
    await alone.append("acme", [placed(f"o-{n}") for n in range(30)])
    assert (await seen(alone))["countersign_rebuild_running"] == {"": 0}
    async with building_alone(alone.dsn) as (writer, reader):
        assert (await seen(alone))["countersign_rebuild_running"] == {"": 1}
        models = list(map(Model, PROJECTIONS))
        building = Building(alone.dsn, writer, reader, models, alone.codec)
        await building.build(await tenants_of(reader))
        while (await seen(alone))["countersign_rebuild_rows"][""] < 30:
            await asyncio.sleep(0.05)
    assert (await seen(alone))["countersign_rebuild_running"] == {"": 0}


async def test_no_figure_names_a_tenant_or_what_it_records(alone):
    await alone.append("secretive", [placed("order-of-somebody")])
    await alone.append("secretive", [received("order-of-somebody")])
    alone.watch.expected.add("bus")
    told = repr(await alone.watch.figures())
    assert "secretive" not in told and "somebody" not in told
    assert {value for f in await alone.watch.figures() for value in f.values} == {
        *("", "bus", "recorded", "repeated", "conflicting", "failed")
    }


async def test_a_database_that_is_away_is_told_with_what_is_known_without_it(home):
    embedded = await Embedded.start(home)
    store = await PostgresStore.open(embedded.dsn, EVENTS, PROJECTIONS)
    await store.append("acme", [placed("a")])
    await embedded.stop()
    found = await store.watch.figures()
    await store.close()
    assert {figure.measure for figure in found} == set(OF_THE_PROCESS)
    told = {figure.measure.name: figure.values for figure in found}
    assert told["countersign_database_up"] == {"": 0}
    assert told["countersign_events_appended_total"] == {"": 1}


async def test_those_who_ask_often_are_told_what_was_seen_a_moment_ago(databases, monkeypatch):
    monkeypatch.setattr(watching, "FRESH", 3600.0)
    store = await PostgresStore.open(await databases.new(), EVENTS, PROJECTIONS)
    await store.append("acme", [placed("a")])
    told = await asyncio.gather(*(store.watch.figures() for _ in range(5)))
    assert all(len(figures) == len(MEASURES) for figures in told)
    look = store.watch.seen["acme"]
    await store.watch.figures()
    assert store.watch.seen["acme"] is look
    await store.close()


async def test_where_there_are_too_many_tenants_the_longest_unseen_come_first(alone, monkeypatch):
    monkeypatch.setattr(watching, "LOOKING", 0.0)  # Long enough for one.
    for number in range(3):
        await alone.append(f"t{number}", [placed("a")])
    for count in (1, 2, 3):
        assert (await seen(alone))["countersign_tenants"] == {"": 3}
        assert len(alone.watch.seen) == count
    before = {tenant: look.at for tenant, look in alone.watch.seen.items()}
    await seen(alone)
    [again] = [tenant for tenant, look in alone.watch.seen.items() if look.at != before[tenant]]
    assert before[again] == min(before.values())
