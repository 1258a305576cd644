"""List price checks: what a price list asks against what it costs us, against what it asked."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.analysis.catalogue_checks import sold_at
from domain.analysis.doubt import Check, Doubt, doubt
from domain.analysis.price_checks import distance
from domain.analysis.pricing import payable
from domain.analysis.promoting import ask_costs, cost_of
from domain.category.products import LISTED, ProductRow, products
from domain.customers.list_prices import ListPriceRow, list_prices
from domain.customers.price_list_events import (
    ListPriceRemoved,
    ListPriceSet,
    PriceListChanged,
    PriceListCreated,
    Rules,
)
from domain.customers.price_lists import PriceListRow, price_lists
from domain.inventory.items import ItemRow, items
from domain.kernel import Fact, Money, Page, Query
from domain.kernel.words import counted, figure

GOODS = 1_000
WHOLE = Decimal(100)
SOURCE = "price lists"


def ask_price(fact: Fact) -> Sequence[Query[Any]]:
    """What it costs us, and what the list asks for it without a price of its own."""
    match fact.event:
        case (
            ListPriceSet(product=code, price_list=chosen)
            | ListPriceRemoved(product=code, price_list=chosen)
        ):
            item, row = items.where(ItemRow.item == code, limit=1, counted=False), ProductRow
            sold = (row.product == code, row.item == code)
            asked = (products.where(each, limit=1, counted=False) for each in sold)
            return [item, ask_costs([code]), list_of(chosen), *asked]
        case _:
            return ()


def list_of(chosen: str) -> Query[PriceListRow]:
    return price_lists.where(PriceListRow.price_list == chosen, limit=1, counted=False)


def judge_price(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    """Where its own price ends, the base price less the percentage of the list takes over."""
    if not pages:
        return []
    item, agreements, lists, *sold = pages
    product = next((page.first for page in sold if page.first), None)
    otherwise = asked_so_far(lists.first, product)
    match fact.event:
        case ListPriceSet() as event:
            before, after = event.previous or otherwise, event.price
        case ListPriceRemoved() as event if otherwise:
            before, after = event.price, otherwise
        case _:
            return []
    name = f"{event.what} on {event.list_name}"
    return [*far_from(name, before, after), *at_cost(name, after, item, agreements)]


def far_from(name: str, before: Money | None, after: Money) -> Iterator[Doubt]:
    apart = distance(before, after) if before else None
    if apart:
        way, severity = apart
        bold = f"{name} is {way} what the list asks so far:"
        yield doubt(severity, "list_price_jump", bold, f"{after} against {before}.", SOURCE)


def asked_so_far(known: PriceListRow | None, product: ProductRow | None) -> Money | None:
    if known is None or product is None or product.price is None:
        return None
    if known.currency != product.currency:
        return None
    return payable(product.price * (WHOLE - known.percent_off) / WHOLE, known.currency)


def at_cost(name: str, price: Money, item: Page[ItemRow], agreements: Page[Any]) -> list[Doubt]:
    row = item.first
    cost = cost_of(row, agreements.rows) if row else None
    if row is None or cost is None:
        return []
    return sold_at(name, price, cost.money, row.unit, cost.source)


def ask_percent(fact: Fact) -> Sequence[Query[Any]]:
    """Everything on sale with its cost, and the prices that the list has of its own."""
    match fact.event:
        case PriceListCreated(percent_off=off) if off:
            return asked_of(fact.event.price_list)
        case PriceListChanged(before=before, after=after) as event if deeper(before, after):
            return asked_of(event.price_list)
        case _:
            return ()


def asked_of(chosen: str) -> Sequence[Query[Any]]:
    own = ListPriceRow.price_list == chosen
    cost: Any = ItemRow.standard_cost
    return [
        list_of(chosen),
        products.where(ProductRow.status == LISTED, limit=GOODS),
        items.where(cost > 0, limit=GOODS),
        list_prices.where(own, ListPriceRow.from_quantity <= 1, limit=GOODS, counted=False),
    ]


def deeper(before: Rules, after: Rules) -> bool:
    return after.percent_off > before.percent_off


def judge_percent(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    """A list that exists is paid by customers; of a new one only the cost is looked at."""
    if not pages:
        return []
    lists, *known = pages
    match fact.event:
        case PriceListCreated() as new:
            return list(given_away(new, new.currency, known))
        case PriceListChanged(before=before, after=after) if lists.first:
            currency = lists.first.currency
            return [*deep(before, after, currency), *given_away(after, currency, known)]
        case _:
            return []


def deep(before: Rules, after: Rules, currency: str) -> list[Doubt]:
    left = (Money(amount=WHOLE - each.percent_off, currency=currency) for each in (before, after))
    apart = distance(*left)
    if apart is None:
        return []
    way, severity = apart
    bold = f"What {after.name} asks is {way} what it asks so far:"
    text = f"{figure(after.percent_off)} % off against {figure(before.percent_off)} %."
    return [doubt(severity, "list_percent_jump", bold, text, SOURCE)]


Lost = tuple[ProductRow, Money, Money]
"""A product, what it would be sold at, what it costs us."""


def under_cost(
    sold: Sequence[ProductRow], costs: Mapping[str, ItemRow], off: Decimal, currency: str
) -> Iterator[Lost]:
    for row in sold:
        item = costs.get(row.item)
        if item is None or item.standard_cost is None or row.price is None:
            continue
        asked = payable(row.price * (WHOLE - off) / WHOLE, row.currency)
        if {row.currency, item.currency} == {currency} and asked.amount < item.standard_cost:
            yield row, asked, asked.like(item.standard_cost)


def given_away(rules: Rules, currency: str, known: Sequence[Page[Any]]) -> Iterator[Doubt]:
    """What would be sold below cost, of all that has no price of its own on the list."""
    goods, items_, own = known
    priced = {row.product for row in own.rows}
    costs = {row.item: row for row in items_.rows}
    sold = [row for row in goods.rows if not {row.product, row.item} & priced]
    lost = list(under_cost(sold, costs, rules.percent_off, currency))
    if lost:
        row, price, cost = max(lost, key=lambda each: each[2].amount - each[1].amount)
        bold = f"{rules.name} would sell {counted(len(lost), 'product')} below cost:"
        text = f"{row.name} at {price}, and one {row.unit} costs us {cost}."
        yield doubt("stop", "below_cost", bold, text, "items")
    if goods.truncated or items_.truncated:
        bold = f"Not everything on {rules.name} was held to its cost:"
        text = f"at most {GOODS:,} products are looked at, and more are on sale."
        yield doubt("care", "cost_not_checked", bold, text, "products")


LIST_PRICE_CHECKS = (
    Check("list_price", (ListPriceSet, ListPriceRemoved), ask_price, judge_price),
    Check("list_percentage", (PriceListCreated, PriceListChanged), ask_percent, judge_percent),
)
