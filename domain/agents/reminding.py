"""Reminding: which late invoices their customers should be reminded of now."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from domain.agents.agent import (
    MOST,
    Asked,
    Found,
    Looking,
    Question,
    Suggestion,
    every,
    in_parts,
    occasion,
)
from domain.analysis.dunning import BETWEEN, GRACE, LAST, next_level
from domain.analysis.payment_match import loose, unpaid
from domain.kernel import Query, among
from domain.kernel.words import counted
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow

NAME = "receivables-agent"


def remind(today: date) -> Looking:
    """Remind of what is late, each level once, as the usual intervals have it."""
    due: list[CustomerInvoiceRow] = []
    for asked in reminders_due(today):
        due += yield from every(asked)
    if not due:
        return ()
    who = sorted({each.customer for each in due})
    payments = yield from loose_of(who)
    paying = {each.customer for each in payments}
    rows = {each.invoice: each for each in due}
    for code in sorted(paying):
        late = yield from every(late_of(code, today))
        rows |= {each.invoice: each for each in late}
    oldest = sorted(rows.values(), key=lambda each: (each.due_on or today, each.invoice))
    return tuple(reminders(unpaid(oldest, payments), today))


def reminders_due(today: date) -> Iterator[Query[CustomerInvoiceRow]]:
    """Those of which nobody was reminded yet, then those whose last reminder is long ago."""
    row: Any = CustomerInvoiceRow
    open_ = among(row.status, OPEN)
    for condition in (
        (row.dunning_level == 0, row.due_on <= today - GRACE),
        (among(row.dunning_level, range(1, LAST)), row.reminded_on <= today - BETWEEN),
    ):
        late = (open_, *condition, row.due_on < today)
        yield customer_invoices.where(
            *late, order_by=(row.due_on, row.invoice), limit=MOST, counted=False
        )


def late_of(customer: str, today: date) -> Query[CustomerInvoiceRow]:
    """All that is late of a customer, reminded or not: what he paid may be for any of it."""
    row: Any = CustomerInvoiceRow
    return customer_invoices.where(
        row.customer == customer,
        among(row.status, OPEN),
        row.due_on <= today - GRACE,
        order_by=(row.due_on, row.invoice),
        limit=MOST,
        counted=False,
    )


def loose_of(who: Sequence[str]) -> Generator[Asked, Found, list[CustomerPaymentRow]]:
    """What came from these customers and belongs to no invoice yet."""
    row, found = CustomerPaymentRow, list[CustomerPaymentRow]()
    for some in in_parts(who):
        found += yield from every(loose(MOST, among(row.customer, some)))
    return found


def reminders(rows: Iterable[CustomerInvoiceRow], today: date) -> Iterator[Suggestion]:
    for row in rows:
        level = next_level(row, today)
        if level and row.due_on:
            late = counted((today - row.due_on).days, "day")
            yield Suggestion(
                occasion=occasion(NAME, "remind", row.invoice, level),
                about=row.invoice,
                tool="draft_payment_reminder",
                arguments={"invoice": row.invoice},
                because=f"{row.invoice} is {late} late and reminder {level} is due.",
                subject={"customer": row.customer, "order": row.order, "invoice": row.invoice},
                asks=(Question("customers-agent", "may_be_reminded"),),
            )
