"""Shipments: what of which line left on which day; how fast and how reliable we are is here."""

from datetime import date
from decimal import Decimal

from domain.fulfillment.booking_events import Tracked
from domain.fulfillment.order_events import Consigned, SalesOrderShipped
from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import owned_by


class ShipmentRow(Row):
    """What left of a line; `on_time` is 1 or 0, so that its average is a share."""

    order: Public[str]
    shipment: Public[int]
    line: Public[int]
    lot: Public[str]
    product: Public[str]
    product_name: Public[str]
    item: Public[str]
    item_name: Public[str]
    category: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    carrier: Public[str]
    tracking: Internal[str]
    shipped_on: Internal[date]
    """First of its days, so that a month or a year of shipments is that in which they left."""
    ordered_on: Internal[date]
    requested_on: Internal[date | None]
    quantity: Internal[Decimal]
    unit: Public[str]
    amount: Internal[Decimal]
    currency: Public[str]
    lead_days: Internal[int]
    on_time: Internal[int]
    freight_amount: Internal[Decimal | None] = None
    """What the carriage of the whole shipment costs, where known, and on its first line alone."""


def touches(fact: Fact) -> list[ShipmentRow]:
    match fact.event:
        case Consigned() | Tracked() as event:
            wanted = event.requested_on
            cost = event.freight if isinstance(event, Consigned) else None
            freight = cost.amount if cost else None
            return [
                ShipmentRow(
                    **dict(event.header),
                    shipment=event.shipment,
                    line=line.line,
                    lot=line.lot,
                    product=line.product,
                    product_name=line.product_name,
                    item=line.item,
                    item_name=line.item_name,
                    category=line.category,
                    carrier=event.carrier,
                    tracking=event.tracking,
                    shipped_on=event.shipped_on,
                    quantity=line.quantity.amount,
                    unit=line.quantity.unit,
                    amount=line.amount.amount,
                    lead_days=(event.shipped_on - event.ordered_on).days,
                    on_time=int(wanted is None or event.shipped_on <= wanted),
                    freight_amount=None if place else freight,
                )
                for place, line in enumerate(event.lines)
            ]
        case _:
            return []


def project(row: ShipmentRow, fact: Fact) -> ShipmentRow | None:
    match fact.event:
        case SalesOrderShipped():
            return row
        case Tracked(carrier=carrier, tracking=tracking):
            return row.model_copy(update={"carrier": carrier, "tracking": tracking})
        case _:
            return None


shipments = Projection(
    name="shipments",
    row=ShipmentRow,
    key=(ShipmentRow.order, ShipmentRow.shipment, ShipmentRow.line, ShipmentRow.lot),
    indexes=(
        (ShipmentRow.customer, ShipmentRow.shipped_on),
        (ShipmentRow.product, ShipmentRow.shipped_on),
        (ShipmentRow.item, ShipmentRow.shipped_on),
        (ShipmentRow.shipped_on,),
    ),
    of=(Consigned, Tracked),
    touches=touches,
    project=project,
    told=owned_by(ShipmentRow.customer),
)
