"""Payment speed: how many days customers take to pay, from the invoice to its last payment."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.kernel import Column, Internal, Message, Public, dimension, measure
from domain.kernel.words import counted, figure
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from tools import periods
from tools.receivables.arguments import Customer
from tools.receivables.finding import customer_or_none
from tools.reply import Chart, Reply, asked, columns, counting
from tools.slots import Period
from tools.toolkit import ToolContext, read

SHOWN, CHARTED = 60, 20
ROW = CustomerInvoiceRow
TENTH = Decimal("0.1")
FIGURES = (
    measure("invoices", "count"),
    measure("days", "average", ROW.days_to_pay),
    measure("late", "average", ROW.days_late),
)


class Pays(Message):
    """How long one customer takes, on average over the invoices paid in full."""

    customer: Public[str]
    customer_name: Internal[str]
    invoices: Internal[int]
    days_to_pay: Internal[Decimal]
    days_late: Internal[Decimal]


COLUMNS = columns(
    ("customer_name", "Customer"),
    ("invoices", "Invoices paid", "number"),
    ("days_to_pay", "Days to pay", "days"),
    ("days_late", "After the due date", "days"),
)


@read(
    title="Payment speed",
    says=(
        "how long do customers take to pay [{period}]",
        "how long does {customer} take to pay [{period}]",
        "how long does it take customers to pay [{period}]",
        "how long does it take {customer} to pay [{period}]",
        "how fast do customers pay [{period}]",
        "how fast does {customer} pay [{period}]",
        "how quickly do customers pay [{period}]",
        "how quickly does {customer} pay [{period}]",
        "how soon do customers pay [{period}]",
        "after how many days do customers pay [{period}]",
        "payment behaviour of {customer} [{period}]",
        "payment behaviour of our customers [{period}]",
        "who pays slowest [{period}]",
        "which customers pay slowly [{period}]",
        "slow payers [{period}]",
    ),
)
async def payment_speed(
    ctx: ToolContext, customer: Customer | None = None, period: Period | None = None
) -> Reply[Pays]:
    """Tell how many days customers take to pay, the slowest first.

    The average of the days from the invoice to its last payment, of invoices paid in full; a
    period is of the days on which they were paid.
    """
    who = await customer_or_none(ctx, customer)
    found = await ctx.summary(
        customer_invoices.summary(
            ROW.status == "paid",
            who is None or ROW.customer == who.customer,
            *periods.within(ROW.paid_on, period),
            by=(dimension("customer", ROW.customer), dimension("name", ROW.customer_name)),
            measures=FIGURES,
            order_by=(Column("days", falling=True), Column("customer")),
            limit=SHOWN,
        )
    )
    rows = tuple(map(pays, found.groups))
    when = periods.spoken(period)
    return Reply(
        headline=headline(found.totals, who.name if who else "", when),
        rows=rows,
        columns=COLUMNS,
        total_rows=found.total,
        truncated=found.truncated,
        chart=charted(rows),
        note=counting(ctx, found.rows, "paid invoice"),
        query=asked("customer invoices", status="paid", customer=who, days=when),
    )


def pays(group: Mapping[str, Any]) -> Pays:
    return Pays(
        customer=group["customer"],
        customer_name=group["name"],
        invoices=group["invoices"],
        days_to_pay=tenths(group["days"]),
        days_late=tenths(group["late"]),
    )


def tenths(days: Any) -> Decimal:
    return Decimal(days or 0).quantize(TENTH)


def headline(totals: Mapping[str, Any], name: str, when: str) -> str:
    said = f" {when}" if when else ""
    many = int(totals["invoices"] or 0)
    if not many:
        return f"No invoice{f' of {name}' if name else ''} was paid in full{said}."
    takes, late = tenths(totals["days"]), tenths(totals["late"])
    who = f"{name} takes" if name else "Customers take"
    due = f"{figure(abs(late))} days {'after' if late > 0 else 'before'} it is due"
    on_time = due if late else "on the day it is due"
    return (
        f"{who} {figure(takes)} days on average to pay an invoice, {on_time}: "
        f"{counted(many, 'invoice')} paid in full{said}."
    )


def charted(rows: Sequence[Pays]) -> Chart | None:
    if len(rows) < 2:
        return None
    shown = rows[:CHARTED]
    return Chart(
        kind="bar",
        title="Days to pay",
        x=tuple(row.customer_name for row in shown),
        y=tuple(row.days_to_pay for row in shown),
    )
