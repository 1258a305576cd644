"""Nobody is told the same twice, and what never left is tried again: both keepers agree."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.store.memory_told import MemoryTold
from domain.store.told import UNSENT, PostgresTold, Told

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
ONE, TWO = ("max", "D-1", "waits.1"), ("max", "D-2", "waits.1")


@pytest.fixture(params=["memory", "postgres"])
def told(request, postgres) -> Told:
    return MemoryTold() if request.param == "memory" else PostgresTold(postgres.connections)


async def test_of_two_who_claim_the_same_one_tells_it(told, tenant):
    both = await asyncio.gather(*(told.claim(tenant, [ONE, TWO], "alone", NOW) for _ in range(5)))
    assert sorted(mark for each in both for mark in each) == [ONE, TWO]
    assert await told.claim(tenant, [ONE], "alone", NOW) == []


async def test_what_has_left_is_never_told_again(told, tenant):
    await told.claim(tenant, [ONE], "alone", NOW)
    await told.sent(tenant, [ONE])
    await told.release(tenant, [ONE])
    assert await told.claim(tenant, [ONE], "alone", NOW + timedelta(days=9)) == []


async def test_what_did_not_leave_is_tried_again(told, tenant):
    await told.claim(tenant, [ONE], "alone", NOW)
    await told.release(tenant, [ONE])
    assert await told.claim(tenant, [ONE], "together", NOW) == [ONE]


async def test_what_a_process_took_with_it_is_told_by_another_after_a_while(told, tenant):
    await told.claim(tenant, [ONE], "alone", NOW)
    [kept] = await told.about(tenant, ["D-1", "D-9"])
    assert kept.mark == ONE and kept.counts(NOW) and not kept.counts(NOW + UNSENT)
    assert await told.claim(tenant, [ONE], "alone", NOW + UNSENT) == [ONE]


async def test_what_was_told_lately_is_known_and_what_was_long_ago_is_forgotten(told, tenant):
    await told.claim(tenant, [ONE], "alone", NOW - timedelta(days=200))
    await told.claim(tenant, [TWO], "digest", NOW)
    assert [k.mark for k in await told.since(tenant, NOW - timedelta(hours=1))] == [TWO]
    assert await told.tidy(tenant, NOW - timedelta(days=180)) == 1
    assert await told.about(tenant, ["D-1"]) == []


async def test_one_business_knows_nothing_of_what_another_was_told(told, tenant):
    await told.claim(tenant, [ONE], "alone", NOW)
    other = f"{tenant}-other"
    assert await told.about(other, ["D-1"]) == [] and await told.since(other, NOW) == []
    assert await told.claim(other, [ONE], "alone", NOW) == [ONE]


async def test_nothing_is_asked_about_nothing(told, tenant):
    assert await told.claim(tenant, [], "alone", NOW) == []
    await told.sent(tenant, [])
    await told.release(tenant, [])
