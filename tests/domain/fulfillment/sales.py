"""A small sale that the tests share: bags and belts for a dealer in Lyon."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.fulfillment.booking_events import (
    AskBooking,
    BookingCommand,
    ConfirmBooking,
    DeferBooking,
    DropBooking,
    RefuseBooking,
    TrackShipment,
)
from domain.fulfillment.order import (
    LotPortion,
    Portion,
    ReturnedPortion,
    SalesLine,
)
from domain.fulfillment.order_commands import (
    BackOrderGoods,
    FillBackOrder,
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
    TakeOverSalesOrder,
    TakeReturn,
    UnpackSalesOrder,
    UnpickSalesOrder,
)
from domain.kernel import Quantity
from tests.domain.business import eur

ORDERED, WANTED = date(2026, 3, 2), date(2026, 3, 20)
HANDLED, SHIPPED, BACK = date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 12)
WHY = "Somebody said so."
HEADER = {
    "order": "SO-7",
    "customer": "MARTIN",
    "customer_name": "Maison Martin",
    "ordered_on": ORDERED,
    "requested_on": WANTED,
    "currency": "EUR",
}


def bags(amount: int | str) -> Quantity:
    return Quantity(amount=Decimal(amount), unit="EA")


def bag(number: int = 1, **other: Any) -> SalesLine:
    known = {
        "line": number,
        "product": "BAG-NOIR",
        "product_name": "Satchel, black",
        "item": "BAG-NOIR",
        "item_name": "Satchel, black",
        "category": "Bags",
        "quantity": bags(10),
        "price": eur("240"),
        "price_reason": "base price since 1 Jan 2026",
    }
    return SalesLine.model_validate(known | other)


def belt(number: int = 2, **other: Any) -> SalesLine:
    known = {
        "product": "BELT",
        "product_name": "Belt",
        "item": "BELT",
        "item_name": "Belt",
        "quantity": bags(4),
        "price": eur("60.50"),
    }
    return bag(number, **known | other)


def order(*lines: SalesLine, **other: Any) -> PlaceSalesOrder:
    known = HEADER | {"ship_to": "12 rue Mercière, Lyon", "lines": lines or (bag(),)}
    return PlaceSalesOrder.model_validate(known | other)


def taken(*lines: SalesLine, **other: Any) -> TakeOverSalesOrder:
    """The same order, as another system knows it."""
    return TakeOverSalesOrder(**dict(order(*lines, **{"ship_country": "France"} | other)))


def of(amount: int | str, line: int = 1) -> Portion:
    return Portion(line=line, quantity=bags(amount))


def pick(amount: int | str, line: int = 1) -> PickSalesOrder:
    return PickSalesOrder(lines=(of(amount, line),), picked_on=HANDLED)


def unpick(amount: int | str, line: int = 1) -> UnpickSalesOrder:
    return UnpickSalesOrder(lines=(of(amount, line),), picked_on=HANDLED)


def pack(amount: int | str, line: int = 1) -> PackSalesOrder:
    return PackSalesOrder(lines=(of(amount, line),), packed_on=HANDLED)


def unpack(amount: int | str, line: int = 1) -> UnpackSalesOrder:
    return UnpackSalesOrder(lines=(of(amount, line),), packed_on=HANDLED)


def ship(amount: int | str, line: int = 1, lot: str = "", **other: Any) -> ShipSalesOrder:
    known = {"shipped_on": SHIPPED, "carrier": "Colis Rapide", "tracking": "CR 81"}
    lines = (LotPortion(line=line, quantity=bags(amount), lot=lot),)
    return ShipSalesOrder.model_validate(known | {"lines": lines} | other)


def bring_back(
    amount: int | str, damaged: int = 0, line: int = 1, lot: str = "", **other: Any
) -> TakeReturn:
    portion = ReturnedPortion(line=line, quantity=bags(amount), damaged=Decimal(damaged), lot=lot)
    known = {"returned_on": BACK, "reason": "The strap is too short", "lines": (portion,)}
    return TakeReturn.model_validate(known | other)


def wait(amount: int | str, line: int = 1) -> BackOrderGoods:
    return BackOrderGoods(lines=(of(amount, line),), reason=WHY)


def fill(amount: int | str, line: int = 1) -> FillBackOrder:
    return FillBackOrder(lines=(of(amount, line),))


ASKED_AT = datetime(2026, 3, 5, 16, tzinfo=UTC)
LABEL = "https://labels.colis.example/CR-82.pdf"


def defer(number: int = 1) -> DeferBooking:
    until = ASKED_AT + timedelta(minutes=1)
    return DeferBooking(shipment=number, reason="Busy", at=ASKED_AT, until=until)


def refuse(number: int = 1) -> RefuseBooking:
    return RefuseBooking(shipment=number, reason="No such street", at=ASKED_AT)


def confirm(number: int = 1) -> ConfirmBooking:
    return ConfirmBooking(
        shipment=number, carrier="Colis Rapide", tracking="CR 82", label=LABEL, at=ASKED_AT
    )


BOOKED: tuple[BookingCommand, ...] = (
    TrackShipment(shipment=1),
    AskBooking(),
    DropBooking(shipment=1),
    AskBooking(shipment=1),
    defer(),
    refuse(),
    AskBooking(shipment=1),
    confirm(),
)
"""What may happen to the first shipment, whose number was a mistake."""
