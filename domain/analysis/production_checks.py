"""Production checks: is it something a workshop makes, or is it in the books already?"""

from collections.abc import Sequence
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt
from domain.inventory.items import ItemRow, items
from domain.inventory.stock import GoodsMade
from domain.inventory.stock_movements import MADE, StockMovementRow, stock_movements
from domain.kernel import Fact, Page, Query
from domain.kernel.words import day

RAW = "raw"


def ask_made(fact: Fact) -> Sequence[Query[Any]]:
    match fact.event:
        case GoodsMade(item=item, made_on=on, quantity=quantity):
            row = StockMovementRow
            again = stock_movements.where(
                row.item == item,
                row.kind == "production",
                row.moved_on == on,
                row.quantity == quantity.amount,
                row.reason == MADE,
                limit=1,
                counted=False,
            )
            return [items.where(ItemRow.item == item, limit=1, counted=False), again]
        case _:
            return ()


def judge_made(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case GoodsMade() as made:
            return [*bought(made, pages[0].first), *booked_before(made, pages[1].first)]
        case _:
            return []


def bought(made: GoodsMade, item: ItemRow | None) -> list[Doubt]:
    """Hides do not come from the workshop: they came for a purchase order."""
    if item is None or item.kind != RAW:
        return []
    bold = f"{made.item_name} is raw material:"
    text = "Did it come from a supplier? Then book the receipt of its purchase order."
    return [doubt("stop", "raw_material_made", bold, text, f"item {made.item}")]


def booked_before(made: GoodsMade, row: StockMovementRow | None) -> list[Doubt]:
    if row is None:
        return []
    bold = "This may be booked already:"
    text = f"{made.quantity} {made.item_name} came from the workshop on {day(made.made_on)}."
    return [doubt("care", "possible_second_production", bold, text, f"stock of {made.item}")]


PRODUCTION_CHECKS = (Check("production", (GoodsMade,), ask_made, judge_made),)
