"""Booking: a carrier is asked for one shipment at a time, and a number is never overwritten."""

from dataclasses import replace
from typing import Any

from domain.fulfillment.booking_events import (
    AskBooking,
    BookingAsked,
    BookingCommand,
    BookingDeferred,
    BookingDropped,
    BookingEvent,
    BookingRefused,
    ConfirmBooking,
    DeferBooking,
    DropBooking,
    RefuseBooking,
    ShipmentBooked,
    ShipmentTracked,
    TrackShipment,
)
from domain.fulfillment.order import NumberedShipment, Sale
from domain.fulfillment.order_handling import in_lot
from domain.fulfillment.order_state import SalesOrder
from domain.kernel import Refused


def booking(so: SalesOrder, sale: Sale, command: BookingCommand) -> BookingEvent:
    sent = shipment_of(so, sale, command.shipment)
    known = {**dict(sale.header), **dict(command), "shipment": sent.shipment}
    match command:
        case AskBooking():
            unnumbered(sale, sent, "asked")
            if sent.shipment in so.asked:
                reason = f"Not asked. The carrier is being asked for {parcel(sale, sent)} already."
                raise Refused(reason, "asked_already")
            return BookingAsked(**known)
        case DropBooking():
            being_asked(so, sale, sent)
            return BookingDropped(**known)
        case DeferBooking():
            being_asked(so, sale, sent)
            return BookingDeferred(**known)
        case RefuseBooking():
            being_asked(so, sale, sent)
            return BookingRefused(**known)
        case ConfirmBooking():
            unnumbered(sale, sent, "booked")
            return ShipmentBooked(**of_goods(sale, sent) | known)
        case TrackShipment():
            unasked(so, sale, sent.shipment, "changed")
            if (command.carrier, command.tracking) == (sent.carrier, sent.tracking):
                reason = f"Not changed. That is what {parcel(sale, sent)} has already."
                raise Refused(reason, "nothing_changed")
            before = {"carrier_before": sent.carrier, "tracking_before": sent.tracking}
            return ShipmentTracked(**of_goods(sale, sent) | known | before)


def of_goods(sale: Sale, sent: NumberedShipment) -> dict[str, Any]:
    return {
        "shipped_on": sent.shipped_on,
        "lines": tuple(in_lot(sale, portion) for portion in sent.lines),
    }


def shipment_of(so: SalesOrder, sale: Sale, number: int | None) -> NumberedShipment:
    """The shipment of this number; the last where none is named."""
    found = [each for each in so.shipments if number in (None, each.shipment)]
    if not found:
        which = f"shipment {number}" if number else "shipment"
        reason = f"Not recorded. {sale.order} has no {which}: ship the goods first."
        raise Refused(reason, "no_such_shipment")
    return found[-1]


def parcel(sale: Sale, sent: NumberedShipment) -> str:
    return f"shipment {sent.shipment} of {sale.order}"


def unnumbered(sale: Sale, sent: NumberedShipment, done: str) -> None:
    if sent.tracking:
        has = f"Shipment {sent.shipment} of {sale.order} has the number {sent.tracking}"
        raise Refused(f"Not {done}. {has}: there is nothing to book.", "numbered_already")


def being_asked(so: SalesOrder, sale: Sale, sent: NumberedShipment) -> None:
    if sent.shipment not in so.asked:
        reason = f"Not recorded. No carrier is being asked for {parcel(sale, sent)}."
        raise Refused(reason, "not_asked")


def unasked(so: SalesOrder, sale: Sale, number: int, done: str) -> None:
    """Refuse what would cross the answer that a carrier is about to give."""
    if number in so.asked:
        reason = (
            f"Not {done}. The carrier is being asked for shipment {number} of {sale.order}: wait "
            f"for the answer, or drop the booking first."
        )
        raise Refused(reason, "booking_asked")


def evolve_booking(so: SalesOrder, event: BookingEvent) -> SalesOrder:
    number = event.shipment
    without = tuple(each for each in so.asked if each != number)
    match event:
        case BookingAsked():
            return replace(so, asked=tuple(sorted((*so.asked, number))))
        case BookingDropped() | BookingRefused():
            return replace(so, asked=without)
        case BookingDeferred():
            return so
        case ShipmentBooked() | ShipmentTracked():
            told = {"carrier": event.carrier, "tracking": event.tracking}
            after = (
                each.model_copy(update=told) if each.shipment == number else each
                for each in so.shipments
            )
            return replace(so, shipments=tuple(after), asked=without)
