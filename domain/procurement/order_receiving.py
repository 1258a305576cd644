"""Order receiving: goods come in parts, and a receipt is taken back as a whole."""

from dataclasses import replace
from typing import Any

from domain.kernel import Refused
from domain.kernel.words import day, figure
from domain.procurement.order import Arrived, Delivered, Line, Order, WentBack
from domain.procurement.order_commands import ReceiveGoods, ReturnGoods
from domain.procurement.order_events import GoodsReceived, GoodsReturned
from domain.procurement.order_rules import receivable, within_tolerance
from domain.procurement.order_state import PurchaseOrder, arrivals_of, line_of, without

DESCRIBED = ("item", "item_name", "category", "price", "due_on")


def received(po: PurchaseOrder, order: Order, command: ReceiveGoods) -> GoodsReceived:
    receivable(command)
    lines = tuple(arrived(po, order, delivered) for delivered in command.lines)
    return GoodsReceived(**{**dict(order.header), **dict(command), "lines": lines})


def arrived(po: PurchaseOrder, order: Order, delivered: Delivered) -> Arrived:
    line = line_of(order, delivered.line)
    within_tolerance(order.number, line, po.received(line.line), delivered)
    settles = min(po.outstanding(line), delivered.quantity.amount)
    return Arrived(**described(line), **dict(delivered), settles=settles)


def returned(po: PurchaseOrder, order: Order, command: ReturnGoods) -> GoodsReturned:
    left = po
    for arrival in arrivals_of(command):
        if arrival not in left.arrivals:
            reason = (
                f"Not returned. {figure(arrival.quantity)} of line {arrival.line} did not arrive "
                f"for {order.number} on {day(command.received_on)}, or were returned already."
            )
            raise Refused(reason, "no_such_receipt")
        left = replace(left, arrivals=without(left.arrivals, [arrival]))
    lines = tuple(went_back(po, left, order, delivered) for delivered in command.lines)
    last = {"last_received_on": left.last_received_on()}
    return GoodsReturned(**{**dict(order.header), **dict(command), **last, "lines": lines})


def went_back(
    po: PurchaseOrder, left: PurchaseOrder, order: Order, delivered: Delivered
) -> WentBack:
    line = line_of(order, delivered.line)
    return WentBack(
        **described(line),
        **dict(delivered),
        settles=left.outstanding(line) - po.outstanding(line),
        last_received_on=left.last_received_on(line.line),
    )


def described(line: Line) -> dict[str, Any]:
    """What a receipt repeats of the ordered line."""
    return {name: getattr(line, name) for name in DESCRIBED}
