"""Selling: a sales order for one item, at a price that is said, with what is not there promised."""

from datetime import date
from decimal import Decimal

from domain.fulfillment.order import SalesLine
from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.fulfillment.order_status import ENDED
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.governance.proposal import Origin
from domain.inventory.items import ItemRow
from domain.kernel import Money, Quantity, Refused, Step, falling
from domain.kernel.wording import price as price_words
from domain.kernel.wording import quantity as quantity_words
from domain.kernel.wording import short_day
from domain.kernel.words import day
from domain.preview import DraftCard
from tools.drafting import PRICE, QUANTITY, goods, in_unit, money_of, origin, positive
from tools.fulfillment.arguments import Customer, ShipTo, WantedBy
from tools.fulfillment.finding import Buyer, buyer
from tools.fulfillment.promising import free_of
from tools.resolve import ITEMS, Candidate, missing, one
from tools.slots import Item, Price
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, Plan, ToolContext, draft

ZERO = Decimal(0)


@draft(
    title="Sales order",
    edits=(QUANTITY, PRICE, Edit("requested", "Wanted by", "date")),
    says=(
        "sell {quantity} {item} to {customer} [at {price}]",
        "we sold {quantity} {item} to {customer} [at {price}]",
        "sold {quantity} {item} to {customer} [at {price}]",
        "sales order for {customer}: {quantity} {item} [at {price}]",
        "create a sales order for {customer} for {quantity} {item} [at {price}]",
        "new sales order from {customer} for {quantity} {item} [at {price}] [by {requested}]",
        "customer {customer} orders {quantity} {item} [at {price}] [by {requested}]",
        "customer {customer} ordered {quantity} {item} [at {price}] [by {requested}]",
        "{customer} wants {quantity} {item} [at {price}] [by {requested}]",
        "{customer} would like {quantity} {item} [at {price}] [by {requested}]",
        "take an order from {customer} for {quantity} {item} [at {price}]",
        "enter an order of {customer} over {quantity} {item} [at {price}]",
    ),
)
async def draft_sales_order(
    ctx: ToolContext,
    customer: Customer,
    item: Item,
    quantity: QuantitySlot,
    price: Price | None = None,
    requested: WantedBy | None = None,
    ship_to: ShipTo | None = None,
) -> DraftCard:
    """Draft a customer's order for one item. Nothing is promised until a person signs the card.

    What is not free in the main store is promised for later. Never make up a price.
    """
    who, what = await buyer(ctx, customer), await one(ctx, ITEMS, item)
    positive(quantity, "The quantity")
    amount = in_unit(quantity, what.unit, what.name)
    if price is None:
        raise await price_needed(ctx, who, what)
    each, priced = money_of("price", price, who.currency or ctx.currency, who.name)
    waiting, waits = await later(ctx, what, amount)
    number = f"SO-{await ctx.number(decider.name)}"
    command = PlaceSalesOrder(
        order=number,
        customer=who.customer,
        customer_name=who.name,
        ordered_on=ctx.today,
        requested_on=requested,
        currency=each.currency,
        ship_to=ship_to or "",
        lines=(line(what, amount, each, waiting, ctx.today),),
    )
    rest = f", {quantity_words(waiting, what.unit)} of them later" if waiting else ""
    plan = Plan(
        steps=(Step(decider.stream(number), command),),
        title=f"Sell {goods(amount, what)} to {who.name}{rest}",
        kind="Sales order",
        origins=(*priced, *waits),
    )
    return await ctx.propose(plan)


def line(
    what: ItemRow, quantity: Quantity, price: Money, waiting: Decimal, today: date
) -> SalesLine:
    return SalesLine(
        line=1,
        product=what.item,
        product_name=what.name,
        item=what.item,
        item_name=what.name,
        category=what.category,
        quantity=quantity,
        price=price,
        price_reason=f"named when it was ordered on {day(today)}",
        back_ordered=waiting,
    )


async def later(
    ctx: ToolContext, what: ItemRow, amount: Quantity
) -> tuple[Decimal, tuple[Origin, ...]]:
    """How much of it is not free in the main store, and has to wait."""
    free = (await free_of(ctx, [what.item]))[what.item]
    waiting = max(amount.amount - free, ZERO)
    if not waiting:
        return ZERO, ()
    shown = quantity_words(waiting, what.unit)
    source = f"{quantity_words(free, what.unit)} are free in the main store"
    return waiting, (origin("back_ordered", shown, source),)


async def price_needed(ctx: ToolContext, who: Buyer, what: ItemRow) -> Refused:
    """A price must be said; what this customer paid last helps to say it."""
    row = SalesOrderLineRow
    sold = sales_order_lines.where(
        row.item == what.item,
        row.customer == who.customer,
        row.status != ENDED[0],
        order_by=(falling(row.ordered_on), falling(row.order)),
        limit=1,
        counted=False,
    )
    last = (await ctx.rows(sold)).first
    reason = f"Not drafted. No price was named for {what.name}."
    if last is None:
        return missing("price", "At what price?", f"{reason} Give the price of one {what.unit}.")
    shown = price_words(last.price, last.currency, last.unit)
    when = short_day(last.ordered_on, ctx.today)
    hint = f"{reason} {who.name} last paid {shown} on {when}. Give a price."
    option = Candidate(
        value=f"{last.price} {last.currency}", label=shown, detail=f"paid on {when}, {last.order}"
    )
    return missing("price", "At what price?", hint, (option,))
