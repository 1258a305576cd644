"""A subscriber that rests after its turns keeps nobody waiting, and nothing from being heard."""

import asyncio

import pytest

from tests.domain.store.subscribing import (
    LONG,
    Heard,
    following,
    hearing,
    lag_of,
    orders_placed,
    running,
)


async def test_whoever_rests_after_a_turn_keeps_nobody_else_waiting(postgres, tenant):
    slow, quick = Heard(), Heard()
    rests = hearing(slow, "slow", rests=1e9, longest=3600.0)
    subscriptions = following(postgres, [tenant], rests, hearing(quick, "quick"))
    await orders_placed(postgres, tenant, range(1))
    async with running(subscriptions):
        subscriptions.wake(tenant)
        await slow.until(lambda: slow.positions[tenant] == [1])
        async with asyncio.timeout(LONG):  # Heard, and the turn is over: now it rests.
            while (await lag_of(subscriptions, tenant, "slow")).position < 1:
                continue
        await orders_placed(postgres, tenant, range(1, 4))
        subscriptions.wake(tenant)
        await quick.until(lambda: quick.positions[tenant] == [1, 2, 3, 4])
    assert slow.positions[tenant] == [1]
    await subscriptions.catch_up(tenant)
    assert slow.positions[tenant] == [1, 2, 3, 4]


def test_a_rest_is_as_long_as_the_turn_was_and_no_longer_than_the_longest():
    subscriber = hearing(Heard(), rests=3.0, longest=10.0)
    assert [subscriber.rest_after(took) for took in (0.0, 0.5, 60.0)] == [0.0, 1.5, 10.0]
    assert hearing(Heard()).rest_after(60.0) == 0.0
    with pytest.raises(ValueError, match="cannot rest less than not at all"):
        hearing(Heard(), rests=-1.0)
