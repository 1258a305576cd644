"""Events that fail are parked and the rest goes on; in an outage all of them wait in order."""

import asyncio
import uuid
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.store.event_store import StoreUnavailable
from domain.store.subscriber import External, Outage
from tests.domain.store.subscribing import (
    SOON,
    Heard,
    count,
    counted,
    counting,
    following,
    lag_of,
    once,
    orders_placed,
    running,
    settled,
)


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


async def test_the_pauses_between_two_tries_grow_and_every_process_keeps_to_them(postgres, tenant):
    tried = []

    async def fails(connection, tenant, facts):
        tried.append(tenant)
        raise ValueError("not today")

    await orders_placed(postgres, tenant, range(1))
    subscriber = counting(handle=fails, pause=60, longest=90)
    first, second = (following(postgres, [tenant], subscriber) for _ in range(2))
    await first.catch_up(tenant)
    await second.catch_up(tenant)
    assert tried == [tenant]
    lag = await lag_of(second, tenant)
    assert (lag.waits, lag.reason) == (True, "ValueError: not today")
    usual = counting(pause=0.5, longest=30)
    pauses = [usual.pause_after(n) for n in (0, 1, 2, 9, 10**6)]
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


@pytest.mark.parametrize("state", ["40P01", "40001", "55P03"])
async def test_for_a_trouble_of_the_database_no_event_is_blamed(postgres, owner, tenant, state):
    troubles = [f"do $$ begin raise exception sqlstate '{state}'; end $$"] * 2

    async def unlucky(connection, tenant, facts):
        await count(connection, tenant, facts)
        if troubles:
            await connection.execute(troubles.pop())

    await orders_placed(postgres, tenant, range(3))
    subscriptions = following(postgres, [tenant], counting(handle=unlucky, attempts=1))
    subscriptions.wake(tenant)
    async with running(subscriptions), asyncio.timeout(20):
        while await counted(owner, tenant) != once(1, 2, 3):
            await asyncio.sleep(0.01)
    assert await subscriptions.checkpoints.parked(tenant) == []


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
