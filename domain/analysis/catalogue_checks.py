"""Catalogue checks: a price against cost, the price before and the market; a listing's doubles."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt, nothing
from domain.analysis.price_checks import distance
from domain.category.base_price import BasePriceCorrected, BasePriceSet
from domain.category.market_prices import MarketPriceRow, market_prices
from domain.category.product import ProductChanged, ProductListed, Wording
from domain.category.products import LISTED, ProductRow, products
from domain.inventory.items import ItemRow, items
from domain.kernel import Fact, Money, Page, Query
from domain.kernel.wording import percent
from domain.kernel.words import day

SELLERS = 50
FAR = Decimal("0.25")
Priced = BasePriceSet | BasePriceCorrected
PRICED = (BasePriceSet, BasePriceCorrected)


def price_of(fact: Fact) -> Priced | None:
    return fact.event if isinstance(fact.event, Priced) else None


def judge_jump(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    """Against the price before it, or against the one that it corrects."""
    new = price_of(fact)
    before = new.corrected if isinstance(new, BasePriceCorrected) else new and new.earlier
    apart = distance(before.price, new.price) if new and before else None
    if new is None or before is None or apart is None:
        return []
    way, severity = apart
    bold = f"The new price of {new.product_name} is {way} the one before:"
    text = f"{new.price} against {before.price} from {day(before.effective_from)} on."
    return [doubt(severity, "base_price_jump", bold, text, "base prices")]


def ask_cost(fact: Fact) -> Sequence[Query[Any]]:
    new = price_of(fact)
    if new is None or new.item is None:
        return ()
    return [items.where(ItemRow.item == new.item, limit=1, counted=False)]


def judge_cost(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    """A price below cost is financial in the sense of A13: another hand signs it."""
    new = price_of(fact)
    row: ItemRow | None = pages[0].first if pages else None
    if new is None or row is None or row.standard_cost is None:
        return []
    cost = Money(amount=row.standard_cost, currency=row.currency)
    return sold_at(new.product_name, new.price, cost, row.unit, "items")


def sold_at(name: str, price: Money, cost: Money, unit: str, source: str) -> list[Doubt]:
    """What is odd about selling at this price what costs us so much."""
    if cost.currency != price.currency:
        bold = f"{name} at {price} costs us {cost}:"
        text = "whether the price covers the cost was not checked."
        return [doubt("care", "cost_not_comparable", bold, text, source)]
    if price.amount >= cost.amount:
        return []
    loss = cost.like(cost.amount - price.amount)
    bold = f"{name} at {price} is sold below cost:"
    text = f"one {unit} costs us {cost}, so that each loses {loss}."
    return [doubt("stop", "below_cost", bold, text, source)]


def ask_market(fact: Fact) -> Sequence[Query[Any]]:
    new = price_of(fact)
    if new is None:
        return ()
    newest = MarketPriceRow.newest == True  # noqa: E712 — a condition, not a test.
    return [
        market_prices.where(
            MarketPriceRow.product == new.product,
            MarketPriceRow.currency == new.price.currency,
            newest,
            order_by=(MarketPriceRow.price, MarketPriceRow.seller),
            limit=SELLERS,
            counted=False,
        )
    ]


def judge_market(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    """Dearer than everybody by a quarter, or cheaper than everybody by as much."""
    new = price_of(fact)
    if new is None or not pages[0].rows:
        return []
    cheapest, dearest = pages[0].rows[0], pages[0].rows[-1]
    asked = new.price.amount
    if asked > dearest.price * (1 + FAR):
        compared, way = dearest, "above the dearest"
    elif asked < cheapest.price * (1 - FAR):
        compared, way = cheapest, "below the cheapest"
    else:
        return []
    apart = percent(abs(asked - compared.price) / compared.price)
    bold = f"{new.product_name} at {new.price} is {apart} {way} other seller:"
    theirs = new.price.like(compared.price)
    text = f"{compared.seller} asked {theirs} on {day(compared.seen_on)}."
    return [doubt("care", "far_from_market", bold, text, "market prices")]


def listing_of(fact: Fact) -> tuple[str, Wording] | None:
    """What customers will read of a product, with its code."""
    match fact.event:
        case ProductListed(product=code) as listed:
            return code, listed
        case ProductChanged(product=code, after=after):
            return code, after
        case _:
            return None


def ask_doubles(fact: Fact) -> Sequence[Query[Any]]:
    """Others of this name, and others with this barcode."""
    found = listing_of(fact)
    if found is None:
        return ()
    code, wording = found
    others = ProductRow.product != code
    named = products.where(ProductRow.name == wording.name, others, limit=1, counted=False)
    if not wording.barcode:
        return [named]
    return [
        named,
        products.where(ProductRow.barcode == wording.barcode, others, limit=1, counted=False),
    ]


def judge_doubles(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    found = listing_of(fact)
    if found is None:
        return []
    _, wording = found
    doubts, source = [], "products"
    if row := pages[0].first:
        bold = f"There is a {wording.name} already:"
        text = f"{row.product} is {row.status}. Two may be one."
        doubts += [doubt("care", "namesake_product", bold, text, source)]
    if len(pages) > 1 and (row := pages[1].first):
        bold = f"The barcode {wording.barcode} belongs to another product:"
        text = f"{row.name}, {row.product}; a shop could not tell them apart."
        doubts += [doubt("stop", "shared_barcode", bold, text, source)]
    return doubts


def ask_goods(fact: Fact) -> Sequence[Query[Any]]:
    """The item that leaves stock, and other products that are the same item."""
    match fact.event:
        case ProductListed(product=code, item=item):
            same = products.where(
                ProductRow.item == item,
                ProductRow.product != code,
                ProductRow.status == LISTED,
                limit=1,
                counted=False,
            )
            return [items.where(ItemRow.item == item, limit=1, counted=False), same]
        case _:
            return ()


def judge_goods(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case ProductListed() as listed:
            return of_goods(listed, pages[0].first, pages[1].first)
        case _:
            return []


def of_goods(listed: ProductListed, item: ItemRow | None, same: ProductRow | None) -> list[Doubt]:
    doubts = []
    if item and item.unit != listed.unit:
        bold = f"{item.name} is counted in {item.unit}:"
        text = f"{listed.unit} of {listed.name} could not leave stock."
        doubts += [doubt("block", "wrong_unit", bold, text, "items")]
    if item and item.status == "retired":
        text = "it is no longer made or bought."
        doubts += [doubt("stop", "retired_item", f"{item.name} is retired:", text, "items")]
    if same:
        text = f"{same.name}, {same.product}. Customers will see it twice."
        bold = f"{listed.item} is sold already:"
        doubts += [doubt("care", "sold_already", bold, text, "products")]
    return doubts


CATALOGUE_CHECKS = (
    Check("base_price_jump", PRICED, nothing, judge_jump),
    Check("below_cost", PRICED, ask_cost, judge_cost),
    Check("far_from_market", PRICED, ask_market, judge_market),
    Check("doubles_in_catalogue", (ProductListed, ProductChanged), ask_doubles, judge_doubles),
    Check("goods_of_a_product", (ProductListed,), ask_goods, judge_goods),
)
