"""Own returns: a customer asks to send something back; the business answers, and takes it in."""

from decimal import Decimal
from typing import Annotated

from domain.category.products import ProductRow
from domain.customers.ticket import ticket as decider
from domain.customers.ticket_events import OpenTicket
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.kernel import Refused, Step
from domain.kernel.wording import quantity as quantity_words
from domain.preview import DraftCard
from tools.drafting import in_unit, positive, reason_of
from tools.fulfillment.arguments import SalesOrder
from tools.fulfillment.finding import LINES, order_of
from tools.fulfillment.own_buyer import buyer
from tools.readings import Said
from tools.resolve import PRODUCTS, named
from tools.slots import Line, Product, text
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, Plan, ToolContext, draft

Why = Annotated[
    str, Line, text("Why does it come back?", "The reason.", before=("because", "as", "since"))
]


@draft(
    title="Return request",
    audience="customers",
    edits=(Edit("reason", "Reason", "text"),),
    says=(
        "return {sales_order} [because {reason}]",
        "i want to return {quantity} {product} of {sales_order} [because {reason}]",
        "return {quantity} {product} of {sales_order} [because {reason}]",
        "return {product} of {sales_order} [because {reason}]",
        "send back {quantity} {product} of {sales_order} [because {reason}]",
        "send {sales_order} back [because {reason}]",
        "ask for a return of {sales_order} [because {reason}]",
        "can i return {sales_order}",
        "i want to send back {sales_order} [because {reason}]",
    ),
)
async def draft_own_return(
    ctx: ToolContext,
    sales_order: SalesOrder,
    product: Product | None = None,
    quantity: QuantitySlot | None = None,
    reason: Why | None = None,
) -> DraftCard:
    """Draft the wish to return goods of an own order, as a ticket that the business answers."""
    who, order = await buyer(ctx), await order_of(ctx, sales_order)
    what = await named(ctx, PRODUCTS, product)
    goods = await returnable(ctx, order.order, what, quantity)
    why, origins = reason_of(reason)
    command = OpenTicket(
        ticket=f"T-{await ctx.number(decider.name)}",
        customer=who.customer,
        customer_name=who.name,
        subject=f"Asks to return {goods}: {why}"[:200],
        order=order.order,
        severity="normal",
        opened_on=ctx.today,
    )
    plan = Plan(
        steps=(Step(decider.stream(command.ticket), command),),
        title=f"Ask to return {goods}",
        kind="Return request",
        origins=origins,
    )
    return await ctx.propose(plan)


async def returnable(
    ctx: ToolContext, order: str, what: ProductRow | None, quantity: Said | None
) -> str:
    """The goods in words; refused where not so many of them were shipped and not returned."""
    row = SalesOrderLineRow
    page = await ctx.rows(
        sales_order_lines.where(
            row.order == order,
            what is None or row.product == what.product,
            order_by=(row.line,),
            limit=LINES,
        )
    )
    left = {each.unit: Decimal(0) for each in page.rows}
    for each in page.rows:
        left[each.unit] += each.shipped - each.returned
    name = what.name if what else order
    if not any(left.values()):
        raise Refused(f"Not drafted. Nothing of {name} has arrived yet.", "nothing_shipped")
    if quantity is None:
        return name
    positive(quantity, "The quantity")
    unit = next(iter(left))
    amount = in_unit(quantity, unit, name)
    if amount.amount > left[unit]:
        most = quantity_words(left[unit], unit)
        reason = f"Not drafted. {most} of {name} were shipped and not returned: give less."
        raise Refused(reason, "more_than_shipped")
    return f"{quantity_words(amount.amount, unit)} {name}"
