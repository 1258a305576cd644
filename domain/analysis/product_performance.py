"""Product performance: what a product sold, earned and got back, beside an earlier span of days."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

ZERO = Decimal(0)
FALLEN = Decimal("0.5")
"""What brings in less than half of what it did before sells badly."""
LONGEST = 90
"""Days on each side of a change of price: what lies further away has other reasons."""


@dataclass(frozen=True)
class Sales:
    """What one product sold in some days, in one currency."""

    units: Decimal = ZERO
    revenue: Decimal = ZERO
    returned: Decimal = ZERO


def change(now: Sales, before: Sales) -> Decimal | None:
    """By which part the revenue grew or fell; None where nothing was sold before."""
    return (now.revenue - before.revenue) / before.revenue if before.revenue else None


def margin(sold: Sales, cost: Decimal | None) -> Decimal | None:
    """What is left of the revenue when each unit is paid for at standard cost."""
    return None if cost is None else sold.revenue - sold.units * cost


def sells_badly(now: Sales, before: Sales) -> bool:
    """Whether it sold nothing, or fell by more than half."""
    return not now.revenue or now.revenue < before.revenue * FALLEN


@dataclass(frozen=True)
class Around:
    """As many days from a change on as before it, the day of the change belonging to the first."""

    first: date
    last: date
    before_first: date
    before_last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def around(changed_on: date, until: date) -> Around:
    """The days to compare, from a change that has come on until the last day that is over."""
    days = min((until - changed_on).days + 1, LONGEST)
    before_last = changed_on - timedelta(days=1)
    last = changed_on + timedelta(days=days - 1)
    return Around(changed_on, last, changed_on - timedelta(days=days), before_last)
