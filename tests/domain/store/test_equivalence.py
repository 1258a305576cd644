"""Any question has the same answer in memory and on Postgres, now and in the past."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import Column, among, contains, dimension, measure
from domain.kernel.query import Query
from domain.kernel.row import Condition
from domain.store.memory import MemoryStore
from tests.domain.store.asked import summaries
from tests.domain.store.orders import PROJECTIONS, Order, orders, placed, received

TEXTS = st.sampled_from(["ACME", "acme", "Zeta", "Ärger", "émile", "a_b%", "", " ", "b'--", "😀"])
AMOUNTS = st.decimals("-1000", "1000", places=4) | st.sampled_from([Decimal(0), Decimal("1E+3")])
DAYS = st.dates(date(1999, 12, 1), date(2027, 2, 1))
NIGHT = datetime(2020, 1, 1, tzinfo=UTC)
TIMES = st.timedeltas(timedelta(0), timedelta(days=2000)).map(lambda after: NIGHT + after)
VALUES = {
    "supplier": TEXTS,
    "note": st.none() | TEXTS,
    "amount": AMOUNTS,
    "day": DAYS,
    "due": st.none() | TIMES,
    "received": st.integers(0, 3),
}
COLUMNS = st.sampled_from(sorted(VALUES))
FIGURES = (
    measure("n", "count"),
    measure("sum", "sum", Order.amount),
    measure("average", "average", Order.amount),
    measure("share", "share", Order.received, Order.amount),
    measure("notes", "distinct", Order.note),
    measure("first", "least", Order.due),
    measure("last", "most", Order.day),
)


@st.composite
def recorded(draw):
    fact = st.fixed_dictionaries(
        {name: VALUES[name] for name in ("supplier", "note", "amount", "day", "due")}
    )
    facts = []
    for number, values in enumerate(draw(st.lists(fact, max_size=12))):
        facts.append(placed(f"o{number}", amount=str(values.pop("amount")), **values))
        if draw(st.booleans()):
            facts.append(received(f"o{number}", quantity=draw(st.integers(0, 3))))
    return facts


@st.composite
def condition(draw):
    name = draw(COLUMNS)
    values = VALUES[name]
    match draw(st.sampled_from(["compared", "among", "contains", "column"])):
        case "among":
            return among(Column(name), draw(st.lists(values, max_size=3)))
        case "contains":
            return contains(Order.note, draw(TEXTS))
        case "column":
            operator = draw(st.sampled_from(["=", "!=", "<", ">="]))
            return Condition("supplier", operator, Column("note"))
        case _:
            operator = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
            return Condition(name, operator, draw(values))


CONDITION = condition()
CONDITIONS = st.lists(CONDITION, max_size=3)
ORDER = st.lists(st.builds(Column, COLUMNS, st.booleans()), max_size=2).map(tuple)


@st.composite
def queries(draw) -> Query[Order]:
    return orders.where(
        *draw(CONDITIONS),
        order_by=draw(ORDER),
        limit=draw(st.integers(0, 6)),
        offset=draw(st.integers(0, 3)),
    )


QUERIES = st.lists(queries(), min_size=1, max_size=3)
BY = (
    *(dimension("period", Order.day, grain) for grain in ("day", "week", "month", "year")),
    dimension("late", Order.day, steps=(date(2026, 1, 1), date(2026, 1, 16), date(2026, 2, 1))),
    dimension("supplier", Order.supplier),
    dimension("note", Order.note),
)
SUMMARIES = summaries(BY, CONDITION, FIGURES)


@pytest.fixture
def memory():
    return MemoryStore(PROJECTIONS)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    facts=recorded(),
    asked=st.lists(queries(), min_size=1, max_size=3),
    summary=summaries(BY, CONDITION, FIGURES),
)
async def test_memory_and_postgres_agree(memory, postgres, facts, asked, summary):
    tenant = uuid.uuid4().hex
    at = None
    for store in (memory, postgres):
        at = max([f.recorded_at for f in (await store.append(tenant, facts)).facts], default=None)
    stripped = [[bare(row) for row in page.rows] for page in await memory.many(tenant, asked)]
    pages = await postgres.many(tenant, asked)
    assert [[bare(row) for row in page.rows] for page in pages] == stripped
    assert [p.total for p in pages] == [p.total for p in await memory.many(tenant, asked)]
    expected = await memory.summary(tenant, summary)
    assert await postgres.summary(tenant, summary) == expected
    if at is not None:
        assert await postgres.summary(tenant, summary, as_of=at) == expected
        assert await postgres.rows(tenant, asked[0], as_of=at) == pages[0]


def bare(row: Order) -> Order:
    """A row without the moment it was recorded, which is not the same in two stores."""
    return row.model_copy(update={"recorded_at": None})
