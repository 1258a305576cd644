"""Promotion earnings: what sales left after the cost of their goods, where that is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ZERO = Decimal(0)


@dataclass(frozen=True)
class Earned:
    """Sales at standard cost; goods without a cost in this currency are counted for themselves."""

    revenue: Decimal = ZERO
    cost: Decimal = ZERO
    uncosted: Decimal = ZERO
    """The part of the revenue whose cost nobody knows: it is never taken for free goods."""

    @property
    def costed(self) -> Decimal:
        return self.revenue - self.uncosted

    @property
    def margin(self) -> Decimal | None:
        """Revenue less cost, over what has a cost; None where nothing that was sold has one."""
        if self.revenue and not self.costed:
            return None
        return self.costed - self.cost

    @property
    def share(self) -> Decimal | None:
        """The margin as a part of the revenue that it is of."""
        return self.margin / self.costed if self.margin is not None and self.costed else None


def earned(sales: Iterable[Mapping[str, Any]], costs: Mapping[str, Decimal]) -> Earned:
    """From units and revenue by item, and what one unit of each item costs."""
    revenue = cost = uncosted = ZERO
    for each in sales:
        revenue += each["revenue"]
        if each["item"] in costs:
            cost += each["units"] * costs[each["item"]]
        else:
            uncosted += each["revenue"]
    return Earned(revenue, cost, uncosted)


def extra(during: Earned, before: Earned) -> Decimal | None:
    """How much more margin its goods left than on as many days before; None if part is unknown."""
    if during.uncosted or before.uncosted or during.margin is None or before.margin is None:
        return None
    return during.margin - before.margin


def payback(more: Decimal | None, discount: Decimal) -> Decimal | None:
    """Extra margin for each unit of money that was given away; None where nothing was."""
    return more / discount if more is not None and discount else None
