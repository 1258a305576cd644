"""Payment match: which open invoices a payment is for, as far as that is certain."""

import re
from collections.abc import Sequence
from decimal import Decimal

from domain.receivables.customer_invoices import CustomerInvoiceRow

NUMBER = re.compile(r"\bINV[\s#-]*0*(\d{1,12})\b", re.IGNORECASE)
Match = tuple[tuple[CustomerInvoiceRow, Decimal], ...]


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
