"""A sales order: placed once, shipped in parts, never more than was ordered or is reserved."""

from dataclasses import replace

from domain.fulfillment import order_commands as commands
from domain.fulfillment import order_events as events
from domain.fulfillment.booking import booking, evolve_booking, unasked
from domain.fulfillment.booking_events import BookingCommand, BookingEvent, ForBooking, OnBooking
from domain.fulfillment.order import ZERO, Billed, Goods, Sale, ShipTo, worth
from domain.fulfillment.order_bills import billing
from domain.fulfillment.order_handling import (
    Handling,
    handled,
    recalled,
    returned,
    reversed_return,
    shipped,
)
from domain.fulfillment.order_rules import sellable
from domain.fulfillment.order_state import Amounts, SalesOrder, moved
from domain.kernel import Decider, Refused
from domain.kernel.part import part

SalesOrderCommand = (
    commands.PlaceSalesOrder
    | commands.TakeOverSalesOrder
    | commands.GiveBackSalesOrder
    | commands.CancelSalesOrder
    | commands.ReinstateSalesOrder
    | commands.ShipSalesOrder
    | commands.RecallShipment
    | commands.TakeReturn
    | commands.ReverseReturn
    | commands.BillSalesOrder
    | commands.UnbillSalesOrder
    | BookingCommand
    | Handling
)
SalesOrderEvent = (
    events.SalesOrderPlaced
    | events.SalesOrderTakenOver
    | events.SalesOrderGivenBack
    | events.SalesOrderCancelled
    | events.SalesOrderReinstated
    | events.SalesOrderPicked
    | events.SalesOrderUnpicked
    | events.SalesOrderPacked
    | events.SalesOrderUnpacked
    | events.SalesOrderShipped
    | events.ShipmentRecalled
    | events.GoodsBackOrdered
    | events.BackOrderFilled
    | events.ReturnTaken
    | events.ReturnReversed
    | events.SalesOrderBilled
    | events.SalesOrderUnbilled
    | BookingEvent
)


def decide(so: SalesOrder, command: SalesOrderCommand) -> list[SalesOrderEvent]:
    match command:
        case commands.PlaceSalesOrder() | commands.TakeOverSalesOrder() if so.sale:
            reason = f"Not ordered. {so.sale.order} is an order already: take another number."
            raise Refused(reason, "number_taken")
        case commands.PlaceSalesOrder():
            sellable(command)
            return [events.SalesOrderPlaced(**dict(command))]
        case commands.TakeOverSalesOrder():
            sellable(command)
            return [events.SalesOrderTakenOver(**dict(command))]
        case commands.BillSalesOrder() | commands.UnbillSalesOrder():
            return [*billing(so, command)]
        case _ if so.sale is None:
            raise Refused("There is no such sales order: check the number.", "unknown_order")
        case commands.GiveBackSalesOrder():
            return [given_back(so, so.sale)]
        case commands.ReinstateSalesOrder():
            return [reinstated(so, so.sale)]
        case commands.TakeReturn():
            return [returned(so, so.sale, command)]
        case commands.ReverseReturn():
            return [reversed_return(so, so.sale, command)]
        case commands.RecallShipment():
            standing(so, so.sale, "recalled")
            unasked(so, so.sale, command.shipment, "recalled")
            return [recalled(so, so.sale, command)]
        case commands.CancelSalesOrder(reason=reason):
            standing(so, so.sale, "cancelled")
            return [cancelled(so, so.sale, reason)]
        case commands.ShipSalesOrder():
            standing(so, so.sale, "shipped")
            return [shipped(so, so.sale, command)]
        case ForBooking():
            return [booking(so, so.sale, command)]
        case _:
            standing(so, so.sale, "changed")
            return [handled(so, so.sale, command)]


def standing(so: SalesOrder, sale: Sale, done: str) -> None:
    """Refuse what cannot be done with a cancelled order."""
    if so.stage == "cancelled":
        reason = f"Not {done}. {sale.order} is cancelled: reinstate it first."
        raise Refused(reason, "order_cancelled")


def cancelled(so: SalesOrder, sale: Sale, reason: str) -> events.SalesOrderCancelled:
    left = unshipped(so, sale)
    if not left:
        why = f"Not cancelled. All of {sale.order} has left: take the goods back as a return."
        raise Refused(why, "all_shipped")
    return events.SalesOrderCancelled(
        **dict(sale),
        released=reserved(so, sale),
        left=worth(left, sale.currency),
        reason=reason,
        later=later(so, sale),
    )


def given_back(so: SalesOrder, sale: Sale) -> events.SalesOrderGivenBack:
    if so.taken is None or so != placed(sale, so.taken):
        reason = f"Not given back. {sale.order} has a history here: undo that first."
        raise Refused(reason, "has_history")
    left = worth(unshipped(so, sale), sale.currency)
    return events.SalesOrderGivenBack(
        **dict(sale),
        **dict(so.taken),
        released=reserved(so, sale),
        left=left,
        reason=events.GIVEN_BACK,
        later=later(so, sale),
    )


def placed(sale: Sale, taken: ShipTo | None = None) -> SalesOrder:
    """An order to which nothing has happened yet."""
    waiting = {line.line: line.back_ordered for line in sale.lines if line.back_ordered}
    return SalesOrder(sale, taken, waiting=dict(sorted(waiting.items())))


def reinstated(so: SalesOrder, sale: Sale) -> events.SalesOrderReinstated:
    if so.stage != "cancelled":
        raise Refused(f"Not reinstated. {sale.order} is not cancelled.", "not_cancelled")
    left = worth(unshipped(so, sale), sale.currency)
    return events.SalesOrderReinstated(
        **dict(sale),
        reserved=reserved(so, sale),
        left=left,
        reason=so.reason,
        later=later(so, sale),
    )


def unshipped(so: SalesOrder, sale: Sale) -> tuple[Goods, ...]:
    """What has not left, whether it is reserved or promised for later."""
    left = {line.line: line.quantity.amount - so.shipped(line.line) for line in sale.lines}
    return some_of(sale, left)


def reserved(so: SalesOrder, sale: Sale) -> tuple[Goods, ...]:
    return some_of(sale, {line.line: so.reserved(line) for line in sale.lines})


def later(so: SalesOrder, sale: Sale) -> tuple[Goods, ...]:
    return some_of(sale, {line.line: so.waiting.get(line.line, ZERO) for line in sale.lines})


def some_of(sale: Sale, amounts: Amounts) -> tuple[Goods, ...]:
    lines = ((line, amounts[line.line]) for line in sale.lines if amounts[line.line] > 0)
    return tuple(
        part(Goods, line).model_copy(update={"quantity": line.quantity.same(amount)})
        for line, amount in lines
    )


def evolve(so: SalesOrder, event: SalesOrderEvent) -> SalesOrder:
    match event:
        case events.SalesOrderTakenOver():
            return placed(event.sale, part(ShipTo, event))
        case events.SalesOrderPlaced():
            return placed(event.sale)
        case events.SalesOrderGivenBack():
            return SalesOrder()
        case events.SalesOrderCancelled(reason=reason):
            return replace(so, stage="cancelled", reason=reason)
        case events.SalesOrderReinstated():
            return replace(so, stage="placed", reason="")
        case events.SalesOrderShipped():
            after = sorted((*so.shipments, event.numbered), key=lambda each: each.shipment)
            return replace(so, shipments=tuple(after))
        case events.ShipmentRecalled(shipment=number):
            left = tuple(each for each in so.shipments if each.shipment != number)
            return replace(so, shipments=left)
        case events.ReturnTaken():
            kept = sorted((*so.returns, event.numbered), key=lambda each: each.return_number)
            return replace(so, returns=tuple(kept))
        case events.ReturnReversed(return_number=number):
            rest = tuple(each for each in so.returns if each.return_number != number)
            return replace(so, returns=rest)
        case events.SalesOrderBilled():
            bills = sorted((*so.bills, part(Billed, event)), key=lambda bill: bill.invoice)
            return replace(so, bills=tuple(bills))
        case events.SalesOrderUnbilled(invoice=invoice):
            claims = tuple(bill for bill in so.bills if bill.invoice != invoice)
            return replace(so, bills=claims)
        case OnBooking():
            return evolve_booking(so, event)
        case _:
            return evolve_handling(so, event)


def evolve_handling(so: SalesOrder, event: events.OnGoods) -> SalesOrder:
    match event:
        case events.SalesOrderPicked(lines=lines):
            return replace(so, picked=moved(so.picked, lines))
        case events.SalesOrderUnpicked(lines=lines):
            return replace(so, picked=moved(so.picked, lines, -1))
        case events.SalesOrderPacked(lines=lines):
            return replace(so, packed=moved(so.packed, lines))
        case events.SalesOrderUnpacked(lines=lines):
            return replace(so, packed=moved(so.packed, lines, -1))
        case events.GoodsBackOrdered(lines=lines):
            return replace(so, waiting=moved(so.waiting, lines))
        case events.BackOrderFilled(lines=lines):
            return replace(so, waiting=moved(so.waiting, lines, -1))
        case _:
            return so


sales_order = Decider(
    name="sales_order",
    commands=SalesOrderCommand,
    events=SalesOrderEvent,
    initial=SalesOrder(),
    decide=decide,
    evolve=evolve,
)
