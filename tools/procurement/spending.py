"""Spending: what was ordered for how much, from whom, and when."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from domain.kernel import Internal, Message, Public, Summarised, among, dimension, measure
from domain.kernel.row import Column
from domain.kernel.wording import month, percent
from domain.kernel.wording import total as money_words
from domain.procurement.order_lines import OrderLineRow, order_lines
from tools import periods
from tools.amounts import by_currency, compared, sums
from tools.procurement.scope import Scope, scope
from tools.reply import Chart, ColumnView, Reply, Shown, columns, counting
from tools.series import label, steps
from tools.slots import Count, Item, Period, Supplier, choice
from tools.toolkit import ToolContext, read

SPENT = ("placed", "partly_received", "received", "closed")
"""A draft is not spent yet, and what was cancelled never is."""
OLDEST = order_lines.where(order_by=(OrderLineRow.ordered_on,), limit=1, counted=False)
GROUPS = 60
EXCLUDED = "drafts and cancelled orders left out"

By = Annotated[
    Literal["supplier", "item", "category", "month", "quarter", "year"],
    choice(
        "By supplier, item, category, month, quarter or year?",
        "What the sum is divided by.",
        supplier=("by supplier", "per supplier", "by vendor", "each supplier"),
        item=("by item", "per item", "by product", "each item"),
        category=("by category", "per category", "by product group", "each category"),
        month=("by month", "per month", "monthly", "month by month", "each month"),
        quarter=("by quarter", "per quarter", "quarterly", "each quarter"),
        year=("by year", "per year", "yearly", "annually", "each year"),
    ),
]
DIMENSIONS: Mapping[str, Any] = {
    "supplier": (
        dimension("key", OrderLineRow.supplier),
        dimension("name", OrderLineRow.supplier_name),
    ),
    "item": (dimension("key", OrderLineRow.item), dimension("name", OrderLineRow.item_name)),
    "category": (dimension("name", OrderLineRow.category),),
    "month": (dimension("start", OrderLineRow.ordered_on, "month"),),
    "quarter": (dimension("start", OrderLineRow.ordered_on, "quarter"),),
    "year": (dimension("start", OrderLineRow.ordered_on, "year"),),
}
SERIES = ("month", "quarter", "year")
CURRENCY = dimension("currency", OrderLineRow.currency)


class Spend(Message):
    """What was spent in one group; the share is of everything in the same currency."""

    key: Public[str]
    name: Internal[str]
    spent: Internal[Decimal]
    share: Internal[Decimal | None]
    orders: Internal[int | None] = None
    lines: Internal[int]
    currency: Public[str]


MEASURES = (
    measure("spent", "sum", OrderLineRow.amount),
    measure("lines", "count"),
)
ORDERS = measure("orders", "sum", OrderLineRow.opens)
"""Only where no order is divided: lines of one order may be of several items and categories."""
DIVIDED = frozenset({"item", "category"})


@read(
    title="Spend",
    core=True,
    says=(
        "how much did we spend [with {supplier}] [{period}] [{by}]",
        "total spending [with {supplier}] [{period}]",
        "total spend [with {supplier}] [{period}]",
        "what did we spend on {item} [{period}]",
        "spend [{by}] [{period}]",
        "spend on {item} [{period}] [{by}]",
        "spending with {supplier} [{by}] [{period}]",
        "purchasing volume of {supplier} [{period}]",
        "how much money went to {supplier} [{period}]",
        "what have we bought from {supplier} in total",
        "what was spent with {supplier} [{period}]",
        "how much have we bought from {supplier} [{period}]",
        "total for {supplier} [{period}]",
        "which supplier costs us the most [{period}] @ by=supplier",
        "how much money did we give to {supplier} [{period}]",
        "what did we pay {supplier} in total [{period}]",
        "spending [{by}] [{period}]",
        "our spend [{by}] [{period}]",
        "how much have we paid {supplier} [{period}]",
        "how much did we pay {supplier} [{period}]",
        "what have we paid {supplier} [{period}]",
        "what did we pay {supplier} [{period}]",
        "what did we pay to {supplier} [{period}]",
        "what was paid to {supplier} [{period}]",
        "purchases [{by}] [{period}]",
        "break down our spend {by} [{period}]",
        "chart of spend {by} [{period}]",
        "which suppliers did we spend most with [{period}] @ by=supplier",
        "top suppliers [by spend] [{period}] @ by=supplier",
        "top {count} suppliers [by spend] [{period}] @ by=supplier",
        "our {count} biggest suppliers [{period}] @ by=supplier",
        "our biggest suppliers [{period}] @ by=supplier",
        "who are our biggest suppliers [{period}] @ by=supplier",
        "which items cost us most [{period}] @ by=item",
        "top items [by spend] [{period}] @ by=item",
        "top {count} items [by spend] [{period}] @ by=item",
        "top {count} categories [by spend] [{period}] @ by=category",
    ),
)
async def total_spend(
    ctx: ToolContext,
    supplier: Supplier | None = None,
    item: Item | None = None,
    period: Period | None = None,
    by: By | None = None,
    count: Count | None = None,
) -> Reply[Spend]:
    """Sum what was ordered, by supplier, item, category, month, quarter or year; `count` rows.

    Computed over every line, by the day it was ordered; drafts and cancelled orders do not count.
    """
    about = await scope(ctx, supplier, item, period)
    conditions = (among(OrderLineRow.status, SPENT), *about.on(OrderLineRow))
    now = (*conditions, *periods.within(OrderLineRow.ordered_on, period))
    grouping = by or ("item" if about.supplier and not about.item else "supplier")
    whole = grouping not in DIVIDED and about.item is None
    total = await by_currency(ctx, order_lines, now, *MEASURES)
    groups = await ctx.summary(
        order_lines.summary(
            *now,
            by=(*DIMENSIONS[grouping], CURRENCY),
            measures=(*MEASURES, ORDERS) if whole else MEASURES,
            order_by=ordering(grouping),
            limit=count or GROUPS,
        )
    )
    change = await since_before(ctx, about, conditions, total)
    rows = spends(groups, grouping, total)
    return Reply(
        headline=f"{spent(total, ctx)} spent{about.words('on', 'with')}{change}.{leader(rows, by)}",
        rows=rows,
        columns=spend_columns(grouping, whole),
        total_rows=max(groups.total, len(rows)),
        truncated=groups.truncated,
        totals={"spent": sums(total, "spent", ctx.currency)},
        chart=charted(rows, grouping, about),
        note=f"{counting(ctx, total.rows, 'order line')} · {EXCLUDED}",
        query=about.query("order lines", by=grouping),
    )


def ordering(grouping: str) -> tuple[Column, ...]:
    if grouping in SERIES:
        return (Column("start"), Column("currency"))
    return (Column("spent", falling=True), Column("name"))


def spent(total: Summarised, ctx: ToolContext) -> str:
    amount = sums(total, "spent", ctx.currency)
    return f"{amount} {'were' if len(total.groups) > 1 else 'was'}"


async def since_before(
    ctx: ToolContext, about: Scope, conditions: tuple[bool, ...], now: Summarised
) -> str:
    """The comparison with the period before, where the records cover one to compare with."""
    if about.period is None:
        return ""
    earlier = periods.before(about.period)
    oldest = (await ctx.rows(OLDEST)).first
    if oldest and not periods.covered(earlier, oldest.ordered_on):
        begun = about.period.first < oldest.ordered_on <= about.period.last
        early = earlier.first < oldest.ordered_on <= earlier.last
        return f"; the records begin in {month(oldest.ordered_on)}" if begun or early else ""
    then = (*conditions, *periods.within(OrderLineRow.ordered_on, earlier))
    found = await by_currency(ctx, order_lines, then, *MEASURES)
    return compared(now, found, "spent", periods.spoken(earlier))


def leader(rows: Sequence[Spend], by: str | None) -> str:
    """Who or what comes first, where that was asked and one currency makes it comparable."""
    if by in (None, *SERIES) or len(rows) < 2 or len({row.currency for row in rows}) > 1:
        return ""
    first = rows[0]
    share = f", {percent(first.share)} of it" if first.share else ""
    return f" Most went to {first.name}: {money_words(first.spent, first.currency)}{share}."


def spends(groups: Summarised, grouping: str, total: Summarised) -> tuple[Spend, ...]:
    """A row for each group; in a whole series of one currency, for each step without one too."""
    rows = tuple(spend(group, grouping, total) for group in groups.groups)
    if grouping not in SERIES or groups.truncated or len({row.currency for row in rows}) != 1:
        return rows
    known = {date.fromisoformat(row.key): row for row in rows}
    return tuple(
        known.get(start) or nothing(start, grouping, rows[0]) for start in steps(known, grouping)
    )


def nothing(start: date, grouping: str, like: Spend) -> Spend:
    """A step of a series in which nothing was bought."""
    none = {"spent": Decimal(0), "share": Decimal(0), "lines": 0}
    orders = None if like.orders is None else 0
    named = {"key": start.isoformat(), "name": label(start, grouping), "orders": orders}
    return like.model_copy(update=none | named)


def spend(group: Mapping[str, Any], grouping: str, total: Summarised) -> Spend:
    whole = next(each for each in total.groups if each["currency"] == group["currency"])
    start = group.get("start")
    name = label(start, grouping) if start else group["name"] or "No category"
    return Spend(
        key=start.isoformat() if start else group.get("key", name),
        name=name,
        spent=group["spent"],
        share=round(group["spent"] / whole["spent"], 4) if whole["spent"] else None,
        orders=int(group["orders"]) if "orders" in group else None,
        lines=group["lines"],
        currency=group["currency"],
    )


def spend_columns(grouping: str, whole: bool) -> tuple[ColumnView, ...]:
    orders: Sequence[Shown] = (("orders", "Orders", "number"),) if whole else ()
    return columns(
        ("name", grouping.capitalize()),
        ("spent", "Spent", "money", "currency"),
        ("share", "Share", "percent"),
        *orders,
        ("lines", "Lines", "number"),
    )


def charted(rows: tuple[Spend, ...], grouping: str, about: Scope) -> Chart | None:
    """A line for a series in one currency; two currencies have no common axis."""
    if grouping not in SERIES or len(rows) < 2 or len({row.currency for row in rows}) > 1:
        return None
    title = f"Spend{about.words('on', 'with')} by {grouping}, {rows[0].currency}"
    x, y = tuple(row.name for row in rows), tuple(row.spent for row in rows)
    return Chart(kind="line", title=title, x=x, y=y)
