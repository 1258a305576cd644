"""Order changes: another quantity, price or day; an order released, cancelled or closed."""

from dataclasses import dataclass
from datetime import date

from domain.governance.proposal import Origin
from domain.kernel import Money, Quantity, Refused, Step
from domain.kernel.words import day, listed
from domain.preview import DraftCard
from domain.procurement.order_commands import (
    CancelPurchaseOrder,
    ChangePurchaseOrder,
    ClosePurchaseOrder,
    ReleasePurchaseOrder,
)
from domain.procurement.order_lines import OrderLineRow
from domain.procurement.purchase_orders import PurchaseOrderRow
from tools.drafting import PRICE, QUANTITY, REASON, in_unit, money_of, must_say, reason_of
from tools.procurement.order_line import lines_of, only_line, outstanding
from tools.procurement.scope import Scope, scope
from tools.readings import Said
from tools.resolve import purchase_order
from tools.slots import DueOn, Item, Price, PurchaseOrder, Reason
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, Plan, ToolContext, draft


@dataclass(frozen=True)
class Change:
    """What is to be different, each part of it only where it was said."""

    quantity: Said | None
    price: Said | None
    due: date | None

    @property
    def is_of_one_line(self) -> bool:
        return self.quantity is not None or self.price is not None

    @property
    def words(self) -> str:
        parts = ("quantity", self.quantity), ("price", self.price), ("due day", self.due)
        return listed([name for name, value in parts if value is not None])


@draft(
    title="Order change",
    edits=(QUANTITY, PRICE, Edit("due", "Due", "date")),
    says=(
        "change {order} to {quantity} [{item}]",
        "change the quantity of {order} to {quantity}",
        "change the quantity of {item} on {order} to {quantity}",
        "raise {order} to {quantity}",
        "increase {order} to {quantity}",
        "reduce {order} to {quantity}",
        "change the price of {order} to {price}",
        "the price on {order} is {price} now",
        "move {order} to {due}",
        "postpone {order} to {due}",
        "change the due date of {order} to {due}",
        "{order} will come on {due}",
        "{order} will only come on {due}, reschedule it",
        "new delivery date for {order} is {due}",
        "reschedule {order} for {due}",
        "push {order} back to {due}",
        "delivery of {order} is delayed to {due}",
        "the delivery of {order} is now on {due}",
    ),
)
async def draft_order_change(
    ctx: ToolContext,
    order: PurchaseOrder,
    quantity: QuantitySlot | None = None,
    price: Price | None = None,
    due: DueOn | None = None,
    item: Item | None = None,
) -> DraftCard:
    """Draft a change of an order: quantity, price of one unit, or due day.

    Name the item when the order has several lines; a due day alone moves every line not yet here.
    """
    change = Change(quantity, price, due)
    known = await purchase_order(ctx, order)
    reason = f"Not drafted. Say what is to change on {known.number}: quantity, price or day."
    must_say("What is to change?", reason, quantity=quantity, price=price, due=due)
    about = await scope(ctx, item=item)
    steps: list[Step] = []
    origins: tuple[Origin, ...] = ()
    for row in await lines_meant(ctx, known, about, change):
        command, found = changed(row, change)
        steps.append(Step(row.order, command))
        origins = (*origins, *found)
    plan = Plan(
        steps=tuple(steps),
        title=f"Change {change.words} of {known.number} to {known.supplier_name}",
        kind="Order change",
        origins=origins,
    )
    return await ctx.propose(plan)


async def lines_meant(
    ctx: ToolContext, order: PurchaseOrderRow, about: Scope, change: Change
) -> list[OrderLineRow]:
    """One line, or for a new day all lines that have not come yet."""
    if change.is_of_one_line or about.item:
        return [await only_line(ctx, order, about)]
    lines = await lines_of(ctx, order, about)
    moved = [row for row in outstanding(lines) or lines if row.due_on != change.due]
    if moved:
        return moved
    when = day(change.due) if change.due else "then"
    raise Refused(f"Not drafted. {order.number} is due on {when} already.", "no_change")


def changed(row: OrderLineRow, change: Change) -> tuple[ChangePurchaseOrder, tuple[Origin, ...]]:
    amount: Quantity | None = None
    each: Money | None = None
    origins: tuple[Origin, ...] = ()
    if change.quantity:
        amount = in_unit(change.quantity, row.unit, row.item_name)
    if change.price:
        each, origins = money_of("price", change.price, row.currency, row.number)
    command = ChangePurchaseOrder(line=row.line, quantity=amount, price=each, due_on=change.due)
    return command, origins


@draft(
    title="Order cancellation",
    edits=(REASON,),
    says=(
        "cancel {order} [because {reason}]",
        "cancel purchase order {order}",
        "call off {order}",
        "withdraw {order}",
        "we no longer need {order}",
        "we do not need {order} any more",
        "drop {order}",
        "we do not need {order} any more, cancel it",
        "annul {order}",
        "scrap the order {order}",
        "cancellation of {order}",
        "revoke {order}",
    ),
)
async def draft_order_cancellation(
    ctx: ToolContext, order: PurchaseOrder, reason: Reason | None = None
) -> DraftCard:
    """Draft the cancellation of an order of which nothing has come; else it can only be closed."""
    known = await purchase_order(ctx, order)
    why, origins = reason_of(reason)
    plan = Plan(
        steps=(Step(known.order, CancelPurchaseOrder(reason=why)),),
        title=f"Cancel {known.number} to {known.supplier_name}",
        kind="Order cancellation",
        origins=origins,
    )
    return await ctx.propose(plan)


@draft(
    title="Order closing",
    edits=(REASON,),
    says=(
        "close {order} [because {reason}]",
        "close purchase order {order}",
        "nothing more will come on {order}",
        "we expect nothing more of {order}",
        "finish {order}",
        "settle {order} short",
        "mark {order} as done",
        "the rest of {order} will not come",
        "complete {order} without the rest",
        "end {order}",
    ),
)
async def draft_order_close(
    ctx: ToolContext, order: PurchaseOrder, reason: Reason | None = None
) -> DraftCard:
    """Draft the closing of an order, after which nothing more is expected of it."""
    known = await purchase_order(ctx, order)
    why, origins = reason_of(reason)
    plan = Plan(
        steps=(Step(known.order, ClosePurchaseOrder(reason=why)),),
        title=f"Close {known.number} to {known.supplier_name}",
        kind="Order closing",
        origins=origins,
    )
    return await ctx.propose(plan)


@draft(
    title="Order release",
    says=(
        "release {order}",
        "place {order}",
        "send {order} to the supplier",
        "release the draft order {order}",
        "put {order} through to the supplier",
        "go ahead with {order}",
        "confirm the order {order}",
        "submit {order}",
    ),
)
async def draft_order_release(ctx: ToolContext, order: PurchaseOrder) -> DraftCard:
    """Draft the placing of an order that came from another system as a draft."""
    known = await purchase_order(ctx, order)
    plan = Plan(
        steps=(Step(known.order, ReleasePurchaseOrder()),),
        title=f"Place {known.number} with {known.supplier_name}",
        kind="Purchase order",
    )
    return await ctx.propose(plan)
