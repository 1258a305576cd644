"""A promotion: lower prices for some goods, some buyers and some days, which end by themselves."""

from collections import Counter
from dataclasses import dataclass

from domain.kernel import Decider, Refused
from domain.kernel.part import part
from domain.kernel.words import counted, day, ended, figure
from domain.promotions.promotion_events import (
    ChangePromotion,
    Closing,
    EndPromotion,
    GiveBackPromotion,
    MovePromotion,
    PlanPromotion,
    PromotionChanged,
    PromotionCommand,
    PromotionEnded,
    PromotionEvent,
    PromotionGivenBack,
    PromotionMoved,
    PromotionPlanned,
    PromotionResumed,
    PromotionTakenOver,
    PromotionWithdrawn,
    ResumePromotion,
    TakeOverPromotion,
    WithdrawPromotion,
    card_of,
)
from domain.promotions.promotion_terms import HUNDRED, Days, PromotionCard, Terms

MOST = 200  # Products and categories of one promotion.


@dataclass(frozen=True)
class Promotion:
    card: PromotionCard | None = None
    closing: Closing | None = None
    """How it was ended before its time, where it was."""


def decide(promotion: Promotion, command: PromotionCommand) -> list[PromotionEvent]:
    match command:
        case PlanPromotion() | TakeOverPromotion() if promotion.card:
            reason = f"Not planned. {command.promotion} is {promotion.card.name} already."
            raise Refused(reason, "known")
        case PlanPromotion():
            return [PromotionPlanned(**dict(sound(command)))]
        case TakeOverPromotion():
            return [PromotionTakenOver(**dict(sound(command)))]
        case _ if promotion.card is None:
            raise Refused("There is no such promotion: plan it first.", "unknown_promotion")
        case GiveBackPromotion():
            return [given_back(promotion, promotion.card)]
        case ResumePromotion():
            return [resumed(promotion, promotion.card)]
        case _ if promotion.closing:
            reason = ended(promotion.closing.reason)
            last = day(promotion.closing.ended_on)
            text = f"{promotion.card.name} was ended early, on {last}: {reason}."
            raise Refused(f"Not changed. {text} Plan another one.", "ended_early")
        case _:
            return decide_open(promotion.card, command)


def decide_open(card: PromotionCard, command: PromotionCommand) -> list[PromotionEvent]:
    """What may be done with a promotion that was not ended early."""
    match command:
        case WithdrawPromotion(on=on) if on and on >= card.first_on:
            begun = f"{card.name} has begun on {day(card.first_on)}"
            reason = f"Not withdrawn. {begun}: end it early instead."
            raise Refused(reason, "has_begun")
        case WithdrawPromotion():
            return [PromotionWithdrawn(**dict(card))]
        case ChangePromotion():
            return [changed_to(card, part(Terms, command))]
        case MovePromotion():
            return [moved_to(card, command)]
        case EndPromotion():
            return [closed(card, command)]
        case _:
            raise Refused(f"Nothing to do with {card.name}.", "no_change")


def sound(card: PromotionCard) -> PromotionCard:
    possible(card)
    in_order(card.name, card)
    not_past(card)
    return card


def possible(terms: Terms) -> None:
    """Refuse terms under which nobody would get anything, or somebody something for nothing."""
    name, price, points = terms.name, terms.price, terms.percent_off
    if not terms.products and not terms.categories:
        reason = f"Not planned. {name} has no products: name some, or a category."
        raise Refused(reason, "no_products")
    if price and points:
        reason = f"Not planned. {name} has {points:,f} % off as well as a price: give one of both."
        raise Refused(reason, "two_reductions")
    if price and price.amount <= 0:
        reason = f"Not planned. A price of {price} under {name} is no price: give more than 0."
        raise Refused(reason, "no_price")
    if points >= HUNDRED:
        reason = f"Not planned. {points:,f} % off under {name} would leave no price: give less."
        raise Refused(reason, "no_price")
    if price is None and points <= 0:
        reason = f"Not planned. {name} lowers no price: give a percentage above 0, or a price."
        raise Refused(reason, "no_reduction")
    bounded(terms)
    aimed(terms)


def bounded(terms: Terms) -> None:
    """Refuse goods that are named twice, more of them than can be looked at, odd quantities."""
    every = [*(each.product for each in terms.products), *terms.categories]
    if len(every) > MOST:
        many = counted(len(every), "product")
        reason = f"Not planned. {terms.name} has {many}: name {MOST} or fewer, or a category."
        raise Refused(reason, "too_many_products")
    twice = [code for code, times in Counter(every).items() if times > 1]
    if twice:
        reason = f"Not planned. {terms.name} names {twice[0]} twice: name it once."
        raise Refused(reason, "named_twice")
    if terms.from_quantity < 0:
        reason = f"Not planned. The least quantity of {terms.name} cannot be below 0."
        raise Refused(reason, "no_quantity")
    most = terms.to_quantity
    if most is not None and not 0 < most >= terms.from_quantity:
        reason = (
            f"Not planned. The largest quantity of {terms.name}, {figure(most)}, must be more than "
            f"0 and no less than the least, {figure(terms.from_quantity)}: correct one of the two."
        )
        raise Refused(reason, "no_quantity")


def aimed(terms: Terms) -> None:
    aims = {
        "target in units": terms.target_units,
        "target in revenue": terms.target_revenue.amount if terms.target_revenue else None,
        "budget": terms.budget.amount if terms.budget else None,
    }
    for aim, amount in aims.items():
        if amount is not None and amount <= 0:
            reason = f"Not planned. The {aim} of {terms.name} must be more than 0, or left out."
            raise Refused(reason, "no_target")
    money = (terms.price, terms.target_revenue, terms.budget)
    currencies = {each.currency for each in money if each}
    if len(currencies) > 1:
        said = " and ".join(sorted(currencies))
        reason = f"Not planned. {terms.name} is in {said}: give all amounts in one currency."
        raise Refused(reason, "two_currencies")


def in_order(name: str, days: Days) -> None:
    if days.last_on < days.first_on:
        reason = (
            f"Not planned. {name} would end on {day(days.last_on)}, before it begins on "
            f"{day(days.first_on)}: give a later last day."
        )
        raise Refused(reason, "ends_before_it_begins")


def not_past(card: PromotionCard) -> None:
    """What customers paid on days that are over stays as it was."""
    if card.first_on < card.planned_on:
        reason = (
            f"Not planned. {day(card.first_on)} is past: {card.name} begins on "
            f"{day(card.planned_on)} or on a day to come."
        )
        raise Refused(reason, "in_the_past")


def changed_to(card: PromotionCard, terms: Terms) -> PromotionChanged:
    possible(terms)
    before = part(Terms, card)
    if terms == before:
        raise Refused(f"Not changed. {card.name} is so already.", "no_change")
    return PromotionChanged(**{**dict(card), **dict(terms)}, before=before)


def moved_to(card: PromotionCard, command: MovePromotion) -> PromotionMoved:
    days, before, today = part(Days, command), card.days, command.on
    in_order(card.name, days)
    if days == before:
        raise Refused(f"Not moved. {card.name} holds {before} already.", "no_change")
    if today and card.first_on <= today and days.first_on != card.first_on:
        reason = (
            f"Not moved. {card.name} has begun on {day(card.first_on)}, and what was paid since "
            "stays as it was: move its last day only."
        )
        raise Refused(reason, "has_begun")
    if today and days.last_on < today:
        reason = f"Not moved. {day(days.last_on)} is past: give a last day from today on."
        raise Refused(reason, "in_the_past")
    if today and days.first_on < today and days.first_on != card.first_on:
        reason = f"Not moved. {day(days.first_on)} is past: give a first day from today on."
        raise Refused(reason, "in_the_past")
    return PromotionMoved(**{**dict(card), **dict(days)}, before=before)


def closed(card: PromotionCard, command: EndPromotion) -> PromotionEnded:
    if command.ended_on < card.first_on:
        reason = f"Not ended. {card.name} begins on {day(card.first_on)} only: withdraw it instead."
        raise Refused(reason, "not_begun")
    if command.ended_on >= card.last_on:
        reason = f"Not ended. {card.name} ends by itself on {day(card.last_on)}."
        raise Refused(reason, "ends_by_itself")
    return PromotionEnded(**dict(card), **dict(command))


def resumed(promotion: Promotion, card: PromotionCard) -> PromotionResumed:
    if promotion.closing is None:
        raise Refused(f"Not resumed. {card.name} was not ended early.", "not_ended")
    return PromotionResumed(**dict(card), **dict(promotion.closing))


def given_back(promotion: Promotion, card: PromotionCard) -> PromotionGivenBack:
    if promotion.closing:
        last = day(promotion.closing.ended_on)
        reason = f"Not given back. {card.name} was ended early, on {last}: take that back first."
        raise Refused(reason, "ended_early")
    return PromotionGivenBack(**dict(card))


def evolve(promotion: Promotion, event: PromotionEvent) -> Promotion:
    match event:
        case PromotionPlanned() | PromotionChanged() | PromotionMoved():
            return Promotion(card_of(event))
        case PromotionWithdrawn():
            return Promotion()
        case PromotionEnded():
            return Promotion(promotion.card, part(Closing, event))
        case PromotionResumed():
            return Promotion(promotion.card)


promotion = Decider(
    name="promotion",
    commands=PromotionCommand,
    events=PromotionEvent,
    initial=Promotion(),
    decide=decide,
    evolve=evolve,
)
