"""What needs somebody in the catalogue: no price, a price below cost, a price above the market."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source, each
from domain.category.market_prices import MarketPriceRow, market_prices
from domain.category.products import LISTED, ProductRow, products
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.kernel import Query, among, wording

ROLES = ("sales", "staff")
LOOKED_AT = 200
GAP = Decimal("0.15")
"""So much cheaper elsewhere is a gap that somebody should know of."""


def unpriced(_: date) -> Sequence[Query[Any]]:
    row = ProductRow
    asked = products.where(
        row.status == LISTED,
        row.currency == "",
        order_by=(row.name, row.product),
        limit=EACH + 1,
        counted=False,
    )
    return [asked]


def without_price(row: ProductRow, _: date) -> Matter:
    return Matter(
        about=row.product,
        title=f"{row.name} is on sale and has no price",
        detail=row.product,
        says=f"Set the base price of {row.name}",
    )


def priced(_: date) -> Sequence[Query[Any]]:
    row = ProductRow
    asked = (row.status == LISTED, row.currency != "")
    return [products.where(*asked, limit=LOOKED_AT, counted=False)]


def what_they_cost(found: Pages) -> Sequence[Query[Any]]:
    items = sorted({row.item for row in found[0].rows if row.item})
    row = StockLevelRow
    return [stock_levels.where(among(row.item, items), limit=LOOKED_AT)] if items else []


def below_cost(found: Pages, more: Pages, _: date) -> list[Matter]:
    levels = {row.item: row for page in more for row in page.rows}
    rows = [(row, levels[row.item]) for row in found[0].rows if row.item in levels]
    return [told for pair in rows if (told := sold_below_cost(*pair)) is not None][: EACH + 1]


def sold_below_cost(row: ProductRow, level: StockLevelRow) -> Matter | None:
    cost = level.standard_cost
    if row.price is None or cost is None or row.currency != level.currency or row.price >= cost:
        return None
    lost = (cost - row.price) * max(level.available, Decimal(1))
    price, costs = (wording.price(each, row.currency, row.unit) for each in (row.price, cost))
    return Matter(
        about=row.product,
        title=f"{row.name} is sold below its cost",
        detail=f"Price {price}, cost {costs}",
        says=f"Margin of {row.name}",
        amount=lost,
        currency=row.currency,
        shown=False,
        since=row.price_since,
    )


def what_others_ask(found: Pages) -> Sequence[Query[Any]]:
    names = [row.product for row in found[0].rows]
    row = MarketPriceRow
    newest = row.newest == True  # noqa: E712 — a condition, not a test.
    return [market_prices.where(among(row.product, names), newest, limit=1_000)] if names else []


def above_market(found: Pages, more: Pages, _: date) -> list[Matter]:
    lowest: dict[str, MarketPriceRow] = {}
    for seen in (row for page in more for row in page.rows):
        if seen.product not in lowest or seen.price < lowest[seen.product].price:
            lowest[seen.product] = seen
    told = [gap(row, lowest) for row in found[0].rows]
    return [matter for matter in told if matter is not None][: EACH + 1]


def gap(row: ProductRow, lowest: Mapping[str, MarketPriceRow]) -> Matter | None:
    seen = lowest.get(row.product)
    if seen is None or row.price is None or seen.currency != row.currency or not row.price:
        return None
    share = (row.price - seen.price) / row.price
    if share < GAP:
        return None
    ours, theirs = (wording.money(each, row.currency) for each in (row.price, seen.price))
    return Matter(
        about=row.product,
        title=f"{row.name} costs {wording.percent(share)} less at {seen.seller}",
        detail=f"Our price {ours}, theirs {theirs}",
        says=f"Margin of {row.name}",
        since=seen.seen_on,
    )


SOURCES = (
    Source(
        name="products_without_price",
        function="category",
        finds="Products on sale without a base price.",
        roles=ROLES,
        lists="Which products have no price?",
        ask=unpriced,
        tell=each(without_price),
        worth=Decimal(100),
    ),
    Source(
        name="sold_below_cost",
        function="category",
        finds=f"Of {LOOKED_AT} products on sale, those whose price is below their standard cost.",
        roles=ROLES,
        lists="Margins of our products",
        ask=priced,
        further=what_they_cost,
        tell=below_cost,
    ),
    Source(
        name="above_market",
        function="category",
        finds=f"Of {LOOKED_AT} products on sale, those that somebody sells for at least "
        f"{wording.percent(GAP)} less.",
        roles=ROLES,
        lists="Where are we more expensive than the market?",
        ask=priced,
        further=what_others_ask,
        tell=above_market,
        worth=Decimal(20),
    ),
)
