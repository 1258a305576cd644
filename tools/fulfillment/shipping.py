"""Shipping: what left and what came back, how fast we are, and how much leaves in time."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_returns import SalesReturnRow, sales_returns
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.kernel import Internal, Message, Public, dimension, falling, measure
from domain.kernel.wording import percent
from domain.kernel.words import counted
from tools import periods
from tools.amounts import by_currency, sums
from tools.fulfillment.arguments import Customer
from tools.fulfillment.finding import scope
from tools.readings import Span
from tools.reply import Chart, Reply, asked, columns, counting, table
from tools.slots import Item, Period
from tools.toolkit import ToolContext, read

SHOWN, MONTHS = 50, 24
TENTH = Decimal("0.1")


class Left(Message):
    """What left of one order line in one shipment."""

    order: Public[str]
    shipped_on: Internal[date]
    customer_name: Internal[str]
    product_name: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    lot: Public[str]
    carrier: Public[str]
    tracking: Internal[str]
    amount: Internal[Decimal]
    currency: Public[str]


LEFT_COLUMNS = columns(
    ("shipped_on", "Left", "date"),
    ("order", "Order"),
    ("customer_name", "Customer"),
    ("product_name", "Product"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("carrier", "Carrier"),
    ("tracking", "Tracking"),
    ("amount", "Value", "money", "currency"),
)


@read(
    title="Shipments",
    audience="both",
    own=(
        "my shipments [{period}]",
        "my deliveries [{period}]",
        "what was shipped to me [{period}]",
        "what has been sent to us [{period}]",
    ),
    says=(
        "shipments [to {customer}] [of {item}] [{period}]",
        "list shipments [to {customer}] [{period}]",
        "what did we ship [to {customer}] [{period}]",
        "what was shipped [to {customer}] [{period}]",
        "what has been shipped [{period}]",
        "how much {item} did we ship [{period}]",
        "when did we last ship {item}",
        "which parcels left [{period}]",
        "goods shipped {period}",
        "did anything leave for {customer} [{period}]",
    ),
)
async def list_shipments(
    ctx: ToolContext,
    customer: Customer | None = None,
    item: Item | None = None,
    period: Period | None = None,
) -> Reply[Left]:
    """List what left for customers, the newest first, with carrier and tracking number."""
    about, row = await scope(ctx, customer, item, period), ShipmentRow
    conditions = about.on(row, row.shipped_on)
    newest = (falling(row.shipped_on), falling(row.order), row.shipment, row.line)
    page = await ctx.rows(shipments.where(*conditions, order_by=newest, limit=SHOWN))
    worth = await by_currency(ctx, shipments, conditions, measure("worth", "sum", row.amount))
    totals = {"amount": sums(worth, "worth", ctx.currency)}
    said = about.words("of", "to")
    left = f"{counted(page.total, 'shipment line')}{said} left, worth {totals['amount']}."
    return table(
        ctx,
        left if page.total else f"Nothing{said} was shipped.",
        page,
        [Left(**each.model_dump(include=set(Left.model_fields))) for each in page.rows],
        LEFT_COLUMNS,
        noun="shipment line",
        query=about.query("shipments"),
        streams=[decider.stream(each.order) for each in page.rows],
        totals=totals,
    )


class CameBack(Message):
    """What came back of one order line, and why."""

    order: Public[str]
    returned_on: Internal[date]
    customer_name: Internal[str]
    product_name: Public[str]
    quantity: Internal[Decimal]
    damaged: Internal[Decimal]
    unit: Public[str]
    reason: Internal[str]
    amount: Internal[Decimal]
    currency: Public[str]


BACK_COLUMNS = columns(
    ("returned_on", "Came back", "date"),
    ("order", "Order"),
    ("customer_name", "Customer"),
    ("product_name", "Product"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("damaged", "Damaged", "quantity", "unit"),
    ("reason", "Why"),
    ("amount", "Value", "money", "currency"),
)


@read(
    title="Sales returns",
    audience="both",
    own=(
        "my returns [{period}]",
        "what did i return [{period}]",
        "what have we sent back [{period}]",
    ),
    says=(
        "customer returns [of {item}] [from {customer}] [{period}]",
        "sales returns [of {item}] [from {customer}] [{period}]",
        "list customer returns [{period}]",
        "what did customers send back [{period}]",
        "what came back [{period}]",
        "what came back from customers [{period}]",
        "what did {customer} send back [{period}]",
        "what did {customer} return [{period}]",
        "how many {item} were returned by customers [{period}]",
        "why do customers return {item}",
        "which products do customers return [{period}]",
        "has {customer} returned anything [{period}]",
    ),
)
async def list_sales_returns(
    ctx: ToolContext,
    customer: Customer | None = None,
    item: Item | None = None,
    period: Period | None = None,
) -> Reply[CameBack]:
    """List what customers sent back, the newest first, with the reason and what was damaged."""
    about, row = await scope(ctx, customer, item, period), SalesReturnRow
    conditions = about.on(row, row.returned_on)
    newest = (falling(row.returned_on), falling(row.order), row.return_number, row.line)
    page = await ctx.rows(sales_returns.where(*conditions, order_by=newest, limit=SHOWN))
    worth = await by_currency(ctx, sales_returns, conditions, measure("worth", "sum", row.amount))
    totals = {"amount": sums(worth, "worth", ctx.currency)}
    said = about.words("of", "from")
    back = f"{counted(page.total, 'returned line')}{said} came back, worth {totals['amount']}."
    return table(
        ctx,
        back if page.total else f"Nothing{said} was returned.",
        page,
        [CameBack(**each.model_dump(include=set(CameBack.model_fields))) for each in page.rows],
        BACK_COLUMNS,
        noun="returned line",
        query=about.query("sales returns"),
        streams=[decider.stream(each.order) for each in page.rows],
        totals=totals,
    )


class Speed(Message):
    """The shipments of one month in figures."""

    month: Internal[date]
    lines: Internal[int]
    on_time_share: Internal[Decimal | None]
    average_days: Internal[Decimal | None]
    returned: Internal[int]
    returned_share: Internal[Decimal]


SPEED_COLUMNS = columns(
    ("month", "Month", "date"),
    ("lines", "Lines", "number"),
    ("on_time_share", "In time", "percent"),
    ("average_days", "Days to ship", "days"),
    ("returned", "Lines back", "number"),
    ("returned_share", "Of lines shipped", "percent"),
)
SPEED = (
    measure("lines", "count"),
    measure("on_time", "average", ShipmentRow.on_time),
    measure("days", "average", ShipmentRow.lead_days),
)


@read(
    title="Shipping performance",
    says=(
        "how fast do we ship [{period}]",
        "shipping performance [{period}]",
        "fulfillment performance [{period}]",
        "do we ship on time",
        "how much leaves in time [{period}]",
        "share shipped on time [{period}]",
        "how long does it take us to ship [{period}]",
        "what is our shipping time [{period}]",
        "are we shipping late",
        "how much of what we ship comes back [{period}]",
        "how accurately do we ship [{period}]",
    ),
)
async def shipping_performance(ctx: ToolContext, period: Period | None = None) -> Reply[Speed]:
    """Tell how much left in time, after how many days, and how much came back, month by month.

    What came back counts in the month it came back in: its share is of the lines shipped then.
    """
    month = dimension("month", ShipmentRow.shipped_on, "month")
    days = periods.within(ShipmentRow.shipped_on, period)
    found = await ctx.summary(shipments.summary(*days, by=(month,), measures=SPEED, limit=MONTHS))
    came = await back(ctx, period)
    rows = tuple(speed(group, came.get(group["month"], 0)) for group in found.groups)
    return Reply(
        headline=verdict(found.totals, sum(came.values()), periods.spoken(period)),
        rows=rows,
        columns=SPEED_COLUMNS,
        total_rows=found.total,
        truncated=found.truncated,
        chart=Chart(
            kind="line",
            title="Days to ship",
            x=tuple(row.month.strftime("%Y-%m") for row in rows),
            y=tuple(row.average_days or Decimal(0) for row in rows),
        )
        if len(rows) > 1
        else None,
        note=counting(ctx, found.rows, "shipment line"),
        query=asked("shipments", days=periods.spoken(period)),
    )


async def back(ctx: ToolContext, period: Span | None) -> Mapping[date, int]:
    """How many lines came back in each month."""
    month = dimension("month", SalesReturnRow.returned_on, "month")
    days = periods.within(SalesReturnRow.returned_on, period)
    lines = (measure("lines", "count"),)
    found = await ctx.summary(sales_returns.summary(*days, by=(month,), measures=lines))
    return {group["month"]: int(group["lines"]) for group in found.groups}


def verdict(totals: Mapping[str, Any], came: int, when: str) -> str:
    said = f" {when}" if when else ""
    if not totals["lines"]:
        return f"Nothing was shipped{said}."
    in_time, days = percent(Decimal(totals["on_time"])), rounded(totals["days"])
    lines = counted(int(totals["lines"]), "line")
    left = f"{in_time} of what we shipped{said} left in time, {days} days after the order"
    return f"{left}; {lines} left, {came or 'none'} came back."


def speed(group: Mapping[str, Any], came: int) -> Speed:
    return Speed(
        month=group["month"],
        lines=group["lines"],
        on_time_share=group["on_time"],
        average_days=rounded(group["days"]),
        returned=came,
        returned_share=Decimal(came) / group["lines"],
    )


def rounded(days: Any) -> Decimal | None:
    return None if days is None else Decimal(days).quantize(TENTH)
