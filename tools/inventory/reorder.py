"""Reorder: what has fallen below its reorder point, and where that point lies."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

from domain.inventory.item import SetReorderPoint
from domain.inventory.item import item as decider
from domain.inventory.locations import LocationRow
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel import (
    Internal,
    Message,
    Public,
    Refused,
    Step,
    among,
    dimension,
    falling,
    measure,
)
from domain.kernel.wording import quantity as quantity_words
from domain.kernel.words import counted
from domain.preview import DraftCard
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import OPEN
from tools import readings
from tools.drafting import QUANTITY, in_unit, origin
from tools.reply import Reply, asked, columns, table
from tools.resolve import ITEMS, PLACES, named, one
from tools.slots import Item, Place, Quantity, quantity
from tools.toolkit import Edit, Plan, ToolContext, draft, read

SHOWN = 100
PLACED = 5_000

Level = Annotated[
    readings.Said,
    BeforeValidator(readings.quantity),
    quantity("Up to how many?", before=("up to", "order up to")),
]


class Short(Message):
    """An item below its point, with what is coming and what to order on top of that."""

    item: Public[str]
    item_name: Public[str]
    available: Internal[Decimal]
    reorder_point: Internal[Decimal]
    short_by: Internal[Decimal]
    on_order: Internal[Decimal]
    suggested: Internal[Decimal]
    unit: Public[str]
    supply: Public[str]


COLUMNS = columns(
    ("item_name", "Item"),
    ("item", "Code"),
    ("available", "Available", "quantity", "unit"),
    ("reorder_point", "Reorder point", "quantity", "unit"),
    ("on_order", "On order", "quantity", "unit"),
    ("suggested", "Suggested", "quantity", "unit"),
)


@read(
    title="Below reorder point",
    core=True,
    says=(
        "what is below its reorder point [in {place}]",
        "what is running low [in {place}]",
        "what are we running out of",
        "which items are below the reorder point",
        "which items have fallen below the reorder point",
        "which parts have fallen below their reorder point",
        "low stock [in {place}]",
        "what do we need to reorder",
        "shortages [in {place}]",
        "what are we short of",
        "what do we need to order",
        "what do we have to order soon",
        "do we have enough of everything",
        "what is nearly out of stock",
        "items below safety stock",
        "what should we restock",
        "what should we reorder",
        "what should we order",
        "below reorder point",
        "is anything running out",
        "reorder list",
        "what is low in stock",
    ),
)
async def below_reorder_point(ctx: ToolContext, place: Place | None = None) -> Reply[Short]:
    """List items whose available stock is below the reorder point, with what is on order already.

    The suggested quantity counts what is on order; it is a suggestion and not an order.
    """
    where = await named(ctx, PLACES, place)
    row = StockLevelRow
    conditions = (row.short == True, *(await kept_at(ctx, where)))  # noqa: E712 — a condition.
    order = (falling(row.short_by), row.item_name)
    page = await ctx.rows(stock_levels.where(*conditions, order_by=order, limit=SHOWN))
    coming = await on_order(ctx, [level.item for level in page.rows])
    rows = [short(level, coming.get(level.item, Decimal(0))) for level in page.rows]
    return table(
        ctx,
        headline(page.total, rows, where),
        page,
        rows,
        COLUMNS,
        noun="item",
        query=asked("stock levels below their reorder point", place=where),
        streams=[decider.stream(level.item) for level in page.rows],
    )


async def kept_at(ctx: ToolContext, where: LocationRow | None) -> tuple[bool, ...]:
    """The condition that an item lies at a place; its level is what all places hold together."""
    if where is None:
        return ()
    asked_there = stock_on_hand.summary(
        StockOnHandRow.location == where.location,
        by=(dimension("item", StockOnHandRow.item),),
        measures=(measure("balances", "count"),),
        limit=PLACED,
    )
    there = await ctx.summary(asked_there)
    if there.truncated:
        reason = f"{where.name} holds more than {PLACED:,} items: ask without the place."
        raise Refused(reason, "too_many")
    return (among(StockLevelRow.item, [group["item"] for group in there.groups]),)


async def on_order(ctx: ToolContext, items: list[str]) -> Mapping[str, Decimal]:
    """What is still to come of each of these items."""
    if not items:
        return {}
    asked_for = order_lines.summary(
        among(OrderLineRow.item, items),
        among(OrderLineRow.status, OPEN),
        by=(dimension("item", OrderLineRow.item),),
        measures=(measure("coming", "sum", OrderLineRow.outstanding),),
        limit=len(items),
    )
    found = await ctx.summary(asked_for)
    return {group["item"]: group["coming"] for group in found.groups}


def short(level: StockLevelRow, coming: Decimal) -> Short:
    target = max(level.order_up_to, level.reorder_point)
    shared = set(Short.model_fields) - {"on_order", "suggested"}
    return Short(
        **level.model_dump(include=shared),
        on_order=coming,
        suggested=max(target - level.available - coming, Decimal(0)),
    )


def headline(total: int, rows: list[Short], where: LocationRow | None) -> str:
    at = f" in {where.name}" if where else ""
    if not rows:
        return f"Nothing{at} is below its reorder point."
    worst = rows[0]
    left = quantity_words(worst.available, worst.unit)
    point = quantity_words(worst.reorder_point, worst.unit)
    verb = "is" if total == 1 else "are"
    return (
        f"{counted(total, 'item')}{at} {verb} below the reorder point; the furthest is "
        f"{worst.item_name} with {left} against {point}."
    )


@draft(
    title="Reorder point",
    edits=(QUANTITY, Edit("up_to", "Order up to", "number")),
    says=(
        "set the reorder point of {item} to {quantity}",
        "change reorder level of {item} to {quantity}",
        "reorder point {item} {quantity}",
        "reorder {item} when we have less than {quantity}",
        "minimum stock of {item} should be {quantity}",
        "set the minimum stock of {item} to {quantity}",
        "keep at least {quantity} {item}",
        "from now on keep at least {quantity} {item}",
        "raise the reorder point for {item} to {quantity}",
        "lower the reorder point of {item} to {quantity}",
        "safety stock of {item} is {quantity}",
        "set the reorder point of {item} to {quantity} and order up to {up_to}",
    ),
)
async def draft_reorder_point(
    ctx: ToolContext, item: Item, quantity: Quantity, up_to: Level | None = None
) -> DraftCard:
    """Draft another reorder point of an item, and up to which level to order; 0 is no rule."""
    what = await one(ctx, ITEMS, item)
    point = in_unit(quantity, what.unit, what.name)
    level = (
        in_unit(up_to, what.unit, what.name).amount
        if up_to
        else kept_level(what.order_up_to, point.amount)
    )
    command = SetReorderPoint(reorder_point=point.amount, order_up_to=level)
    kept = () if up_to or not level else (origin("up_to", level, f"record of {what.name}"),)
    plan = Plan(
        steps=(Step(decider.stream(what.item), command),),
        title=f"Reorder {what.name} below {quantity_words(point.amount, what.unit)}",
        kind="Reorder point",
        origins=kept,
    )
    return await ctx.propose(plan)


def kept_level(level: Decimal, point: Decimal) -> Decimal:
    """The level stays, unless the new point overtakes it: then there is none."""
    return level if level >= point else Decimal(0)
