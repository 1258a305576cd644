"""Demand: what left for customers in each week less what came back, as a forecast needs it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.fulfillment.sales_returns import SalesReturnRow, sales_returns
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.inventory.item import item as decider
from domain.inventory.items import ItemRow
from domain.kernel import Internal, Message, Public, Refused, dimension, measure
from domain.kernel.summary import Summarised
from domain.kernel.wording import quantity, short_day
from domain.kernel.words import counted
from tools import periods
from tools.readings import Span
from tools.reply import Chart, Reply, asked, behind, columns, counting
from tools.resolve import ITEMS, named
from tools.slots import Item, Period
from tools.toolkit import ToolContext, read

SHOWN, MOST = 200, 10_000
WEEK = timedelta(days=7)
WEEKS = 13
ZERO = Decimal(0)
FIGURES = ("quantity", "lines")
Key = tuple[str, str, date]
"""An item, its unit, and the Monday of a week."""


class Demanded(Message):
    """What left of an item in one week, what came back, and what that leaves as demand."""

    item: Public[str]
    item_name: Public[str]
    week: Internal[date]
    shipped: Internal[Decimal]
    returned: Internal[Decimal]
    demand: Internal[Decimal]
    unit: Public[str]


COLUMNS = columns(
    ("item_name", "Item"),
    ("item", "Code"),
    ("week", "Week of", "date"),
    ("shipped", "Shipped", "quantity", "unit"),
    ("returned", "Returned", "quantity", "unit"),
    ("demand", "Demand", "quantity", "unit"),
)


@read(
    title="Weekly demand",
    says=(
        "weekly demand [for {item}] [{period}]",
        "weekly demand of {item} [{period}]",
        "demand for {item} [{period}]",
        "demand per week [for {item}] [{period}]",
        "demand by week [for {item}] [{period}]",
        "what is the weekly demand [for {item}] [{period}]",
        "how much {item} do we ship a week [{period}]",
        "how many {item} do customers take a week [{period}]",
        "how many {item} leave each week [{period}]",
        "forecast input [for {item}] [{period}]",
        "what does a forecast of {item} begin with",
        "shipped less returned by week [{period}]",
        "show me the demand for {item} [{period}]",
    ),
)
async def weekly_demand(
    ctx: ToolContext, item: Item | None = None, period: Period | None = None
) -> Reply[Demanded]:
    """Tell what of each item left for customers in each week, less what came back in it."""
    what, span = await named(ctx, ITEMS, item), period or recent(ctx.today)
    left, back = await moved(ctx, what, span)
    rows = demanded(left, back)
    if what and rows:
        rows = every_week(rows, span, ctx.today)
    return Reply(
        headline=headline(rows, what, spoken(period), len(mondays(span, ctx.today))),
        rows=tuple(rows[:SHOWN]),
        columns=COLUMNS,
        total_rows=len(rows),
        truncated=len(rows) > SHOWN,
        chart=charted(rows, ctx.today) if what else None,
        note=counting(ctx, left.rows + back.rows, "shipment or return line"),
        query=asked("shipments less returns by week", item=what, days=periods.spoken(span)),
        streams=behind(decider.stream(row.item) for row in rows[:SHOWN]),
    )


def recent(today: date) -> Span:
    """The last whole weeks and the one that runs, each from its Monday on."""
    monday = today - timedelta(days=today.weekday())
    return Span(first=monday - (WEEKS - 1) * WEEK, last=today)


async def moved(
    ctx: ToolContext, what: ItemRow | None, span: Span
) -> tuple[Summarised, Summarised]:
    """What left and what came back, by item and by the week in which it did."""
    found = []
    for table, row, on in (
        (shipments, ShipmentRow, ShipmentRow.shipped_on),
        (sales_returns, SalesReturnRow, SalesReturnRow.returned_on),
    ):
        source: Any = table
        of: Any = row
        found.append(
            await ctx.summary(
                source.summary(
                    what is None or of.item == what.item,
                    *periods.within(on, span),
                    by=(
                        dimension("item", of.item),
                        dimension("name", of.item_name),
                        dimension("unit", of.unit),
                        dimension("week", on, "week"),
                    ),
                    measures=(measure("quantity", "sum", of.quantity), measure("lines", "count")),
                    limit=MOST,
                )
            )
        )
    left, back = found
    if left.truncated or back.truncated:
        reason = f"More than {MOST:,} weeks of items: ask for one item or for a shorter period."
        raise Refused(reason, "too_many")
    return left, back


def demanded(left: Summarised, back: Summarised) -> list[Demanded]:
    """Item by item, its weeks in their order."""
    out, returned = by_week(left.groups), by_week(back.groups)
    names = {each["item"]: each["name"] for each in (*back.groups, *left.groups)}
    return [
        week_of(names, key, out.get(key, ZERO), returned.get(key, ZERO))
        for key in sorted({*out, *returned})
    ]


def by_week(groups: Sequence[Mapping[str, Any]]) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = {}
    for each in groups:
        key = (each["item"], each["unit"], each["week"])
        found[key] = found.get(key, ZERO) + each["quantity"]
    return found


def week_of(names: Mapping[str, str], key: Key, out: Decimal, back: Decimal) -> Demanded:
    code, unit, monday = key
    known = {"item": code, "item_name": names[code], "unit": unit}
    return Demanded(**known, week=monday, shipped=out, returned=back, demand=out - back)


def every_week(rows: Sequence[Demanded], span: Span, today: date) -> list[Demanded]:
    """A week in which nothing moved is a demand of nothing, and no gap."""
    known = {(row.unit, row.week): row for row in rows}
    name, code = rows[0].item_name, rows[0].item
    return [
        known.get((unit, monday), week_of({code: name}, (code, unit, monday), ZERO, ZERO))
        for unit in dict.fromkeys(row.unit for row in rows)
        for monday in mondays(span, today)
    ]


def mondays(span: Span, today: date) -> list[date]:
    """The weeks of a span so far, the first of them at least."""
    first = span.first - timedelta(days=span.first.weekday())
    weeks = max((min(span.last, today) - first).days // 7 + 1, 1)
    return [first + week * WEEK for week in range(weeks)]


def headline(rows: Sequence[Demanded], what: ItemRow | None, when: str, weeks: int) -> str:
    of = f" of {what.name}" if what else ""
    if not rows:
        return f"Nothing{of} left for customers {when}."
    if what is None:
        items = counted(len({row.item for row in rows}), "item")
        return f"{items.capitalize()} left for customers {when}, week by week."
    said = []
    for unit in dict.fromkeys(row.unit for row in rows):
        mine = [row for row in rows if row.unit == unit]
        out, back = (sum((getattr(r, n) for r in mine), ZERO) for n in ("shipped", "returned"))
        each = ((out - back) / weeks).quantize(Decimal("0.1"))
        returned = f" and {quantity(back, unit)} came back" if back else ""
        said.append(
            f"{quantity(out, unit)} {what.name} left {when}{returned}: "
            f"{quantity(each, unit)} a week over {counted(weeks, 'week')}."
        )
    return " ".join(said)


def spoken(period: Span | None) -> str:
    return periods.spoken(period) if period else f"in the last {WEEKS} weeks"


def charted(rows: Sequence[Demanded], today: date) -> Chart | None:
    if len(rows) < 2 or len({row.unit for row in rows}) != 1:
        return None
    return Chart(
        kind="line",
        title=f"Demand by week, {rows[0].unit}",
        x=tuple(short_day(row.week, today) for row in rows),
        y=tuple(row.demand for row in rows),
    )
