"""Movements: where stock came from and where it went, the newest first."""

from datetime import date
from decimal import Decimal

from domain.inventory.place import OUTSIDE, SPOKEN
from domain.inventory.stock import stock
from domain.inventory.stock_movements import StockMovementRow
from domain.inventory.stock_movements import stock_movements as movements
from domain.kernel import Internal, Message, Public, falling
from domain.kernel.words import counted
from tools import periods
from tools.reply import Reply, asked, columns, table
from tools.resolve import ITEMS, named
from tools.slots import Item, Period
from tools.toolkit import ToolContext, read

SHOWN = 50


class Moved(Message):
    """One move of so much from one place to another."""

    moved_on: Internal[date | None]
    item: Public[str]
    item_name: Public[str]
    kind: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    source: Public[str]
    target: Public[str]
    lot: Public[str]
    reason: Internal[str]


COLUMNS = columns(
    ("moved_on", "Day", "date"),
    ("item_name", "Item"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("source", "From"),
    ("target", "To"),
    ("reason", "Why"),
)


@read(
    title="Stock movements",
    says=(
        "stock movements [of {item}] [{period}]",
        "what happened to the {item} [{period}]",
        "history of {item} [{period}]",
        "movements for {item} {period}",
        "where did the {item} go [{period}]",
        "how was {item} used {period}",
        "show movements of {item} [{period}]",
        "list what was moved {period}",
        "ins and outs of {item} [{period}]",
        "stock history {item}",
        "who moved {item} [{period}]",
        "who took the {item} [{period}]",
        "what went out {period}",
        "how much {item} did we use [{period}]",
        "what left stock {period}",
    ),
)
async def stock_movements(
    ctx: ToolContext, item: Item | None = None, period: Period | None = None
) -> Reply[Moved]:
    """List stock movements of an item or a period: receipts, transfers and counts."""
    what = await named(ctx, ITEMS, item)
    row = StockMovementRow
    conditions = (
        what is None or row.item == what.item,
        *periods.within(row.moved_on, period),
    )
    newest = (falling(row.moved_on), falling(row.movement))
    page = await ctx.rows(movements.where(*conditions, order_by=newest, limit=SHOWN))
    of = f" of {what.name}" if what else ""
    when = f" {periods.spoken(period)}" if period else ""
    verb = "is" if page.total == 1 else "are"
    return table(
        ctx,
        f"{counted(page.total, 'movement')}{of}{when} {verb} on record."
        if page.total
        else f"No movement{of}{when} is on record.",
        page,
        map(moved, page.rows),
        COLUMNS,
        noun="movement",
        query=asked("stock movements", item=what, days=periods.spoken(period)),
        streams=[stock.stream(each.item) for each in page.rows],
    )


def moved(row: StockMovementRow) -> Moved:
    shared = set(Moved.model_fields) - {"source", "target"}
    return Moved(
        **row.model_dump(include=shared),
        source=spot(row.source, row.source_name, row.source_status),
        target=spot(row.target, row.target_name, row.target_status),
    )


def spot(location: str, name: str, status: str) -> str:
    """A place with the condition of what lies there, where that says something."""
    if location == OUTSIDE.location:
        return "outside"
    return f"{name}, {SPOKEN[status]}" if status in SPOKEN else name
