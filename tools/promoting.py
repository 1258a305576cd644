"""Promoting: which promotions lower a price for somebody on a day, and how far they may."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.analysis.promoting import (
    ANYBODY,
    Buyer,
    ask_costs,
    ask_goods,
    ask_rule,
    floors,
    promotions_of,
)
from domain.analysis.stacking import Promoted
from domain.category.products import ProductRow
from domain.customers.customers import CustomerRow
from domain.inventory.items import ItemRow
from domain.inventory.items import items as items_of
from domain.kernel import Money, among
from tools.toolkit import ToolContext


def buyer_of(who: CustomerRow | None) -> Buyer:
    if who is None:
        return ANYBODY
    return Buyer(kind=who.kind, segment=who.segment, price_list=who.price_list)


async def promotions_on(
    ctx: ToolContext, goods: Sequence[ProductRow], buyer: Buyer, on: date
) -> tuple[Promoted, ...]:
    """The promotions of these products that hold for this buyer on this day."""
    codes, shelves = (row.product for row in goods), (row.category for row in goods)
    asked = ask_goods(codes, shelves, on, on)
    pages = await ctx.for_prices(asked) if asked else []
    return promotions_of([row for page in pages for row in page.rows], buyer)


async def floors_under(ctx: ToolContext, items: Iterable[ItemRow]) -> Mapping[str, Money]:
    """By item, what no promotion may go below; nothing where the house allows it to."""
    codes = sorted({row.item for row in items})
    known = items_of.where(among(ItemRow.item, codes), limit=len(codes), counted=False)
    costs, agreements, rule = await ctx.for_prices([known, ask_costs(codes), ask_rule(())])
    return floors(costs.rows, agreements.rows, rule.rows)


def least(under: Mapping[str, Money], product: ProductRow) -> Decimal | None:
    """The floor of a product in its own currency; one in another currency is not comparable."""
    floor = under.get(product.item)
    return floor.amount if floor and floor.currency == product.currency else None
