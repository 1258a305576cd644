"""What needs somebody in inventory: what is short, and what is set apart."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Source, each
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel import Query, falling, wording

BUYERS = ("buyer", "staff")
"""Whoever orders what is short."""
STORES = ("warehouse", *BUYERS)
"""Whoever stands before what is set apart, and whoever bought it."""


def short(_: date) -> Sequence[Query[Any]]:
    asked = stock_levels.where(
        StockLevelRow.short == True,  # noqa: E712 — a condition, not a test.
        order_by=(falling(StockLevelRow.short_by),),
        limit=EACH + 1,
        counted=False,
    )
    return [asked]


def below_reorder_point(row: StockLevelRow, _: date) -> Matter | None:
    """An item of which less is free than the point at which it is ordered again."""
    if row.short_by <= 0:
        return None
    free, point = (
        wording.quantity(amount, row.unit) for amount in (row.available, row.reorder_point)
    )
    cost = row.standard_cost
    return Matter(
        about=row.item,
        title=f"{row.item_name} is below its reorder point",
        detail=f"{row.item} · {free} available, reorder point {point}",
        says=f"Order {wording.number(row.short_by)} {row.item_name}",
        amount=None if cost is None else cost * row.short_by,
        currency=row.currency,
        shown=False,
    )


def apart(_: date) -> Sequence[Query[Any]]:
    asked = stock_on_hand.where(
        StockOnHandRow.status == "quarantine",
        order_by=(falling(StockOnHandRow.quantity),),
        limit=EACH + 1,
        counted=False,
    )
    return [asked]


def in_quarantine(row: StockOnHandRow, _: date) -> Matter | None:
    """Damaged goods about which nobody has decided."""
    if row.status != "quarantine" or row.quantity <= 0:
        return None
    lot = f"lot {row.lot}" if row.lot else ""
    goods = f"{wording.quantity(row.quantity, row.unit)} {row.item_name}"
    return Matter(
        about=row.item,
        title=f"{goods} {'waits' if row.quantity == 1 else 'wait'} in quarantine",
        detail=" · ".join(filter(None, (row.item, row.location_name, lot))),
        says="What is in quarantine?",
    )


SOURCES = (
    Source(
        name="below_reorder_point",
        function="inventory",
        finds="Items of which less is free than their reorder point.",
        roles=BUYERS,
        lists="What is below its reorder point?",
        ask=short,
        tell=each(below_reorder_point),
        worth=Decimal(50),
    ),
    Source(
        name="in_quarantine",
        function="inventory",
        finds="Goods in quarantine, about which nobody has decided.",
        roles=STORES,
        lists="What is in quarantine?",
        ask=apart,
        tell=each(in_quarantine),
        worth=Decimal(25),
    ),
)
