"""Unmoved: shipments whose goods are still in the books of the main store."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from domain.fulfillment.order import SHIPPED_FOR
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.inventory.stock_movements import StockMovementRow, stock_movements
from domain.kernel import Internal, Message, Page, Public, among, falling
from domain.kernel.words import counted
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

LOOKED_AT = 500
MOVES = 10_000
Key = tuple[str, str]


class Unmoved(Message):
    """What was shipped of an item for an order, and how much of it left the books."""

    order: Public[str]
    customer_name: Internal[str]
    item: Public[str]
    item_name: Public[str]
    shipped_on: Internal[date]
    shipped: Internal[Decimal]
    moved: Internal[Decimal]
    unit: Public[str]


@read(
    title="Shipments without a stock movement",
    says=(
        "shipments without a stock movement",
        "which shipments have no stock movement",
        "which shipments did not leave the books",
        "what was shipped and is still in stock",
        "are there shipments without a stock movement",
        "list shipments that moved no stock",
        "compare shipments with stock movements",
        "do shipments and stock movements agree",
    ),
)
async def shipments_without_movement(ctx: ToolContext) -> Reply[Unmoved]:
    """List shipments of which less left the stock than was shipped, among the newest."""
    newest = (falling(ShipmentRow.shipped_on), falling(ShipmentRow.order), ShipmentRow.line)
    page = await ctx.rows(shipments.where(order_by=newest, limit=LOOKED_AT))
    moved = await moved_for(ctx, page.rows)
    rows = [row for row in summed(page.rows, moved) if row.moved < row.shipped]
    seen = counted(len(page.rows), "shipped line")
    verb = "has" if len(rows) == 1 else "have"
    some = f"{counted(len(rows), 'shipment')} of the newest {seen} {verb} too little moved."
    none = f"Of the newest {seen}, all left the stock."
    return table(
        ctx,
        some if rows else none if page.rows else "Nothing was shipped so far.",
        Page(tuple(rows), len(rows)),
        rows,
        columns(
            ("order", "Order"),
            ("customer_name", "Customer"),
            ("item_name", "Item"),
            ("shipped_on", "Shipped", "date"),
            ("shipped", "Shipped", "quantity", "unit"),
            ("moved", "Moved", "quantity", "unit"),
        ),
        noun="shipment",
        query="shipments beside the stock movements that name their orders",
        streams=[sales_order.stream(row.order) for row in rows],
    )


async def moved_for(ctx: ToolContext, rows: Iterable[ShipmentRow]) -> dict[Key, Decimal]:
    """How much of each item left for each order; a movement names the order in its reason."""
    reasons = {f"{SHIPPED_FOR} {row.order}": row.order for row in rows}
    items = sorted({row.item for row in rows})
    if not items:
        return {}
    found: dict[Key, Decimal] = defaultdict(Decimal)
    row = StockMovementRow
    asked = stock_movements.where(
        among(row.item, items), among(row.reason, sorted(reasons)), limit=MOVES
    )
    for each in (await ctx.rows(asked)).rows:
        found[reasons[each.reason], each.item] += each.quantity
    return found


def summed(rows: Iterable[ShipmentRow], moved: dict[Key, Decimal]) -> list[Unmoved]:
    """One row for each item of each order."""
    found: dict[Key, Unmoved] = {}
    for row in rows:
        key = row.order, row.item
        before = found[key].shipped if key in found else Decimal(0)
        shared = row.model_dump(include=set(Unmoved.model_fields))
        left = {"shipped": before + row.quantity, "moved": moved.get(key, Decimal(0))}
        found[key] = Unmoved.model_validate(shared | left)
    return list(found.values())
