"""What only Postgres can promise: walls between tenants, a chain, and survival."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from domain.kernel import Refused
from domain.store.connections import SETTINGS
from domain.store.embedded import Embedded
from domain.store.event_store import StoreUnavailable, WrongVersion
from domain.store.postgres import PostgresStore
from domain.store.rebuild import make_read_models
from domain.store.tables import Model
from tests.domain.store.orders import (
    EVENTS,
    PROJECTIONS,
    Order,
    cancelled,
    orders,
    placed,
    received,
)

TABLES = (
    "es.events",
    "es.ledger",
    "read_models.test_orders",
    "read_models.test_orders_by_supplier",
)


@pytest.fixture
async def app(server):
    """A connection as the program has it, before any tenant is named."""
    connection = await asyncpg.connect(server.dsn, server_settings=SETTINGS)
    yield connection
    await connection.close()


async def found(postgres, tenant):
    return [finding async for finding in postgres.verify(tenant)]


@pytest.mark.parametrize("table", TABLES)
async def test_without_a_tenant_nothing_is_visible(postgres, app, tenant, table):
    await postgres.append(tenant, [placed("a")])
    await postgres.enter(tenant, "t", [{"tool": "x"}], durable=True)
    assert await app.fetch(f"select * from {table}") == []
    await app.execute("select set_config('app.tenant', $1, false)", f"{tenant}-other")
    assert await app.fetch(f"select * from {table}") == []
    await app.execute("select set_config('app.tenant', $1, false)", tenant)
    assert len(await app.fetch(f"select * from {table}")) == 1


async def test_no_row_can_be_written_for_another_tenant(postgres, app, tenant):
    await app.execute("select set_config('app.tenant', $1, false)", tenant)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await app.execute("insert into es.counters values ('somebody-else', 'PO', 1)")


@pytest.mark.parametrize("table", ["es.events", "es.ledger"])
@pytest.mark.parametrize(
    "statement", ["update {} set tenant = 'x'", "delete from {}", "truncate {}", "drop table {}"]
)
async def test_what_is_recorded_cannot_be_changed_or_removed(postgres, app, table, statement):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(statement.format(table))


async def test_a_healthy_tenant_has_no_findings(postgres, tenant):
    await postgres.append(
        tenant, [placed("a", note='"\\ \t ü \u2028 😀 1e2'), placed("b")], "key-1"
    )
    await postgres.append(tenant, [received("a"), cancelled("b")])
    await postgres.enter(tenant, "t'1", [{"tool": 'x"', "amount": 1.50}], durable=False)
    await postgres.enter(tenant, "t2", [{"tool": "y"}, {"tool": "z"}], durable=True)
    assert await found(postgres, tenant) == []


TAMPERED = {
    'payload = payload || \'{"amount": "11"}\'': "The event at position 1 is not what was",
    'metadata = \'{"by": ["eve"]}\'': "The event at position 1 is not what was",
    "recorded_at = recorded_at - interval '1 microsecond'": "The event at position 1 is not what",
    "idem_key = 'other'": "The event at position 1 is not what was",
}


@pytest.mark.parametrize("change", TAMPERED)
async def test_a_changed_event_is_found(postgres, owner, tenant, change):
    await postgres.append(tenant, [placed("a"), placed("b")], key="k")
    where = "where tenant = $1 and position = 1"
    await owner.execute(f"update es.events set {change} {where}", tenant)
    assert any(finding.startswith(TAMPERED[change]) for finding in await found(postgres, tenant))


async def test_a_removed_event_is_found(postgres, owner, tenant):
    await postgres.append(tenant, [placed("a"), received("a"), received("a", version=3)])
    await owner.execute("delete from es.events where tenant = $1 and position = 2", tenant)
    findings = await found(postgres, tenant)
    assert "Between positions 1 and 3 the event is missing." in findings
    assert "Before version 3 of a an event is missing." in findings


async def test_the_newest_hash_stands_for_the_whole_history(postgres, tenant):
    assert await postgres.head(tenant) == (0, "")
    await postgres.append(tenant, [placed("a")])
    position, first = await postgres.head(tenant)
    await postgres.append(tenant, [placed("b")])
    assert position == 1
    assert (await postgres.head(tenant)) != (2, first)


async def test_a_changed_ledger_entry_is_found(postgres, owner, tenant):
    await postgres.enter(tenant, "t", [{"verdict": "denied"}], durable=True)
    await owner.execute(
        'update es.ledger set entry = \'{"verdict": "allowed"}\' where tenant = $1', tenant
    )
    assert await found(postgres, tenant) == [
        "The ledger entry at position 1 is not what was recorded there."
    ]


async def test_rows_that_disagree_with_the_events_are_found_and_rebuilt(postgres, owner, tenant):
    await postgres.append(tenant, [placed("a"), placed("b"), placed("c")])
    table = "read_models.test_orders"
    await owner.execute(f"delete from {table} where tenant = $1 and \"order\" = 'a'", tenant)
    await owner.execute(
        f"update {table} set amount = 99 where tenant = $1 and \"order\" = 'b'", tenant
    )
    await owner.execute(
        f"update {table} set \"order\" = 'x' where tenant = $1 and \"order\" = 'c'", tenant
    )
    assert await found(postgres, tenant) == [
        "test_orders b is not what the events say.",
        "test_orders a is missing.",
        "test_orders c is missing.",
        "test_orders x is there, and no event explains it.",
    ]
    await postgres.rebuild(tenant)
    assert await found(postgres, tenant) == []


async def test_a_projection_whose_rule_changed_is_filled_again(server, postgres, tenant):
    await postgres.append(tenant, [placed("a"), placed("b")])
    unchanged = [Model(projection) for projection in PROJECTIONS]
    assert await make_read_models(server.dsn, unchanged, postgres.codec) == []
    indexed = replace(orders, indexes=(*orders.indexes, (Order.amount,)))
    changed = [Model(indexed), unchanged[1]]
    assert await make_read_models(server.dsn, changed, postgres.codec) == ["test_orders"]
    assert (await postgres.rows(tenant, orders.where())).total == 2
    assert await found(postgres, tenant) == []
    assert await make_read_models(server.dsn, unchanged, postgres.codec) == ["test_orders"]


async def test_a_thousand_facts_at_once_are_one_command(postgres, tenant):
    facts = [placed(f"o{n:04}", amount=str(n)) for n in range(1000)]
    appended = await postgres.append(tenant, facts, key="import-1")
    assert appended.facts[-1].position == 1000
    replayed = await postgres.append(tenant, facts, key="import-1")
    assert replayed.facts == appended.facts
    assert (await postgres.rows(tenant, orders.where(limit=1))).total == 1000


async def test_a_waiter_who_gives_up_does_not_stop_the_others(postgres, tenant):
    waiting = [asyncio.ensure_future(postgres.append(tenant, [placed(f"o{n}")])) for n in range(9)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    waiting[5].cancel()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert sum(isinstance(answer, asyncio.CancelledError) for answer in answers) == 2
    assert await postgres.append(tenant, [placed("later")])
    assert await found(postgres, tenant) == []


async def test_a_value_the_database_cannot_hold_is_refused_in_words(postgres, tenant):
    with pytest.raises(Refused, match="cannot hold one of the values"):
        await postgres.append(tenant, [placed("a"), received("a", quantity=2**70)])
    assert await postgres.page(tenant, after=0) == []


async def test_a_form_that_this_program_does_not_know_is_explained(server, postgres, tenant):
    await postgres.append(tenant, [placed("a")])
    older = await PostgresStore.open(server.dsn, EVENTS[1:], ())
    with pytest.raises(StoreUnavailable, match="start the version of Countersign that wrote it"):
        await older.page(tenant, after=0)
    await older.close()


async def test_a_killed_server_is_revived_and_nothing_recorded_is_lost(server, postgres, tenant):
    await postgres.append(tenant, [placed("before")], key="1")
    server.kill()
    again = (postgres.append(tenant, [placed(f"o{n}")], key=f"after-{n}") for n in range(5))
    await asyncio.gather(*again)
    assert len(await postgres.page(tenant, after=0)) == 6
    assert await found(postgres, tenant) == []


async def test_a_server_that_stops_in_the_middle_is_explained_and_nothing_is_half_written(
    home, tenant
):
    embedded = await Embedded.start(home)
    store = await PostgresStore.open(embedded.dsn, EVENTS, PROJECTIONS)
    await store.append(tenant, [placed("a")])
    await embedded.stop()
    for attempt in (store.append(tenant, [placed("b")], "k"), store.rows(tenant, orders.where())):
        with pytest.raises(StoreUnavailable, match="The database does not answer"):
            await attempt
    await embedded.revive()
    assert len(await store.page(tenant, after=0)) == 1
    assert not (await store.append(tenant, [placed("b")], "k")).replayed
    assert await found(store, tenant) == []
    await store.close()
    await embedded.stop()


async def test_a_server_that_is_gone_for_good_is_explained(home):
    with pytest.raises(StoreUnavailable, match="The database does not answer"):
        await PostgresStore.open(f"postgresql://nobody@/none?host={home}", (), ())


async def test_two_processes_share_a_tenant_without_gaps(server, postgres, tenant):
    other = await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS)
    both = (
        store.append(tenant, [placed(f"{name}{n}")])
        for n in range(20)
        for name, store in (("a", postgres), ("b", other))
    )
    await asyncio.gather(*both)
    assert [f.position for f in await other.page(tenant, after=0)] == list(range(1, 41))
    racing = (store.append(tenant, [received("a1")]) for store in (postgres, other))
    answers = await asyncio.gather(*racing, return_exceptions=True)
    assert sum(isinstance(answer, WrongVersion) for answer in answers) == 1
    await other.close()
    assert await found(postgres, tenant) == []


async def test_without_a_key_nothing_is_sent_twice_but_a_stale_connection_is_no_loss(
    server, postgres, tenant
):
    await postgres.append(tenant, [placed("a")])
    server.kill()
    await server.revive()
    await postgres.append(tenant, [placed("b")])
    await postgres.enter(tenant, "t", [{"tool": "x"}], durable=True)
    assert len(await postgres.page(tenant, after=0)) == 2


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (asyncpg.DiskFullError("could not extend file"), "disk of the database is full"),
        (asyncpg.LockNotAvailableError("canceling statement"), "overloaded"),
    ],
)
async def test_a_full_disk_and_an_overloaded_server_are_told_in_words(postgres, error, sentence):
    async def failing(connection):
        raise error

    for work in (postgres.connections.run, postgres.connections.write):
        with pytest.raises(StoreUnavailable, match=sentence):
            await work(failing, again=False)
