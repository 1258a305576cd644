"""Returning: what came back of an order, how much of it is damaged, and why it came."""

from decimal import Decimal

from domain.fulfillment.order import ReturnedPortion
from domain.fulfillment.order_commands import TakeReturn
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_order_lines import SalesOrderLineRow
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.kernel import Step
from domain.kernel.wording import quantity as quantity_words
from domain.preview import DraftCard
from tools.drafting import QUANTITY, REASON, in_unit, on_day, reason_of
from tools.fulfillment.arguments import ReturnedOn, SalesOrder
from tools.fulfillment.handling import chosen
from tools.slots import Damaged, Item, Reason
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Sales return",
    edits=(QUANTITY, Edit("damaged", "Damaged", "number"), REASON),
    says=(
        "{quantity} {item} of {sales_order} came back [{damaged} damaged] [because {reason}]",
        "{quantity} {item} came back from {sales_order} [{damaged} damaged]",
        "return {quantity} {item} of {sales_order} [because {reason}]",
        "return of {quantity} {item} from {sales_order} [{damaged} damaged]",
        "take back {quantity} {item} of {sales_order} [because {reason}]",
        "the customer sent back {quantity} {item} of {sales_order}",
        "the customer returned {quantity} {item} of {sales_order} [{damaged} damaged]",
        "customer return {sales_order} {quantity} {item}",
        "{sales_order} came back [because {reason}]",
        "all of {sales_order} came back [because {reason}]",
        "book the return of {sales_order}",
    ),
)
async def draft_sales_return(
    ctx: ToolContext,
    sales_order: SalesOrder,
    item: Item | None = None,
    quantity: QuantitySlot | None = None,
    damaged: Damaged | None = None,
    reason: Reason | None = None,
    returned_on: ReturnedOn | None = None,
) -> DraftCard:
    """Draft a return: sound goods go into the main store, the damaged among them are kept apart.

    Never more than was shipped. Without a quantity, all that left comes back.
    """
    found = await chosen(ctx, sales_order, item, quantity, returnable, "returned")
    on, today = on_day("returned_on", returned_on, ctx.today)
    why, told = reason_of(reason)
    first = found.parts[0].row
    broken = in_unit(damaged, first.unit, first.product_name).amount if damaged else Decimal(0)
    lots = [await lot_of(ctx, part.row) for part in found.parts]
    portions = tuple(
        ReturnedPortion(
            **dict(part.portion), damaged=broken if part is found.parts[0] else Decimal(0), lot=lot
        )
        for part, lot in zip(found.parts, lots, strict=True)
    )
    goods = found.goods if len(portions) == 1 else "all that was shipped"
    spoilt = f", {quantity_words(broken, first.unit)} damaged" if broken else ""
    command = TakeReturn(lines=portions, returned_on=on, reason=why)
    plan = Plan(
        steps=(Step(decider.stream(found.order.order), command),),
        title=f"Take back {goods} of {found.order.order} from {found.order.customer_name}{spoilt}",
        kind="Sales return",
        origins=(*found.origins, *told, *today),
    )
    return await ctx.propose(plan)


def returnable(row: SalesOrderLineRow) -> Decimal:
    return row.shipped - row.returned


async def lot_of(ctx: ToolContext, row: SalesOrderLineRow) -> str:
    """The lot that the line left in, where it was only one: of several nobody knows which."""
    left = shipments.where(
        ShipmentRow.order == row.order, ShipmentRow.line == row.line, counted=False
    )
    lots = {shipment.lot for shipment in (await ctx.rows(left)).rows}
    return lots.pop() if len(lots) == 1 else ""
