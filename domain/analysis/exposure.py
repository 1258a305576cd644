"""Exposure: what a customer would owe if all that is ordered were billed, against the limit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, order_billing
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import Page, Query, among, falling
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices

MOST = 1_000
"""Rows of each kind that are added up; of more, the figures are called what they are: a part."""
CURRENCIES = 10
ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """What is owed, less what was paid and belongs to no invoice yet, and what is still to come."""

    owed: Decimal = ZERO
    coming: Decimal = ZERO
    """Ordered or shipped, and on no invoice yet."""
    overdue: Decimal = ZERO
    late: tuple[CustomerInvoiceRow, ...] = ()
    limit: Decimal | None = None
    elsewhere: str = ""
    """A currency in which there is a limit, where there is none in this one."""
    whole: bool = True

    @property
    def sum(self) -> Decimal:
        return self.owed + self.coming

    def beyond(self, more: Decimal = ZERO) -> bool:
        """Whether so much more would pass the limit; without a limit nothing does."""
        return self.limit is not None and self.sum + more > self.limit


def questions(customer: str, currency: str, today: date, *orders: bool) -> tuple[Query[Any], ...]:
    """What has to be known; conditions on orders leave out those that are not to count."""
    order, line, bill, held = SalesOrderRow, OrderBillingRow, CustomerInvoiceRow, CustomerAccountRow
    due: Any = bill.due_on
    lines = (line.customer == customer, line.currency == currency)
    return (
        customer_accounts.where(held.customer == customer, limit=CURRENCIES, counted=False),
        sales_orders.where(
            order.customer == customer,
            order.currency == currency,
            order.open_amount > ZERO,
            *orders,
            order_by=(falling(order.open_amount),),
            limit=MOST,
            counted=False,
        ),
        order_billing.where(*lines, line.to_bill_amount > ZERO, limit=MOST, counted=False),
        order_billing.where(*lines, line.to_credit_amount > ZERO, limit=MOST, counted=False),
        order_billing.where(*lines, line.line == IN_ONE_SUM, limit=MOST, counted=False),
        customer_invoices.where(
            bill.customer == customer,
            among(bill.status, OPEN),
            bill.currency == currency,
            due < today,
            order_by=(bill.due_on,),
            limit=MOST,
            counted=False,
        ),
    )


def exposure(currency: str, pages: Sequence[Page[Any]]) -> Exposure:
    """The answers to these questions, added up."""
    accounts, orders, *billing, late = pages
    mine = next((row for row in accounts.rows if row.currency == currency), None)
    limits = [row.currency for row in accounts.rows if row.credit_limit is not None]
    loose = mine.unallocated_amount if mine else ZERO
    overdue = sum((row.open_amount for row in late.rows), ZERO)
    return Exposure(
        owed=mine.open_amount - loose if mine else ZERO,
        coming=coming(orders.rows, *(page.rows for page in billing)),
        overdue=max(overdue - loose, ZERO),
        late=late.rows,
        limit=mine.credit_limit if mine else None,
        elsewhere=next((each for each in limits if currency not in limits), ""),
        whole=all(len(page.rows) < MOST for page in pages),
    )


def coming(
    orders: Sequence[SalesOrderRow],
    to_bill: Sequence[OrderBillingRow],
    billed_lines: Sequence[OrderBillingRow],
    in_one_sum: Sequence[OrderBillingRow],
) -> Decimal:
    """What is on no invoice yet of each order; what was billed ahead of its goods is owed already.

    What came back after it was billed is not ahead: its credit note lowers what is owed.
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for order in orders:
        sums[order.order] += order.open_amount
    for line in to_bill:
        sums[line.order] += line.to_bill_amount
    for line in (*billed_lines, *in_one_sum):
        sums[line.order] -= max(line.billed_amount - line.shipped_amount, ZERO)
    return sum((max(each, ZERO) for each in sums.values()), ZERO)
