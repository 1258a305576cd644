"""What a subscriber may rely on: every event, in order, its effect once, and no event forgotten."""

import asyncio
import uuid
from collections import defaultdict
from datetime import timedelta

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.store.connections import SETTINGS
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from domain.store.subscriber import External, Outage
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed, received
from tests.domain.store.subscribing import (
    SOON,
    Heard,
    count,
    counted,
    counting,
    following,
    hearing,
    once,
    orders_placed,
    running,
)


@pytest.fixture
async def others(server):
    """Three processes, as far as the database can tell."""
    opened = [
        await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS, server.revive) for _ in range(3)
    ]
    yield opened
    for store in opened:
        await store.close()


async def lag_of(subscriptions, tenant, name="counting"):
    return (await subscriptions.lag(name))[tenant]


async def settled(subscriptions, tenant, name="counting"):
    """Catch up again and again, as long as something can be done."""
    async with asyncio.timeout(20):
        while (lag := await lag_of(subscriptions, tenant, name)).behind or lag.again:
            await subscriptions.catch_up(tenant)


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


async def test_a_failing_event_is_parked_with_its_reason_and_the_rest_goes_on(
    postgres, owner, tenant
):
    tried = []

    async def chokes(connection, tenant, facts):
        await count(connection, tenant, facts)
        if any(fact.position == 3 for fact in facts):
            tried.append(len(facts))
            raise ValueError("a bone in event 3\x00")

    await orders_placed(postgres, tenant, range(5))
    subscriptions = following(
        postgres, [tenant], counting(handle=chokes, attempts=4, pause=SOON, longest=SOON)
    )
    await settled(subscriptions, tenant)
    assert await counted(owner, tenant) == once(1, 2, 4, 5)
    assert tried == [5, 1, 1, 1, 1]
    [parked] = await subscriptions.checkpoints.parked(tenant)
    assert (parked.subscriber, parked.position, parked.attempts) == ("counting", 3, 4)
    assert parked.reason == "ValueError: a bone in event 3"


async def test_the_pauses_between_two_tries_grow_and_every_process_keeps_to_them(others, tenant):
    async def fails(connection, tenant, facts):
        raise ValueError("not today")

    await orders_placed(others[0], tenant, range(1))
    first, second, _ = (
        following(store, [tenant], counting(handle=fails, pause=60, longest=90)) for store in others
    )
    await first.catch_up(tenant)
    await second.catch_up(tenant)
    lag = await lag_of(second, tenant)
    assert (lag.waits, lag.due, lag.reason) == (True, False, "ValueError: not today")
    subscriber = counting(pause=0.5, longest=30)
    pauses = [subscriber.pause_after(n) for n in (0, 1, 2, 9, 10**6)]
    assert pauses == [0.5, 1.0, 2.0, 30.0, 30.0]


async def test_what_the_database_refuses_is_parked_as_well(postgres, owner, tenant):
    async def speaks_nonsense(connection, tenant, facts):
        await count(connection, tenant, facts)
        if facts[-1].position >= 2 >= facts[0].position:
            await connection.execute("select 1/0")

    await orders_placed(postgres, tenant, range(3))
    subscriptions = following(
        postgres, [tenant], counting(handle=speaks_nonsense, attempts=2, pause=SOON)
    )
    await settled(subscriptions, tenant)
    assert await counted(owner, tenant) == once(1, 3)
    [parked] = await subscriptions.checkpoints.parked(tenant)
    assert parked.reason == "DivisionByZeroError: division by zero"


async def test_a_call_that_takes_too_long_or_cancels_itself_has_failed(postgres, tenant):
    async def hangs(connection, tenant, facts):
        await connection.fetch("select pg_sleep(60)")

    async def gives_up(connection, tenant, facts):
        raise asyncio.CancelledError

    await orders_placed(postgres, tenant, range(1))
    subscriptions = following(
        postgres,
        [tenant],
        counting("gives-up", gives_up, attempts=1),
        counting("hangs", hangs, attempts=1, limit=0.05),
    )
    await subscriptions.catch_up(tenant)
    parked = await subscriptions.checkpoints.parked(tenant)
    assert [each.reason for each in parked] == [
        "CancelledError: ",
        "It took longer than 0.05 seconds.",
    ]


@pytest.mark.parametrize("away", [Outage("no bus"), StoreUnavailable("no bus")])
async def test_an_outage_parks_nothing_however_long_it_takes_and_the_order_stays(
    postgres, tenant, away
):
    heard, refusals = Heard(), [9]

    async def send(tenant, facts):
        if facts[-1].position >= 3 and refusals[0]:
            refusals[0] -= 1
            raise away
        await heard.hear(tenant, facts)

    await orders_placed(postgres, tenant, range(5))
    bus = External(name="bus", handle=send, attempts=2, batch=2, pause=SOON, longest=SOON)
    subscriptions = following(postgres, [tenant], bus)
    await settled(subscriptions, tenant, "bus")
    assert heard.positions[tenant] == [1, 2, 3, 4, 5]
    assert refusals == [0]
    assert await subscriptions.checkpoints.parked(tenant) == []


async def test_an_outage_between_failures_forgets_none_of_them(postgres, tenant):
    answers = [ValueError("odd"), Outage("away"), Outage("away"), ValueError("odd")]

    async def send(tenant, facts):
        raise answers.pop(0)

    await orders_placed(postgres, tenant, range(1))
    bus = External(name="bus", handle=send, attempts=2, pause=SOON, longest=SOON)
    subscriptions = following(postgres, [tenant], bus)
    await settled(subscriptions, tenant, "bus")
    [parked] = await subscriptions.checkpoints.parked(tenant)
    assert (parked.attempts, answers) == (2, [])


async def test_what_was_parked_is_tried_again_when_asked_and_then_counts_once(
    postgres, owner, tenant
):
    broken = {2, 4}

    async def mended_later(connection, tenant, facts):
        await count(connection, tenant, facts)
        if broken & {fact.position for fact in facts}:
            raise ValueError("broken")

    await orders_placed(postgres, tenant, range(5))
    subscriptions = following(postgres, [tenant], counting(handle=mended_later, attempts=1))
    await settled(subscriptions, tenant)
    assert await counted(owner, tenant) == once(1, 3, 5)
    broken.remove(2)
    assert await subscriptions.retry_parked(tenant, "counting") == [2, 4]
    await settled(subscriptions, tenant)
    assert await counted(owner, tenant) == once(1, 2, 3, 5)
    [parked] = await subscriptions.checkpoints.parked(tenant)
    assert (parked.position, parked.attempts, parked.again) == (4, 2, False)
    broken.clear()
    assert await subscriptions.retry_parked(tenant, "counting", 3) == []
    assert await subscriptions.retry_parked(tenant, "counting", 4) == [4]
    await settled(subscriptions, tenant)
    assert await counted(owner, tenant) == once(1, 2, 3, 4, 5)
    assert await subscriptions.checkpoints.parked(tenant) == []


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
    assert (lag.position, lag.newest, lag.behind, lag.due) == (0, 3, 3, True)
    assert timedelta(hours=1) <= lag.age < timedelta(hours=2)
    await subscriptions.catch_up(tenant)
    lag = await lag_of(subscriptions, tenant)
    assert (lag.position, lag.behind, lag.age, lag.due) == (3, 0, timedelta(0), False)


async def test_no_other_tenant_is_kept_waiting_by_one_whose_events_fail(postgres, tenant):
    heard = Heard()

    async def one_fails(of, facts):
        if of == tenant:
            raise Outage("away")
        await heard.hear(of, facts)

    other = f"{tenant}-other"
    bus = External(name="bus", handle=one_fails)
    subscriptions = following(postgres, [tenant, other], bus)
    postgres.on_commit(subscriptions.wake)
    async with running(subscriptions):
        await orders_placed(postgres, tenant, range(3))
        await orders_placed(postgres, other, range(3))
        await heard.until(lambda: heard.positions[other] == [1, 2, 3])
    assert heard.positions[tenant] == []


async def test_looking_finds_what_no_signal_told_of(postgres, tenant):
    heard = Heard()
    subscriptions = following(postgres, [tenant], hearing(heard), tick=0.02)
    async with running(subscriptions):
        await orders_placed(postgres, tenant, range(2))
        await heard.until(lambda: heard.positions[tenant] == [1, 2])


async def test_a_subscriber_goes_on_after_its_pause_without_being_woken(postgres, tenant):
    heard, answers = Heard(), [Outage("away"), Outage("away")]

    async def send(of, facts):
        if answers:
            raise answers.pop()
        await heard.hear(of, facts)

    bus = External(name="bus", handle=send, pause=0.01)
    subscriptions = following(postgres, [tenant], bus)
    await orders_placed(postgres, tenant, range(1))
    subscriptions.wake(tenant)
    async with running(subscriptions):
        await heard.until(lambda: heard.positions[tenant] == [1])


async def test_a_name_that_is_no_tenant_begins_nothing(postgres, owner, tenant):
    await following(postgres, [], counting()).catch_up(f"{tenant}-nobody")
    assert await owner.fetch("select from es.checkpoints where tenant like $1", f"{tenant}%") == []


def test_two_subscribers_of_one_name_or_limits_of_nothing_are_refused():
    with pytest.raises(ValueError, match="Two subscribers are called counting"):
        following(type("Store", (), {"connections": None, "codec": None}), [], *[counting()] * 2)
    with pytest.raises(ValueError, match="needs limits above zero"):
        counting(attempts=0)


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


plans = st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 5]), min_size=1, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(failures=plans, batch=st.integers(1, 5), attempts=st.integers(1, 3))
async def test_whatever_fails_however_often_every_event_is_handled_once_or_parked(
    postgres, owner, failures, batch, attempts
):
    tenant, left = f"t-{uuid.uuid4().hex}", defaultdict(int, enumerate(failures, 1))

    async def fails_as_planned(connection, tenant, facts):
        await count(connection, tenant, facts)
        if any(left[fact.position] for fact in facts):
            if len(facts) == 1:
                left[facts[0].position] -= 1
            raise ValueError("as planned")

    await orders_placed(postgres, tenant, range(len(failures)))
    subscriber = counting(
        handle=fails_as_planned, batch=batch, attempts=attempts, pause=SOON, longest=SOON
    )
    subscriptions = following(postgres, [tenant], subscriber)
    await settled(subscriptions, tenant)
    handled = [n for n, times in enumerate(failures, 1) if times < attempts]
    parked = await subscriptions.checkpoints.parked(tenant)
    assert await counted(owner, tenant) == once(*handled)
    assert [(each.position, each.attempts) for each in parked] == [
        (n, attempts) for n, times in enumerate(failures, 1) if times >= attempts
    ]
