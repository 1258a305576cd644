"""Payment match: which open invoices a payment is for, as far as that is certain."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from domain.kernel import Query
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments

NUMBER = re.compile(r"\bINV[\s#-]*0*(\d{1,12})\b", re.IGNORECASE)
Match = tuple[tuple[CustomerInvoiceRow, Decimal], ...]


def loose(limit: int, *of: bool) -> Query[CustomerPaymentRow]:
    """What came and belongs to no invoice yet, the oldest first."""
    row = CustomerPaymentRow
    oldest = (row.received_on, row.payment)
    return customer_payments.where(
        row.unallocated_amount > 0, *of, order_by=oldest, limit=limit, counted=False
    )


def matched(amount: Decimal, reference: str, open_: Sequence[CustomerInvoiceRow]) -> Match:
    """The invoices that the payer names; else the one, or all, that come to exactly the amount.

    What is not certain is left to a person: nothing is allocated to the oldest by habit.
    """
    named = {f"INV-{int(number)}" for number in NUMBER.findall(reference)}
    if named:
        return shared(amount, [row for row in open_ if row.invoice in named])
    exact = [row for row in open_ if row.open_amount == amount]
    if len(exact) == 1:
        return shared(amount, exact)
    whole = sum((row.open_amount for row in open_), Decimal(0))
    return shared(amount, open_) if not exact and open_ and whole == amount else ()


def shared(amount: Decimal, rows: Sequence[CustomerInvoiceRow]) -> Match:
    """The amount over these invoices, the first that is due first, until nothing is left."""
    found = []
    for row in sorted(rows, key=lambda row: (row.due_on is None, row.due_on, row.invoice)):
        part = min(amount, row.open_amount)
        if part > 0:
            found.append((row, part))
            amount -= part
    return tuple(found)


def unpaid(
    rows: Sequence[CustomerInvoiceRow], payments: Iterable[CustomerPaymentRow]
) -> list[CustomerInvoiceRow]:
    """Those that no money of the customer may be for, whoever has yet to say what it is for.

    What a payment names or exactly fits is paid with it; the rest of it is for the oldest. Nobody
    is reminded of what he has paid already.
    """
    paid: set[str] = set()
    loose: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    owed: dict[tuple[str, str], list[CustomerInvoiceRow]] = defaultdict(list)
    for row in rows:
        owed[row.customer, row.currency].append(row)
    for payment in payments:
        whose, amount = of_whom(payment), payment.unallocated_amount
        found = matched(amount, payment.reference, owed[whose])
        paid |= {row.invoice for row, _ in found}
        loose[whose] += amount - sum((part for _, part in found), Decimal(0))
    left = []
    for row in rows:
        whose = (row.customer, row.currency)
        if row.invoice not in paid and loose[whose] >= row.open_amount:
            loose[whose] -= row.open_amount
        elif row.invoice not in paid:
            left.append(row)
    return left


def of_whom(paid: CustomerPaymentRow) -> tuple[str, str]:
    return paid.customer, paid.currency
