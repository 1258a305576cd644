"""Selling: a sales order for one product, at its price, with what is not there promised."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.analysis.pricing import Priced
from domain.customers.customers import CustomerRow
from domain.fulfillment.order import SalesLine
from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.fulfillment.sales_order import sales_order as decider
from domain.kernel import Quantity, Step
from domain.kernel.wording import quantity as quantity_words
from domain.preview import DraftCard
from tools.drafting import PRICE, QUANTITY, goods, in_unit, origin, positive
from tools.fulfillment.arguments import Customer, ShipTo, WantedBy
from tools.fulfillment.offering import Offer, offered, price_for, price_list_of, waiting_of
from tools.fulfillment.promising import free_of
from tools.resolve import CUSTOMERS, missing, one
from tools.slots import Item, Price, Product
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Sales order",
    edits=(QUANTITY, PRICE, Edit("requested", "Wanted by", "date")),
    says=(
        "sell {quantity} {item} to {customer} [at {price}]",
        "we sold {quantity} {item} to {customer} [at {price}]",
        "sold {quantity} {item} to {customer} [at {price}]",
        "create a sales order for {customer} for {quantity} {item} [at {price}]",
        "new sales order from {customer} for {quantity} {item} [at {price}] [by {requested}]",
        "customer {customer} orders {quantity} {item} [at {price}] [by {requested}]",
        "customer {customer} ordered {quantity} {item} [at {price}] [by {requested}]",
        "{customer} wants {quantity} {item} [at {price}] [by {requested}]",
        "{customer} would like {quantity} {item} [at {price}] [by {requested}]",
        "take an order from {customer} for {quantity} {item} [at {price}]",
        "enter an order of {customer} over {quantity} {item} [at {price}]",
        "sell {quantity} {product} to {customer} [at {price}]",
        "customer {customer} orders {quantity} {product} [at {price}] [by {requested}]",
        "{customer} wants {quantity} {product} [at {price}] [by {requested}]",
    ),
)
async def draft_sales_order(
    ctx: ToolContext,
    customer: Customer,
    quantity: QuantitySlot,
    product: Product | None = None,
    item: Item | None = None,
    price: Price | None = None,
    requested: WantedBy | None = None,
    ship_to: ShipTo | None = None,
) -> DraftCard:
    """Draft a customer's order for one product or item; nothing is promised before a signature.

    Without a price it costs what the customer's price list says. Never make up a price.
    """
    who, what = await one(ctx, CUSTOMERS, customer), await chosen(ctx, product, item)
    positive(quantity, "The quantity")
    amount = in_unit(quantity, what.item.unit, what.name)
    prices = await price_list_of(ctx, who, [what])
    cost, why = await price_for(ctx, who, what, amount, prices, price)
    free = await free_of(ctx, [what.item.item])
    shown = f"{quantity_words(free[what.item.item], amount.unit)} are free in the main store"
    waiting = waiting_of(free, what, amount)
    later = quantity_words(waiting, amount.unit)
    step = await placing(ctx, who, [line(1, what, amount, cost, waiting)], requested, ship_to)
    plan = Plan(
        steps=(step,),
        title=f"Sell {goods(amount, what.name)} to {who.name}"
        + (f", {later} of them later" if waiting else ""),
        kind="Sales order",
        origins=(*why, *([origin("back_ordered", later, shown)] if waiting else [])),
    )
    return await ctx.propose(plan)


async def chosen(ctx: ToolContext, product: str | None, item: str | None) -> Offer:
    """What was named, in whichever of the two words."""
    if product is not None:
        return await offered(ctx, product, "product")
    if item is not None:
        return await offered(ctx, item, "item")
    reason = "Not drafted. No product was named: say which one the customer wants."
    raise missing("product", "Which product?", reason)


async def placing(
    ctx: ToolContext,
    who: CustomerRow,
    lines: Sequence[SalesLine],
    requested: date | None,
    ship_to: str | None,
) -> Step:
    number = f"SO-{await ctx.number(decider.name)}"
    command = PlaceSalesOrder(
        order=number,
        customer=who.customer,
        customer_name=who.name,
        ordered_on=ctx.today,
        requested_on=requested,
        currency=lines[0].price.currency,
        ship_to=ship_to or "",
        ship_country="" if ship_to else who.country,
        lines=tuple(lines),
    )
    return Step(decider.stream(number), command)


def line(number: int, what: Offer, quantity: Quantity, cost: Priced, waiting: Decimal) -> SalesLine:
    return SalesLine(
        line=number,
        product=what.code,
        product_name=what.name,
        item=what.item.item,
        item_name=what.item.name,
        category=what.category,
        quantity=quantity,
        price=cost.price,
        price_reason=cost.reason,
        promotion=cost.promotion,
        promotion_name=cost.promotion_name,
        list_price=cost.list_price,
        back_ordered=waiting,
    )
