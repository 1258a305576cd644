"""Reconciliation sweep: which pair of an order's four numbers breaks, and by how much."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from domain.analysis.order_accounts import OrderAccountRow, order_accounts
from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, order_billing
from domain.analysis.order_reconciliation import Reconciled, reconciled
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.kernel import Page, Query, among, falling
from domain.kernel.wording import number, total
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.invoice import ZERO

Pair = Literal["ordered - shipped", "shipped - billed", "billed - tax", "billed - paid"]
OF_ORDERS = 20_000
WHOLES: dict[str, Pair] = {
    "Ordered": "ordered - shipped",
    "Shipped": "shipped - billed",
}


@dataclass(frozen=True)
class Break:
    """Two numbers of an order that must agree and do not.

    A clean match is an order of which all that left and stayed is billed, nothing is to be
    credited, and no invoice is open beyond its day. What is still to ship is no break, nor is an
    invoice that is not due yet.
    """

    order: str
    customer_name: str
    pair: Pair
    told: str
    amount: Decimal
    currency: str
    wrong: bool = False
    """Whether the record contradicts itself, and not only something is left to be done."""

    def __str__(self) -> str:
        return f"{self.order}: {self.told}"


def contradicting(limit: int, counted: bool = False) -> tuple[Query[Any], ...]:
    """Of all orders those whose own rows contradict each other, the largest of each kind first."""
    of, line = OrderAccountRow, OrderBillingRow
    return (
        order_accounts.where(
            of.ahead_amount > ZERO,
            order_by=(falling(of.ahead_amount), falling(of.order)),
            limit=limit,
            counted=counted,
        ),
        order_accounts.where(
            of.untaxed_amount > ZERO,
            order_by=(falling(of.untaxed_amount), falling(of.order)),
            limit=limit,
            counted=counted,
        ),
        order_billing.where(
            line.adrift_amount > ZERO,
            order_by=(falling(line.adrift_amount), falling(line.order), falling(line.line)),
            limit=limit,
            counted=counted,
        ),
    )


def left_undone(today: date, limit: int) -> tuple[Query[Any], ...]:
    """Of all orders those that are not billed, or not paid in time, the largest first."""
    line = OrderBillingRow
    bill: Any = CustomerInvoiceRow
    return (
        order_billing.where(
            line.line > IN_ONE_SUM,
            line.to_bill_amount > ZERO,
            order_by=(falling(line.to_bill_amount),),
            limit=limit,
        ),
        customer_invoices.where(
            among(bill.status, OPEN),
            bill.due_on < today,
            bill.order != "",
            order_by=(falling(bill.open_amount),),
            limit=limit,
        ),
    )


def of_orders(orders: Sequence[str]) -> tuple[Query[Any], Query[Any]]:
    """All lines and invoices of these orders, in two questions."""
    return (
        order_billing.where(among(OrderBillingRow.order, orders), limit=OF_ORDERS),
        customer_invoices.where(among(CustomerInvoiceRow.order, orders), limit=OF_ORDERS),
    )


def sweep(
    orders: Iterable[SalesOrderRow],
    lines: Page[OrderBillingRow],
    invoices: Page[CustomerInvoiceRow],
    today: date,
) -> list[Break]:
    """The breaks of all these orders, the largest first."""
    of_order: dict[str, list[OrderBillingRow]] = defaultdict(list)
    billed: dict[str, list[CustomerInvoiceRow]] = defaultdict(list)
    for line in lines.rows:
        of_order[line.order].append(line)
    for invoice in invoices.rows:
        billed[invoice.order].append(invoice)
    found = [
        each
        for order in orders
        for each in breaks(order, of_order[order.order], billed[order.order], today)
    ]
    return sorted(found, key=lambda each: (-each.amount, each.order, each.pair))


def breaks(
    order: SalesOrderRow,
    lines: Sequence[OrderBillingRow],
    invoices: Sequence[CustomerInvoiceRow],
    today: date,
) -> list[Break]:
    found = reconciled(order, lines, invoices)
    late = sum((row.open_amount for row in invoices if overdue(row, today)), ZERO)
    told: list[tuple[Pair, str, Decimal, bool]] = [
        *contradictions(found, order.currency),
        *unbilled(found, lines, order.currency),
    ]
    if late:
        owed = f"{total(late, order.currency)} is open beyond its day"
        told.append(("billed - paid", owed, late, False))
    return [
        Break(order.order, order.customer_name, pair, said, amount, order.currency, wrong)
        for pair, said, amount, wrong in told
    ]


def overdue(row: CustomerInvoiceRow, today: date) -> bool:
    claims = row.status != "cancelled" and row.open_amount > 0
    return claims and row.due_on is not None and row.due_on < today


def contradictions(found: Reconciled, currency: str) -> Iterable[tuple[Pair, str, Decimal, bool]]:
    for balance in found.differences:
        pair: Pair = WHOLES.get(balance.whole) or (
            "billed - tax" if balance is found.taxed else "billed - paid"
        )
        whole, off = (
            total(amount, currency) for amount in (balance.amount, abs(balance.difference))
        )
        more = "more" if balance.difference > 0 else "less"
        said = f"{balance.whole.lower()} {whole} is {off} {more} than its parts"
        yield pair, said, abs(balance.difference), True


def unbilled(
    found: Reconciled, lines: Sequence[OrderBillingRow], currency: str
) -> Iterable[tuple[Pair, str, Decimal, bool]]:
    """Shipped 10, invoiced 8: €24.00 not billed."""
    goods = [row for row in lines if row.line != IN_ONE_SUM]
    shipped, back, billed = (
        number(sum((getattr(row, name) for row in goods), ZERO))
        for name in ("shipped", "returned", "billed")
    )
    left = f"shipped {shipped}" + (f", returned {back}" if back != "0" else "")
    if open_ := found.shipped.part("to bill"):
        said = f"{left}, invoiced {billed}: {total(open_, currency)} not billed"
        yield "shipped - billed", said, open_, False
    if found.to_credit:
        said = f"{left}, invoiced {billed}: {total(found.to_credit, currency)} to credit"
        yield "shipped - billed", said, found.to_credit, False
