"""Changing: a sales order cancelled, goods of it promised for later, or reserved after all."""

from domain.fulfillment.order_commands import BackOrderGoods, CancelSalesOrder, FillBackOrder
from domain.fulfillment.sales_order import sales_order as decider
from domain.kernel import Step
from domain.preview import DraftCard
from tools.drafting import QUANTITY, REASON, reason_of
from tools.fulfillment.arguments import SalesOrder
from tools.fulfillment.finding import order_of
from tools.fulfillment.handling import chosen
from tools.slots import Item, Reason
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Plan, ToolContext, draft


@draft(
    title="Sales order cancellation",
    edits=(REASON,),
    says=(
        "cancel {sales_order} [because {reason}]",
        "cancel sales order {sales_order} [because {reason}]",
        "call off {sales_order}",
        "storno {sales_order} [because {reason}]",
        "cancel the order {sales_order} [because {reason}]",
        "{sales_order} is cancelled [because {reason}]",
        "the customer cancelled {sales_order}",
        "the customer no longer wants {sales_order}",
        "do not ship any more of {sales_order}",
        "drop {sales_order}",
        "cancellation of {sales_order}",
        "annul {sales_order}",
    ),
)
async def draft_sales_order_cancellation(
    ctx: ToolContext, sales_order: SalesOrder, reason: Reason | None = None
) -> DraftCard:
    """Draft the cancellation of what has not left of an order; its reservations end with it."""
    known = await order_of(ctx, sales_order)
    why, origins = reason_of(reason)
    plan = Plan(
        steps=(Step(decider.stream(known.order), CancelSalesOrder(reason=why)),),
        title=f"Cancel {known.order} of {known.customer_name}",
        kind="Sales order cancellation",
        origins=origins,
    )
    return await ctx.propose(plan)


@draft(
    title="Back order",
    edits=(QUANTITY, REASON),
    says=(
        "put {quantity} {item} of {sales_order} on back order [because {reason}]",
        "back-order {quantity} {item} of {sales_order} [because {reason}]",
        "back-order {sales_order}",
        "put {sales_order} on back order [because {reason}]",
        "promise {quantity} {item} of {sales_order} for later",
        "{sales_order} has to wait [because {reason}]",
        "let {sales_order} wait",
        "put {sales_order} on hold [because {reason}]",
        "hold {sales_order} [because {reason}]",
        "hold {sales_order} back [because {reason}]",
        "release the reservation of {sales_order}",
        "postpone the shipping of {sales_order}",
    ),
)
async def draft_back_order(
    ctx: ToolContext,
    sales_order: SalesOrder,
    item: Item | None = None,
    quantity: QuantitySlot | None = None,
    reason: Reason | None = None,
) -> DraftCard:
    """Draft that goods of an order wait: what is not picked is free for others again."""
    found = await chosen(ctx, sales_order, item, quantity, lambda row: row.to_pick, "picked")
    why, told = reason_of(reason)
    command = BackOrderGoods(lines=found.portions, reason=why)
    plan = Plan(
        steps=(Step(decider.stream(found.order.order), command),),
        title=f"Let {found.goods} of {found.order.order} wait",
        kind="Back order",
        origins=(*found.origins, *told),
    )
    return await ctx.propose(plan)


@draft(
    title="Back order filling",
    edits=(QUANTITY,),
    says=(
        "fill the back order of {sales_order}",
        "fill {sales_order}",
        "fill {quantity} {item} of {sales_order}",
        "reserve {quantity} {item} for {sales_order}",
        "reserve the rest of {sales_order}",
        "reserve what waits of {sales_order}",
        "the back-ordered goods of {sales_order} are there",
        "allocate stock to {sales_order}",
        "{sales_order} need not wait any longer",
        "take {sales_order} off hold",
        "release {sales_order} from hold",
    ),
)
async def draft_back_order_filling(
    ctx: ToolContext,
    sales_order: SalesOrder,
    item: Item | None = None,
    quantity: QuantitySlot | None = None,
) -> DraftCard:
    """Draft that goods on back order are reserved, now that they are in the main store."""
    found = await chosen(ctx, sales_order, item, quantity, lambda row: row.back_ordered, "reserved")
    command = FillBackOrder(lines=found.portions)
    plan = Plan(
        steps=(Step(decider.stream(found.order.order), command),),
        title=f"Reserve {found.goods} of {found.order.order}",
        kind="Back order filling",
        origins=found.origins,
    )
    return await ctx.propose(plan)
