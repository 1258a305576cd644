"""What needs somebody in the catalogue: no price, a price below cost, a price above the market."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source, each
from domain.category.market_prices import MarketPriceRow, market_prices
from domain.category.products import LISTED, ProductRow, products
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.kernel import Query, among, falling, wording

ROLES = ("sales", "staff")
LOOKED_AT = 500
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
    """A cost may rise as well, but most that goes wrong goes wrong with a new price."""
    row: Any = ProductRow
    asked = (row.status == LISTED, row.price_since >= date.min)
    newest = (falling(row.price_since), row.product)
    return [products.where(*asked, order_by=newest, limit=LOOKED_AT, counted=False)]


def what_they_cost(found: Pages) -> Sequence[Query[Any]]:
    items = sorted({row.item for row in found[0].rows if row.item})
    row = StockLevelRow
    asked = among(row.item, items)
    return [stock_levels.where(asked, limit=LOOKED_AT, counted=False)] if items else []


def below_cost(found: Pages, more: Pages, _: date) -> list[Matter]:
    """Those on which most is lost first."""
    levels = {row.item: row for page in more for row in page.rows}
    rows = [(row, levels[row.item]) for row in found[0].rows if row.item in levels]
    told = [told for pair in rows if (told := sold_below_cost(*pair)) is not None]
    told.sort(key=lambda matter: (-(matter.amount or 0), matter.about))
    return [bounded(each, found, "prices set last") for each in told[: EACH + 1]]


def bounded(matter: Matter, found: Pages, of: str) -> Matter:
    """With how much was looked at, where that was not all."""
    if len(found[0].rows) < LOOKED_AT:
        return matter
    return replace(matter, detail=f"{matter.detail} · of the {LOOKED_AT} {of}")


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


def sightings(_: date) -> Sequence[Query[Any]]:
    """What was seen of others: of most products nothing is, so these are asked first."""
    row = MarketPriceRow
    newest = row.newest == True  # noqa: E712 — a condition, not a test.
    latest = (falling(row.seen_on), row.product, row.seller)
    return [market_prices.where(newest, order_by=latest, limit=LOOKED_AT, counted=False)]


def what_we_ask(found: Pages) -> Sequence[Query[Any]]:
    names = sorted({row.product for row in found[0].rows})
    row = ProductRow
    asked = (row.status == LISTED, among(row.product, names))
    return [products.where(*asked, limit=LOOKED_AT, counted=False)] if names else []


def above_market(found: Pages, more: Pages, _: date) -> list[Matter]:
    lowest: dict[str, MarketPriceRow] = {}
    for seen in found[0].rows:
        if seen.product not in lowest or seen.price < lowest[seen.product].price:
            lowest[seen.product] = seen
    gaps = [gap(row, lowest) for page in more for row in page.rows]
    told = [matter for matter in gaps if matter is not None]
    return [bounded(each, found, "offers seen last") for each in told[: EACH + 1]]


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
        finds=f"Of the {LOOKED_AT} products on sale whose price was set last, those whose price is "
        "below their standard cost.",
        roles=ROLES,
        lists="Margins of our products",
        ask=priced,
        further=what_they_cost,
        tell=below_cost,
    ),
    Source(
        name="above_market",
        function="category",
        finds=f"Products on sale that somebody sells for at least {wording.percent(GAP)} less, by "
        f"the {LOOKED_AT} offers seen last.",
        roles=ROLES,
        lists="Where are we more expensive than the market?",
        ask=sightings,
        further=what_we_ask,
        tell=above_market,
        worth=Decimal(20),
    ),
)
