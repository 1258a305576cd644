"""Stock on hand: how much of each item lies where, by lot and condition."""

from decimal import Decimal

from domain.inventory.place import Move
from domain.kernel import Fact, Internal, Projection, Public, Row


class StockOnHandRow(Row):
    item: Public[str]
    item_name: Public[str]
    location: Public[str]
    location_name: Public[str]
    lot: Public[str]
    status: Public[str]
    quantity: Internal[Decimal] = Decimal(0)
    unit: Public[str]


def touches(fact: Fact) -> list[StockOnHandRow]:
    match fact.event:
        case Move(source=source, target=target) as move:
            return [
                StockOnHandRow(
                    item=move.item,
                    item_name=move.item_name,
                    location=place.location,
                    location_name=place.name,
                    lot=move.lot,
                    status=place.status,
                    unit=move.quantity.unit,
                )
                for place in (source, target)
                if not place.is_outside
            ]
        case _:
            return []


def project(row: StockOnHandRow, fact: Fact) -> StockOnHandRow | None:
    match fact.event:
        case Move() as move:
            leaves = move.source.key == (row.location, row.status)
            amount = move.quantity.amount
            return holding(row, row.quantity - amount if leaves else row.quantity + amount)
        case _:
            return row


def holding(row: StockOnHandRow, quantity: Decimal) -> StockOnHandRow | None:
    return row.model_copy(update={"quantity": quantity}) if quantity else None


stock_on_hand = Projection(
    name="stock_on_hand",
    row=StockOnHandRow,
    key=(
        StockOnHandRow.item,
        StockOnHandRow.location,
        StockOnHandRow.lot,
        StockOnHandRow.status,
    ),
    indexes=((StockOnHandRow.location, StockOnHandRow.item), (StockOnHandRow.status,)),
    of=(Move,),
    touches=touches,
    project=project,
)
