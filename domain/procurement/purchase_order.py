"""A purchase order: placed once, received in parts, closed or cancelled, and always reopenable."""

from dataclasses import replace
from decimal import Decimal

from domain.kernel import Decider, Money, Quantity, Refused
from domain.kernel.differences import changed
from domain.procurement import order_commands as commands
from domain.procurement import order_events as events
from domain.procurement.order import Line, Order, Stage
from domain.procurement.order_receiving import received, returned
from domain.procurement.order_rules import orderable, orderable_line, sound_line, takeable
from domain.procurement.order_state import (
    PurchaseOrder,
    arrivals_of,
    line_of,
    taken_over,
    with_line,
    without,
)

Standing = (
    commands.ReleasePurchaseOrder
    | commands.WithholdPurchaseOrder
    | commands.CancelPurchaseOrder
    | commands.ReinstatePurchaseOrder
    | commands.ClosePurchaseOrder
    | commands.ReopenPurchaseOrder
    | commands.GiveBackPurchaseOrder
)
PurchaseOrderCommand = (
    commands.PlacePurchaseOrder
    | commands.TakeOverPurchaseOrder
    | commands.ChangePurchaseOrder
    | commands.ReceiveGoods
    | commands.ReturnGoods
    | Standing
)
PurchaseOrderEvent = (
    events.PurchaseOrderPlaced
    | events.PurchaseOrderTakenOver
    | events.PurchaseOrderGivenBack
    | events.PurchaseOrderReleased
    | events.PurchaseOrderWithheld
    | events.PurchaseOrderChanged
    | events.PurchaseOrderCancelled
    | events.PurchaseOrderReinstated
    | events.PurchaseOrderClosed
    | events.PurchaseOrderReopened
    | events.GoodsReceived
    | events.GoodsReturned
)


def decide(po: PurchaseOrder, command: PurchaseOrderCommand) -> list[PurchaseOrderEvent]:
    match command:
        case commands.PlacePurchaseOrder() | commands.TakeOverPurchaseOrder() if po.order:
            reason = f"Not ordered. {po.order.number} is an order already: take another number."
            raise Refused(reason, "number_taken")
        case commands.PlacePurchaseOrder() if po.given_back:
            reason = f"Not ordered. {po.given_back} is a number of another system: take another."
            raise Refused(reason, "number_taken")
        case commands.PlacePurchaseOrder():
            orderable(command)
            return [events.PurchaseOrderPlaced(**dict(command))]
        case commands.TakeOverPurchaseOrder():
            takeable(command)
            return [events.PurchaseOrderTakenOver(**dict(command))]
        case _ if po.order is None:
            raise Refused("There is no such purchase order: check the number.", "unknown_order")
        case commands.ChangePurchaseOrder():
            return [change(po, po.order, command)]
        case commands.ReceiveGoods():
            only(po, po.order, "received", "placed")
            return [received(po, po.order, command)]
        case commands.ReturnGoods():
            only(po, po.order, "returned", "placed")
            return [returned(po, po.order, command)]
        case _:
            return [decide_standing(po, po.order, command)]


def change(
    po: PurchaseOrder, order: Order, command: commands.ChangePurchaseOrder
) -> events.PurchaseOrderChanged:
    only(po, order, "changed", "draft", "placed")
    before = line_of(order, command.line)
    after = Line(**{**changed(before, command), "line": before.line})
    if after == before:
        reason = f"Not changed. Line {before.line} of {order.number} is so already."
        raise Refused(reason, "no_change")
    came = before.quantity.same(po.received(before.line))
    unchanging(before, after, came)
    new = with_line(order, after)
    check = sound_line if po.taken else orderable_line  # The days of the past stay as they are.
    check(new, after)
    return events.PurchaseOrderChanged(
        **dict(order.header),
        before=before,
        after=after,
        received=came.amount,
        total=new.total,
        due_on=new.due_on,
        complete_by=new.complete_by,
    )


def unchanging(before: Line, after: Line, came: Quantity) -> None:
    """Refuse to change what has already happened."""
    what = f"Not changed. {came} of {before.item_name} have arrived"
    if not came.amount:
        return
    if after.quantity.unit != came.unit or after.quantity.amount < came.amount:
        raise Refused(f"{what}: ask for {came} or more.", "below_received")
    if after.price != before.price:
        raise Refused(f"{what} at {before.price} each: order the rest anew.", "price_of_received")


def decide_standing(po: PurchaseOrder, order: Order, command: Standing) -> PurchaseOrderEvent:
    whole = dict(order)
    match command:
        case commands.ReleasePurchaseOrder():
            only(po, order, "released", "draft")
            return events.PurchaseOrderReleased(**whole)
        case commands.WithholdPurchaseOrder():
            only(po, order, "withheld", "placed")
            nothing_arrived(po, order, "withheld")
            return events.PurchaseOrderWithheld(**whole)
        case commands.CancelPurchaseOrder(reason=reason):
            only(po, order, "cancelled", "draft", "placed")
            nothing_arrived(po, order, "cancelled")
            return events.PurchaseOrderCancelled(**whole, reason=reason)
        case commands.ReinstatePurchaseOrder():
            only(po, order, "reinstated", "cancelled")
            return events.PurchaseOrderReinstated(**whole, stage=po.resumes, reason=po.reason)
        case commands.ClosePurchaseOrder(reason=reason):
            only(po, order, "closed", "placed")
            owed = still_expected(po, order)
            return events.PurchaseOrderClosed(**whole, outstanding=owed, reason=reason)
        case commands.ReopenPurchaseOrder():
            only(po, order, "reopened", "closed")
            owed = still_expected(po, order)
            return events.PurchaseOrderReopened(**whole, outstanding=owed, reason=po.reason)
        case commands.GiveBackPurchaseOrder():
            if po.taken is None or po != taken_over(po.taken):
                reason = f"Not given back. {order.number} has a history here: undo that first."
                raise Refused(reason, "has_history")
            return events.PurchaseOrderGivenBack(**dict(po.taken))


def only(po: PurchaseOrder, order: Order, done: str, *stages: Stage) -> None:
    """Refuse what cannot be done in this stage."""
    if po.stage not in stages:
        possible = " or ".join(stages)
        reason = f"Not {done}. {order.number} is {po.stage}; only a {possible} order is {done}."
        raise Refused(reason, f"order_{po.stage}")


def nothing_arrived(po: PurchaseOrder, order: Order, done: str) -> None:
    if po.has_arrived:
        reason = f"Not {done}. Goods for {order.number} have arrived: close the order instead."
        raise Refused(reason, "goods_arrived")


def still_expected(po: PurchaseOrder, order: Order) -> Money:
    """What is outstanding, at the prices of the order."""
    open_lines = (line.price.amount * po.outstanding(line) for line in order.lines)
    return Money(amount=sum(open_lines, Decimal(0)), currency=order.currency)


def evolve(po: PurchaseOrder, event: PurchaseOrderEvent) -> PurchaseOrder:
    match event:
        case events.PurchaseOrderPlaced():
            return PurchaseOrder(event.order, "placed")
        case events.PurchaseOrderTakenOver():
            return taken_over(event)
        case events.PurchaseOrderGivenBack(number=number):
            return PurchaseOrder(given_back=number)
        case events.PurchaseOrderReleased():
            return replace(po, stage="placed")
        case events.PurchaseOrderWithheld():
            return replace(po, stage="draft")
        case events.PurchaseOrderCancelled(reason=reason):
            resumes = po.stage or po.resumes
            return replace(po, stage="cancelled", resumes=resumes, reason=reason)
        case events.PurchaseOrderReinstated(stage=stage):
            return replace(po, stage=stage, resumes="placed", reason="")
        case events.PurchaseOrderClosed(reason=reason):
            return replace(po, stage="closed", reason=reason)
        case events.PurchaseOrderReopened():
            return replace(po, stage="placed", reason="")
        case events.PurchaseOrderChanged(after=after):
            return replace(po, order=po.order and with_line(po.order, after))
        case events.GoodsReceived():
            return replace(po, arrivals=(*po.arrivals, *arrivals_of(event.delivery)))
        case events.GoodsReturned():
            return replace(po, arrivals=without(po.arrivals, arrivals_of(event.delivery)))


purchase_order = Decider(
    name="purchase_order",
    commands=PurchaseOrderCommand,
    events=PurchaseOrderEvent,
    initial=PurchaseOrder(),
    decide=decide,
    evolve=evolve,
)
