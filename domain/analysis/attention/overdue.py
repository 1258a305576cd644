"""Invoices to customers that are late, and nothing that was paid is for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source
from domain.analysis.dunning import BETWEEN, GRACE, LAST, next_level
from domain.analysis.payment_match import loose, unpaid
from domain.kernel import Query, among, falling, wording
from domain.kernel.words import counted, day
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow

ROLES = ("accounting", "staff")
REMINDERS = {1: "first", 2: "second", 3: "last"}
LOOKED_AT = 40
"""Of each level; some are paid, and wait only for somebody to say what the money is for."""
MOST = 200


def overdue(today: date) -> Sequence[Query[Any]]:
    """Each level by itself, the largest of those whose reminder is due: the index has them so."""
    row: Any = CustomerInvoiceRow
    first = [claiming(row.dunning_level == 0, row.due_on <= today - GRACE)]
    later = [
        claiming(row.dunning_level == level, row.reminded_on <= today - BETWEEN)
        for level in range(1, LAST)
    ]
    return [*first, *later]


def claiming(*conditions: bool) -> Query[Any]:
    row = CustomerInvoiceRow
    return customer_invoices.where(
        among(row.status, OPEN),
        *conditions,
        order_by=(falling(row.open_amount),),
        limit=LOOKED_AT,
        counted=False,
    )


def their_money(found: Pages) -> Sequence[Query[Any]]:
    """What came from these customers and belongs to no invoice yet."""
    who = sorted({each.customer for page in found for each in page.rows})
    return [loose(MOST, among(CustomerPaymentRow.customer, who))] if who else []


def owing(found: Pages, money: Pages) -> list[CustomerInvoiceRow]:
    """The largest of those that nothing is for that the customer has paid."""
    rows = sorted((row for page in found for row in page.rows), key=lambda row: row.due_on)
    paid = [row for page in money for row in page.rows]
    return sorted(unpaid(rows, paid), key=lambda row: (-row.open_amount, row.invoice))


def overdue_invoices(found: Pages, money: Pages, today: date) -> list[Matter]:
    rows = [row for row in owing(found, money) if next_level(row, today)]
    return [overdue_invoice(row, today) for row in rows[: EACH + 1]]


def past_reminding(today: date) -> Sequence[Query[Any]]:
    row: Any = CustomerInvoiceRow
    return [claiming(row.dunning_level == LAST, row.reminded_on <= today - BETWEEN)]


def invoices_past_reminding(found: Pages, money: Pages, today: date) -> list[Matter]:
    return [invoice_past_reminding(row, today) for row in owing(found, money)[: EACH + 1]]


def invoice_past_reminding(row: CustomerInvoiceRow, today: date) -> Matter:
    """No further reminder helps: somebody stops deliveries, and gives it to who collects."""
    due, told = row.due_on or today, row.reminded_on or today
    return Matter(
        about=row.invoice,
        title=f"{row.invoice} of {row.customer_name} is not paid after the last reminder",
        detail=f"{wording.total(row.open_amount, row.currency)} is open since {day(due)} · "
        f"reminded {LAST} times, last on {day(told)} · "
        "hold deliveries and hand it over to collection",
        says=f"Put {row.customer_name} on hold",
        amount=row.open_amount,
        currency=row.currency,
        since=told,
        due=due,
    )


def overdue_invoice(row: CustomerInvoiceRow, today: date) -> Matter:
    due = row.due_on or today
    level = REMINDERS[next_level(row, today)]
    return Matter(
        about=row.invoice,
        title=f"{row.invoice} of {row.customer_name} is {counted((today - due).days, 'day')} late",
        detail=f"{wording.total(row.open_amount, row.currency)} is open · "
        f"the {level} reminder is due",
        says=f"Send the next reminder for {row.invoice}",
        amount=row.open_amount,
        currency=row.currency,
        since=due,
        due=due,
    )


SOURCES = (
    Source(
        name="overdue_invoices",
        function="receivables",
        finds=f"Open invoices {GRACE.days} days past their due date whose next reminder is due.",
        roles=ROLES,
        lists="Which customer invoices are overdue?",
        ask=overdue,
        further=their_money,
        tell=overdue_invoices,
    ),
    Source(
        name="invoices_past_reminding",
        function="receivables",
        finds=f"Open invoices {BETWEEN.days} days after their last reminder: no other follows it.",
        roles=ROLES,
        lists="Which customer invoices are overdue?",
        ask=past_reminding,
        further=their_money,
        tell=invoices_past_reminding,
    ),
)
