"""Verification finds and names whatever somebody who may do everything has done to the rows."""

import asyncio
import importlib
import os
import sys
from pathlib import Path

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from domain.store import verify
from domain.store.chain import EVENT
from domain.store.postgres import PostgresStore
from tests.domain.store import orders
from tests.domain.store.orders import cancelled, placed, received

ORDERS = "read_models.test_orders"
FORGED = f"""
update es.events e set hash = sha256(
    coalesce((select b.hash from es.events b
               where b.tenant = e.tenant and b.position = e.position - 1), sha256('genesis'))
    || convert_to({EVENT}, 'UTF8'))
 where tenant = $1 and position = $2
"""
ADDED = """
insert into es.events select tenant, position + 1, 'order-x', 1, recorded_at, type, schema_version,
       payload, metadata, null, null, hash_v, hash
  from es.events where tenant = $1 order by position desc limit 1
"""


async def found(postgres, tenant, **how):
    return [finding async for finding in postgres.verify(tenant, **how)]


@pytest.fixture(autouse=True)
async def swept(owner, tenant):
    """Events that nobody can read any more would disturb whoever folds those of all tenants."""
    yield
    await owner.execute("delete from es.events where starts_with(tenant, $1)", tenant[:40])


@pytest.fixture
async def traded(postgres, tenant):
    """Six events on four streams, and three entries in the ledger."""
    await postgres.append(tenant, [placed("a"), placed("b")], key="k1")
    await postgres.append(tenant, [received("a"), placed("c")], key="k2")
    await postgres.append(tenant, [received("a", version=3), placed("d", note='ü "\\ 😀 1e2')])
    await postgres.enter(tenant, "t", [{"n": 1}, {"n": 1.50}, {"n": 'ü"'}], durable=True)
    assert await found(postgres, tenant) == []
    return tenant


CHANGED = "The event at position 3 is not what was recorded there; it stands as version 2 of a."
CHANGES = {
    "payload = payload || '{\"quantity\": 9}'": CHANGED,
    'metadata = \'{"by": ["eve"]}\'': CHANGED,
    "recorded_at = recorded_at + interval '1 microsecond'": CHANGED,
    "recorded_at = '2020-01-01'": "The event at position 3 is older than the one before it.",
    "stream = 'e', stream_version = 1": CHANGED.replace("version 2 of a", "version 1 of e"),
    "stream_version = 7": "Before version 7 of a an event is missing.",
    "type = 'OrderCancelled'": CHANGED,
    "schema_version = 2": CHANGED,
    "idem_key = 'other'": CHANGED,
    "idem_key = null": "The event at position 3 has a key or a size that cannot be.",
    "command_size = 1": CHANGED,
    "hash_v = 2": CHANGED,
    "hash = sha256('x')": CHANGED,
    "position = 9": "Between positions 2 and 4 the event is missing.",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_to_any_column_of_an_event_is_found_and_placed(
    postgres, owner, traded, change
):
    where = "where tenant = $1 and position = 3"
    await owner.execute(f"update es.events set {change} {where}", traded)
    assert CHANGES[change] in await found(postgres, traded)


async def test_events_that_cannot_be_read_any_more_do_not_end_the_verification(
    postgres, owner, traded
):
    change = "update es.events set schema_version = 9 where tenant = $1 and position = 3"
    await owner.execute(change, traded)
    await owner.execute("delete from es.ledger where tenant = $1 and position = 2", traded)
    findings = await found(postgres, traded)
    assert "The rows were not compared" in findings[1]
    assert findings[2] == "Between positions 1 and 3 the ledger entry is missing."


async def test_an_event_moved_to_another_tenant_is_missing_here_and_found_there(
    postgres, owner, traded
):
    other = f"{traded[:40]}-b"
    await owner.execute(
        "update es.events set tenant = $2 where tenant = $1 and position = 6", traded, other
    )
    assert "Between positions 0 and 6 the event is missing." in await found(postgres, other)
    assert "test_orders d is there, and no event explains it." in await found(postgres, traded)


async def test_an_event_removed_from_the_middle_is_missing_by_position_and_by_stream(
    postgres, owner, traded
):
    await owner.execute("delete from es.events where tenant = $1 and position = 3", traded)
    findings = await found(postgres, traded)
    assert "Between positions 2 and 4 the event is missing." in findings
    assert "Before version 3 of a an event is missing." in findings


async def test_two_events_that_changed_places_are_found(postgres, owner, traded):
    for move in ("3 then -1", "5 then 3", "-1 then 5"):
        await owner.execute(
            f"update es.events set position = {move.split()[2]}"
            f" where tenant = $1 and position = {move.split()[0]}",
            traded,
        )
    findings = await found(postgres, traded)
    assert CHANGED.replace("version 2", "version 3") in findings
    assert "Version 3 of a stands before version 2." in findings


async def test_an_event_added_behind_the_others_with_a_hash_of_its_own_disagrees_with_the_rows(
    postgres, owner, traded
):
    await owner.execute(ADDED, traded)
    assert "The event at position 7 is not what" in " ".join(await found(postgres, traded))
    await owner.execute(FORGED, traded, 7)
    assert "test_orders order-x is missing." in await found(postgres, traded)


LEDGER = {
    "entry = '{\"n\": 2}'": "The ledger entry at position 2 is not what was recorded there.",
    "trace = 'u'": "The ledger entry at position 2 is not what was recorded there.",
    "at = at + interval '1 day'": "The ledger entry at position 2 is not what was recorded there.",
    "position = 8": "Between positions 1 and 3 the ledger entry is missing.",
}


@pytest.mark.parametrize("change", LEDGER)
async def test_a_changed_ledger_entry_is_found(postgres, owner, traded, change):
    await owner.execute(f"update es.ledger set {change} where tenant = $1 and position = 2", traded)
    assert LEDGER[change] in await found(postgres, traded)


ROWS = {
    f"update {ORDERS} set amount = 99 where tenant = $1 and \"order\" = 'b'": (
        "test_orders b is not what the events say."
    ),
    f"delete from {ORDERS} where tenant = $1 and \"order\" = 'b'": "test_orders b is missing.",
    f"update {ORDERS} set \"order\" = 'x' where tenant = $1 and \"order\" = 'b'": (
        "test_orders x is there, and no event explains it."
    ),
    "update read_models.test_orders_by_supplier set amount = 1 where tenant = $1": (
        "test_orders_by_supplier ACME open"
    ),
}


@pytest.mark.parametrize("change", ROWS)
async def test_a_row_that_was_changed_removed_or_added_is_found(postgres, owner, traded, change):
    await owner.execute(change, traded)
    assert ROWS[change] in " ".join(await found(postgres, traded))


COLUMNS = {
    "stream": "text",
    "type": "text",
    "idem_key": "text",
    "payload": "jsonb",
    "metadata": "jsonb",
    "hash": "bytea",
}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    column=some.sampled_from(sorted(COLUMNS)),
    where=some.integers(0, 1000),
    which=some.integers(0, 1000),
)
async def test_one_changed_byte_anywhere_is_found(server, postgres, tenant, column, where, which):
    tenant = f"{tenant[:40]}-{os.urandom(4).hex()}"
    await postgres.append(tenant, [placed("a"), received("a"), placed("b")], key="key")
    connection = await asyncpg.connect(server.dsn)
    text = f"select {column}::text from es.events where tenant = $1 and position = 1"
    before = await connection.fetchval(text, tenant)
    fits = [n for n, one in enumerate(before) if one.isalnum() and (n > 1 or column != "hash")]
    place = fits[where % len(fits)]
    alphabet = "0123456789abcdef" if column == "hash" else "azAZ09,.é"
    others = alphabet.replace(before[place], "")
    after = before[:place] + others[which % len(others)] + before[place + 1 :]
    change = f"update es.events set {column} = $2::text::{COLUMNS[column]}"
    try:
        await connection.execute(f"{change} where tenant = $1 and position = 1", tenant, after)
    except asyncpg.DataError:
        return  # No JSON any more, so it cannot even be put there.
    finally:
        now = await connection.fetchval(text, tenant)
        await connection.execute("drop table if exists pg_temp.x")
        await connection.close()
    if now != before:
        findings = postgres.verify(tenant)
        assert "at position 1 is not what was recorded there" in await anext(findings)
        await findings.aclose()


async def test_all_ranges_of_a_long_history_are_looked_at(postgres, owner, tenant, monkeypatch):
    monkeypatch.setattr("domain.store.chain.RANGE", 7)
    await postgres.append(tenant, [placed(f"o{n:02}") for n in range(30)], key="k")
    told = []
    assert await found(postgres, tenant, told=lambda *far: told.append(far)) == []
    assert told[0] == (0, 30)
    assert told[-1] == (30, 30)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    where = "where tenant = $1 and position = any('{1, 7, 8, 21, 30}')"
    await owner.execute(f"update es.events set type = 'GoodsReceived' {where}", tenant)
    changed = await verified_chain(postgres, tenant)
    assert [f.split()[4] for f in changed] == ["1", "7", "8", "21", "30"]
    await owner.execute("delete from es.events where tenant = $1 and position in (14, 15)", tenant)
    gap = "Between positions 13 and 16 the event is missing."
    assert gap in await verified_chain(postgres, tenant)


async def verified_chain(postgres, tenant):
    return [finding for finding in await found(postgres, tenant) if "position" in finding]


@pytest.fixture
async def elsewhere(server, tmp_path, monkeypatch):
    """The same business under a name by which another process finds it as well."""
    text = Path(orders.__file__).read_text(encoding="utf-8")
    (tmp_path / "orders_elsewhere.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    business = importlib.import_module("orders_elsewhere")
    store = await PostgresStore.open(server.dsn, business.EVENTS, business.PROJECTIONS)
    yield store, business
    await store.close()
    del sys.modules["orders_elsewhere"]


async def test_a_long_history_is_folded_by_other_processes(elsewhere, owner, tenant, monkeypatch):
    store, business = elsewhere
    monkeypatch.setattr(verify, "LONG", 10)
    await store.append(tenant, [business.placed(f"o{n:02}") for n in range(30)], key="k")
    assert await found(store, tenant) == []
    await owner.execute(f"delete from {ORDERS} where tenant = $1 and \"order\" = 'o07'", tenant)
    assert await found(store, tenant) == ["test_orders o07 is missing."]


async def test_what_is_written_during_a_verification_does_not_disturb_it(postgres, tenant):
    await postgres.append(tenant, [placed("a")])
    stop = asyncio.Event()

    async def write():
        number = 0
        while not stop.is_set():
            number += 1
            await postgres.append(tenant, [placed(f"w{number}"), received(f"w{number}")])
            await postgres.append(tenant, [cancelled(f"w{number}", version=3)])

    writing = asyncio.create_task(write())
    while await postgres.newest(tenant) < 60:
        assert await found(postgres, tenant) == []
    stop.set()
    await writing


async def test_more_verifications_than_connections_do_not_wait_for_each_other(
    postgres, tenant, monkeypatch
):
    monkeypatch.setattr("domain.store.chain.RANGE", 2)
    await postgres.append(tenant, [placed(f"o{n}") for n in range(9)])
    every = asyncio.gather(*(found(postgres, tenant) for _ in range(15)))
    assert await asyncio.wait_for(every, timeout=60) == [[]] * 15
