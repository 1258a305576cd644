"""Credit checks: a sales order against the credit limit, and against what is long overdue."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt
from domain.analysis.dunning import GRACE, HARD
from domain.analysis.exposure import MOST, Exposure, exposure, questions
from domain.fulfillment.order_events import SalesOrderPlaced, SalesOrderReinstated
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.kernel import Fact, Page, Query
from domain.kernel.wording import total
from domain.kernel.words import counted, day, listed
from domain.receivables.customer_invoices import CustomerInvoiceRow

ORDERS = (SalesOrderPlaced, SalesOrderReinstated)
SOURCE = "customer account"
NAMED = 3


def ask(fact: Fact) -> Sequence[Query[Any]]:
    match fact.event:
        case SalesOrderPlaced() | SalesOrderReinstated() as event:
            others = SalesOrderRow.order != event.order
            return questions(event.customer, event.currency, event.ordered_on, others)
        case _:
            return ()


def judge(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case SalesOrderPlaced(total=more) | SalesOrderReinstated(left=more) as event:
            known = exposure(event.currency, pages)
            order = f"{more} for {event.order}"
            name, currency = event.customer_name, event.currency
            found = [*of_limit(name, currency, known, more.amount, order)]
            return [*found, *of_lateness(name, currency, known, event.ordered_on)]
        case _:
            return []


def of_limit(
    name: str, currency: str, known: Exposure, more: Decimal, order: str
) -> Iterator[Doubt]:
    """Whether all that is owed and ordered stays within the limit, with every figure of it."""
    if known.limit is None:
        if known.elsewhere:
            bold = f"The credit limit of {name} is in {known.elsewhere}:"
            text = f"an order in {currency} cannot be held against it; set one in {currency}."
            yield doubt("stop", "limit_in_other_currency", bold, text, SOURCE)
        return
    sums = f"{listed([*parts(known, currency), order])} make {total(known.sum + more, currency)}"
    limit = total(known.limit, currency)
    late = f" {total(known.overdue, currency)} of it is overdue." if known.overdue else ""
    if known.beyond(more):
        bold = f"{name} would owe more than the credit limit:"
        yield doubt("stop", "over_credit_limit", bold, f"{sums} against {limit}.{late}", SOURCE)
    elif not known.whole:
        bold = f"{name} has more open than is added up here:"
        text = f"{sums} with {MOST:,} records of each kind, against {limit}.{late}"
        yield doubt("stop", "limit_not_certain", bold, text, SOURCE)


def parts(known: Exposure, currency: str) -> Iterator[str]:
    if known.owed >= 0:
        yield f"{total(known.owed, currency)} owed"
    else:
        yield f"{total(known.owed, currency)} paid ahead"
    if known.coming:
        yield f"{total(known.coming, currency)} ordered and not billed"


def of_lateness(name: str, currency: str, known: Exposure, on: date) -> Iterator[Doubt]:
    """Whether more should be promised to who has not paid in time; paid and unmatched is paid."""
    if not known.overdue:
        return
    owed = total(known.overdue, currency)
    hard = [row for row in known.late if row.dunning_level >= HARD]
    if hard:
        bold = f"{name} was reminded {HARD} times and has not paid:"
        text = f"{owed} is overdue, {named(hard)}."
        yield doubt("stop", "reminded_and_unpaid", bold, text, "customer invoices")
    elif old := [row for row in known.late if row.due_on and row.due_on < on - GRACE]:
        bold = f"{name} is more than {counted(GRACE.days, 'day')} late with a payment:"
        text = f"{owed} is overdue, {named(old)}."
        yield doubt("care", "payment_overdue", bold, text, "customer invoices")


def named(rows: Sequence[CustomerInvoiceRow]) -> str:
    """The oldest of these invoices, with the days on which they were due."""
    said = [f"{row.invoice} since {day(row.due_on)}" for row in rows[:NAMED] if row.due_on]
    return listed([*said, f"{len(rows) - NAMED} more"] if len(rows) > NAMED else said)


CREDIT_CHECKS = (Check("credit_of_buyer", ORDERS, ask, judge),)
