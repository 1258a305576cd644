"""Order handling: goods are picked, packed, shipped and taken back in parts, each part once."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from domain.fulfillment import order_commands as commands
from domain.fulfillment import order_events as events
from domain.fulfillment.order import (
    Goods,
    LotGoods,
    LotPortion,
    Portion,
    ReturnedGoods,
    ReturnedPortion,
    Sale,
)
from domain.fulfillment.order_rules import within
from domain.fulfillment.order_state import SalesOrder, amount_of, line_of
from domain.kernel import Refused
from domain.kernel.part import part
from domain.kernel.words import day, listed

Handling = (
    commands.PickSalesOrder
    | commands.UnpickSalesOrder
    | commands.PackSalesOrder
    | commands.UnpackSalesOrder
    | commands.BackOrderGoods
    | commands.FillBackOrder
)
Handled = (
    events.SalesOrderPicked
    | events.SalesOrderUnpicked
    | events.SalesOrderPacked
    | events.SalesOrderUnpacked
    | events.GoodsBackOrdered
    | events.BackOrderFilled
)


def handled(so: SalesOrder, sale: Sale, command: Handling) -> Handled:
    """The goods on their next stage, or back on the one before."""
    whole = {**dict(sale.header), **dict(command), "lines": goods_of(sale, command.lines)}
    match command:
        case commands.PickSalesOrder(lines=lines, picked_on=on):
            not_before(sale, on, "picked")
            within(sale, lines, so.to_pick, "picked", "reserved and to be picked")
            return events.SalesOrderPicked(**whole)
        case commands.UnpickSalesOrder(lines=lines):
            within(sale, lines, so.to_pack, "put back", "picked and not packed")
            return events.SalesOrderUnpicked(**whole)
        case commands.PackSalesOrder(lines=lines, packed_on=on):
            not_before(sale, on, "packed")
            within(sale, lines, so.to_pack, "packed", "picked and not packed")
            return events.SalesOrderPacked(**whole)
        case commands.UnpackSalesOrder(lines=lines):
            within(sale, lines, so.to_ship, "unpacked", "packed and not shipped")
            return events.SalesOrderUnpacked(**whole)
        case commands.BackOrderGoods(lines=lines):
            within(sale, lines, so.to_pick, "back-ordered", "reserved and to be picked")
            return events.GoodsBackOrdered(**whole)
        case commands.FillBackOrder(lines=lines):
            within(sale, lines, so.to_fill, "filled", "on back order")
            return events.BackOrderFilled(**whole)


def shipped(
    so: SalesOrder, sale: Sale, command: commands.ShipSalesOrder
) -> events.SalesOrderShipped:
    not_before(sale, command.shipped_on, "shipped")
    within(sale, command.lines, so.to_ship, "shipped", "packed and not shipped")
    numbers = [shipment.shipment for shipment in so.shipments]
    number = numbered(sale, command.shipment, numbers, "shipment")
    lines = tuple(in_lot(sale, portion) for portion in command.lines)
    whole = {**dict(sale.header), **dict(command), "lines": lines, "shipment": number}
    return events.SalesOrderShipped(**whole)


def recalled(
    so: SalesOrder, sale: Sale, command: commands.RecallShipment
) -> events.ShipmentRecalled:
    found = [each for each in so.shipments if each.shipment == command.shipment]
    if not found:
        reason = f"Not recalled. {sale.order} has no shipment {command.shipment}."
        raise Refused(reason, "no_such_shipment")
    for line in sale.lines:
        left = so.shipped(line.line) - amount_of(line.line, found[0].lines)
        if left < so.returned(line.line):
            reason = (
                f"Not recalled. Some {line.product_name} of it came back: take back the return "
                f"first."
            )
            raise Refused(reason, "came_back")
        if left < so.billed(line.line):
            invoices = claims(so, line.line)
            verb, what = ("claims", "invoice") if len(invoices) == 1 else ("claim", "invoices")
            reason = (
                f"Not recalled. {listed(invoices)} of {sale.order} {verb} "
                f"{line.product_name} of it: cancel the {what} first, or take a return."
            )
            raise Refused(reason, "billed")
    others = [each.shipped_on for each in so.shipments if each.shipment != command.shipment]
    lines = tuple(in_lot(sale, portion) for portion in found[0].lines)
    whole = {**dict(sale.header), **dict(found[0]), "lines": lines}
    return events.ShipmentRecalled(**whole, last_shipped_on=max(others, default=None))


def claims(so: SalesOrder, line: int) -> list[str]:
    """The invoices that claim goods of a line."""
    return [bill.invoice for bill in so.bills if amount_of(line, bill.lines)]


def returned(so: SalesOrder, sale: Sale, command: commands.TakeReturn) -> events.ReturnTaken:
    not_before(sale, command.returned_on, "returned")
    within(sale, command.lines, so.returnable, "returned", "shipped and not returned")
    numbers = [each.return_number for each in so.returns]
    number = numbered(sale, command.return_number, numbers, "return")
    lines = tuple(came_back(sale, portion) for portion in command.lines)
    whole = {**dict(sale.header), **dict(command), "lines": lines, "return_number": number}
    return events.ReturnTaken(**whole)


def reversed_return(
    so: SalesOrder, sale: Sale, command: commands.ReverseReturn
) -> events.ReturnReversed:
    found = [each for each in so.returns if each.return_number == command.return_number]
    if not found:
        reason = f"Not taken back. {sale.order} has no return {command.return_number}."
        raise Refused(reason, "no_such_return")
    lines = tuple(came_back(sale, portion) for portion in found[0].lines)
    return events.ReturnReversed(**{**dict(sale.header), **dict(found[0]), "lines": lines})


def numbered(sale: Sale, wanted: int | None, taken: Sequence[int], noun: str) -> int:
    """The next number, or the one that is wanted when it is free again."""
    if wanted in taken:
        raise Refused(f"Not recorded. {sale.order} has a {noun} {wanted} already.", "number_taken")
    return wanted or max(taken, default=0) + 1


def not_before(sale: Sale, on: date, done: str) -> None:
    if on < sale.ordered_on:
        reason = (
            f"Not {done}. {sale.order} was ordered on {day(sale.ordered_on)}, and {day(on)} is "
            f"before that: give a later day."
        )
        raise Refused(reason, f"{done}_before_ordered")


def goods_of(sale: Sale, portions: Iterable[Portion]) -> tuple[Goods, ...]:
    return tuple(Goods(**of_line(sale, portion)) for portion in portions)


def in_lot(sale: Sale, portion: LotPortion) -> LotGoods:
    return LotGoods(**of_line(sale, portion))


def came_back(sale: Sale, portion: ReturnedPortion) -> ReturnedGoods:
    return ReturnedGoods(**of_line(sale, portion))


def of_line(sale: Sale, portion: Portion) -> dict[str, Any]:
    """What a fact repeats of the line, with so much of it."""
    return {**dict(part(Goods, line_of(sale, portion.line))), **dict(portion)}
