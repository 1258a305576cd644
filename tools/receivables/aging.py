"""Aging: how long what customers owe has been due, in steps of thirty days."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.kernel import Internal, Message, Public, among, dimension, measure
from domain.kernel.row import Column
from domain.kernel.summary import Dimension, Measure
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from tools.amounts import by_currency, sums
from tools.receivables.arguments import Customer
from tools.receivables.finding import customer_or_none
from tools.receivables.invoices import late
from tools.reply import Chart, Reply, asked, columns, counting
from tools.toolkit import ToolContext, read

GROUPS = 60
STEPS = ("over_90", "up_to_90", "up_to_60", "up_to_30", "not_due")
AGO = tuple(timedelta(days=days) for days in (90, 60, 30, 0))
"""What was due so many days ago is one step further on in `STEPS`."""
LABELS = {
    "not_due": "Not due",
    "up_to_30": "1–30 days",
    "up_to_60": "31–60 days",
    "up_to_90": "61–90 days",
    "over_90": "Over 90 days",
}
OWED: Measure = measure("open", "sum", CustomerInvoiceRow.open_amount)
BY = (
    dimension("customer", CustomerInvoiceRow.customer),
    dimension("name", CustomerInvoiceRow.customer_name),
    dimension("currency", CustomerInvoiceRow.currency),
)


class Aged(Message):
    """What one customer owes in one currency, by how long it has been due."""

    customer: Public[str]
    customer_name: Internal[str]
    open_amount: Internal[Decimal]
    not_due: Internal[Decimal]
    up_to_30: Internal[Decimal]
    up_to_60: Internal[Decimal]
    up_to_90: Internal[Decimal]
    over_90: Internal[Decimal]
    currency: Public[str]


@read(
    title="Aging of receivables",
    says=(
        "aging of receivables [of {customer}]",
        "receivables aging [of {customer}]",
        "show the aging report [of {customer}]",
        "aging report",
        "how old are our receivables",
        "how much do customers owe us",
        "what do customers owe us",
        "who owes us money",
        "who owes us the most",
        "which customers owe us money",
        "total receivables",
        "our receivables",
        "outstanding receivables [of {customer}]",
        "how much is overdue from customers",
        "how much of what customers owe is overdue",
        "which customers are late with paying",
        "aging",
        "age of open invoices",
        "who is late with paying",
    ),
)
async def receivables_aging(ctx: ToolContext, customer: Customer | None = None) -> Reply[Aged]:
    """Show what each customer owes by how long it has been due: not yet, to over 90 days."""
    who = await customer_or_none(ctx, customer)
    mine = who is None or CustomerInvoiceRow.customer == who.customer
    open_ = (among(CustomerInvoiceRow.status, OPEN), mine)
    owed = await by_currency(ctx, customer_invoices, open_, OWED, measure("invoices", "count"))
    overdue = await by_currency(ctx, customer_invoices, (*late(ctx.today), mine), OWED)
    groups = await ctx.summary(
        customer_invoices.summary(
            *open_, by=BY, measures=(OWED,), order_by=(falling_open(),), limit=GROUPS
        )
    )
    rows = await aged(ctx, groups.groups, mine)
    whole, past = sums(owed, "open", ctx.currency), sums(overdue, "open", ctx.currency)
    many = sum(int(group["invoices"]) for group in owed.groups)
    name = f"{who.name} owes" if who else "Customers owe"
    return Reply(
        headline=f"{name} us {whole}, {past} of it overdue.",
        rows=rows,
        columns=columns(
            ("customer_name", "Customer"),
            ("open_amount", "Open", "money", "currency"),
            *((name, label, "money", "currency") for name, label in LABELS.items()),
        ),
        total_rows=groups.total,
        truncated=groups.truncated,
        totals={"open_amount": whole},
        chart=charted(rows, truncated=groups.truncated),
        note=counting(ctx, many, "open invoice"),
        query=asked("customer invoices", status="open", customer=who.name if who else ""),
        streams=(),
    )


def falling_open() -> Column:
    return Column("open", falling=True)


def step_of(today: date) -> Dimension:
    """For how long an invoice has been due, as a place in `STEPS`."""
    return dimension("step", CustomerInvoiceRow.due_on, steps=[today - each for each in AGO])


async def aged(
    ctx: ToolContext, groups: tuple[Mapping[str, Any], ...], mine: bool
) -> tuple[Aged, ...]:
    """A row for each group, with its sum in every step."""
    customers = sorted({group["customer"] for group in groups})
    found: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    summary = customer_invoices.summary(
        among(CustomerInvoiceRow.status, OPEN),
        among(CustomerInvoiceRow.customer, customers),
        mine,
        by=(BY[0], BY[2], step_of(ctx.today)),
        measures=(OWED,),
        limit=GROUPS * 4 * len(STEPS),
    )
    for group in (await ctx.summary(summary)).groups if customers else ():
        found[group["customer"], group["currency"]][STEPS[group["step"]]] = group["open"]
    none = dict.fromkeys(STEPS, Decimal(0))
    return tuple(
        Aged(
            customer=group["customer"],
            customer_name=group["name"],
            open_amount=group["open"],
            currency=group["currency"],
            **none | found[group["customer"], group["currency"]],
        )
        for group in groups
    )


def charted(rows: tuple[Aged, ...], truncated: bool) -> Chart | None:
    """What is due for how long, of all customers in one currency; a cut list has no sums."""
    if truncated or len({row.currency for row in rows}) != 1:
        return None
    steps = tuple(sum((getattr(row, name) for row in rows), Decimal(0)) for name in LABELS)
    title = f"Receivables by days overdue, {rows[0].currency}"
    return Chart(kind="bar", title=title, x=tuple(LABELS.values()), y=steps)
