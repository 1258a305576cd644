"""The counters of what the model used: both keepers give the same answers, and never too much."""

import asyncio
import sys
from decimal import Decimal

import pytest

from domain.store.memory_spending import MemorySpending
from domain.store.spending import PostgresSpending

MONTH, DAY = "2026-11", "2026-11-29"


@pytest.fixture(params=["memory", "postgres"])
def spending(request, postgres):
    if request.param == "memory":
        return MemorySpending()
    return PostgresSpending(postgres.connections)


def accounts(most=None, tokens=None, whose="business"):
    return [(whose, MONTH, most, tokens), (whose, DAY, None, None)]


def places(limited):
    return [(whose, period) for whose, period, _, _ in limited]


async def reserve(spending, tenant, name, most="10", money="4", seconds=60, limited=None):
    asked = limited or accounts(Decimal(most))
    return await spending.reserve(tenant, name, asked, Decimal(money), 100, seconds)


async def settle(spending, tenant, name, money="1", tokens=50):
    return await spending.settle(tenant, name, places(accounts()), Decimal(money), tokens)


async def month(spending, tenant):
    [found] = await spending.used(tenant, [MONTH])
    figures = ("spent", "reserved", "tokens", "tokens_reserved")
    return tuple(int(found[name]) for name in figures)


async def test_what_is_reserved_counts_until_the_usage_is_known(spending, tenant):
    first, day = await reserve(spending, tenant, "one")
    assert not first["over"] and first["reserved"] == 4 and day["period"] == DAY
    assert await month(spending, tenant) == (0, 4, 0, 100)
    assert await settle(spending, tenant, "one")
    assert await month(spending, tenant) == (1, 0, 50, 0)


async def test_what_does_not_fit_is_reserved_on_no_account(spending, tenant):
    await reserve(spending, tenant, "one")
    await reserve(spending, tenant, "two")
    third, _ = await reserve(spending, tenant, "three")
    assert third["over"] and third["reserved"] == 8
    assert await month(spending, tenant) == (0, 8, 0, 200)


async def test_tokens_are_a_limit_of_their_own(spending, tenant):
    limited = accounts(tokens=150)
    assert not (await reserve(spending, tenant, "one", limited=limited))[0]["over"]
    assert (await reserve(spending, tenant, "two", limited=limited))[0]["over"]


async def test_usage_counts_once_however_often_it_is_told(spending, tenant):
    await reserve(spending, tenant, "one")
    assert await settle(spending, tenant, "one")
    assert not await settle(spending, tenant, "one")
    assert await month(spending, tenant) == (1, 0, 50, 0)


async def test_usage_counts_even_when_its_reservation_was_lost(spending, tenant):
    assert await settle(spending, tenant, "lost")
    assert not await settle(spending, tenant, "lost")
    assert await month(spending, tenant) == (1, 0, 50, 0)


async def test_a_reservation_that_nobody_settles_ends_as_spent(spending, tenant):
    await reserve(spending, tenant, "one", seconds=0)
    await reserve(spending, tenant, "two")
    assert await month(spending, tenant) == (4, 4, 100, 100)


async def test_usage_that_comes_late_takes_the_place_of_the_estimate(spending, tenant):
    await reserve(spending, tenant, "one", seconds=0)
    await reserve(spending, tenant, "two")
    assert await settle(spending, tenant, "one")
    assert await month(spending, tenant) == (1, 4, 50, 100)


async def test_no_tenant_sees_the_use_of_another(spending, tenant):
    await reserve(spending, tenant, "one")
    assert await spending.used(f"{tenant}-other", [MONTH]) == []


async def test_two_programs_at_once_are_never_given_more_than_there_is(postgres, tenant):
    """Each with connections of its own, as two processes have."""
    from domain.store.connections import Connections

    other = await Connections.open(postgres.dsn, None)
    keepers = [PostgresSpending(postgres.connections), PostgresSpending(other)]
    asked = [
        reserve(keeper, tenant, f"{n} {which}", most="10", money="1")
        for which, keeper in enumerate(keepers)
        for n in range(20)
    ]
    found = await asyncio.gather(*asked)
    await other.close()
    assert sum(not first["over"] for first, _ in found) == 10
    assert await month(keepers[0], tenant) == (0, 10, 0, 1000)


PROGRAM = """
import asyncio, sys
from decimal import Decimal
from domain.store.connections import Connections
from domain.store.spending import PostgresSpending

async def run(dsn, tenant):
    connections = await Connections.open(dsn, None)
    keeper = PostgresSpending(connections)
    limited = [("business", "2026-11", Decimal(10), None)]
    asked = [
        keeper.reserve(tenant, f"{sys.argv[3]} {n}", limited, Decimal(1), 1, 60)
        for n in range(20)
    ]
    print(sum(not found[0]["over"] for found in await asyncio.gather(*asked)))
    await connections.close()

asyncio.run(run(sys.argv[1], sys.argv[2]))
"""


async def test_two_processes_at_once_are_never_given_more_than_there_is(postgres, tenant):
    async def program(name: str) -> int:
        started = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, postgres.dsn, tenant, name),
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await started.communicate()
        assert started.returncode == 0
        return int(out)

    given = await asyncio.gather(program("one"), program("two"))
    assert sum(given) == 10
    [month] = await PostgresSpending(postgres.connections).used(tenant, [MONTH])
    assert (month["reserved"], month["tokens_reserved"]) == (10, 10)
