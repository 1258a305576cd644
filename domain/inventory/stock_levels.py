"""Stock levels: one row for each item, with what is free and how far it is below its point."""

from decimal import Decimal
from typing import Any

from domain.inventory.item import (
    ItemChanged,
    ItemReinstated,
    ItemRemoved,
    ItemRetired,
    ReorderPointSet,
    StandardCostSet,
)
from domain.inventory.item_card import ItemCard, Named
from domain.inventory.place import Move
from domain.kernel import Fact, Internal, Money, Projection, Public, Row

ZERO = Decimal(0)


class StockLevelRow(Row):
    """An item that is out of use has no reorder rule: nothing of it is short."""

    item: Public[str]
    item_name: Public[str]
    unit: Public[str]
    category: Public[str] = ""
    kind: Public[str] = ""
    supply: Public[str] = ""
    status: Public[str] = "unregistered"
    available: Internal[Decimal] = ZERO
    quarantine: Internal[Decimal] = ZERO
    hold: Internal[Decimal] = ZERO
    rejected: Internal[Decimal] = ZERO
    total: Internal[Decimal] = ZERO
    reorder_point: Internal[Decimal] = ZERO
    order_up_to: Internal[Decimal] = ZERO
    short_by: Internal[Decimal] = ZERO
    short: Internal[bool] = False
    """Whether it is short at all, which an index answers and a comparison of decimals cannot."""
    standard_cost: Internal[Decimal | None] = None
    currency: Public[str] = ""
    value: Internal[Decimal | None] = None


def touches(fact: Fact) -> list[StockLevelRow]:
    match fact.event:
        case Move(item=item, item_name=name, quantity=quantity):
            return [StockLevelRow(item=item, item_name=name, unit=quantity.unit)]
        case ItemCard() as event:
            return [StockLevelRow(item=event.item, item_name=event.name, unit=event.unit)]
        case Named() as event:
            return [StockLevelRow(item=event.item, item_name=event.name, unit=event.unit)]
        case _:
            return []


def project(row: StockLevelRow, fact: Fact) -> StockLevelRow | None:
    match fact.event:
        case Move() as move:
            return kept(row, **moved(row, move))
        case ItemRemoved():
            bare = StockLevelRow(item=row.item, item_name=row.item_name, unit=row.unit)
            return kept(bare, **{name: getattr(row, name) for name in CONDITIONS})
        case ItemCard(standard_cost=cost) as card:
            known = {name: getattr(card, name) for name in KNOWN}
            return kept(row, item_name=card.name, status="active", **known, **priced(cost))
        case ItemChanged(after=after):
            known = {"category": after.category, "kind": after.kind, "supply": after.supply}
            return kept(row, item_name=after.name, **known)
        case StandardCostSet(standard_cost=cost):
            return kept(row, **priced(cost))
        case ReorderPointSet(after=rule):
            return kept(row, **dict(rule))
        case ItemRetired():
            return kept(row, status="retired")
        case ItemReinstated():
            return kept(row, status="active")
        case _:
            return row


CONDITIONS = ("available", "quarantine", "hold", "rejected")
KNOWN = ("unit", "category", "kind", "supply", "reorder_point", "order_up_to")


def moved(row: StockLevelRow, move: Move) -> dict[str, Decimal]:
    """What of the row's conditions a move changes; between two stores nothing."""
    change = dict.fromkeys(CONDITIONS, ZERO)
    if not move.source.is_outside:
        change[move.source.status] -= move.quantity.amount
    if not move.target.is_outside:
        change[move.target.status] += move.quantity.amount
    return {name: getattr(row, name) + more for name, more in change.items()}


def priced(cost: Money | None) -> dict[str, Any]:
    if cost is None:
        return {"standard_cost": None, "currency": ""}
    return {"standard_cost": cost.amount, "currency": cost.currency}


def kept(row: StockLevelRow, **values: Any) -> StockLevelRow | None:
    """The row with all that is derived; it leaves when it is no item and nothing lies there."""
    new = row.model_copy(update=values)
    total = new.available + new.quarantine + new.hold + new.rejected
    if new.status == "unregistered" and not total:
        return None
    short = max(new.reorder_point - new.available, ZERO) if new.status == "active" else ZERO
    value = None if new.standard_cost is None else total * new.standard_cost
    return new.model_copy(
        update={"total": total, "short_by": short, "short": bool(short), "value": value}
    )


stock_levels = Projection(
    name="stock_levels",
    row=StockLevelRow,
    key=(StockLevelRow.item,),
    indexes=(
        (StockLevelRow.short, StockLevelRow.short_by),
        (StockLevelRow.category,),
        (StockLevelRow.item_name,),
    ),
    of=(Move, ItemCard, Named),
    touches=touches,
    project=project,
)
