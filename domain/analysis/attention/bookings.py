"""What needs somebody of the carriers: shipments that none takes, or none was asked for in time."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Source, each
from domain.fulfillment.bookings import BookingRow, bookings
from domain.kernel import Query
from domain.kernel.words import ended


def refused(_: date) -> Sequence[Query[Any]]:
    row: Any = BookingRow
    oldest = (row.at, row.order, row.shipment)
    asked = row.status == "refused"
    return [bookings.where(asked, order_by=oldest, limit=EACH + 1, counted=False)]


def not_taken(row: BookingRow, _: date) -> Matter:
    return Matter(
        about=f"{row.order}/{row.shipment}",
        title=f"No carrier takes shipment {row.shipment} of {row.order} to {row.customer_name}",
        detail=ended(row.reason),
        says=f"Book the carrier for {row.order} again",
        since=row.at.date() if row.at else None,
        customer_waits=True,
    )


SOURCES = (
    Source(
        name="refused_bookings",
        function="fulfillment",
        finds="Shipments that the carrier refused, or could not be asked to take for a day.",
        roles=("warehouse", "staff"),
        lists="Which bookings did the carrier refuse?",
        ask=refused,
        tell=each(not_taken),
        worth=Decimal(100),
    ),
)
