"""What may happen to promotions and to the rule of their depth, by hand and by chance."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from domain.kernel import AnyDecider, AnyProjection, Command
from domain.promotions.depth_limits import depth_limits
from domain.promotions.depth_rule import (
    RemoveDepthLimit,
    RuleBelowCost,
    SetDepthLimit,
    depth_rule,
)
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import (
    ChangePromotion,
    EndPromotion,
    GiveBackPromotion,
    MovePromotion,
    PlanPromotion,
    ResumePromotion,
    TakeOverPromotion,
    WithdrawPromotion,
)
from domain.promotions.promotion_goods import promotion_goods
from domain.promotions.promotion_terms import Chosen
from domain.promotions.promotions import promotions
from tests.domain.business import eur

WHY = "Somebody said so."
PLANNED, FIRST, LAST = date(2026, 11, 20), date(2026, 12, 1), date(2026, 12, 24)
BAG = Chosen(product="BAG", product_name="Day bag", item="BAG-1", category="Bags")
BELT = Chosen(product="BELT", product_name="Belt", item="BELT-1", category="Belts")
TERMS = {"name": "Advent", "products": (BAG,), "percent_off": Decimal(20)}
DAYS = {"first_on": FIRST, "last_on": LAST}


def plan(**other: Any) -> PlanPromotion:
    known = {"promotion": "PRO-1", "planned_on": PLANNED, **TERMS, **DAYS}
    return PlanPromotion.model_validate(known | other)


def take_over(**other: Any) -> TakeOverPromotion:
    return TakeOverPromotion(**dict(plan(**other)))


def change(**other: Any) -> ChangePromotion:
    return ChangePromotion.model_validate(TERMS | other)


def move(first_on: date = FIRST, last_on: date = LAST, on: date | None = None) -> MovePromotion:
    return MovePromotion(first_on=first_on, last_on=last_on, on=on)


def end(on: date, reason: str = WHY) -> EndPromotion:
    return EndPromotion(ended_on=on, reason=reason)


def limit(percent: str, category: str = "") -> SetDepthLimit:
    return SetDepthLimit(category=category, percent=Decimal(percent))


BY_HAND: dict[str, tuple[Command, ...]] = {
    "promotion": (
        plan(),
        WithdrawPromotion(),
        take_over(from_quantity=Decimal(5), to_quantity=Decimal(9)),
        GiveBackPromotion(),
        plan(budget=eur("900"), target_units=Decimal(40), target_revenue=eur("2000")),
        change(price=eur("39.90"), percent_off=Decimal(0), categories=("Hats",)),
        change(products=(BAG, BELT), stacks=True, from_quantity=Decimal(5)),
        move(last_on=date(2026, 12, 31)),
        end(date(2026, 12, 10)),
        ResumePromotion(),
        WithdrawPromotion(),
    ),
    "depth_rule": (
        limit("40"),
        limit("25", "Bags"),
        limit("30", "Bags"),
        RemoveDepthLimit(category="Bags"),
        RuleBelowCost(allowed=True),
        RuleBelowCost(allowed=False),
    ),
}
percents = st.sampled_from([Decimal(each) for each in ("0", "10", "20", "100")])
days = st.sampled_from([date(2026, 12, each) for each in (1, 5, 10, 24, 31)])
goods = st.sampled_from([(), (BAG,), (BAG, BELT), (BELT,)])
shelves = st.sampled_from([(), ("Bags",), ("Hats", "Bags")])
COMMANDS: dict[str, st.SearchStrategy[Command]] = {
    "promotion": st.one_of(
        st.sampled_from(BY_HAND["promotion"]),
        st.builds(plan, percent_off=percents, products=goods, first_on=days, last_on=days),
        st.builds(take_over, percent_off=percents, products=goods, last_on=days),
        st.just(GiveBackPromotion()),
        st.builds(change, percent_off=percents, products=goods, categories=shelves),
        st.builds(move, days, days, st.none() | days),
        st.builds(end, days),
    ),
    "depth_rule": st.one_of(
        st.sampled_from(BY_HAND["depth_rule"]),
        st.builds(limit, st.sampled_from(["0", "10", "40"]), st.sampled_from(["", "Bags"])),
        st.builds(RemoveDepthLimit, category=st.sampled_from(["", "Bags"])),
        st.builds(RuleBelowCost, allowed=st.booleans()),
    ),
}
DECIDERS: tuple[AnyDecider, ...] = (depth_rule, promotion)
READ: tuple[tuple[AnyDecider, AnyProjection], ...] = (
    (depth_rule, depth_limits),
    (promotion, promotion_goods),
    (promotion, promotions),
)
