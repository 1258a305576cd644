"""Offer: what a buyer is told of the goods themselves, read by the house and cut to an answer."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from domain.category.products import LISTED, ProductRow, products
from domain.inventory.items import ItemRow, items
from domain.inventory.place import MAIN
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Page, Query, Summarised, Summary, among, dimension, measure
from domain.procurement.order_lines import OrderLineRow, order_lines
from tools.toolkit import OnOffer

ZERO = Decimal(0)
MOST = 10_000
PRICED_FROM = frozenset({"promotion_goods", "items", "sourcing_terms", "depth_limits"})


class Record(Protocol):
    """The whole record, which only the house reads."""

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]: ...

    async def summary(self, summary: Summary) -> Summarised: ...


async def for_prices(handler: Record, queries: Sequence[Query[Any]]) -> list[Page[Any]]:
    """What the house reads to price what a buyer asks for; nothing else is read this way."""
    if other := {query.table for query in queries} - PRICED_FROM:
        raise TypeError(f"No price is computed from {', '.join(sorted(other))}.")
    return await handler.many(queries)


async def on_offer(handler: Record, wanted: Sequence[str]) -> Mapping[str, OnOffer]:
    """Of these items those that are sold as a product; of any other nothing is said."""
    codes = sorted(set(wanted))[:MOST]
    if not codes:
        return {}
    listed = products.where(
        among(ProductRow.item, codes), ProductRow.status == LISTED, limit=MOST, counted=False
    )
    known = items.where(among(ItemRow.item, codes), limit=MOST, counted=False)
    sold, rows = await handler.many([listed, known])
    on_sale = {row.item for row in sold.rows}
    free = await free_of(handler, codes)
    due = await due_of(handler, codes)
    return {
        row.item: OnOffer(
            item=row.item,
            name=row.name,
            unit=row.unit,
            category=row.category,
            free=max(free.get(row.item, ZERO), ZERO),
            next_on=due.get(row.item),
        )
        for row in rows.rows
        if row.item in on_sale
    }


async def free_of(handler: Record, codes: Sequence[str]) -> dict[str, Decimal]:
    """What lies in the main store and is promised to nobody."""
    there = await handler.summary(
        stock_on_hand.summary(
            among(StockOnHandRow.item, codes),
            StockOnHandRow.location == MAIN.location,
            StockOnHandRow.status == MAIN.status,
            by=(dimension("item", StockOnHandRow.item),),
            measures=(measure("amount", "sum", StockOnHandRow.quantity),),
            limit=len(codes),
        )
    )
    kept = await handler.summary(
        stock_reservations.summary(
            among(StockReservationRow.item, codes),
            by=(dimension("item", StockReservationRow.item),),
            measures=(measure("amount", "sum", StockReservationRow.quantity),),
            limit=len(codes),
        )
    )
    free = {group["item"]: group["amount"] for group in there.groups}
    for group in kept.groups:
        free[group["item"]] = free.get(group["item"], ZERO) - group["amount"]
    return free


async def due_of(handler: Record, codes: Sequence[str]) -> dict[str, Any]:
    """The first day on which more is expected."""
    row = OrderLineRow
    due = await handler.summary(
        order_lines.summary(
            among(row.item, codes),
            row.outstanding > 0,
            by=(dimension("item", row.item),),
            measures=(measure("next", "least", row.due_on),),
            limit=len(codes),
        )
    )
    return {group["item"]: group["next"] for group in due.groups}
