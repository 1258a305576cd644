"""Every table, index and statement belongs to one tenant, so that tenants can be spread apart."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from domain.kernel import measure
from domain.store.connections import Speaking, speaking_for
from domain.store.credentials import PostgresCredentials
from domain.store.deliveries import PostgresDeliveries
from domain.store.drawn import erased, undrawn
from domain.store.migrate import migrate
from domain.store.posted import PostgresPosted
from domain.store.postgres import PostgresStore
from domain.store.told import PostgresTold
from tests.domain.store.orders import EVENTS, PROJECTIONS, Order, orders, placed, received

SCHEMAS = ("es", "read_models", "chat")
OF_ALL = {"es.migrations", "es.read_models", "es.rules"}
"""What is known of the program and not of a business."""
FROM_TENANT_TO_TENANT = {"due", "newest_of"}
"""What asks about many in one trip, by a statement for each, which sees the rows of that one."""
TABLES = """
select c.oid, n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity
       as guarded, exists (select from pg_policy p where p.polrelid = c.oid) as with_policy
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = any($1) and c.relkind in ('r', 'p')
"""
INDEXES = """
select c.relname as name, t.relname as of, pg_get_indexdef(i.indexrelid, 1, true) as leading
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
  join pg_namespace n on n.oid = t.relnamespace
 where n.nspname = any($1)
"""
FOREIGN = """
select c.conname as name, a.attname as here, b.attname as there
  from pg_constraint c join pg_namespace n on n.oid = c.connamespace
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
 where c.contype = 'f' and n.nspname = any($1)
"""
SEQUENCES = "select sequencename from pg_sequences where schemaname = any($1)"
FUNCTIONS = """
select p.proname, p.proargnames[1] as first from pg_proc p
 where p.pronamespace = 'es'::regnamespace and p.proname <> 'tenant'
"""
EXPLAIN = """
create function pg_temp.explained(statement text) returns text language plpgsql as $$
declare plan text;
begin
    execute 'explain (generic_plan, format json) ' || statement into plan;
    return plan;
end $$
"""
EXPLAINED = re.compile(r"\s*\(*(with|select|insert|update|delete)\b")
TOLD = re.compile(r"\btenant\b")


@pytest.fixture
async def migrated(server, postgres):
    """A database that no older program uses any more."""
    await migrate(server.dsn, phase="all")


async def test_the_tenant_is_the_first_column_of_every_table(migrated, owner):
    for table in await owner.fetch(TABLES, SCHEMAS):
        if table["name"] not in OF_ALL:
            first = await owner.fetchrow(
                "select attname, attnotnull from pg_attribute where attrelid = $1 and attnum = 1",
                table["oid"],
            )
            assert tuple(first) == ("tenant", True), table["name"]


async def test_the_page_about_growing_names_every_table(migrated, owner):
    page = (Path(__file__).parents[3] / "docs" / "scale.md").read_text()
    for table in await owner.fetch(TABLES, ["es", "chat"]):
        if re.fullmatch(r"es\.(events|ledger|ledger_texts)_\d\d", table["name"]):
            continue  # A part of a table that is named.
        way = "reference" if table["name"] in OF_ALL else "distributed"
        assert f"create_{way}_table('{table['name']}'" in page


async def test_row_level_security_is_forced_on_every_table_and_partition(migrated, owner):
    for table in await owner.fetch(TABLES, SCHEMAS):
        if table["name"] not in OF_ALL:
            assert table["guarded"] and table["with_policy"], table["name"]


async def test_the_tenant_leads_every_index(migrated, owner):
    found = await owner.fetch(INDEXES, SCHEMAS)
    other = {row["name"] for row in found if row["leading"] != "tenant"}
    assert other == {"migrations_pkey", "read_models_pkey", "rules_pkey"}
    assert len(found) > 100, "The partitions have indexes of their own."


async def test_nothing_counts_or_refers_across_tenants(migrated, owner):
    assert await owner.fetch(SEQUENCES, SCHEMAS) == []
    for name, here, there in await owner.fetch(FOREIGN, SCHEMAS):
        assert (here, there) == ("tenant", "tenant"), name


async def test_every_function_is_told_its_tenant_first(migrated, owner):
    for name, first in await owner.fetch(FUNCTIONS):
        assert first == ("p_tenants" if name in FROM_TENANT_TO_TENANT else "p_tenant"), name


async def test_events_and_ledger_are_spread_over_partitions_by_tenant(migrated, owner):
    for table in ("es.events", "es.ledger", "es.ledger_texts"):
        key = await owner.fetchval("select pg_get_partkeydef($1::regclass)", table)
        assert key.startswith("HASH (tenant")


@pytest.fixture
def heard(monkeypatch):
    """Every statement with parameters that the program sends, as it is sent."""
    statements: set[str] = set()

    def listen(name: str) -> None:
        original = getattr(asyncpg.Connection, name)

        async def listening(self, query, *arguments, **options):
            statements.add(query)
            return await original(self, query, *arguments, **options)

        monkeypatch.setattr(Speaking, name, listening, raising=False)

    for name in ("fetch", "fetchrow", "fetchval", "execute"):
        listen(name)
    return statements


async def a_day_of(store: PostgresStore, tenant: str) -> None:
    """Whatever the store is ever asked."""
    await store.open_tenant(tenant, {"currency": "EUR"})
    await store.profile(tenant)
    await store.append(tenant, [placed("a"), placed("b")], key="1")
    await store.append(tenant, [placed("a"), placed("b")], key="1")
    await store.append(tenant, [received("a")], key="2")
    await store.load(tenant, ["a", "b"])
    await store.caused_by(tenant, "D-1")
    await store.many(tenant, [orders.where(Order.supplier == "x"), orders.where()])
    spent = measure("spent", "sum", Order.amount)
    await store.summary(tenant, orders.summary(measures=(spent,)))
    await store.rows(tenant, orders.where(), datetime.now(UTC))
    await store.page(tenant, 0)
    await store.newest(tenant)
    await store.head(tenant)
    await store.next_number(tenant, "PO")
    await store.enter(tenant, "t", [{"tool": "x"}], durable=True)
    await store.ledger(tenant, "t")
    await store.ledger_before(tenant)
    await store.begin(tenant, "c", 0, 10)
    await store.end(tenant, "t", [{"tool": "x"}], "c", "ana", {})
    await somebody_signs_in(PostgresCredentials(store.connections), tenant)
    await a_day_in_slack(store, tenant)
    await store.rebuild(tenant)
    assert [finding async for finding in store.verify(tenant)] == []
    await store.privacy.subjects(tenant)
    await store.privacy.due(tenant)
    await store.privacy.apply(tenant, "admin", "t")

    async def forget(connection):
        async with speaking_for(connection, tenant):
            await undrawn(connection, tenant, {"Ana"}, await erased(connection, tenant, {"Ana"}))

    await store.connections.run(forget, again=False)


async def a_card_in(posted: PostgresPosted, tenant: str) -> None:
    """Whatever is asked of the cards that stand in channels."""
    now, named = datetime.now(UTC), {"channel": "C1", "card": "1.1"}
    card = named | {"draft": "D-1", "viewer": "ana", "thread": "", "shown": "a"}
    await posted.add(tenant, card, now)
    await posted.mark(tenant, "D-1", now)
    await posted.mark_all(tenant)
    await posted.mark_forgotten(tenant)
    await posted.claim(tenant, "me", now, now, 5)
    await posted.wrote(tenant, named | {"part": 2, "ts": "1.2", "shown": "b"}, "me", now, now)
    await posted.put_off(tenant, "C1", "1.1", "me", 1, None)
    await posted.doubt(tenant, "C1", "1.1", now)
    await posted.done(tenant, "C1", "1.1", "me", now, False, now)
    await posted.lost(tenant, "C1", "is_archived", now)
    await posted.waiting(tenant)
    await posted.of_draft(tenant, "D-1")


async def somebody_signs_in(vault: PostgresCredentials, tenant: str) -> None:
    await vault.set_password_hash(tenant, "ana", "hash")
    await vault.password_hash(tenant, "ana")
    token = await vault.add_token(tenant, "ana", "hash", "mcp")
    await vault.token_owner(tenant, "hash")
    await vault.tokens_of(tenant)
    await vault.revoke_token(tenant, token)


async def a_day_in_slack(store: PostgresStore, tenant: str) -> None:
    await a_card_in(PostgresPosted(store.connections), tenant)
    told = PostgresTold(store.connections)
    mark, now = ("ana", "D-1", "waits.1"), datetime.now(UTC)
    await told.claim(tenant, [mark], "alone", now)
    await told.about(tenant, ["D-1"])
    await told.since(tenant, now)
    await told.release(tenant, [mark])
    await told.sent(tenant, [mark])
    await told.tidy(tenant, now)
    deliveries = PostgresDeliveries(store.connections)
    await deliveries.add(tenant, "evt-1", "click", {}, 0)
    await deliveries.left(tenant, 60, 5)
    await deliveries.done(tenant, "evt-1")
    vault = PostgresCredentials(store.connections)
    await vault.add_code(tenant, "ana", "code", 60)
    await vault.take_code(tenant, "code")


async def test_no_statement_reads_or_writes_the_rows_of_two_tenants(server, heard, tenant, owner):
    """Explained without row level security, every scan is still told its tenant."""
    store = await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS, server.revive)
    await a_day_of(store, tenant)
    await store.close()
    version = await owner.fetchval("show server_version_num")
    if int(version) < 160000:
        pytest.skip("Postgres 15 does not explain a statement whose parameters are not known.")
    await owner.execute(EXPLAIN)
    scanned = set()
    for statement in heard:
        if ";" in statement or not EXPLAINED.match(statement):
            continue
        text = await owner.fetchval("select pg_temp.explained($1)", statement)
        for relation, told in scans(json.loads(text)[0]["Plan"]):
            assert told, f"{relation} is read for all tenants by: {statement}"
            scanned.add(relation)
    assert len(scanned) > 8
    assert scanned >= {"threads", "steps", "elements", "feedbacks", "files", "posted"}


def scans(plan):
    """Each scan of a table of a plan, and whether a condition on it names the tenant."""
    if "Relation Name" in plan and "Scan" in plan["Node Type"]:
        conditions = (str(plan.get(key, "")) for key in ("Index Cond", "Filter", "Recheck Cond"))
        yield plan["Relation Name"], any(map(TOLD.search, conditions))
    for part in plan.get("Plans", ()):
        yield from scans(part)
