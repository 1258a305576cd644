"""Promoting: which promotions bear on a price, for whom they hold, what they may not go below."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.stacking import Promoted
from domain.inventory.items import ItemRow
from domain.kernel import Internal, Message, Money, Query, among
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms
from domain.promotions.depth_limits import DepthLimitRow, depth_limits
from domain.promotions.depth_rule import EVERYTHING
from domain.promotions.promotion_goods import PromotionGoodsRow, promotion_goods
from domain.promotions.promotion_terms import Terms

MANY = 5_000
AGREEMENTS = 5_000
ACTIVE = "active"


class Buyer(Message):
    """What decides for which promotions somebody is meant; an empty text is not known."""

    kind: Internal[str] = ""
    segment: Internal[str] = ""
    price_list: Internal[str] = ""


ANYBODY = Buyer()
"""Who is not known gets only what is for everybody."""


class Cost(Message):
    """What one unit costs us, and by which record."""

    money: Internal[Money]
    source: str


def ask_goods(
    products: Iterable[str], categories: Iterable[str], first_on: date, last_on: date
) -> list[Query[PromotionGoodsRow]]:
    """What promotions of some of these days say of these products and of these categories."""
    row = PromotionGoodsRow
    known = (
        (row.product, sorted({*products} - {""})),
        (row.category, sorted({*categories} - {""})),
    )
    return [
        promotion_goods.where(
            among(column, codes),
            row.first_on <= last_on,
            row.last_on >= first_on,
            limit=MANY,
            counted=False,
        )
        for column, codes in known
        if codes
    ]


def meant_for(row: Any, buyer: Buyer) -> bool:
    """Whether this buyer is everything that the promotion asks of its buyers."""
    asked = (
        (row.buyer_kind, buyer.kind),
        (row.segment.casefold(), buyer.segment.casefold()),
        (row.price_list, buyer.price_list),
    )
    return all(wanted in ("", has) for wanted, has in asked)


def meant_by(terms: Terms) -> PromotionGoodsRow:
    """The buyers and the quantities of a promotion as its rows have them."""
    buyers = terms.buyers
    return PromotionGoodsRow(
        promotion="",
        first_on=date.min,
        last_on=date.max,
        from_quantity=terms.from_quantity,
        to_quantity=terms.to_quantity,
        buyer_kind=buyers.kind,
        segment=buyers.segment,
        price_list=buyers.price_list,
    )


def may_meet(one: PromotionGoodsRow, other: PromotionGoodsRow) -> bool:
    """Whether somebody who buys some quantity may be meant by both."""
    reached = max(one.from_quantity, other.from_quantity)
    if any(each.to_quantity is not None and each.to_quantity < reached for each in (one, other)):
        return False
    pairs = (
        (one.buyer_kind, other.buyer_kind),
        (one.segment.casefold(), other.segment.casefold()),
        (one.price_list, other.price_list),
    )
    return all("" in pair or pair[0] == pair[1] for pair in pairs)


def promotions_of(rows: Iterable[PromotionGoodsRow], buyer: Buyer) -> tuple[Promoted, ...]:
    """The promotions that hold for this buyer, each with those of its goods that are here."""
    mine: dict[str, list[PromotionGoodsRow]] = {}
    for row in rows:
        if meant_for(row, buyer):
            mine.setdefault(row.promotion, []).append(row)
    return tuple(promotion_of(found) for _, found in sorted(mine.items()))


def promotion_of(rows: Sequence[PromotionGoodsRow]) -> Promoted:
    """One promotion, of rows that say the same of each of its goods."""
    row = rows[0]
    return Promoted(
        name=row.name,
        promotion=row.promotion,
        first_on=row.first_on,
        last_on=row.last_on,
        percent_off=row.percent_off,
        price=None if row.price is None else Money(amount=row.price, currency=row.currency),
        products=tuple(sorted({each.product for each in rows} - {""})),
        categories=tuple(sorted({each.category for each in rows} - {""})),
        from_quantity=row.from_quantity,
        to_quantity=row.to_quantity,
        stacks=row.stacks,
    )


def ask_costs(items: Iterable[str]) -> Query[SourcingRow]:
    """What suppliers ask for these items, for those that have no standard cost."""
    codes = sorted({*items})
    return sourcing_terms.where(
        among(SourcingRow.item, codes),
        SourcingRow.status == ACTIVE,
        limit=AGREEMENTS,
        counted=False,
    )


def ask_rule(categories: Iterable[str]) -> Query[DepthLimitRow]:
    """The depth limits of these categories, and the one for everything."""
    names = sorted({EVERYTHING, *categories})
    return depth_limits.where(among(DepthLimitRow.category, names), limit=len(names), counted=False)


def may_go_below_cost(rule: Iterable[DepthLimitRow]) -> bool:
    return any(row.below_cost for row in rule)


def limits_of(rule: Iterable[DepthLimitRow]) -> dict[str, Decimal]:
    return {row.category: row.percent for row in rule if row.percent is not None}


def cost_of(item: ItemRow, agreements: Iterable[SourcingRow]) -> Cost | None:
    """The standard cost, or what its supplier asks by the latest order or agreement."""
    if item.standard_cost is not None:
        money = Money(amount=item.standard_cost, currency=item.currency)
        return Cost(money=money, source="items")
    mine = [row for row in agreements if row.item == item.item and row.unit == item.unit]
    if not mine:
        return None
    latest = max(mine, key=lambda row: (row.last_on, row.supplier))
    amount = latest.price if latest.last_price is None else latest.last_price
    source = f"terms with {latest.supplier_name}"
    return Cost(money=Money(amount=amount, currency=latest.currency), source=source)


def floors(
    items: Iterable[ItemRow], agreements: Sequence[SourcingRow], rule: Sequence[DepthLimitRow]
) -> Mapping[str, Money]:
    """By item, the least that a promotion may make of its price: what it costs us."""
    if may_go_below_cost(rule):
        return {}
    agreed: dict[str, list[SourcingRow]] = defaultdict(list)
    for row in agreements:
        agreed[row.item].append(row)
    costs = {item.item: cost_of(item, agreed.get(item.item, ())) for item in items}
    return {code: cost.money for code, cost in costs.items() if cost}
