"""Promotions: every promotion with its days, what it gives, to whom, and what it is to bring."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.promotions.promotion_events import PromotionEnded, PromotionWithdrawn
from domain.promotions.promotion_terms import PromotionCard


class PromotionRow(Row):
    promotion: Public[str]
    name: Public[str]
    first_on: Internal[date]
    last_on: Internal[date]
    """The last day on which it holds, be it as planned or by an early end."""
    planned_last_on: Internal[date | None] = None
    planned_on: Internal[date | None] = None
    ended_early: Internal[bool] = False
    end_reason: Internal[str] = ""
    goods: Public[str] = ""
    percent_off: Internal[Decimal | None] = None
    price: Internal[Decimal | None] = None
    currency: Public[str] = ""
    from_quantity: Internal[Decimal] = Decimal(0)
    to_quantity: Internal[Decimal | None] = None
    buyer_kind: Internal[str] = ""
    segment: Internal[str] = ""
    price_list: Internal[str] = ""
    buyers: Internal[str] = ""
    stacks: Internal[bool] = False
    target_units: Internal[Decimal | None] = None
    target_amount: Internal[Decimal | None] = None
    budget_amount: Internal[Decimal | None] = None


def touches(fact: Fact) -> list[PromotionRow]:
    match fact.event:
        case PromotionCard() as card:
            return [PromotionRow(promotion=card.promotion, name=card.name, **dict(card.days))]
        case _:
            return []


def project(row: PromotionRow, fact: Fact) -> PromotionRow | None:
    match fact.event:
        case PromotionWithdrawn():
            return None
        case PromotionEnded(ended_on=last, reason=reason):
            return row.model_copy(
                update={"last_on": last, "ended_early": True, "end_reason": reason}
            )
        case PromotionCard() as card:
            return row.model_copy(update=told(card))
        case _:
            return row


def told(card: PromotionCard) -> dict[str, Any]:
    money = card.price or card.target_revenue or card.budget
    return {
        "name": card.name,
        "first_on": card.first_on,
        "last_on": card.last_on,
        "planned_last_on": card.last_on,
        "planned_on": card.planned_on,
        "ended_early": False,
        "end_reason": "",
        "goods": card.goods,
        "percent_off": card.percent_off if card.price is None else None,
        "price": card.price and card.price.amount,
        "currency": money.currency if money else "",
        "from_quantity": card.from_quantity,
        "to_quantity": card.to_quantity,
        "buyer_kind": card.buyers.kind,
        "segment": card.buyers.segment,
        "price_list": card.buyers.price_list,
        "buyers": str(card.buyers),
        "stacks": card.stacks,
        "target_units": card.target_units,
        "target_amount": card.target_revenue and card.target_revenue.amount,
        "budget_amount": card.budget and card.budget.amount,
    }


promotions = Projection(
    name="promotions",
    row=PromotionRow,
    key=(PromotionRow.promotion,),
    indexes=((PromotionRow.name,), (PromotionRow.first_on,), (PromotionRow.last_on,)),
    of=(PromotionCard,),
    touches=touches,
    project=project,
)
