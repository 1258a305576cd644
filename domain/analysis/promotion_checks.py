"""Promotion checks: what a promotion makes of each price, against cost, limits and its likes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, Severity, doubt
from domain.analysis.price_checks import STOP
from domain.analysis.pricing import Priced, base_on, priced
from domain.analysis.promoting import (
    ask_costs,
    ask_rule,
    cost_of,
    floors,
    limits_of,
    may_go_below_cost,
    may_meet,
    meant_by,
    promotion_of,
)
from domain.analysis.stacking import Promoted
from domain.category.products import LISTED, ProductRow, products
from domain.inventory.items import ItemRow, items
from domain.kernel import Fact, Money, Page, Quantity, Query, Refused, among
from domain.kernel.wording import percent
from domain.kernel.words import counted, day, figure, listed
from domain.procurement.sourcing_terms import SourcingRow
from domain.promotions.depth_limits import DepthLimitRow
from domain.promotions.depth_rule import EVERYTHING
from domain.promotions.promotion_events import (
    PromotionChanged,
    PromotionMoved,
    PromotionPlanned,
    PromotionResumed,
)
from domain.promotions.promotion_goods import PromotionGoodsRow, promotion_goods
from domain.promotions.promotion_terms import PromotionCard

Judged = PromotionPlanned | PromotionChanged | PromotionMoved | PromotionResumed
JUDGED = (PromotionPlanned, PromotionChanged, PromotionMoved, PromotionResumed)
GOODS, OTHERS = 500, 500
NAMED = 3
SOURCE = "promotions"
ONE = Decimal(1)


@dataclass(frozen=True)
class Known:
    """What is on record about the goods of a promotion."""

    card: PromotionCard
    goods: tuple[ProductRow, ...]
    items: Mapping[str, ItemRow]
    agreements: Sequence[SourcingRow]
    rule: Sequence[DepthLimitRow]
    others: Sequence[PromotionGoodsRow]

    @property
    def promoted(self) -> Promoted:
        card = self.card
        return Promoted(
            name=card.name,
            promotion=card.promotion,
            first_on=card.first_on,
            last_on=card.last_on,
            percent_off=card.percent_off,
            price=card.price,
            products=tuple(each.product for each in card.products),
            categories=card.categories,
            from_quantity=card.from_quantity,
            to_quantity=card.to_quantity,
            stacks=card.stacks,
        )

    def under(self, row: ProductRow, *others: Promoted, floor: Decimal | None = None) -> Priced:
        """What one unit costs under it, and under these others, on the first day of all."""
        every = (self.promoted, *others)
        on = max(each.first_on for each in every)
        most = (each.to_quantity for each in every if each.to_quantity is not None)
        many = min((max(ONE, *(each.from_quantity for each in every)), *most))
        return priced(row, None, every, Quantity(amount=many, unit=row.unit), on, floor)


def ask(fact: Fact) -> Sequence[Query[Any]]:
    if not isinstance(fact.event, Judged):
        return ()
    card = fact.event
    codes = [each.product for each in card.products]
    shelves = {*card.categories, *(each.category for each in card.products)} - {""}
    goods, on_shelves = ProductRow.product, ProductRow.category
    return [
        products.where(among(goods, codes), limit=GOODS, counted=False),
        products.where(
            among(on_shelves, card.categories),
            ProductRow.status == LISTED,
            limit=GOODS,
            counted=False,
        ),
        items.where(among(ItemRow.item, card.items), limit=2 * GOODS, counted=False),
        ask_costs(card.items),
        ask_rule(shelves),
        others_of(card, PromotionGoodsRow.product, codes),
        others_of(card, PromotionGoodsRow.shelf, sorted(shelves)),
    ]


def others_of(card: PromotionCard, column: Any, names: Sequence[str]) -> Query[Any]:
    """Other promotions of these products or categories on some of the same days."""
    row = PromotionGoodsRow
    return promotion_goods.where(
        among(column, names),
        row.promotion != card.promotion,
        row.first_on <= card.last_on,
        row.last_on >= card.first_on,
        limit=OTHERS,
        counted=False,
    )


def judge(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    if not isinstance(fact.event, Judged):
        return []
    chosen, on_shelves, stock, agreements, rule, *others = pages
    found = {row.product: row for row in (*chosen.rows, *on_shelves.rows)}
    near = {(r.promotion, r.product, r.category): r for page in others for r in page.rows}
    known = Known(
        card=fact.event,
        goods=tuple(found.values()),
        items={row.item: row for row in stock.rows},
        agreements=agreements.rows,
        rule=rule.rows,
        others=tuple(near.values()),
    )
    good, doubts = priceable(known)
    ruled = (*too_deep(known, good), *below_cost(known, good), *unbounded(known, good))
    return [*doubts, *ruled, *overlapping(known, good)]


def priceable(known: Known) -> tuple[list[ProductRow], list[Doubt]]:
    """The goods that have a price under the promotion, and what is odd about the others."""
    good: list[ProductRow] = []
    doubts = []
    if not known.goods:
        bold = f"{known.card.name} holds for nothing that is on sale:"
        doubts += [doubt("care", "nothing_promoted", bold, f"{known.card.goods}.", "products")]
    for row in known.goods:
        try:
            found = known.under(row)
        except Refused as refused:
            severity: Severity = (
                "block" if refused.code in ("other_currency", "zero_price") else "care"
            )
            bold = f"{row.name} has no price under {known.card.name}:"
            doubts += [doubt(severity, refused.code, bold, said(refused), "products")]
            continue
        if found.list_price is None:
            bold = f"{row.name} gets no cheaper under {known.card.name}:"
            text = f"it costs {found.price} already."
            doubts += [doubt("care", "no_cheaper", bold, text, "base prices")]
        good.append(row)
    return good, doubts


def said(refused: Refused) -> str:
    return str(refused).removeprefix("No price. ")


def too_deep(known: Known, good: Sequence[ProductRow]) -> Iterator[Doubt]:
    """The limits of the house, which nobody signs away: another limit comes first."""
    limits = limits_of(known.rule)
    by_limit: dict[Decimal, list[tuple[ProductRow, Decimal]]] = {}
    for row in good:
        limit = limits.get(row.category, limits.get(EVERYTHING))
        depth = depth_of(known, row)
        if limit is not None and depth * 100 > limit:
            by_limit.setdefault(limit, []).append((row, depth))
    for limit, rows in by_limit.items():
        deepest = max(depth for _, depth in rows)
        bold = f"{named([row for row, _ in rows])} would be {percent(deepest)} cheaper:"
        text = f"promotions take off at most {figure(limit)} % there; set another limit first."
        yield doubt("block", "too_deep", bold, text, "depth limits")


def unbounded(known: Known, good: Sequence[ProductRow]) -> Iterator[Doubt]:
    """No limit holds what has no amount: then the depth asks for another hand, as a price does."""
    card = known.card
    if card.given_away is not None or not good:
        return
    deepest = max(good, key=lambda row: depth_of(known, row))
    depth = depth_of(known, deepest)
    if depth > STOP:
        bold = f"Nothing says how much {card.name} may give away:"
        text = f"{deepest.name} gets {percent(depth)} cheaper; a budget would say it."
        yield doubt("stop", "no_budget", bold, text, SOURCE)


def depth_of(known: Known, row: ProductRow) -> Decimal:
    """How much cheaper it gets, as a share of the base price of the first day."""
    base = base_on(row, known.card.first_on)
    if base is None or not base[0]:
        return Decimal(0)
    if known.card.price is None:
        return known.card.percent_off / 100
    return max(Decimal(0), (base[0] - known.card.price.amount) / base[0])


def below_cost(known: Known, good: Sequence[ProductRow]) -> Iterator[Doubt]:
    """Refused, or left to another hand: whichever the house has ruled."""
    lost: list[tuple[ProductRow, Money, Money, str]] = []
    for row in good:
        item = known.items.get(row.item)
        cost = cost_of(item, known.agreements) if item else None
        price = known.under(row).price
        if cost and cost.money.currency != price.currency:
            bold = f"{row.name} at {price} costs us {cost.money}:"
            text = "whether the promotion covers the cost was not checked."
            yield doubt("care", "cost_not_comparable", bold, text, cost.source)
        elif cost and price.amount < cost.money.amount:
            lost.append((row, price, cost.money, cost.source))
    if not lost:
        return
    row, price, cost_of_one, source = max(lost, key=lambda each: each[2].amount - each[1].amount)
    allowed = may_go_below_cost(known.rule)
    bold = f"{named([each[0] for each in lost])} would be sold below cost:"
    text = f"{row.name} at {price}, and one {row.unit} costs us {cost_of_one}"
    ruled = "." if allowed else "; no promotion may go below cost."
    yield doubt("stop" if allowed else "block", "below_cost", bold, f"{text}{ruled}", source)


def overlapping(known: Known, good: Sequence[ProductRow]) -> Iterator[Doubt]:
    """Others that lower the same prices for the same people, and what they come to together."""
    by_promotion: dict[str, list[PromotionGoodsRow]] = {}
    for row in known.others:
        if may_meet(meant_by(known.card), row):
            by_promotion.setdefault(row.promotion, []).append(row)
    for rows in by_promotion.values():
        other = promotion_of(rows)
        shared = [
            row for row in good if row.product in other.products or row.category in other.categories
        ]
        if shared:
            yield overlap(known, other, shared)


def overlap(known: Known, other: Promoted, shared: Sequence[ProductRow]) -> Doubt:
    row = shared[0]
    first = max(known.card.first_on, other.first_on)
    last = min(known.card.last_on, other.last_on)
    bold = f"{other.name} holds for {named(shared)} as well, from {day(first)} to {day(last)}:"
    how = "they add up" if known.card.stacks and other.stacks else "the lower price counts"
    text = f"{how}{together(known, other, row)}."
    return doubt("care", "overlapping_promotion", bold, text, f"{SOURCE}, {other.promotion}")


def together(known: Known, other: Promoted, row: ProductRow) -> str:
    item = known.items.get(row.item)
    least = floors([item], known.agreements, known.rule) if item else {}
    floor = least.get(row.item)
    try:
        price = known.under(row, other, floor=floor.amount if floor else None).price
    except Refused:
        return ""
    return f", {price} for one {row.unit} of {row.name}"


def named(rows: Sequence[ProductRow]) -> str:
    names = [row.name for row in rows]
    if len(names) > NAMED:
        names = [*names[:NAMED], counted(len(names) - NAMED, "more product")]
    return listed(names)


PROMOTION_CHECKS = (Check("promotion", JUDGED, ask, judge),)
