"""Booking events: a carrier is asked to take a shipment, with what the carrier answers."""

from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from domain.fulfillment.order import LotGoods, SalesHeader, ShipmentNumber
from domain.kernel import Command, Event, Internal
from domain.kernel.words import NO_CONTROL, Label, Reason, ended

Link = Annotated[str, StringConstraints(max_length=500, pattern=NO_CONTROL, strip_whitespace=True)]
"""Where the label can be printed from."""
TRIED = "An answer of the carrier stays on record; the shipment can be booked again."
TAKEN = "What a carrier has taken is cancelled with the carrier; the number can be changed here."


class ForBooking(Command):
    """What may be asked of the booking of a shipment."""


class AskBooking(ForBooking):
    """Let the carrier be asked; the last shipment where none is named."""

    shipment: ShipmentNumber | None = None


class DropBooking(ForBooking):
    """Ask the carrier no more."""

    shipment: ShipmentNumber


class DeferBooking(ForBooking):
    """The carrier could not be asked, or not answer; it is asked again."""

    shipment: ShipmentNumber
    reason: Reason
    at: datetime
    until: datetime


class RefuseBooking(ForBooking):
    """The carrier takes no such shipment, or could not be asked for too long."""

    shipment: ShipmentNumber
    reason: Reason
    at: datetime


class ConfirmBooking(ForBooking):
    """The carrier takes it, under this number."""

    shipment: ShipmentNumber
    carrier: Label
    tracking: Label
    label: Internal[Link] = ""
    at: datetime


class TrackShipment(ForBooking):
    """The carrier and the number, as a person was told them."""

    shipment: ShipmentNumber
    carrier: Label = ""
    tracking: Label = ""


class OnBooking(SalesHeader):
    """What every fact about the booking of a shipment repeats."""

    shipment: ShipmentNumber

    @property
    def parcel(self) -> str:
        return f"shipment {self.shipment} of {self.order}"


class BookingAsked(OnBooking, Event):
    def __str__(self) -> str:
        return f"The carrier is asked to take {self.parcel} to {self.customer_name}."

    def undo(self) -> Command:
        return DropBooking(shipment=self.shipment)


class BookingDropped(OnBooking, Event):
    def __str__(self) -> str:
        return f"The carrier is not asked for {self.parcel} any more."

    def undo(self) -> Command:
        return AskBooking(shipment=self.shipment)


class BookingDeferred(OnBooking, Event):
    irreversible: ClassVar[str] = TRIED

    reason: Internal[Reason]
    at: datetime
    until: datetime

    def __str__(self) -> str:
        return f"The carrier is asked again for {self.parcel} later: {ended(self.reason)}."


class BookingRefused(OnBooking, Event):
    irreversible: ClassVar[str] = TRIED

    reason: Internal[Reason]
    at: datetime

    def __str__(self) -> str:
        return f"The carrier does not take {self.parcel}: {ended(self.reason)}."


class Tracked(OnBooking):
    """The carrier and the number of a shipment, and what was in it."""

    shipped_on: date
    carrier: Label = ""
    tracking: Label = ""
    lines: tuple[LotGoods, ...]


class ShipmentBooked(Tracked, Event):
    irreversible: ClassVar[str] = TAKEN

    label: Internal[Link] = ""
    at: datetime

    def __str__(self) -> str:
        return f"{self.carrier} takes {self.parcel} as {self.tracking}."


class ShipmentTracked(Tracked, Event):
    carrier_before: Label = ""
    tracking_before: Label = ""

    def __str__(self) -> str:
        by = f" with {self.carrier}" if self.carrier else ""
        number = f"number {self.tracking}" if self.tracking else "no number"
        return f"Shipment {self.shipment} of {self.order} travels{by} under {number}."

    def undo(self) -> Command:
        return TrackShipment(
            shipment=self.shipment, carrier=self.carrier_before, tracking=self.tracking_before
        )


BookingCommand = (
    AskBooking | DropBooking | DeferBooking | RefuseBooking | ConfirmBooking | TrackShipment
)
BookingEvent = (
    BookingAsked
    | BookingDropped
    | BookingDeferred
    | BookingRefused
    | ShipmentBooked
    | ShipmentTracked
)
