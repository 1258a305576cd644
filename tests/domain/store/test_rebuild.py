"""Rows are made again beside the ones that are read, and nobody is kept waiting or misled."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from domain.kernel import Projection, Row, measure
from domain.store import filling
from domain.store.building import Building, tenants_of
from domain.store.event_store import StoreUnavailable
from domain.store.filling import speak_for
from domain.store.postgres import PostgresStore
from domain.store.rebuild import building_alone, exchange, make_read_models
from domain.store.tables import Model
from tests.domain.store.orders import (
    EVENTS,
    PROJECTIONS,
    Order,
    OrderPlaced,
    cancelled,
    order_after,
    orders,
    placed,
    received,
    suppliers,
)

LEFT = "select count(*) from pg_tables where schemaname = 'read_models_next'"


def urgent_after(row, fact):
    """Another rule: everything is urgent."""
    after = order_after(row, fact)
    return after and after.model_copy(update={"urgent": True})


changed = replace(orders, project=urgent_after, indexes=((Order.urgent,),))
CHANGED = [Model(changed), Model(suppliers)]


@pytest.fixture
async def back_to_the_old_rule(server, postgres):
    yield
    models = [Model(projection) for projection in PROJECTIONS]
    await make_read_models(server.dsn, models, postgres.codec)


@asynccontextmanager
async def building(server, postgres):
    async with building_alone(server.dsn) as (writer, reader):
        made = Building(server.dsn, writer, reader, CHANGED, postgres.codec)
        await made.build(await tenants_of(reader))
        yield made


async def found(postgres, tenant):
    return [finding async for finding in postgres.verify(tenant)]


async def test_rows_are_read_and_written_while_others_are_built(
    server, postgres, tenant, back_to_the_old_rule
):
    await postgres.append(tenant, [placed("a"), placed("b")])
    async with building(server, postgres) as made:
        await postgres.append(tenant, [received("a"), cancelled("b"), placed("c")])
        before = await postgres.rows(tenant, orders.where())
        await exchange(made, CHANGED)
    after = await postgres.rows(tenant, changed.where())
    assert [row.urgent for row in before.rows] == [False, False]
    assert after.rows == tuple(row.model_copy(update={"urgent": True}) for row in before.rows)
    other = await PostgresStore.open(server.dsn, EVENTS, [changed, suppliers])
    assert await found(other, tenant) == []
    await other.append(tenant, [placed("d")])
    assert await found(other, tenant) == []
    await other.close()


async def test_a_process_that_dies_while_it_builds_leaves_the_rows_as_they_were(
    server, postgres, owner, tenant
):
    await postgres.append(tenant, [placed("a")])
    async with building(server, postgres):
        assert await owner.fetchval(LEFT) == 3
    await postgres.append(tenant, [received("a")])
    assert await found(postgres, tenant) == []
    await (await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS)).close()
    assert await owner.fetchval(LEFT) == 0


async def test_nobody_builds_while_what_an_earlier_process_began_is_still_being_filled(
    server, postgres, owner, back_to_the_old_rule
):
    await owner.execute("select pg_advisory_lock_shared($1)", filling.FILLING)
    building_again = asyncio.create_task(make_read_models(server.dsn, CHANGED, postgres.codec))
    await asyncio.sleep(0.5)
    assert not building_again.done()
    await owner.execute("select pg_advisory_unlock_shared($1)", filling.FILLING)
    assert await building_again == ["test_orders"]


async def test_of_processes_that_start_at_once_one_builds(
    server, postgres, tenant, back_to_the_old_rule
):
    await postgres.append(tenant, [placed("a")])
    made = (make_read_models(server.dsn, CHANGED, postgres.codec) for _ in range(3))
    assert sorted(await asyncio.gather(*made)) == [[], [], ["test_orders"]]


async def test_a_program_with_other_rules_records_nothing_until_it_is_started_again(
    server, postgres, tenant, back_to_the_old_rule
):
    await postgres.append(tenant, [placed("a")])
    newer = await PostgresStore.open(server.dsn, EVENTS, [changed, suppliers])
    with pytest.raises(StoreUnavailable, match="another version of Countersign"):
        await postgres.append(tenant, [placed("b")], key="b")
    with pytest.raises(StoreUnavailable, match="another version of Countersign"):
        await postgres.rebuild(tenant)
    await newer.append(tenant, [placed("b")], key="b")
    assert await newer.newest(tenant) == 2
    assert await found(newer, tenant) == []
    await newer.close()


class SlimOrder(Row):
    order: str
    supplier: str
    pallets: int = 0


slim = Projection(
    name="test_orders",
    row=SlimOrder,
    key=(SlimOrder.order,),
    of=(OrderPlaced,),
    touches=lambda fact: [SlimOrder(order=fact.stream, supplier=fact.event.supplier)],
    project=lambda row, fact: row,
)


async def test_tables_that_have_other_columns_now_are_explained_to_an_older_program(
    server, postgres, tenant, back_to_the_old_rule
):
    await postgres.append(tenant, [placed("a")])
    await postgres.rows(tenant, orders.where())
    count = orders.summary(measures=[measure("spent", "sum", Order.amount)])
    await make_read_models(server.dsn, [Model(slim), Model(suppliers)], postgres.codec)
    for attempt in (
        postgres.append(tenant, [placed("b")]),
        postgres.append(tenant, [received("a")]),
        postgres.rows(tenant, orders.where()),
        postgres.summary(tenant, count),
    ):
        with pytest.raises(StoreUnavailable, match="another version of Countersign"):
            await attempt
    assert await postgres.newest(tenant) == 1
    newer = await PostgresStore.open(server.dsn, EVENTS, [slim, suppliers])
    await newer.append(tenant, [placed("b")])
    assert [row.order for row in (await newer.rows(tenant, slim.where())).rows] == ["a", "b"]
    await newer.close()


async def test_a_database_from_before_there_were_rules_keeps_its_rows(
    server, postgres, owner, tenant
):
    await postgres.append(tenant, [placed("a")])
    await owner.execute("delete from es.rules")
    with pytest.raises(StoreUnavailable, match="another version"):
        await postgres.append(tenant, [placed("b")])
    again = await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS)
    await again.append(tenant, [placed("b")])
    assert await found(again, tenant) == []
    await again.close()


async def test_a_projection_that_is_gone_leaves_no_rows_that_grow_old(
    server, postgres, owner, tenant, back_to_the_old_rule
):
    await postgres.append(tenant, [placed("a")])
    fewer = await PostgresStore.open(server.dsn, EVENTS, [orders])
    await fewer.append(tenant, [placed("b")])
    await fewer.close()
    assert await owner.fetchval("select to_regclass('read_models.test_suppliers')") is None
    again = await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS)
    assert await found(again, tenant) == []
    await again.close()


async def test_the_exchange_waits_for_a_long_read_and_keeps_nobody_waiting_with_it(
    server, postgres, owner, tenant, back_to_the_old_rule
):
    await postgres.append(tenant, [placed("a")])
    reading = owner.transaction()
    await reading.start()
    await owner.fetch("select * from read_models.test_orders")
    async with building(server, postgres) as made:
        exchanging = asyncio.create_task(exchange(made, CHANGED))
        await somebody_waits(postgres, tenant)
        async with asyncio.timeout(5):
            assert (await postgres.rows(tenant, orders.where())).total == 1
            await postgres.append(tenant, [placed("b")])
        assert not exchanging.done()
        await reading.rollback()
        await exchanging
    after = await postgres.rows(tenant, orders.where())
    assert [row.urgent for row in after.rows] == [True, True]


async def test_new_tables_are_as_closed_as_the_old_ones(
    server, postgres, owner, back_to_the_old_rule
):
    await make_read_models(server.dsn, CHANGED, postgres.codec)
    tables = await owner.fetch(
        "select relname, relrowsecurity and relforcerowsecurity as closed from pg_class"
        " where relnamespace = 'read_models'::regnamespace and relkind = 'r'"
    )
    assert {r["relname"] for r in tables} >= {"test_orders", "test_orders_by_supplier"}
    assert all(record["closed"] for record in tables)
    indexes = "select indexdef from pg_indexes where tablename = 'test_orders' order by indexname"
    assert ["(tenant, urgent)" in each[0] for each in await owner.fetch(indexes)] == [True, False]


async def test_an_owner_whom_row_level_security_binds_can_build(server, postgres, owner, tenant):
    if not await owner.fetchval("select rolsuper from pg_roles where rolname = current_user"):
        pytest.skip("This server has shown it already.")
    role = f"owner_{tenant[-12:]}"
    name = role.replace("owner", "db")
    await owner.execute(f"create role {role} login createrole")
    await owner.execute(f"grant countersign_app to {role} with admin option")
    await owner.execute(f"create database {name} owner {role}")
    address, _, options = server.dsn.partition("?")
    dsn = f"{address.rsplit('/', 1)[0]}/{name}?{options}&user={role}".replace("postgres@", "")
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    await store.append(tenant, [placed("a"), placed("b"), cancelled("b")])
    await store.append("other", [placed("a", supplier="Other")])
    assert await make_read_models(dsn, CHANGED, store.codec) == ["test_orders"]
    await make_read_models(dsn, [Model(each) for each in PROJECTIONS], store.codec)
    await store.rebuild(tenant)
    assert [await found(store, each) for each in (tenant, "other")] == [[], []]
    await store.close()
    await owner.execute(f"drop database {name} with (force)")
    await owner.execute(f"drop owned by {role}")
    await owner.execute(f"drop role {role}")


async def test_several_processes_fill_what_one_would(
    server, postgres, tenant, monkeypatch, back_to_the_old_rule
):
    await postgres.append(tenant, [placed(f"o{n}", amount=str(n)) for n in range(50)])
    monkeypatch.setattr(filling, "ALONE", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    await make_read_models(server.dsn, CHANGED, postgres.codec)
    newer = await PostgresStore.open(server.dsn, EVENTS, [changed, suppliers])
    assert await found(newer, tenant) == []
    await newer.close()


async def test_rows_of_other_tenants_stay_as_they_are(postgres, owner, tenant):
    other = f"{tenant[:50]}-b"
    for each in (tenant, other):
        await postgres.append(each, [placed("a"), placed("b")])
    table = "read_models.test_orders"
    for each in (tenant, other):
        await speak_for(each, owner)
        await owner.execute(f"update {table} set amount = 99 where tenant = $1", each)
    await postgres.rebuild(tenant)
    assert await found(postgres, tenant) == []
    assert len(await found(postgres, other)) == 2
    await postgres.rebuild(other)
    assert await found(postgres, other) == []


async def somebody_waits(postgres, tenant):
    """Return when a lock is asked for that another one holds."""
    waiting = "select exists (select from pg_locks where not granted) as waits"
    async with asyncio.timeout(20):
        while not (await postgres.connections.fetch(tenant, waiting))[0]["waits"]:
            await asyncio.sleep(0.01)
