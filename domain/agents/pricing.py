"""Pricing: which base prices a person should look at again, with the price that is proposed."""

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from domain.agents.agent import MOST, Asked, Found, Looking, Suggestion, every, occasion, said
from domain.analysis.pricing import base_on
from domain.category.market_prices import MarketPriceRow, market_prices
from domain.category.products import LISTED, ProductRow, products
from domain.inventory.items import ItemRow, items
from domain.kernel import among
from domain.kernel.measures import CENTS, YEN
from domain.kernel.wording import percent, price

NAME = "category-agent"
APART = Decimal("0.25")
"""So far may the market lie from a base price, as a part of that price, before somebody looks."""
RECENT = timedelta(days=90)
"""What was seen earlier says nothing about the market of today."""
SELLERS = 20
"""Of each product so many sightings are weighed at most."""


@dataclass(frozen=True)
class Held:
    """A product with the base price of today, what one unit costs, and what others ask."""

    product: ProductRow
    price: Decimal
    cost: Decimal | None
    market: tuple[Decimal, ...] = ()


def review(today: date) -> Looking:
    """Look again at a price below cost, or far from what others ask.

    Nothing is proposed where another price is planned already: somebody has looked.
    """
    row = ProductRow
    listed = yield from every(
        products.where(
            row.status == LISTED,
            row.currency != "",
            order_by=(row.product,),
            limit=MOST,
            counted=False,
        )
    )
    found: list[Suggestion] = []
    for start in range(0, len(listed), MOST):
        held = yield from holding(listed[start : start + MOST], today)
        found += suggestions(held)
    return tuple(found)


def holding(rows: Sequence[ProductRow], today: date) -> Generator[Asked, Found, tuple[Held, ...]]:
    """Cost and market beside the price of each, in its own currency and unit."""
    priced = {each.product: each for each in rows if settled(each, today)}
    if not priced:
        return ()
    seen: Any = MarketPriceRow
    costs, market = yield [
        items.where(
            among(ItemRow.item, sorted({each.item for each in priced.values()})), limit=MOST
        ),
        market_prices.where(
            among(seen.product, sorted(priced)),
            seen.newest == True,  # noqa: E712 — a condition, not a test.
            seen.seen_on >= today - RECENT,
            order_by=(seen.product, seen.seller, seen.seen_on),
            limit=MOST * SELLERS,
            counted=False,
        ),
    ]
    cost = {each.item: each for each in costs.rows}
    asked: dict[str, list[Decimal]] = defaultdict(list)
    for each in market.rows:
        ours = priced[each.product]
        if (each.currency, each.unit) == (ours.currency, ours.unit):
            asked[each.product].append(each.price)
    return tuple(
        Held(each, now[0], cost_of(each, cost), tuple(asked[code]))
        for code, each in priced.items()
        if (now := base_on(each, today))
    )


def settled(row: ProductRow, today: date) -> bool:
    """Whether a price holds and no other one is to come."""
    return base_on(row, today) is not None and not (row.next_since and row.next_since > today)


def cost_of(row: ProductRow, costs: Mapping[str, ItemRow]) -> Decimal | None:
    """Unknown where it has none in the currency of the price: nothing is then below it."""
    item = costs.get(row.item)
    return item.standard_cost if item and item.currency == row.currency else None


def suggestions(held: Sequence[Held]) -> Iterator[Suggestion]:
    for each in held:
        found = below_cost(each) or far_from_market(each)
        if found is not None:
            yield found


def below_cost(held: Held) -> Suggestion | None:
    """At a loss, the price that brings the cost back is the least; a person says how much more."""
    if held.cost is None or held.price >= held.cost:
        return None
    least = whole(held.cost, held.product.currency, ROUND_CEILING)
    told = f"It is sold at {shown(held, held.price)} and costs {shown(held, held.cost)}"
    return suggestion(held, least, told, "below_cost", held.cost)


def far_from_market(held: Held) -> Suggestion | None:
    """What others ask in the middle, but never below what it costs."""
    if not held.market or not held.price:
        return None
    middle = Decimal(median(held.market))
    apart = (middle - held.price) / held.price
    least = whole(held.cost or Decimal(0), held.product.currency, ROUND_CEILING)
    proposed = max(whole(middle, held.product.currency, ROUND_HALF_UP), least)
    if abs(apart) <= APART or proposed in (held.price, 0):
        return None
    where = "above" if apart > 0 else "below"
    sellers = "another seller asks" if len(held.market) == 1 else "other sellers ask in the middle"
    told = f"{shown(held, middle)} is what {sellers}, {percent(abs(apart))} {where} our price"
    return suggestion(held, proposed, told, "market", middle)


def suggestion(held: Held, proposed: Decimal, told: str, why: str, measured: Decimal) -> Suggestion:
    """Once for each price and what it is measured by: a no counts until one of them changes."""
    row = held.product
    return Suggestion(
        occasion=occasion(NAME, "review_price", row.product, why, held.price, measured),
        about=row.product,
        tool="draft_base_price",
        arguments={
            "product": row.product,
            "price": said(proposed, row.currency),
            "reason": told,
        },
        because=f"{told}.",
        subject={"product": row.product, "item": row.item},
    )


def whole(amount: Decimal, currency: str, rounding: str) -> Decimal:
    """As a price is asked: in the smallest coin of its currency."""
    return amount.quantize(Decimal(1) if currency in YEN else CENTS, rounding)


def shown(held: Held, amount: Decimal) -> str:
    return price(amount, held.product.currency, held.product.unit)
