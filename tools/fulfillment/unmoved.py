"""Unmoved: shipments whose goods are still in the books of the main store."""

from datetime import date
from decimal import Decimal

from domain.analysis.unmoved_goods import UnmovedGoodsRow, unmoved_goods
from domain.fulfillment.sales_order import sales_order
from domain.kernel import Internal, Message, Public, falling
from domain.kernel.words import counted
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 200


class Unmoved(Message):
    """What was shipped of an item for an order, and how much of it left the books."""

    order: Public[str]
    customer_name: Internal[str]
    item: Public[str]
    item_name: Public[str]
    shipped_on: Internal[date | None]
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
    """List goods of which less left the stock than was shipped, of all shipments, dearest first."""
    row = UnmovedGoodsRow
    dearest = (falling(row.missing_amount), row.order, row.item)
    page = await ctx.rows(unmoved_goods.where(row.missing > 0, order_by=dearest, limit=SHOWN))
    verb = "has" if page.total == 1 else "have"
    some = f"{counted(page.total, 'shipment').capitalize()} {verb} too little moved."
    return table(
        ctx,
        some if page.total else "Whatever was shipped has left the stock.",
        page,
        [unmoved(each) for each in page.rows],
        columns(
            ("order", "Order"),
            ("customer_name", "Customer"),
            ("item_name", "Item"),
            ("shipped_on", "Shipped", "date"),
            ("shipped", "Shipped", "quantity", "unit"),
            ("moved", "Moved", "quantity", "unit"),
        ),
        noun="shipment",
        query="goods shipped beside the stock movements that name their orders",
        streams=[sales_order.stream(each.order) for each in page.rows],
    )


def unmoved(row: UnmovedGoodsRow) -> Unmoved:
    return Unmoved.model_validate(row.model_dump(include=set(Unmoved.model_fields)))
