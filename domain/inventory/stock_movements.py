"""Stock movements: every move of every item, in the order of its stream, and why it was made."""

from datetime import date
from decimal import Decimal

from domain.inventory.place import Move
from domain.inventory.stock import GoodsMade, StockAdjusted, StockMoved, StockOpened
from domain.kernel import Fact, Internal, Projection, Public, Row

OPENING = "Opening balance"
MADE = "Made in the workshop"


class StockMovementRow(Row):
    movement: Public[str]
    item: Public[str]
    item_name: Public[str]
    kind: Public[str] = "move"
    source: Public[str]
    source_name: Public[str]
    source_status: Public[str]
    target: Public[str]
    target_name: Public[str]
    target_status: Public[str]
    lot: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    moved_on: Internal[date | None] = None
    reason: Internal[str] = ""


def touches(fact: Fact) -> list[StockMovementRow]:
    match fact.event:
        case Move(source=source, target=target) as move:
            return [
                StockMovementRow(
                    movement=fact.name,
                    item=move.item,
                    item_name=move.item_name,
                    source=source.location,
                    source_name=source.name,
                    source_status=source.status,
                    target=target.location,
                    target_name=target.name,
                    target_status=target.status,
                    lot=move.lot,
                    quantity=move.quantity.amount,
                    unit=move.quantity.unit,
                )
            ]
        case _:
            return []


def project(row: StockMovementRow, fact: Fact) -> StockMovementRow:
    match fact.event:
        case StockMoved(moved_on=on, reason=reason):
            return row.model_copy(update={"moved_on": on, "reason": reason})
        case GoodsMade(made_on=on):
            production = {"kind": "production", "moved_on": on, "reason": MADE}
            return row.model_copy(update=production)
        case StockOpened(counted_on=on):
            opening = {"kind": "opening", "moved_on": on, "reason": OPENING}
            return row.model_copy(update=opening)
        case StockAdjusted(counted_on=on, reason=reason):
            count = {"kind": "adjustment", "moved_on": on, "reason": reason}
            return row.model_copy(update=count)
        case _:
            return row


stock_movements = Projection(
    name="stock_movements",
    row=StockMovementRow,
    key=(StockMovementRow.movement,),
    indexes=(
        (StockMovementRow.item, StockMovementRow.moved_on),
        (StockMovementRow.moved_on,),
    ),
    of=(Move,),
    touches=touches,
    project=project,
)
