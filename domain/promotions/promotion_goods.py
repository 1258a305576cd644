"""Promotion goods: one row for each product or category that a promotion makes cheaper."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.promotions.promotion_events import (
    PromotionChanged,
    PromotionEnded,
    PromotionWithdrawn,
)
from domain.promotions.promotion_terms import PromotionCard, Terms

Goods = tuple[str, str]
"""A product and nothing, or nothing and a category."""


class PromotionGoodsRow(Row):
    """All that a price needs to know, so that nothing else has to be asked for it."""

    promotion: Public[str]
    product: Public[str] = ""
    """The product that is meant; nothing where it is a whole category."""
    category: Public[str] = ""
    """The category that is meant; nothing where it is one product."""
    shelf: Public[str] = ""
    """The category that is meant, or the one of the product when it was planned."""
    name: Public[str] = ""
    product_name: Public[str] = ""
    first_on: Internal[date]
    last_on: Internal[date]
    percent_off: Internal[Decimal] = Decimal(0)
    price: Internal[Decimal | None] = None
    currency: Public[str] = ""
    from_quantity: Internal[Decimal] = Decimal(0)
    to_quantity: Internal[Decimal | None] = None
    buyer_kind: Internal[str] = ""
    segment: Internal[str] = ""
    price_list: Internal[str] = ""
    stacks: Internal[bool] = False


def goods_of(terms: Terms) -> Iterator[Goods]:
    yield from ((each.product, "") for each in terms.products)
    yield from (("", name) for name in terms.categories)


def touches(fact: Fact) -> list[PromotionGoodsRow]:
    match fact.event:
        case PromotionChanged() as event:
            every = dict.fromkeys([*goods_of(event.before), *goods_of(event)])
            return [first(event, each) for each in every]
        case PromotionCard() as event:
            return [first(event, each) for each in goods_of(event)]
        case _:
            return []


def first(card: PromotionCard, goods: Goods) -> PromotionGoodsRow:
    product, category = goods
    return PromotionGoodsRow(
        promotion=card.promotion,
        product=product,
        category=category,
        first_on=card.first_on,
        last_on=card.last_on,
    )


def project(row: PromotionGoodsRow, fact: Fact) -> PromotionGoodsRow | None:
    match fact.event:
        case PromotionWithdrawn():
            return None
        case PromotionEnded(ended_on=last):
            return row.model_copy(update={"last_on": last})
        case PromotionCard() as card:
            still = (row.product, row.category) in set(goods_of(card))
            return row.model_copy(update=told(row, card)) if still else None
        case _:
            return row


def told(row: PromotionGoodsRow, card: PromotionCard) -> dict[str, Any]:
    chosen = next((each for each in card.products if each.product == row.product), None)
    return {
        "shelf": chosen.category if chosen else row.category,
        "name": card.name,
        "product_name": chosen.product_name if chosen else "",
        "first_on": card.first_on,
        "last_on": card.last_on,
        "percent_off": card.percent_off,
        "price": card.price and card.price.amount,
        "currency": card.price.currency if card.price else "",
        "from_quantity": card.from_quantity,
        "to_quantity": card.to_quantity,
        "buyer_kind": card.buyers.kind,
        "segment": card.buyers.segment,
        "price_list": card.buyers.price_list,
        "stacks": card.stacks,
    }


promotion_goods = Projection(
    name="promotion_goods",
    row=PromotionGoodsRow,
    key=(PromotionGoodsRow.promotion, PromotionGoodsRow.product, PromotionGoodsRow.category),
    indexes=(
        (PromotionGoodsRow.product, PromotionGoodsRow.last_on),
        (PromotionGoodsRow.category, PromotionGoodsRow.last_on),
        (PromotionGoodsRow.shelf, PromotionGoodsRow.last_on),
    ),
    of=(PromotionCard,),
    touches=touches,
    project=project,
)
