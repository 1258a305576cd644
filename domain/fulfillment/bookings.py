"""Bookings: which shipments a carrier was asked to take, and what came of it."""

from datetime import datetime

from domain.fulfillment.booking_events import (
    BookingAsked,
    BookingDeferred,
    BookingRefused,
    OnBooking,
    ShipmentBooked,
)
from domain.fulfillment.order_events import ShipmentRecalled
from domain.kernel import Fact, Internal, Projection, Public, Row

OPEN_BOOKINGS = ("asked", "deferred")
"""What the carrier is asked for when its time has come."""
STANDINGS = (*OPEN_BOOKINGS, "refused", "booked")


class BookingRow(Row):
    order: Public[str]
    shipment: Public[int]
    customer: Public[str] = ""
    customer_name: Internal[str] = ""
    status: Internal[str] = "asked"
    carrier: Public[str] = ""
    tracking: Internal[str] = ""
    label: Internal[str] = ""
    reason: Internal[str] = ""
    attempts: Internal[int] = 0
    at: Internal[datetime | None] = None
    """When the carrier last answered, or could not be asked."""
    until: Internal[datetime | None] = None


def touches(fact: Fact) -> list[BookingRow]:
    match fact.event:
        case OnBooking() | ShipmentRecalled() as event:
            shared = ("order", "shipment", "customer", "customer_name")
            return [BookingRow(**{name: getattr(event, name) for name in shared})]
        case _:
            return []


def project(row: BookingRow, fact: Fact) -> BookingRow | None:
    """A number that a person gave, and the end of the shipment, end its booking."""
    match fact.event:
        case BookingAsked():
            return BookingRow(
                order=row.order,
                shipment=row.shipment,
                customer=row.customer,
                customer_name=row.customer_name,
            )
        case BookingDeferred(reason=reason, at=at, until=until):
            waits = {"reason": reason, "at": at, "until": until, "attempts": row.attempts + 1}
            return row.model_copy(update=waits | {"status": "deferred"})
        case BookingRefused(reason=reason, at=at):
            ended = {"reason": reason, "at": at, "until": None, "attempts": row.attempts + 1}
            return row.model_copy(update=ended | {"status": "refused"})
        case ShipmentBooked() as event:
            shared = ("carrier", "tracking", "label", "at")
            told = {name: getattr(event, name) for name in shared}
            done = {"status": "booked", "reason": "", "until": None}
            return row.model_copy(update=told | done | {"attempts": row.attempts + 1})
        case _:
            return None


bookings = Projection(
    name="bookings",
    row=BookingRow,
    key=(BookingRow.order, BookingRow.shipment),
    indexes=((BookingRow.status, BookingRow.until), (BookingRow.customer,)),
    of=(OnBooking, ShipmentRecalled),
    touches=touches,
    project=project,
)
