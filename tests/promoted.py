"""What the small trade promotes: one promotion that runs for few, one to come, one that is over."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Step
from domain.promotions.depth_rule import STREAM, SetDepthLimit
from domain.promotions.promotion_events import PlanPromotion
from domain.promotions.promotion_terms import Buyers, Chosen
from tests.steps import euros, on

TURN = Chosen(product="TURN", product_name="Turn-lock", item="LOCK", category="Fittings")


def promotion(code: str, name: str, first: date, last: date, off: str, **other: Any) -> Step:
    command = PlanPromotion(
        promotion=code,
        name=name,
        planned_on=first,
        first_on=first,
        last_on=last,
        products=(TURN,),
        percent_off=Decimal(off),
        **other,
    )
    return on(command, code)


def promotions() -> Iterator[Step]:
    """The one that runs is for workshops, of which none is a customer so far."""
    workshops = {"buyers": Buyers(segment="Workshops"), "stacks": True}
    days = date(2026, 11, 10), date(2026, 11, 30)
    yield promotion("PRO-1", "Workshop weeks", *days, "15", **workshops)
    advent = date(2026, 12, 1), date(2026, 12, 24)
    yield promotion("PRO-2", "Advent", *advent, "10", budget=euros("300"))
    autumn = date(2026, 10, 1), date(2026, 10, 14)
    yield promotion("PRO-3", "Autumn", *autumn, "20", target_revenue=euros("500"))
    yield Step(STREAM, SetDepthLimit(category="Fittings", percent=Decimal(40)))
