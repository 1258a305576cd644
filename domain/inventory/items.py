"""Items: everything we buy, make or sell, with its cost and its reorder rule."""

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
from domain.kernel import Fact, Internal, Money, Projection, Public, Row


class ItemRow(Row):
    item: Public[str]
    name: Public[str]
    unit: Public[str]
    category: Public[str] = ""
    kind: Public[str] = ""
    supply: Public[str] = ""
    status: Public[str] = "active"
    standard_cost: Internal[Decimal | None] = None
    currency: Public[str] = ""
    reorder_point: Internal[Decimal] = Decimal(0)
    order_up_to: Internal[Decimal] = Decimal(0)
    shelf: Public[str] = ""


def touches(fact: Fact) -> list[ItemRow]:
    match fact.event:
        case ItemCard() as event:
            return [ItemRow(item=event.item, name=event.name, unit=event.unit)]
        case Named() as event:
            return [ItemRow(item=event.item, name=event.name, unit=event.unit)]
        case _:
            return []


def project(row: ItemRow, fact: Fact) -> ItemRow | None:
    match fact.event:
        case ItemRemoved():
            return None
        case ItemCard(standard_cost=cost) as card:
            known = {name: getattr(card, name) for name in ("category", "kind", "supply", "shelf")}
            rule = {"reorder_point": card.reorder_point, "order_up_to": card.order_up_to}
            return row.model_copy(update=known | rule | priced(cost))
        case ItemChanged(after=after):
            return row.model_copy(update=dict(after))
        case StandardCostSet(standard_cost=cost):
            return row.model_copy(update=priced(cost))
        case ReorderPointSet(after=rule):
            return row.model_copy(update=dict(rule))
        case ItemRetired():
            return row.model_copy(update={"status": "retired"})
        case ItemReinstated():
            return row.model_copy(update={"status": "active"})
        case _:
            return row


def priced(cost: Money | None) -> dict[str, Any]:
    if cost is None:
        return {"standard_cost": None, "currency": ""}
    return {"standard_cost": cost.amount, "currency": cost.currency}


items = Projection(
    name="items",
    row=ItemRow,
    key=(ItemRow.item,),
    indexes=((ItemRow.name,), (ItemRow.category,)),
    of=(ItemCard, Named),
    touches=touches,
    project=project,
)
