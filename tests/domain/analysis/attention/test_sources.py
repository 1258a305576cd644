"""Each source finds what needs somebody, leaves its nearest neighbour, and is hidden by nothing."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.analysis.attention.matter import EACH, Source
from domain.analysis.attention.sources import SOURCES
from domain.kernel import Row
from tests.asking import TODAY, ago, matters, row
from tests.needs import LOCK, MARTIN, NEEDS, account, billing, invoice, order

MANY = 2_500
"""More than any source looks at in one go."""
BY_NAME = {source.name: source for source in SOURCES}


def test_every_source_has_its_need() -> None:
    assert {*NEEDS} == {*BY_NAME}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_finds_what_needs_somebody(source: Source) -> None:
    need = NEEDS[source.name]
    [found] = matters(source, *need.found)
    assert (found.about, found.source, found.roles) == (need.about, source.name, source.roles)
    assert found.title and found.says


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_it_does_not_find_the_nearest_neighbour(source: Source) -> None:
    need = NEEDS[source.name]
    assert need.about not in [found.about for found in matters(source, *need.neighbour)]


def settled(source: str) -> Iterator[tuple[str, Row]]:
    """Very many of the same kind about which nothing is to be done."""
    for n in range(MANY):
        name = f"SO-{n + 10}"
        match source:
            case "fillable_back_orders":
                yield row(
                    "sales_order_lines", **MARTIN | LOCK | {"item": "BELT"}, order=name, line=1,
                    back_ordered=1, ordered_on=ago(900), status="placed",
                )  # fmt: skip
                yield row("awaited_goods", **LOCK | {"item": f"I-{n}"}, awaited=n + 1)
            case "shipments_without_movement":
                yield row("shipments", **MARTIN | LOCK, order=name, line=1, shipped_on=ago(1))
            case "lapsing_reservations":
                yield row(
                    "sales_orders",
                    **order(order=name, status="back_ordered", requested_on=ago(900)),
                )
            case _:
                yield row("sales_orders", **order(order=name, ordered_on=TODAY))
                yield row("order_accounts", **account(order=name, billed_amount=100))


@pytest.mark.parametrize(
    "name",
    [
        "fillable_back_orders",
        "shipments_without_movement",
        "lapsing_reservations",
        "orders_that_break",
        "credits_owed",
    ],
)
def test_nothing_is_hidden_by_what_needs_nobody(name: str) -> None:
    need = NEEDS[name]
    found = matters(BY_NAME[name], *settled(name), *need.found)
    assert [each.about for each in found] == [need.about]


def test_a_paid_invoice_is_looked_at_before_it_is_credited() -> None:
    need = NEEDS["credits_owed"]
    [owed] = matters(BY_NAME["credits_owed"], *need.found)
    assert owed.says == "Credit 122 EUR of INV-1"
    paid = row("customer_invoices", **invoice(order="SO-1", revenue_amount=200, open_amount=0))
    known = [each for each in need.found if each[0] != "customer_invoices"]
    [owed] = matters(BY_NAME["credits_owed"], *known, paid)
    assert owed.says == "Show INV-1" and "release its payment first" in owed.detail


def test_what_was_credited_before_credit_notes_named_their_order_is_not_credited_again() -> None:
    need = NEEDS["credits_owed"]
    noted = row(
        "customer_invoices", **invoice(order="SO-1", revenue_amount=100, credited_amount=122)
    )
    known = [each for each in need.found if each[0] != "customer_invoices"]
    assert not matters(BY_NAME["credits_owed"], *known, noted)


SHIPPED: dict[str, Any] = {"status": "shipped", "open_amount": 0, "shipped": 2}
BILLED: dict[str, Any] = {"billed": 2, "billed_amount": 200, "left_amount": 200}
PAID: dict[str, Any] = {"order": "SO-1", "status": "paid", "paid_amount": 244, "open_amount": 0}
CLEAN = {
    "sales_orders": order(**SHIPPED),
    "order_accounts": account(shipped_amount=200, billed_amount=200),
    "order_billing": billing(shipped=2, shipped_amount=200, **BILLED),
    "customer_invoices": invoice(**PAID),
}


@pytest.mark.parametrize(
    ("table", "off", "said"),
    [
        ("sales_orders", {}, ""),
        ("order_billing", {"shipped": 3, "adrift_amount": 100}, "Ordered €200.00 is €100.00 less"),
        ("order_accounts", {"ahead_amount": 100}, ""),
        ("order_accounts", {"untaxed_amount": 6}, ""),
    ],
)
def test_a_sign_alone_is_held_against_all_numbers_of_its_order(
    table: str, off: dict[str, Any], said: str
) -> None:
    known = [row(name, **values | (off if name == table else {})) for name, values in CLEAN.items()]
    found = matters(BY_NAME["orders_that_break"], *known)
    assert [each.detail.startswith(said) for each in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (
            {
                "order_billing": {"billed": 3, "billed_amount": 300},
                "order_accounts": {"ahead_amount": 100},
                "customer_invoices": {"gross": 366, "tax": 66, "net": 300, "paid_amount": 366},
            },
            "Shipped €200.00 is €100.00 less than its parts",
        ),
        (
            {
                "order_accounts": {"untaxed_amount": 6},
                "customer_invoices": {"gross": 250, "paid_amount": 250},
            },
            "Billed with tax €250.00 is €6.00 more than its parts",
        ),
        (
            {
                "order_accounts": {"untaxed_amount": 6},
                "customer_invoices": {"paid_amount": 250},
            },
            "Billed with tax €244.00 is €6.00 less than its parts",
        ),
    ],
)
def test_each_pair_of_an_orders_numbers_may_break(
    off: dict[str, dict[str, Any]], said: str
) -> None:
    known = [row(name, **values | off.get(name, {})) for name, values in CLEAN.items()]
    [found] = matters(BY_NAME["orders_that_break"], *known)
    assert found.detail == said and found.says == "Reconcile SO-1"


def test_of_what_is_bounded_the_row_says_so() -> None:
    cheap = [
        row("products", product=f"P-{n}", item=f"I-{n}", name=f"P-{n}", status="listed", price=1,
            price_since=TODAY - timedelta(days=n), currency="EUR")
        for n in range(501)
    ]  # fmt: skip
    costs = [
        row("stock_levels", **LOCK | {"item": f"I-{n}"}, standard_cost=Decimal(2), currency="EUR")
        for n in range(501)
    ]
    found = matters(BY_NAME["sold_below_cost"], *cheap, *costs)
    assert len(found) == EACH + 1
    assert found[0].detail.endswith("of the 500 prices set last")
    assert "of the" not in matters(BY_NAME["sold_below_cost"], *cheap[:9], *costs)[0].detail
