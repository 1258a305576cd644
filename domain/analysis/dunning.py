"""Dunning: when the next reminder of an invoice is due, and which of the three it is."""

from datetime import date, timedelta

from domain.receivables.customer_invoices import CustomerInvoiceRow

GRACE, BETWEEN, LAST = timedelta(days=7), timedelta(days=14), 3
"""Days after the due date before the first reminder, days from one to the next, how many."""
HARD = 2
"""From this reminder on, nothing more leaves for a customer without a person's word."""


def next_level(row: CustomerInvoiceRow, on: date) -> int:
    """The reminder that is due on this day; 0 when none is."""
    if row.open_amount <= 0 or row.due_on is None or row.dunning_level >= LAST:
        return 0
    since = row.reminded_on + BETWEEN if row.reminded_on else row.due_on + GRACE
    return row.dunning_level + 1 if on >= since else 0
