"""Own orders: a customer orders for themselves, at their price, with what is later said so."""

from domain.kernel import Step
from domain.kernel.wording import quantity as quantity_words
from domain.kernel.wording import short_day
from domain.preview import DraftCard
from tools.drafting import QUANTITY, goods, in_unit, origin, positive
from tools.fulfillment.arguments import ShipTo, WantedBy
from tools.fulfillment.offering import price_for, price_list_of, waiting_of
from tools.fulfillment.own_buyer import able_buyer, own_offer
from tools.fulfillment.priced_lists import priced_list
from tools.fulfillment.selling import line, placing
from tools.fulfillment.selling_lists import Lines
from tools.slots import Product
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, OnOffer, Plan, ToolContext, draft

WANTED = Edit("requested", "Wanted by", "date")


@draft(
    title="Your order",
    core=True,
    audience="customers",
    edits=(QUANTITY, WANTED),
    says=(
        "order {quantity} {product} [by {requested}]",
        "i want {quantity} {product} [by {requested}]",
        "i would like {quantity} {product} [by {requested}]",
        "we need {quantity} {product} [by {requested}]",
        "buy {quantity} {product}",
        "i take {quantity} {product}",
        "please send {quantity} {product} [by {requested}]",
        "send me {quantity} {product} [by {requested}]",
        "reorder {quantity} {product}",
        "can i have {quantity} {product}",
        "order {product}",
        "buy {product}",
    ),
)
async def draft_own_order(
    ctx: ToolContext,
    quantity: QuantitySlot,
    product: Product,
    requested: WantedBy | None = None,
    ship_to: ShipTo | None = None,
) -> DraftCard:
    """Draft an order of one product for the caller's own account, at the price that holds for it.

    The price is what the price list says: nobody can name another. Never make one up.
    """
    who = await able_buyer(ctx)
    what, known = await own_offer(ctx, product)
    positive(quantity, "The quantity")
    amount = in_unit(quantity, what.item.unit, what.name)
    prices = await price_list_of(ctx, who, [what])
    cost, why = await price_for(ctx, who, what, amount, prices)
    waiting = waiting_of({known.item: known.free}, what, amount)
    later = quantity_words(waiting, amount.unit)
    step = await placing(ctx, who, [line(1, what, amount, cost, waiting)], requested, ship_to)
    plan = Plan(
        steps=(step,),
        title=f"Order {goods(amount, what.name)}" + (f", {later} of them later" if waiting else ""),
        kind="Sales order",
        origins=(*why, *([origin("back_ordered", later, promised(known))] if waiting else [])),
    )
    return await ctx.propose(plan)


def promised(known: OnOffer) -> str:
    when = f", expected {short_day(known.next_on, known.next_on)}" if known.next_on else ""
    return f"not in stock now{when}"


@draft(
    title="Your order from a list",
    audience="customers",
    edits=(Edit("lines", "List", "text"), WANTED),
    says=(
        "order list: {lines}",
        "order this list: {lines}",
        "order these: {lines}",
        "bulk order: {lines}",
        "order the following: {lines}",
        "my order: {lines}",
        "we order: {lines}",
        "please send: {lines}",
        "i order: {lines}",
    ),
)
async def draft_own_order_list(
    ctx: ToolContext,
    lines: Lines,
    requested: WantedBy | None = None,
    ship_to: ShipTo | None = None,
) -> DraftCard:
    """Draft one order for the caller's own account from a pasted list, at the prices that hold.

    Rows that cannot be ordered are named on the card and left out. Never make up a row.
    """
    who = await able_buyer(ctx)
    listed = await priced_list(ctx, who, lines, outside=True)
    step: Step = await placing(ctx, who, listed.lines, requested, ship_to)
    plan = Plan(
        steps=(step,),
        title=f"Order {listed.titled()}",
        kind="Sales order",
        because=listed.because,
        origins=listed.origins,
    )
    return await ctx.propose(plan)
