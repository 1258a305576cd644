"""Stock reservations: how much of which item is kept back for which order."""

from decimal import Decimal

from domain.inventory.reservation import Reservation, StockReserved
from domain.kernel import Fact, Internal, Projection, Public, Row


class StockReservationRow(Row):
    item: Public[str]
    item_name: Public[str]
    order: Public[str]
    quantity: Internal[Decimal] = Decimal(0)
    unit: Public[str]


def touches(fact: Fact) -> list[StockReservationRow]:
    match fact.event:
        case Reservation() as event:
            return [
                StockReservationRow(
                    item=event.item,
                    item_name=event.item_name,
                    order=event.order,
                    unit=event.quantity.unit,
                )
            ]
        case _:
            return []


def project(row: StockReservationRow, fact: Fact) -> StockReservationRow | None:
    match fact.event:
        case Reservation(quantity=quantity) as event:
            sign = 1 if isinstance(event, StockReserved) else -1
            kept = row.quantity + sign * quantity.amount
            return row.model_copy(update={"quantity": kept}) if kept else None
        case _:
            return row


stock_reservations = Projection(
    name="stock_reservations",
    row=StockReservationRow,
    key=(StockReservationRow.item, StockReservationRow.order),
    indexes=((StockReservationRow.order,),),
    of=(Reservation,),
    touches=touches,
    project=project,
)
