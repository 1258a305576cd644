"""Carried: with whom the goods of an order travel, under which number, as a sentence."""

from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.kernel import falling
from domain.kernel.wording import short_day
from domain.kernel.words import counted
from tools.toolkit import ToolContext

LINES = 200
TOLD = 3  # Of more shipments the newest are told.


async def carried(ctx: ToolContext, order: str) -> str:
    """What follows the state of an order; nothing where nothing has left."""
    row = ShipmentRow
    newest = (falling(row.shipment), row.line, row.lot)
    page = await ctx.rows(shipments.where(row.order == order, order_by=newest, limit=LINES))
    firsts = {each.shipment: each for each in reversed(page.rows)}
    told = [left(firsts[number], ctx) for number in sorted(firsts)[-TOLD:]]
    if len(firsts) > TOLD or page.truncated:
        told.insert(0, f" The newest {counted(TOLD, 'shipment')}:")
    return "".join(told)


def left(row: ShipmentRow, ctx: ToolContext) -> str:
    with_whom = f" with {row.carrier}" if row.carrier else ""
    number = f", number {row.tracking}" if row.tracking else ""
    return (
        f" Shipment {row.shipment} left {short_day(row.shipped_on, ctx.today)}{with_whom}{number}."
    )
