"""What a subscriber may rely on: every event, in order, its effect once, and none left out."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from domain.store.connections import SETTINGS
from domain.store.postgres import PostgresStore
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed, received
from tests.domain.store.subscribing import (
    SOON,
    Heard,
    count,
    counted,
    counting,
    following,
    hearing,
    lag_of,
    once,
    orders_placed,
    running,
    settled,
)

ROOT = Path(__file__).parents[3]
DYING = """
import asyncio, sys, types
sys.modules["tests"] = types.ModuleType("tests")  # Some library has a package of that name.
sys.modules["tests"].__path__ = ["tests"]
from domain.store.postgres import PostgresStore
from tests.domain.store.orders import EVENTS, PROJECTIONS
from tests.domain.store.subscribing import count, counting, following

async def never_ends(connection, tenant, facts):
    await count(connection, tenant, facts)
    print("written", flush=True)
    await asyncio.Event().wait()

async def main(dsn, tenant):
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    await following(store, [tenant], counting(handle=never_ends)).catch_up(tenant)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
async def others(server):
    """Three processes, as far as the database can tell."""
    opened = [
        await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS, server.revive) for _ in range(3)
    ]
    yield opened
    for store in opened:
        await store.close()


async def test_every_event_is_heard_in_order_from_the_first_one_on(postgres, tenant):
    heard = Heard()
    subscriptions = following(postgres, [tenant], hearing(heard, batch=2))
    await orders_placed(postgres, tenant, range(5))
    await subscriptions.catch_up(tenant)
    await orders_placed(postgres, tenant, range(5, 7))
    await subscriptions.catch_up(tenant)
    await subscriptions.catch_up(tenant)
    assert heard.positions == {tenant: [1, 2, 3, 4, 5, 6, 7]}


async def test_of_a_call_that_fails_after_writing_nothing_remains(postgres, owner, tenant):
    async def fails_in_the_end(connection, tenant, facts):
        await count(connection, tenant, facts)
        raise RuntimeError("the lights went out")

    await orders_placed(postgres, tenant, range(3))
    subscriptions = following(postgres, [tenant], counting(handle=fails_in_the_end))
    await subscriptions.catch_up(tenant)
    assert await counted(owner, tenant) == []
    lag = await lag_of(subscriptions, tenant)
    assert (lag.position, lag.behind, lag.waits) == (0, 3, True)
    assert lag.reason == "RuntimeError: the lights went out"


async def test_no_effect_stands_without_its_checkpoint(postgres, owner, tenant):
    troubles = [ValueError("parked at first")]

    async def changes_sides(connection, tenant, facts):
        if troubles:
            raise troubles.pop()
        await count(connection, tenant, facts)
        await connection.execute("select set_config('app.tenant', 'somebody-else', true)")

    await orders_placed(postgres, tenant, range(1))
    subscriptions = following(postgres, [tenant], counting(handle=changes_sides, attempts=1))
    await subscriptions.catch_up(tenant)
    await subscriptions.retry_parked(tenant, "counting")
    await orders_placed(postgres, tenant, range(1, 3))
    for _ in range(2):  # First what was parked, then what is new.
        with pytest.raises(RuntimeError, match="must leave the tenant of the transaction as it is"):
            await subscriptions.catch_up(tenant)
        await owner.execute("update es.parked set again = false where tenant = $1", tenant)
    assert await counted(owner, tenant) == []


async def test_a_process_that_dies_between_effect_and_checkpoint_has_done_nothing(
    postgres, owner, tenant
):
    wrote = asyncio.Event()

    async def never_ends(connection, tenant, facts):
        await count(connection, tenant, facts)
        wrote.set()
        await asyncio.Event().wait()

    await orders_placed(postgres, tenant, range(3))
    dying = following(postgres, [tenant], counting(handle=never_ends))
    dying.wake(tenant)
    async with running(dying):
        await asyncio.wait_for(wrote.wait(), 20)
    assert await counted(owner, tenant) == []
    await following(postgres, [tenant], counting()).catch_up(tenant)
    assert await counted(owner, tenant) == once(1, 2, 3)


async def test_a_process_that_is_killed_in_the_middle_leaves_its_work_to_the_next(
    server, postgres, owner, tenant
):
    await orders_placed(postgres, tenant, range(3))
    program = (sys.executable, "-c", DYING, server.dsn, tenant)
    process = await asyncio.create_subprocess_exec(*program, cwd=ROOT, stdout=PIPE)
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"written\n"
    subscriptions = following(postgres, [tenant], counting())
    await subscriptions.catch_up(tenant)
    assert (await lag_of(subscriptions, tenant)).behind == 3
    process.kill()
    await process.wait()
    await settled(subscriptions, tenant)
    assert await counted(owner, tenant) == once(1, 2, 3)


async def test_a_connection_cut_in_the_middle_of_a_call_costs_nothing_and_counts_once(
    postgres, owner, tenant
):
    cut = []

    async def cut_once(connection, tenant, facts):
        await count(connection, tenant, facts)
        if not cut:
            cut.append(connection.get_server_pid())
            await owner.execute("select pg_terminate_backend($1)", cut[0])
            await connection.fetch("select pg_sleep(10)")

    await orders_placed(postgres, tenant, range(3))
    subscriptions = following(postgres, [tenant], counting(handle=cut_once))
    await subscriptions.catch_up(tenant)
    assert await counted(owner, tenant) == once(1, 2, 3)
    assert (await lag_of(subscriptions, tenant)).parked == 0


async def test_three_processes_share_the_work_and_nothing_is_done_twice_or_out_of_order(
    others, owner, tenant
):
    tenants, heard = [f"{tenant}-{n}" for n in range(3)], Heard()
    processes = [
        following(store, tenants, counting(batch=7), hearing(heard, batch=5), tick=0.05)
        for store in others
    ]
    for store, process in zip(others, processes, strict=True):
        store.on_commit(process.wake)

    async with running(*processes):
        await asyncio.gather(
            *(
                others[n % 3].append(of, [placed(f"o{n}"), received(f"o{n}")])
                for n in range(60)
                for of in tenants
            )
        )
        await heard.until(lambda: all(len(heard.positions[of]) >= 120 for of in tenants))
        for of in tenants:
            await settled(processes[0], of)
    for of in tenants:
        assert await counted(owner, of) == once(*range(1, 121))
        assert heard.positions[of] == list(range(1, 121))


@pytest.mark.parametrize(("seen", "taken", "named"), [(0, 2, 2), (2, 3, 3), (3, 3, 3), (0, 1, 1)])
async def test_a_gap_stops_the_tenant_and_nothing_behind_it_is_handled(
    postgres, owner, tenant, seen, taken, named
):
    await orders_placed(postgres, tenant, range(seen))
    subscriptions = following(postgres, [tenant], counting())
    await subscriptions.catch_up(tenant)
    await orders_placed(postgres, tenant, range(seen, 4 if seen < 3 else 3))
    await owner.execute("delete from es.events where tenant = $1 and position = $2", tenant, taken)
    await subscriptions.catch_up(tenant)
    assert await counted(owner, tenant) == once(*range(1, seen + 1))
    lag = await lag_of(subscriptions, tenant)
    assert lag.position == seen
    assert f"The event at position {named} of {tenant} is missing" in lag.reason


async def test_an_event_that_this_program_cannot_read_is_waited_for_and_never_parked(
    server, postgres, owner, tenant
):
    await postgres.append(tenant, [placed("a"), placed("b"), received("a"), placed("c")])
    older = await PostgresStore.open(server.dsn, EVENTS[:1], ())
    subscriptions = following(older, [tenant], counting(attempts=1, pause=SOON, longest=SOON))
    for _ in range(3):
        await subscriptions.catch_up(tenant)
    await older.close()
    assert await counted(owner, tenant) == once(1, 2)
    newer = following(postgres, [tenant], counting())
    lag = await lag_of(newer, tenant)
    assert lag.parked == 0
    assert "start the version of Countersign that wrote it" in lag.reason
    await newer.catch_up(tenant)
    assert await counted(owner, tenant) == once(1, 2, 3, 4)


async def test_the_lag_says_how_many_events_and_for_how_long(postgres, owner, tenant):
    subscriptions = following(postgres, [tenant], counting())
    assert (await lag_of(subscriptions, tenant)).behind == 0
    await orders_placed(postgres, tenant, range(3))
    await owner.execute(
        "update es.events set recorded_at = recorded_at - interval '1 hour' where tenant = $1",
        tenant,
    )
    lag = await lag_of(subscriptions, tenant)
    assert (lag.position, lag.newest, lag.behind) == (0, 3, 3)
    assert timedelta(hours=1) <= lag.age < timedelta(hours=2)
    await subscriptions.catch_up(tenant)
    lag = await lag_of(subscriptions, tenant)
    assert (lag.position, lag.behind, lag.age) == (3, 0, timedelta(0))


async def test_looking_finds_what_no_signal_told_of(postgres, tenant):
    heard = Heard()
    subscriptions = following(postgres, [tenant], hearing(heard), tick=0.02)
    async with running(subscriptions):
        await orders_placed(postgres, tenant, range(2))
        await heard.until(lambda: heard.positions[tenant] == [1, 2])


async def test_a_name_that_is_no_tenant_begins_nothing(postgres, owner, tenant):
    await following(postgres, [], counting()).catch_up(f"{tenant}-nobody")
    assert await owner.fetch("select from es.checkpoints where tenant like $1", f"{tenant}%") == []


def test_two_subscribers_of_one_name_or_limits_of_nothing_are_refused():
    with pytest.raises(ValueError, match="Two subscribers are called counting"):
        following(type("Store", (), {"connections": None, "codec": None}), [], *[counting()] * 2)
    with pytest.raises(ValueError, match="needs limits above zero"):
        counting(attempts=0)
    with pytest.raises(ValueError, match="may take 240 seconds"):
        counting(limit=3600)


@pytest.mark.parametrize("table", ["es.checkpoints", "es.parked"])
async def test_without_a_tenant_no_progress_is_visible_and_none_can_be_forged(
    server, postgres, tenant, table
):
    async def fails(connection, tenant, facts):
        raise ValueError("no")

    await orders_placed(postgres, tenant, range(1))
    await following(postgres, [tenant], counting(handle=fails, attempts=1)).catch_up(tenant)
    app = await asyncpg.connect(server.dsn, server_settings=SETTINGS)
    try:
        assert await app.fetch(f"select from {table}") == []
        await app.execute("select set_config('app.tenant', $1, false)", tenant)
        assert len(await app.fetch(f"select from {table}")) == 1
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await app.execute(f"update {table} set tenant = 'somebody-else'")
    finally:
        await app.close()
