"""What needs somebody because an order contradicts itself, or billed what came back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source
from domain.analysis.credits_owed import (
    CreditOwed,
    credits_owed,
    orders_with_returns,
    their_bills,
)
from domain.analysis.reconciliation_sweep import Break, contradicting, of_orders, sweep
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import Query, among, wording

ROLES = ("accounting", "staff")
LOOKED_AT = 50
"""Of each kind of contradiction, the largest; what is in order is not among them."""


def contradicting_orders(_: date) -> Sequence[Query[Any]]:
    return contradicting(LOOKED_AT)


def their_numbers(found: Pages) -> Sequence[Query[Any]]:
    orders = sorted({row.order for page in found for row in page.rows})
    if not orders:
        return []
    placed = among(SalesOrderRow.order, orders)
    return [sales_orders.where(placed, limit=len(orders), counted=False), *of_orders(orders)]


def broken(_: Pages, more: Pages, today: date) -> list[Matter]:
    """Those that no other source has: what is not billed, credited or paid stands there."""
    if not more:
        return []
    orders, lines, invoices = more
    largest: dict[str, Break] = {}
    for each in sweep(orders.rows, lines, invoices, today):
        if each.wrong:
            largest.setdefault(each.order, each)
    return [told(each) for each in largest.values()][: EACH + 1]


def told(found: Break) -> Matter:
    return Matter(
        about=found.order,
        title=f"{found.order} of {found.customer_name} does not add up",
        detail=f"{found.told[:1].upper()}{found.told[1:]}",
        says=f"Reconcile {found.order}",
        amount=found.amount,
        currency=found.currency,
    )


def returned_orders(_: date) -> Sequence[Query[Any]]:
    return [orders_with_returns(LOOKED_AT)]


def what_they_billed(found: Pages) -> Sequence[Query[Any]]:
    orders = [row.order for row in found[0].rows]
    return their_bills(orders) if orders else []


def to_be_credited(found: Pages, more: Pages, _: date) -> list[Matter]:
    owed = credits_owed(found[0].rows, more) if more else []
    return [credit_owed(each) for each in owed[: EACH + 1]]


def credit_owed(found: CreditOwed) -> Matter:
    """What is paid cannot be credited before its money is free: the invoice is looked at first."""
    gross = wording.total(found.gross, found.currency)
    amount = f"{found.gross:f} {found.currency}"
    paid = " · it is paid: release its payment first" if found.paid else ""
    return Matter(
        about=found.order,
        title=f"Goods of {found.order} came back from {found.customer_name} and are not credited",
        detail=f"{gross} with tax is to be credited on {found.invoice}{paid}",
        says=f"Show {found.invoice}" if found.paid else f"Credit {amount} of {found.invoice}",
        amount=found.gross,
        currency=found.currency,
        customer_waits=True,
    )


SOURCES = (
    Source(
        name="orders_that_break",
        function="receivables",
        finds="Orders whose numbers contradict each other: more left than was ordered, more is "
        "billed than left, or an invoice is not its lines with their tax.",
        roles=ROLES,
        lists="What does not reconcile?",
        ask=contradicting_orders,
        further=their_numbers,
        tell=broken,
        worth=Decimal(100),
    ),
    Source(
        name="credits_owed",
        function="receivables",
        finds="Orders of which goods came back after they were billed, and were not credited.",
        roles=ROLES,
        lists="What is to be credited?",
        ask=returned_orders,
        further=what_they_billed,
        tell=to_be_credited,
    ),
)
