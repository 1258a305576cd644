"""Billing checks: no goods of an order are billed that have not left, or a second time."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt
from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, bill_of, order_billing
from domain.kernel import Fact, Money, Page, Quantity, Query
from domain.receivables.invoice import MOST_LINES, Invoice
from domain.receivables.invoice_events import CustomerInvoiceIssued, CustomerInvoiceReinstated

ORDERED_LINES = 2 * MOST_LINES
BILLED = (CustomerInvoiceIssued, CustomerInvoiceReinstated)


def by_line(event: Any) -> Invoice | None:
    """The invoice that claims goods of the lines of an order."""
    if not isinstance(event, BILLED):
        return None
    bill = bill_of(event)
    return bill if bill and any(line.order_line for line in bill.lines) else None


def ask_lines(fact: Fact) -> Sequence[Query[Any]]:
    """How far the lines of the order have come before this invoice."""
    bill = by_line(fact.event)
    if bill is None:
        return ()
    same = OrderBillingRow.order == bill.order
    return [order_billing.where(same, limit=ORDERED_LINES, counted=False)]


def judge_lines(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    bill = by_line(fact.event)
    if bill is None or not pages:
        return []
    rows = {row.line: row for row in pages[0].rows}
    return [*beyond(bill, rows), *in_one_sum(bill, rows.get(IN_ONE_SUM))]


def beyond(bill: Invoice, rows: dict[int, OrderBillingRow]) -> list[Doubt]:
    """The first line of which more is billed than has left and was not billed."""
    wanted: dict[int, Decimal] = defaultdict(Decimal)
    for line in bill.lines:
        wanted[line.order_line] += line.quantity.amount
    for number, amount in wanted.items():
        row = rows.get(number)
        there = row.to_bill if row else Decimal(0)
        if number != IN_ONE_SUM and amount > there:
            unit = row.unit if row else ""
            name = row.product_name if row else f"line {number}"
            left = Quantity(amount=there, unit=unit)
            bold = f"Of {name} on {bill.order}, {left} is left to bill:"
            text = f"not {Quantity(amount=amount, unit=unit)}. Draft the invoice again."
            return [doubt("block", "billed_beyond_shipment", bold, text, "order billing")]
    return []


def in_one_sum(bill: Invoice, row: OrderBillingRow | None) -> list[Doubt]:
    if row is None or not row.billed_amount:
        return []
    amount = Money(amount=row.billed_amount, currency=row.currency)
    bold = f"{bill.order} is billed already:"
    text = f"{amount} without tax in one sum, which may hold these goods."
    return [doubt("stop", "billed_already", bold, text, "order billing")]


BILLING_CHECKS = (Check("billed_as_shipped", BILLED, ask_lines, judge_lines),)
