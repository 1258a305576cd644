"""What was acknowledged is kept until it is dealt with, and is dealt with once."""

import asyncio

import pytest

from domain.store.deliveries import PostgresDeliveries
from domain.store.memory_deliveries import MemoryDeliveries
from domain.store.postgres import PostgresStore

CLICK = {"action": "draft_sign", "value": "D-1:1:0123456789", "user": "U1"}


@pytest.fixture(params=["memory", "postgres"])
def deliveries(request, postgres: PostgresStore):
    if request.param == "memory":
        return MemoryDeliveries()
    return PostgresDeliveries(postgres.connections)


async def test_the_same_delivery_twice_is_one(deliveries, tenant):
    firsts = await asyncio.gather(
        *(deliveries.add(tenant, "evt-1", "click", CLICK, 60) for _ in range(8))
    )
    assert sorted(firsts) == [False] * 7 + [True]
    assert await deliveries.add(f"{tenant}-other", "evt-1", "click", CLICK, 60)


async def test_what_nobody_finished_is_found_again_whole(deliveries, tenant):
    await deliveries.add(tenant, "evt-1", "click", CLICK, 0)
    [left] = await deliveries.left(tenant, 60, 10)
    assert (left.delivery, left.kind, left.body) == ("evt-1", "click", CLICK)
    assert left.age >= 0
    assert await deliveries.left(tenant, 60, 10) == [], "Somebody is at it."


async def test_two_processes_never_take_up_the_same(deliveries, tenant):
    for number in range(20):
        await deliveries.add(tenant, f"evt-{number}", "click", CLICK, 0)
    parts = await asyncio.gather(*(deliveries.left(tenant, 60, 10) for _ in range(4)))
    taken = [each.delivery for part in parts for each in part]
    assert len(taken) == len(set(taken)) == 20


async def test_what_is_done_never_comes_back(deliveries, tenant):
    await deliveries.add(tenant, "evt-1", "click", CLICK, 0)
    await deliveries.done(tenant, "evt-1")
    assert await deliveries.left(tenant, 60, 10) == []
    assert not await deliveries.add(tenant, "evt-1", "click", CLICK, 0)


async def test_what_is_done_says_nothing_any_more(postgres, owner, tenant):
    deliveries = PostgresDeliveries(postgres.connections)
    await deliveries.add(tenant, "evt-1", "click", CLICK, 0)
    await deliveries.done(tenant, "evt-1")
    kept = await owner.fetchrow("select body from es.deliveries where tenant = $1", tenant)
    assert kept["body"] is None
