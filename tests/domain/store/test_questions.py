"""What conditions, orders, limits and summaries mean, in memory and on Postgres."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.kernel import Column, among, contains, dimension, falling, measure
from domain.store.questions import AT_ONCE, PART, ask, divided
from tests.domain.store.orders import (
    Order,
    Status,
    Supplier,
    orders,
    placed,
    suppliers,
)


async def names(store, tenant, *conditions, **how):
    page = await store.rows(tenant, orders.where(*conditions, **how))
    return [row.order for row in page.rows]


async def of_four(store, tenant):
    await store.append(
        tenant,
        [
            placed("a", "ACME", "9", day=date(2025, 12, 31), note="Élan"),
            placed("b", "ACME", "4", day=date(2026, 1, 1)),
            placed("c", "ZETA", "7", day=date(2026, 3, 31), note="Rush 50%"),
            placed("d", "Bolt", "8", day=date(2026, 4, 1), due=datetime(2026, 5, 1, tzinfo=UTC)),
        ],
    )


async def test_conditions_mean_the_same_in_every_store(store, tenant):
    await of_four(store, tenant)
    cases = [
        ((Order.supplier == "ACME",), ["a", "b"]),
        ((Order.supplier != "ACME", Order.amount >= Decimal(8)), ["d"]),
        ((Order.amount > Decimal(7),), ["a", "d"]),
        ((Order.amount <= Decimal(7),), ["b", "c"]),
        ((Order.day < date(2026, 1, 1),), ["a"]),
        ((Order.note == None,), ["b", "d"]),  # noqa: E711
        ((Order.note != None,), ["a", "c"]),  # noqa: E711
        ((Order.note != "Élan",), ["b", "c", "d"]),
        ((Order.due > datetime(2026, 1, 1, tzinfo=UTC),), ["d"]),
        ((Order.due < None,), []),
        ((among(Order.supplier, ["ZETA", "Bolt"]),), ["c", "d"]),
        ((among(Order.supplier, []),), []),
        ((among(Order.amount, [Decimal(4), Decimal(7)]),), ["b", "c"]),
        ((contains(Order.note, "éLA"),), ["a"]),
        ((contains(Order.note, "50%"),), ["c"]),
        ((contains(Order.note, "_"),), []),
        ((Order.received < Order.position,), ["a", "b", "c", "d"]),
        ((Order.supplier == Order.order,), []),
        ((Order.note == Order.note,), ["a", "b", "c", "d"]),
        ((Order.urgent == False,), ["a", "b", "c", "d"]),  # noqa: E712
        ((among(Order.status, [Status.OPEN]), Order.grade == "a"), ["a", "b", "c", "d"]),
        ((Order.supplier == "' or true --",), []),
    ]
    for conditions, expected in cases:
        assert await names(store, tenant, *conditions) == expected, conditions


async def test_order_limit_and_total_mean_the_same_in_every_store(store, tenant):
    await of_four(store, tenant)
    assert await names(store, tenant, order_by=(falling(Order.amount),)) == ["a", "d", "c", "b"]
    assert await names(store, tenant, order_by=(Order.supplier,)) == ["a", "b", "d", "c"]
    assert await names(store, tenant, order_by=(Order.due,)) == ["d", "a", "b", "c"]
    assert await names(store, tenant, order_by=(falling(Order.note),)) == ["b", "d", "a", "c"]
    page = await store.rows(tenant, orders.where(limit=2, offset=1))
    assert [row.order for row in page.rows] == ["b", "c"]
    assert (page.total, page.truncated) == (4, True)
    beyond = await store.rows(tenant, orders.where(limit=2, offset=9))
    assert (beyond.rows, beyond.total) == ((), 4)


async def test_several_questions_are_answered_in_their_order(store, tenant):
    await of_four(store, tenant)
    asked = [
        orders.where(Order.supplier == "ZETA"),
        suppliers.where(Supplier.orders >= 2),
        orders.where(Order.order == "nowhere"),
        orders.where(Order.supplier == "Bolt"),
    ]
    pages = await store.many(tenant, asked)
    assert [[next(iter(dict(row).values())) for row in page.rows] for page in pages] == [
        ["c"],
        ["ACME"],
        [],
        ["d"],
    ]
    assert await store.many(tenant, []) == []


async def test_more_questions_than_fit_one_statement_are_answered_in_their_order(store, tenant):
    await of_four(store, tenant)
    every = ["a", "b", "c", "nowhere"] * (AT_ONCE // 4) + ["d"]
    assert len(every) > AT_ONCE
    pages = await store.many(tenant, [orders.where(Order.order == name) for name in every])
    assert [[row.order for row in page.rows] for page in pages] == [
        [] if name == "nowhere" else [name] for name in every
    ]


async def test_the_parts_of_a_long_list_share_one_text(postgres, tenant):
    """What differs among them is values, so that one plan is made for all."""
    asked = [orders.where(Order.order == f"o{n}") for n in range(AT_ONCE + PART)]
    parts = list(divided(asked))
    assert [query for part in parts for query in part] == asked
    told = [ask(postgres.models.models, tenant, part) for part in parts]
    assert {len(each.mine) for each in told} == {PART}
    assert len({each.text for each in told}) == 1
    assert all(each.by_key for each in told)


FIGURES = [
    measure("spent", "sum", Order.amount),
    measure("typical", "average", Order.amount),
    measure("orders", "count"),
    measure("suppliers", "distinct", Order.supplier),
    measure("first", "least", Order.day),
    measure("last", "most", Order.day),
    measure("share", "share", Order.received, Order.amount),
]


async def test_a_summary_counts_all_rows_and_shows_some_groups(store, tenant):
    await of_four(store, tenant)
    asked = orders.summary(
        by=[dimension("supplier", Order.supplier)],
        measures=FIGURES,
        order_by=(Column("spent", falling=True),),
        limit=2,
    )
    found = await store.summary(tenant, asked)
    assert [(g["supplier"], g["spent"], g["orders"]) for g in found.groups] == [
        ("ACME", 13, 2),
        ("Bolt", 8, 1),
    ]
    assert found.groups[0]["typical"] == Decimal("6.5")
    assert (found.total, found.rows, found.truncated) == (3, 4, True)
    assert found.totals == {
        "spent": 28,
        "typical": 7,
        "orders": 4,
        "suppliers": 3,
        "first": date(2025, 12, 31),
        "last": date(2026, 4, 1),
        "share": 0,
    }


@pytest.mark.parametrize(
    ("grain", "starts"),
    [
        ("month", [date(2025, 12, 1), date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1)]),
        ("quarter", [date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)]),
        ("year", [date(2025, 1, 1), date(2026, 1, 1)]),
    ],
)
async def test_a_summary_groups_days_into_periods(store, tenant, grain, starts):
    await of_four(store, tenant)
    by = [dimension("period", Order.day, grain), dimension("open", Order.status)]
    found = await store.summary(tenant, orders.summary(by=by[:1], measures=FIGURES))
    assert [group["period"] for group in found.groups] == starts
    found = await store.summary(tenant, orders.summary(by=by, measures=FIGURES))
    assert [group["period"] for group in found.groups] == starts


async def test_a_summary_without_groups_or_without_rows_is_still_a_summary(store, tenant):
    empty = await store.summary(tenant, orders.summary(measures=FIGURES))
    assert (empty.groups, empty.total, empty.rows) == ((), 0, 0)
    assert empty.totals["spent"] == 0
    assert empty.totals["typical"] is None
    by = [dimension("supplier", Order.supplier)]
    nobody = await store.summary(tenant, orders.summary(by=by, measures=FIGURES))
    assert (nobody.groups, nobody.total, nobody.rows) == ((), 0, 0)
    await of_four(store, tenant)
    whole = await store.summary(tenant, orders.summary(Order.supplier == "ACME", measures=FIGURES))
    assert whole.totals["spent"] == 13
    assert whole.groups == (whole.totals,)


@pytest.mark.parametrize("order", [(Order.order,), (Order.supplier, Order.order)])
async def test_a_page_begins_behind_the_last_row_whatever_comes_and_goes(store, tenant, order):
    await of_four(store, tenant)
    query = orders.where(order_by=order, limit=2)
    page = await store.rows(tenant, query)
    seen = [row.order for row in page.rows]
    await store.append(tenant, [placed("Aa", "AA", "1")])  # Stands before all of them.
    while page.rows:
        query = query.following(page.rows[-1])
        page = await store.rows(tenant, query)
        seen += [row.order for row in page.rows]
    assert sorted(seen) == ["a", "b", "c", "d"] and len(seen) == 4


async def test_a_falling_order_has_no_next_page(store, tenant):
    await of_four(store, tenant)
    query = orders.where(order_by=(falling(Order.amount),), limit=2)
    page = await store.rows(tenant, query)
    with pytest.raises(ValueError, match="falling order"):
        query.following(page.rows[-1])
