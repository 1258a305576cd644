"""Credits owed: what came back after it was billed, and on which invoice it is to be credited."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.analysis.order_accounts import OrderAccountRow, order_accounts
from domain.analysis.order_billing import OrderBillingRow, order_billing
from domain.analysis.order_reconciliation import to_credit
from domain.kernel import Page, Query, among, falling
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.invoice import ZERO, rounded

OF_ORDERS = 5_000


@dataclass(frozen=True)
class CreditOwed:
    """So much of an order, without tax, and with the tax of the invoice on which it stands."""

    order: str
    customer: str
    customer_name: str
    invoice: str
    net: Decimal
    gross: Decimal
    open: Decimal
    """What of the invoice is open; what was paid is paid back before it is credited."""
    currency: str

    @property
    def paid(self) -> bool:
        return self.open < self.gross


def orders_with_returns(limit: int, counted: bool = False) -> Query[Any]:
    """Of all orders those of which something came back that is billed and not credited."""
    row = OrderAccountRow
    largest = (falling(row.to_credit_amount), falling(row.order))
    asked = row.to_credit_amount > ZERO
    return order_accounts.where(asked, order_by=largest, limit=limit, counted=counted)


def their_bills(orders: Sequence[str]) -> tuple[Query[Any], ...]:
    line, bill = OrderBillingRow, CustomerInvoiceRow
    return (
        order_billing.where(
            among(line.order, orders), line.to_credit_amount > ZERO, limit=OF_ORDERS, counted=False
        ),
        customer_invoices.where(among(bill.order, orders), limit=OF_ORDERS, counted=False),
    )


def credits_owed(orders: Sequence[OrderAccountRow], bills: Sequence[Page[Any]]) -> list[CreditOwed]:
    """What is to be credited of these orders, the largest first."""
    lines: dict[str, list[OrderBillingRow]] = defaultdict(list)
    standing: dict[str, list[CustomerInvoiceRow]] = defaultdict(list)
    for line in bills[0].rows:
        lines[line.order].append(line)
    for bill in bills[1].rows:
        if bill.status != "cancelled" and bill.gross:
            standing[bill.order].append(bill)
    found = [owed(row, lines[row.order], standing[row.order]) for row in orders]
    return sorted((each for each in found if each), key=lambda each: (-each.net, each.order))


def owed(
    row: OrderAccountRow, lines: Sequence[OrderBillingRow], bills: Sequence[CustomerInvoiceRow]
) -> CreditOwed | None:
    """On the invoice of which most is open, for that is where a credit note can be written."""
    net = min(to_credit(lines, bills), row.returned_amount)
    if not bills or net <= 0:
        return None
    bill = max(bills, key=lambda each: (each.open_amount, each.revenue_amount, each.invoice))
    gross = rounded(net * bill.gross / bill.net, bill.currency) if bill.net else net
    return CreditOwed(
        order=row.order,
        customer=row.customer,
        customer_name=row.customer_name,
        invoice=bill.invoice,
        net=net,
        gross=gross,
        open=bill.open_amount,
        currency=bill.currency,
    )
