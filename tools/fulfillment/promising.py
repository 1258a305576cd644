"""Promising: how much of an item the main store has that nobody is promised yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.inventory.place import MAIN
from domain.inventory.stock import stock
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Internal, Message, Public, among, dimension, measure
from domain.kernel.wording import quantity
from domain.kernel.words import counted
from tools.reply import Reply, asked, columns, table
from tools.resolve import ITEMS, one
from tools.slots import Item
from tools.toolkit import ToolContext, read

ZERO = Decimal(0)
SHOWN = 50
TOGETHER, LOTS = 50, 200
"""Items that one question is about, and how many lots of each there is room for."""


async def free_of(ctx: ToolContext, items: Sequence[str]) -> dict[str, Decimal]:
    """What of each item lies in the main store and is not reserved; below nothing is nothing."""
    there = await ctx.summary(
        stock_on_hand.summary(
            among(StockOnHandRow.item, items),
            StockOnHandRow.location == MAIN.location,
            StockOnHandRow.status == MAIN.status,
            by=(dimension("item", StockOnHandRow.item),),
            measures=(measure("amount", "sum", StockOnHandRow.quantity),),
            limit=len(items),
        )
    )
    kept = await ctx.summary(
        stock_reservations.summary(
            among(StockReservationRow.item, items),
            by=(dimension("item", StockReservationRow.item),),
            measures=(measure("amount", "sum", StockReservationRow.quantity),),
            limit=len(items),
        )
    )
    free = {group["item"]: group["amount"] for group in there.groups}
    for group in kept.groups:
        free[group["item"]] = free.get(group["item"], ZERO) - group["amount"]
    return {item: max(free.get(item, ZERO), ZERO) for item in items}


async def lots_of(ctx: ToolContext, items: Sequence[str]) -> Mapping[str, list[StockOnHandRow]]:
    """What of each item lies in the main store, lot by lot."""
    row, once = StockOnHandRow, sorted({*items})
    asked = [
        stock_on_hand.where(
            among(row.item, once[start : start + TOGETHER]),
            row.location == MAIN.location,
            row.status == MAIN.status,
            order_by=(row.item, row.lot),
            limit=TOGETHER * LOTS,
            counted=False,
        )
        for start in range(0, len(once), TOGETHER)
    ]
    found: dict[str, list[StockOnHandRow]] = defaultdict(list)
    for page in await ctx.many(asked):
        for lot in page.rows:
            found[lot.item].append(lot)
    return found


class Promised(Message):
    """What is kept back for one order."""

    order: Public[str]
    item_name: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]


COLUMNS = columns(
    ("order", "Order"), ("item_name", "Item"), ("quantity", "Reserved", "quantity", "unit")
)


@read(
    title="Free to sell",
    says=(
        "how many {item} are free to sell",
        "how many {item} can we still sell",
        "how much {item} can we promise",
        "what is free of {item}",
        "is any {item} free to sell",
        "available to promise {item}",
        "for whom is {item} reserved",
        "reservations of {item}",
        "what is reserved of {item}",
        "unreserved stock of {item}",
        "can we sell any {item}",
    ),
)
async def free_to_sell(ctx: ToolContext, item: Item) -> Reply[Promised]:
    """Tell how much of an item is in the main store and not reserved, and for whom the rest is."""
    what = await one(ctx, ITEMS, item)
    free = (await free_of(ctx, [what.item]))[what.item]
    row = StockReservationRow
    page = await ctx.rows(
        stock_reservations.where(row.item == what.item, order_by=(row.order,), limit=SHOWN)
    )
    kept = await ctx.summary(
        stock_reservations.summary(
            row.item == what.item, measures=(measure("amount", "sum", row.quantity),)
        )
    )
    reserved = quantity(kept.totals["amount"] or ZERO, what.unit)
    orders = f", {reserved} are reserved for {counted(page.total, 'order')}" if page.total else ""
    return table(
        ctx,
        f"{quantity(free, what.unit)} {what.name} are free to sell{orders}.",
        page,
        [Promised(**each.model_dump(include=set(Promised.model_fields))) for each in page.rows],
        COLUMNS,
        noun="reservation",
        query=asked("reservations", item=what),
        streams=(stock.stream(what.item),),
        totals={"free": quantity(free, what.unit), "reserved": reserved},
    )
