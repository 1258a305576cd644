"""What is looked up by its key is found by it, however little Postgres knows of a young table."""

import re

import asyncpg
import pytest

from domain.store.backup import backup
from domain.store.codec import Codec
from domain.store.connections import KEEPING, LOOKING_UP
from domain.store.history import KEY, STREAMS
from domain.store.postgres import PostgresStore
from domain.store.rebuild import rebuild
from domain.store.statistics import FIRST, FURTHER
from domain.store.tables import Model
from tests.domain.store.copies import TENANT, put_back
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed

SCAN = re.compile(r"Index(?: Only)? Scan(?: Backward)? using (\S+) on|((?:Seq|Bitmap Heap) Scan)")
UNKNOWN = """
select relname from pg_class
 where relnamespace in ('es'::regnamespace, 'read_models'::regnamespace) and relkind = 'r'
   and reltuples <= 0 and pg_relation_size(oid) > 0
"""


@pytest.fixture
async def young(databases):
    """A database in which nothing has happened yet."""
    dsn = await databases.new()
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    yield dsn, store
    await store.close()


async def never_looked_at(connection, store) -> None:
    """As it was made."""


async def seen_empty(connection, store) -> None:
    await connection.execute("analyze")


async def seen_with_one_row_of_each_tenant(connection, store) -> None:
    for number in range(60):
        await store.append(f"t{number}", [placed("a")])
    await connection.execute("analyze")


every_state = pytest.mark.parametrize(
    "state", [never_looked_at, seen_empty, seen_with_one_row_of_each_tenant]
)


async def scans(
    dsn: str, settings: dict[str, str], types: str, asked: str, values: str
) -> set[str]:
    """What the plan reads that is kept whatever the values are."""
    generic = settings | {"plan_cache_mode": "force_generic_plan"}
    connection = await asyncpg.connect(dsn, server_settings=generic)
    await connection.execute("select set_config('app.tenant', 'acme', false)")
    await connection.execute(f"prepare asked ({types}) as {asked}")
    plan = await connection.fetch(f"explain execute asked({values})")
    await connection.close()
    return {next(filter(None, found)) for found in SCAN.findall("\n".join(r[0] for r in plan))}


@every_state
async def test_the_rows_of_an_append_are_looked_up_by_their_key(young, state):
    dsn, store = young
    connection = await asyncpg.connect(dsn)
    await state(connection, store)
    await connection.close()
    for model in map(Model, PROJECTIONS):
        key = {f"{model.projection.name}_key"}
        for asked in (model.read, model.remove):
            assert await scans(dsn, LOOKING_UP, "text, text", asked, "'acme', '[]'") == key
        for rolled in model.rollups:
            key = {f"{rolled.kept.name}_key"}
            for asked in (rolled.add, rolled.empty):
                assert await scans(dsn, LOOKING_UP, "text, text", asked, "'acme', '[]'") == key


@every_state
async def test_events_are_looked_up_by_their_stream_and_by_their_key(young, state):
    dsn, store = young
    connection = await asyncpg.connect(dsn)
    await state(connection, store)
    await connection.close()
    [stream] = await scans(dsn, KEEPING, "text, text[]", STREAMS, "'acme', '{a}'")
    assert re.fullmatch(r"events_\d\d_tenant_stream_stream_version_key", stream)
    [key] = await scans(dsn, KEEPING, "text, text", KEY, "'acme', 'k'")
    assert re.fullmatch(r"events_\d\d_tenant_idem_key_idx", key)


async def unknown(dsn: str) -> list[str]:
    connection = await asyncpg.connect(dsn)
    found = await connection.fetch(UNKNOWN)
    await connection.close()
    return [record["relname"] for record in found]


async def test_a_restore_leaves_no_table_of_which_nothing_is_known(source, databases, tmp_path):
    await backup(source, tmp_path / "copy")
    there = await databases.new()
    await put_back(there, tmp_path / "copy")
    assert await unknown(there) == []
    await put_back(there, tmp_path / "copy", replace=True)
    assert await unknown(there) == []


async def test_a_rebuild_leaves_no_table_of_which_nothing_is_known(source):
    assert "test_orders" in await unknown(source)
    await rebuild(source, TENANT, list(map(Model, PROJECTIONS)), Codec(EVENTS))
    assert await unknown(source) == []


async def test_a_process_that_records_much_has_statistics_made(young):
    dsn, store = young
    growth = store.committer.growth
    await store.append("acme", [placed(f"o-{n}") for n in range(FIRST - 1)])
    assert growth.task is None
    await store.append("acme", [placed("one-more")])
    await growth.task
    assert await unknown(dsn) == []
    assert growth.due == FIRST * FURTHER


async def test_where_no_statistics_can_be_made_commands_are_recorded_all_the_same(young):
    _, store = young
    store.committer.growth.dsn = "postgresql://nobody@/nothing?host=/nowhere"
    facts = [placed(f"o-{n}") for n in range(FIRST)]
    assert len((await store.append("acme", facts)).facts) == FIRST
    await store.committer.growth.task
    assert not (await store.append("acme", [placed("one-more")])).replayed
