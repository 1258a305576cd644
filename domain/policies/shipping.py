"""Shipping: what an order promises is kept back, what leaves is booked out, what returns, in."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from domain.fulfillment.order import SHIPPED_FOR, Goods, LotGoods, ReturnedGoods
from domain.fulfillment.order_events import (
    BackOrderFilled,
    GoodsBackOrdered,
    ReturnReversed,
    ReturnTaken,
    SalesOrderCancelled,
    SalesOrderPlaced,
    SalesOrderReinstated,
    SalesOrderShipped,
    ShipmentRecalled,
)
from domain.inventory.place import MAIN, OUTSIDE, QUARANTINE, Place
from domain.inventory.reservation import ReleaseStock, ReserveStock
from domain.inventory.stock import MoveStock, stock
from domain.kernel import Fact, Quantity, Step


def reserve(fact: Fact) -> list[Step]:
    """What is promised now cannot be promised to anybody else."""
    match fact.event:
        case SalesOrderPlaced(order=order, lines=lines):
            return [
                step
                for line in lines
                for step in reserving(order, line, line.quantity.amount - line.back_ordered)
            ]
        case (
            SalesOrderReinstated(order=order, reserved=lines)
            | BackOrderFilled(order=order, lines=lines)
        ):
            return [step for line in lines for step in reserving(order, line, line.quantity.amount)]
        case _:
            return []


def reserving(order: str, line: Goods, amount: Decimal) -> Iterable[Step]:
    if amount:
        command = ReserveStock(
            item=line.item,
            item_name=line.item_name,
            quantity=line.quantity.same(amount),
            order=order,
        )
        yield Step(stock.stream(line.item), command)


def release(fact: Fact) -> list[Step]:
    """What leaves, waits or is not wanted any more is no longer kept back."""
    match fact.event:
        case (
            SalesOrderCancelled(order=order, released=lines)
            | GoodsBackOrdered(order=order, lines=lines)
        ):
            return [releasing(order, line) for line in lines]
        case SalesOrderShipped(order=order, lines=lines):
            return [releasing(order, line) for line in lines]
        case _:
            return []


def releasing(order: str, line: Goods) -> Step:
    command = ReleaseStock(
        item=line.item, item_name=line.item_name, quantity=line.quantity, order=order
    )
    return Step(stock.stream(line.item), command)


def book_out(fact: Fact) -> list[Step]:
    """What is shipped leaves the main store."""
    match fact.event:
        case SalesOrderShipped(order=order, lines=lines, shipped_on=on):
            why = f"{SHIPPED_FOR} {order}"
            return [moving(line, line.quantity, (MAIN, OUTSIDE), on, why) for line in lines]
        case _:
            return []


def recall(fact: Fact) -> list[Step]:
    """What did not leave after all lies in the main store again, kept back for its order."""
    match fact.event:
        case ShipmentRecalled(order=order, lines=lines, shipped_on=on):
            why = f"Shipment taken back for {order}"
            return [
                step
                for line in lines
                for step in (
                    moving(line, line.quantity, (OUTSIDE, MAIN), on, why),
                    *reserving(order, line, line.quantity.amount),
                )
            ]
        case _:
            return []


def give_back(fact: Fact) -> list[Step]:
    """What did not come back after all leaves again, from where it was put."""
    match fact.event:
        case ReturnReversed(order=order, lines=lines, returned_on=on):
            why = f"Return taken back for {order}"
            return [
                moving(line, line.quantity.same(amount), (place, OUTSIDE), on, why)
                for line in lines
                for place, amount in sorted_out(line)
                if amount
            ]
        case _:
            return []


def take_back(fact: Fact) -> list[Step]:
    """What comes back sound can be sold again; what is damaged is kept apart."""
    match fact.event:
        case ReturnTaken(order=order, lines=lines, returned_on=on):
            why = f"Returned from {order}"
            return [
                moving(line, line.quantity.same(amount), (OUTSIDE, place), on, why)
                for line in lines
                for place, amount in sorted_out(line)
                if amount
            ]
        case _:
            return []


def sorted_out(line: ReturnedGoods) -> tuple[tuple[Place, Decimal], ...]:
    return (MAIN, line.quantity.amount - line.damaged), (QUARANTINE, line.damaged)


def moving(
    line: LotGoods, quantity: Quantity, ends: tuple[Place, Place], on: date, why: str
) -> Step:
    """The step that takes so much of a line from one place to another."""
    source, target = ends
    command = MoveStock(
        item=line.item,
        item_name=line.item_name,
        quantity=quantity,
        source=source,
        target=target,
        lot=line.lot,
        moved_on=on,
        reason=why,
    )
    return Step(stock.stream(line.item), command)
