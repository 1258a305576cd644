"""Days of sales: how many days of what we bill customers still owe us."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Internal, Message, Public, Refused, dimension, measure
from domain.kernel.projection import AnyProjection
from domain.kernel.wording import total
from domain.kernel.words import day, figure, listed
from domain.receivables.credit_notes import CreditNoteRow, credit_notes
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.payment_allocations import PaymentAllocationRow, payment_allocations
from tools import periods
from tools.readings import Span
from tools.receivables.arguments import Customer
from tools.receivables.finding import customer_or_none
from tools.reply import Chart, Reply, asked, columns, counting
from tools.slots import Period
from tools.toolkit import ToolContext, read

MONTHS = 24  # Told one by one; a longer span is told as a whole.
CURRENCIES = 20
BEFORE = 2  # Whole months before this one, where no period is named.
ZERO, TENTH = Decimal(0), Decimal("0.1")
BILLED, CREDITED, PAID = CustomerInvoiceRow, CreditNoteRow, PaymentAllocationRow


class Outstanding(Message):
    """What was owed at the end of some days, beside what was billed in them."""

    first_on: Internal[date]
    last_on: Internal[date]
    receivables: Internal[Decimal]
    billed: Internal[Decimal]
    days: Internal[int]
    days_outstanding: Internal[Decimal | None]
    currency: Public[str]


COLUMNS = columns(
    ("first_on", "From", "date"),
    ("last_on", "Until", "date"),
    ("receivables", "Owed at the end", "money", "currency"),
    ("billed", "Billed", "money", "currency"),
    ("days", "Days", "number"),
    ("days_outstanding", "Days of sales", "days"),
)


@dataclass(frozen=True)
class Flow:
    """One kind of fact that changes what is owed: where it stands, its day and its amount."""

    of: AnyProjection
    on: Any
    amount: Any
    conditions: tuple[bool, ...] = ()


@read(
    title="Days sales outstanding",
    says=(
        "days sales outstanding [of {customer}] [{period}]",
        "DSO [of {customer}] [{period}]",
        "our DSO [{period}]",
        "what is our DSO [{period}]",
        "DSO by month [{period}]",
        "how has our DSO developed [{period}]",
        "how many days of sales are outstanding [{period}]",
        "how many days of sales do customers owe us [{period}]",
        "for how many days of sales have we not been paid [{period}]",
    ),
)
async def days_sales_outstanding(
    ctx: ToolContext, customer: Customer | None = None, period: Period | None = None
) -> Reply[Outstanding]:
    """Tell for how many days of sales customers still owe us, month by month.

    Receivables at the end / credit sales of the days x number of days: the standard DSO of the
    Credit Research Foundation. Both with tax, less credit notes. Left out: this month and two more.
    """
    who = await customer_or_none(ctx, customer)
    span = begun(period or usual(ctx.today), ctx.today)
    parts = months(span)
    owed, billed = await balances(ctx, who.customer if who else None, parts)
    rows = [outstanding(parts, owed[each], billed[each], each) for each in sorted(owed)]
    whole = [outstanding_of_all(parts, owed[each], billed[each], each) for each in sorted(owed)]
    told = tuple(row for each in rows for row in each)
    return Reply(
        headline=headline(whole, who.name if who else "", periods.spoken(span)),
        rows=told,
        columns=COLUMNS,
        total_rows=len(told),
        chart=charted(rows),
        note=counting(ctx, len(parts), "month"),
        query=asked(
            "customer invoices, credit notes and payments",
            customer=who.name if who else None,
            days=periods.spoken(span),
        ),
    )


def usual(today: date) -> Span:
    at = today.year * 12 + today.month - 1 - BEFORE
    return Span(first=date(at // 12, at % 12 + 1, 1), last=today)


def begun(span: Span, today: date) -> Span:
    """What of the days has passed: nobody knows yet what will be owed."""
    if span.first > today:
        reason = f"{day(span.first)} lies in the future: ask about days up to today."
        raise Refused(f"Not computed. {reason}", "in_the_future")
    return Span(first=span.first, last=min(span.last, today))


def months(span: Span) -> list[Span]:
    """The span month by month, as far as each lies in it."""
    parts, first = [], span.first
    while first <= span.last:
        ends = first.replace(day=periods.last_of_month(first))
        parts.append(Span(first=first, last=min(ends, span.last)))
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return parts if len(parts) <= MONTHS else [span]


Steps = Mapping[str, list[Decimal]]
"""For each currency what came before the first part, and then in each of them."""


async def balances(
    ctx: ToolContext, customer: str | None, parts: Sequence[Span]
) -> tuple[Steps, Steps]:
    """What is owed at the end of each part, and what was billed in each, credit notes taken off."""
    billed = Flow(
        customer_invoices, BILLED.issued_on, BILLED.gross, (BILLED.status != "cancelled",)
    )
    credited = Flow(credit_notes, CREDITED.issued_on, CREDITED.amount)
    paid = Flow(payment_allocations, PAID.received_on, PAID.amount)
    flows = [await steps(ctx, flow, customer, parts) for flow in (billed, credited, paid)]
    none = [ZERO] * (len(parts) + 1)
    owed: dict[str, list[Decimal]] = {}
    sold: dict[str, list[Decimal]] = {}
    for currency in {*flows[0], *flows[1], *flows[2]}:
        more, less, came = (flow.get(currency, none) for flow in flows)
        sold[currency] = [one - other for one, other in zip(more, less, strict=True)]
        left, owed[currency] = ZERO, []
        for one, other in zip(sold[currency], came, strict=True):
            left += one - other
            owed[currency].append(left)
    return owed, sold


async def steps(ctx: ToolContext, flow: Flow, customer: str | None, parts: Sequence[Span]) -> Steps:
    row = flow.of.row
    found = await ctx.summary(
        flow.of.summary(
            *flow.conditions,
            customer is None or row.customer == customer,
            flow.on <= parts[-1].last,
            by=(
                dimension("currency", row.currency),
                dimension("step", flow.on, steps=[part.first for part in parts]),
            ),
            measures=(measure("amount", "sum", flow.amount),),
            limit=CURRENCIES * (MONTHS + 1),
        )
    )
    told: dict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * (len(parts) + 1))
    for group in found.groups:
        told[group["currency"]][group["step"]] = group["amount"] or ZERO
    return told


def outstanding(
    parts: Sequence[Span], owed: Sequence[Decimal], billed: Sequence[Decimal], currency: str
) -> list[Outstanding]:
    return [days_of(part, owed[at], billed[at], currency) for at, part in enumerate(parts, start=1)]


def outstanding_of_all(
    parts: Sequence[Span], owed: Sequence[Decimal], billed: Sequence[Decimal], currency: str
) -> Outstanding:
    whole = Span(first=parts[0].first, last=parts[-1].last)
    return days_of(whole, owed[-1], sum(billed[1:], ZERO), currency)


def days_of(span: Span, owed: Decimal, billed: Decimal, currency: str) -> Outstanding:
    days = (span.last - span.first).days + 1
    return Outstanding(
        first_on=span.first,
        last_on=span.last,
        receivables=owed,
        billed=billed,
        days=days,
        days_outstanding=(owed / billed * days).quantize(TENTH) if billed > 0 else None,
        currency=currency,
    )


def headline(whole: Sequence[Outstanding], name: str, when: str) -> str:
    known = [each for each in whole if each.days_outstanding is not None]
    of = f" of {name}" if name else ""
    if not known:
        return f"There is no DSO{of} {when}: nothing was billed."
    told = [
        f"{figure(each.days_outstanding or ZERO)} days: {total(each.receivables, each.currency)} "
        f"owed at the end, {total(each.billed, each.currency)} billed in {each.days} days"
        for each in known
    ]
    return f"The DSO{of} {when} is {listed(told)}."


def charted(rows: Sequence[Sequence[Outstanding]]) -> Chart | None:
    """The months of one currency; those in which nothing was billed have no figure."""
    shown = [row for each in rows for row in each if row.days_outstanding is not None]
    if len(rows) != 1 or len(shown) < 2:
        return None
    return Chart(
        kind="line",
        title=f"Days sales outstanding, {shown[0].currency}",
        x=tuple(row.last_on.isoformat() for row in shown),
        y=tuple(row.days_outstanding or ZERO for row in shown),
    )
