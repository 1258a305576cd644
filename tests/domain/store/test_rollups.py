"""A rollup answers what the rows would have answered, whatever has become of them."""

import itertools
import uuid
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import Column, Money, Rollup, among, contains, dimension, measure
from domain.kernel.row import Condition
from domain.store.memory import MemoryStore
from tests.domain.store.asked import summaries
from tests.domain.store.orders import (
    PROJECTIONS,
    Order,
    Status,
    by_supplier,
    cancelled,
    orders,
    placed,
    received,
)

TABLE = "read_models.test_orders_by_supplier"
SUPPLIERS = st.sampled_from(["ACME", "Zeta", "Ärger", ""])
AMOUNTS = st.decimals("-1000", "1000", places=4).map(str)
DAYS = st.dates(date(2025, 11, 20), date(2026, 4, 10))
STARTS = st.sampled_from([date(2025, 12, 1), date(2026, 1, 1), date(2026, 4, 1)])
ENDS = st.sampled_from([date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 31)])
CONDITIONS = st.one_of(
    st.builds(Condition, st.just("day"), st.sampled_from([">=", "<"]), STARTS),
    st.builds(Condition, st.just("day"), st.sampled_from(["<=", ">"]), ENDS),
    st.builds(Condition, st.just("supplier"), st.sampled_from(["=", "!=", "<"]), SUPPLIERS),
    st.builds(Condition, st.just("supplier"), st.just(">"), st.just(Column("status"))),
    st.lists(SUPPLIERS, max_size=2).map(lambda names: among(Order.supplier, names)),
    st.just(contains(Order.supplier, "a")),
    st.just(Order.status == Status.OPEN),
)
FIGURES = (
    measure("n", "count"),
    measure("sum", "sum", Order.amount),
    measure("average", "average", Order.amount),
    measure("share", "share", Order.received, Order.amount),
    measure("suppliers", "distinct", Order.supplier),
    measure("first", "least", Order.supplier),
    measure("last", "most", Order.status),
)
NOTHING = Money(amount=0, currency="EUR")
SPENT = (measure("spent", "sum", Order.amount), measure("orders", "count"))


@st.composite
def histories(draw):
    """Appends one after the other, in which orders are placed, received and cancelled."""
    names, versions, appends = itertools.count(), {}, []
    for size in draw(st.lists(st.integers(1, 5), max_size=5)):
        facts = []
        for _ in range(size):
            order = draw(st.sampled_from(["", *versions]))
            if not order:
                order = f"o{next(names)}"
                facts.append(placed(order, draw(SUPPLIERS), draw(AMOUNTS), day=draw(DAYS)))
                versions[order] = 1
            elif draw(st.booleans()):
                versions[order] += 1
                facts.append(received(order, versions[order], draw(st.integers(0, 3))))
            else:
                facts.append(cancelled(order, versions.pop(order) + 1))
        appends.append(facts)
    return appends


BY = (
    *(dimension("period", Order.day, grain) for grain in ("month", "quarter", "year")),
    dimension("supplier", Order.supplier),
    dimension("status", Order.status),
)
SUMMARIES = st.lists(summaries(BY, CONDITIONS, FIGURES), min_size=1, max_size=4)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(appends=histories(), asked=SUMMARIES)
async def test_it_answers_what_the_rows_answer_after_any_history(postgres, appends, asked):
    tenant, memory = uuid.uuid4().hex, MemoryStore(PROJECTIONS)
    for facts in appends:
        await memory.append(tenant, facts)
        await postgres.append(tenant, facts)
    for summary in asked:
        assert by_supplier.answers(summary)
        assert await postgres.summary(tenant, summary) == await memory.summary(tenant, summary)
    assert [finding async for finding in postgres.verify(tenant)] == []


async def groups(owner, tenant):
    """What the rollup holds: supplier, status, month, rows, amount, received."""
    found = await owner.fetch(f"select * from {TABLE} where tenant = $1", tenant)
    return sorted(tuple(record)[1:] for record in found)


async def test_a_group_that_has_lost_its_last_row_is_gone(postgres, owner, tenant):
    january = date(2026, 1, 1)
    await postgres.append(tenant, [placed("a"), placed("b"), placed("c", amount="5")])
    assert await groups(owner, tenant) == [("ACME", "open", january, 3, 25, 0)]
    await postgres.append(tenant, [received("a", quantity=4), cancelled("c")])
    assert await groups(owner, tenant) == [
        ("ACME", "open", january, 1, 10, 0),
        ("ACME", "received", january, 1, 10, 4),
    ]
    await postgres.append(tenant, [cancelled("a", version=3), received("b", quantity=0)])
    assert await groups(owner, tenant) == [("ACME", "received", january, 1, 10, 0)]
    await postgres.append(tenant, [cancelled("b", version=3)])
    assert await groups(owner, tenant) == []


async def test_groups_that_disagree_with_the_events_are_found_and_rebuilt(postgres, owner, tenant):
    await postgres.append(tenant, [placed("a"), placed("b", supplier="Zeta")])
    change = f"update {TABLE} set amount = 99 where tenant = $1 and supplier = 'ACME'"
    await owner.execute(change, tenant)
    await owner.execute(f"delete from {TABLE} where tenant = $1 and supplier = 'Zeta'", tenant)
    answered = await postgres.summary(tenant, orders.summary(measures=SPENT))
    assert answered.totals == {"spent": 99, "orders": 1}
    findings = [finding async for finding in postgres.verify(tenant)]
    assert findings == [
        "test_orders_by_supplier ACME open 2026-01-01 is not what the events say.",
        "test_orders_by_supplier Zeta open 2026-01-01 is missing.",
    ]
    await postgres.rebuild(tenant)
    assert [finding async for finding in postgres.verify(tenant)] == []


@pytest.mark.parametrize(
    "question",
    [
        orders.summary(Order.day >= date(2026, 1, 2), measures=SPENT),
        orders.summary(Order.day <= date(2026, 2, 27), measures=SPENT),
        orders.summary(Order.day <= date(2026, 2, 1), measures=SPENT),
        orders.summary(Order.day >= date(2026, 1, 31), measures=SPENT),
        orders.summary(Order.day == date(2026, 1, 1), measures=SPENT),
        orders.summary(Order.note == None, measures=SPENT),  # noqa: E711
        orders.summary(Order.supplier == Order.note, measures=SPENT),
        orders.summary(by=[dimension("day", Order.day)], measures=SPENT),
        orders.summary(by=[dimension("note", Order.note)], measures=SPENT),
        orders.summary(measures=[measure("notes", "distinct", Order.note)]),
        orders.summary(measures=[measure("most", "most", Order.amount)]),
        orders.summary(measures=[measure("last", "most", Order.day)]),
        orders.summary(measures=[measure("share", "share", Order.amount, Order.position)]),
    ],
)
async def test_what_it_does_not_know_is_asked_of_the_rows(postgres, question):
    assert not by_supplier.answers(question)
    model = postgres.models.models["test_orders"]
    assert model.answering(question) is model


def test_only_what_adds_up_exactly_is_rolled_up():
    for column in (Order.note, Order.urgent, Order.due):
        with pytest.raises(ValueError, match="only whole numbers and decimals add up exactly"):
            Rollup(name="notes", of=Order, by=(Order.supplier,), sums=(column,))


def test_what_is_tiny_beside_what_is_huge_is_not_lost():
    row = Order(order="a", supplier="ACME", amount=0, day=date(2026, 1, 1), price=NOTHING)
    few, many = (row.model_copy(update={"amount": Decimal(n)}) for n in ("0.000001", "1E+40"))
    both = by_supplier.gained([few, many], went=[many])
    assert both == by_supplier.gained([few])
    assert by_supplier.gained([few, many], went=[many, few]) == {}
