"""Tenants where nothing happens cost next to nothing, however many there are."""

import asyncio

import asyncpg
import pytest

from domain.store.connections import Speaking
from domain.store.postgres import PostgresStore
from domain.store.rounds import AT_FIRST
from domain.store.subscriptions import Subscriptions
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed
from tests.domain.store.subscribing import Heard, counting, following, hearing, running

MANY = 10_000
QUIET = (
    f"insert into es.tenants select 'quiet-' || n from generate_series(1, {MANY}) as s (n)",
    "insert into es.events (tenant, position, stream, stream_version, recorded_at, type,"
    " schema_version, payload, metadata, hash) select tenant, 1, 'o', 1, clock_timestamp(),"
    " 'OrderCancelled', 1, '{}', '{\"by\": [\"ana\"]}', '' from es.tenants",
    "insert into es.checkpoints (tenant, subscriber, position) select tenant, 'hearing', 1"
    " from es.tenants",
    "analyze es.events, es.tenants, es.checkpoints",
)


@pytest.fixture
async def crowded(databases):
    """A database of ten thousand businesses, each with an event that was handled long ago."""
    store = await PostgresStore.open(await databases.new(), EVENTS, PROJECTIONS)
    owner = await asyncpg.connect(store.dsn)
    if not await owner.fetchval("select rolsuper from pg_roles where rolname = current_user"):
        pytest.skip("Only a superuser writes into the record of all tenants at once.")
    for statement in QUIET:
        await owner.execute(statement)
    await owner.close()
    yield store
    await store.close()


@pytest.fixture
def asked(monkeypatch):
    """Every statement that the program sends through its pools."""
    statements: list[str] = []

    def listen(name: str) -> None:
        original = getattr(asyncpg.Connection, name)

        async def listening(self, query, *arguments, **options):
            statements.append(query)
            return await original(self, query, *arguments, **options)

        monkeypatch.setattr(Speaking, name, listening, raising=False)

    for name in ("fetch", "fetchrow", "fetchval", "execute"):
        listen(name)
    return statements


async def test_a_round_over_ten_thousand_quiet_tenants_is_a_few_statements(crowded, asked):
    heard = Heard()
    follower = Subscriptions(
        crowded.connections, crowded.codec, crowded.tenants, [hearing(heard)], tick=0
    )
    async with running(follower), asyncio.timeout(60):
        while follower.rounds.first:
            await asyncio.sleep(0)
    whole_round = MANY // AT_FIRST
    assert len(asked) <= 1 + whole_round + 3  # The list, the round, and the beginning of the next.
    assert not heard.positions


async def test_an_event_that_no_signal_told_of_is_found_among_ten_thousand_tenants(crowded):
    heard = Heard()
    follower = Subscriptions(
        crowded.connections, crowded.codec, crowded.tenants, [hearing(heard)], tick=0
    )
    await crowded.append("quiet-77", [placed("new")])
    async with running(follower):
        await heard.until(lambda: bool(heard.positions))
    assert heard.positions == {"quiet-77": [2]}


async def test_the_newest_positions_of_many_tenants_are_one_question(postgres, tenant, asked):
    await postgres.append(tenant, [placed("a"), placed("b")])
    await postgres.append(f"{tenant}-b", [placed("a")])
    asked.clear()
    found = await postgres.newest_of([tenant, f"{tenant}-b", f"{tenant}-none"])
    assert found == {tenant: 2, f"{tenant}-b": 1, f"{tenant}-none": 0}
    assert len(asked) == 1


async def test_due_is_who_is_behind_and_need_not_wait(postgres, tenant, owner):
    other = f"{tenant}-b"
    follower = following(postgres, [tenant], counting(), hearing(Heard()))
    names = ["counting", "hearing"]

    async def due():
        return sorted(await follower.checkpoints.due([tenant, other], names))

    assert await due() == []
    await postgres.append(tenant, [placed("a")])
    await postgres.append(other, [placed("a")])
    both = [(t, name) for t in (tenant, other) for name in names]
    assert await due() == both
    await follower.catch_up(tenant)
    assert await due() == both[2:]
    later = "update es.checkpoints set position = 0, retry_at = clock_timestamp() + interval '1h'"
    await owner.execute(f"{later} where tenant = $1 and subscriber = 'counting'", tenant)
    park = "insert into es.parked values ($1, 'hearing', 1, 1, 'No.', true)"
    await owner.execute(park, tenant)
    assert await due() == [(tenant, "hearing"), *both[2:]]


async def test_after_a_question_about_many_a_connection_speaks_for_nobody(postgres, tenant):
    await postgres.append(tenant, [placed("a")])

    async def ask(connection):
        async with connection.transaction():
            await connection.fetch("select * from es.newest_of($1)", [tenant])
            return await connection.fetchval("select count(*) from es.events")

    assert await postgres.connections.run(ask, again=False) == 0
