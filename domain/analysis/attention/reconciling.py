"""What needs somebody because an order contradicts itself, or billed what came back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source
from domain.analysis.reconciliation_sweep import Break, of_orders, sweep
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import Query, falling

LOOKED_AT = 100


def newest(_: date) -> Sequence[Query[Any]]:
    row = SalesOrderRow
    return [sales_orders.where(order_by=(falling(row.ordered_on),), limit=LOOKED_AT, counted=False)]


def their_numbers(found: Pages) -> Sequence[Query[Any]]:
    orders = [row.order for row in found[0].rows]
    return of_orders(orders) if orders else []


def broken(found: Pages, more: Pages, today: date) -> list[Matter]:
    """Those that no other source has: what is not billed or not paid stands there."""
    if not more:
        return []
    lines, invoices = more
    every = sweep(found[0].rows, lines, invoices, today)
    mine = [each for each in every if each.wrong or each.told.endswith("to credit")]
    return [told(each) for each in mine[: EACH + 1]]


def told(found: Break) -> Matter:
    return Matter(
        about=found.order,
        title=f"{found.order} of {found.customer_name} does not add up",
        detail=f"{found.told[:1].upper()}{found.told[1:]}",
        says=f"Reconcile {found.order}",
        amount=found.amount,
        currency=found.currency,
    )


SOURCES = (
    Source(
        name="orders_that_break",
        function="receivables",
        finds=f"Of the {LOOKED_AT} newest orders, those whose numbers contradict each other, or "
        "of which more is billed than left and stayed.",
        roles=("accounting", "staff"),
        lists="What does not reconcile?",
        ask=newest,
        further=their_numbers,
        tell=broken,
    ),
)
