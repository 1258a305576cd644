"""A question that takes too long is given up and says so; the store answers on."""

import uuid

import asyncpg
import pytest

from domain.kernel import Refused, dimension, measure
from domain.store.bounded import within
from domain.store.memory import MemoryStore
from tests.domain.store.orders import PROJECTIONS, Order, orders, placed

ASKED = orders.summary(
    by=[dimension("week", Order.day, "week")], measures=[measure("n", "count")], seconds=1
)


async def test_a_question_that_waits_too_long_says_what_to_do(postgres, server):
    tenant = uuid.uuid4().hex
    await postgres.append(tenant, [placed("o1", supplier="ACME", amount="5")])
    table = postgres.models.models[orders.name].name
    other = await asyncpg.connect(server.dsn)
    try:
        async with other.transaction():
            await other.execute(f"lock table {table} in access exclusive mode")
            with pytest.raises(Refused, match=r"in 1 s\. Ask about a shorter period") as refused:
                await postgres.summary(tenant, ASKED)
            assert refused.value.code == "too_slow"
    finally:
        await other.close()
    assert (await postgres.summary(tenant, ASKED)).rows == 1


async def test_a_bound_changes_no_answer():
    memory, tenant = MemoryStore(PROJECTIONS), uuid.uuid4().hex
    await memory.append(tenant, [placed("o1", supplier="ACME", amount="5")])
    assert (await memory.summary(tenant, ASKED)).rows == 1


async def test_what_times_out_by_itself_is_not_called_slow():
    with pytest.raises(TimeoutError):
        async with within(60):
            raise TimeoutError("of something else")
