"""Promotion performance: what a promotion sold and gave away, against its target and its budget."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from domain.promotions.promotions import PromotionRow

ZERO = Decimal(0)
Stage = Literal["planned", "running", "ended"]


def stage_of(row: PromotionRow, today: date) -> Stage:
    if today < row.first_on:
        return "planned"
    return "running" if today <= row.last_on else "ended"


@dataclass(frozen=True)
class Sold:
    """What was sold under a promotion; units are known where all goods are counted in one."""

    units: Decimal | None = None
    unit: str = ""
    revenue: Decimal = ZERO
    discount: Decimal = ZERO
    lines: int = 0
    elsewhere: tuple[str, ...] = ()
    """Other currencies in which something was sold: they are not in these figures."""


NOTHING = Sold(units=ZERO)


def sold_in(groups: Iterable[Mapping[str, Any]], currency: str) -> Sold:
    """The figures of one currency, from sums by currency and unit."""
    every = list(groups)
    mine = [group for group in every if group["currency"] == currency]
    others = sorted({group["currency"] for group in every} - {currency})
    if not mine:
        return Sold(units=ZERO, elsewhere=tuple(others))
    units = {group["unit"] for group in mine}
    return Sold(
        units=mine[0]["units"] if len(units) == 1 else None,
        unit=mine[0]["unit"] if len(units) == 1 else "",
        revenue=sum((group["revenue"] for group in mine), ZERO),
        discount=sum((group["discount"] for group in mine), ZERO),
        lines=sum(group["lines"] for group in mine),
        elsewhere=tuple(others),
    )


def units_share(row: PromotionRow, sold: Sold) -> Decimal | None:
    """How much of the target in units is reached; None where there is none to compare."""
    return None if sold.units is None else share(sold.units, row.target_units)


def revenue_share(row: PromotionRow, sold: Sold) -> Decimal | None:
    return share(sold.revenue, row.target_amount)


def share(reached: Decimal, target: Decimal | None) -> Decimal | None:
    return reached / target if target else None


def missed(row: PromotionRow, sold: Sold) -> bool:
    """Whether it fell short of any of its targets; what has none cannot miss it."""
    shares = (units_share(row, sold), revenue_share(row, sold))
    return any(each is not None and each < 1 for each in shares)


def over_budget(row: PromotionRow, sold: Sold) -> bool:
    return row.budget_amount is not None and sold.discount > row.budget_amount


@dataclass(frozen=True)
class Compared:
    """Two spans of as many days: those of a promotion so far, and those right before it."""

    first: date
    last: date
    before_first: date
    before_last: date


def compared(row: PromotionRow, today: date) -> Compared | None:
    """None where it has not begun."""
    if today < row.first_on:
        return None
    last = min(today, row.last_on)
    before = row.first_on - timedelta(days=1)
    return Compared(row.first_on, last, before - (last - row.first_on), before)
