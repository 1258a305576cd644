"""Amounts: sums of money over many rows, which never mix two currencies."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.kernel import AnyProjection, Summarised, dimension
from domain.kernel.summary import Measure
from domain.kernel.wording import percent, total
from domain.kernel.words import listed
from tools.toolkit import ToolContext

CURRENCIES = 20


async def by_currency(
    ctx: ToolContext, asked: AnyProjection, conditions: Sequence[bool], *measures: Measure
) -> Summarised:
    """The measures over all rows that satisfy the conditions, for each currency on its own."""
    currency = dimension("currency", asked.row.currency)
    summary = asked.summary(*conditions, by=(currency,), measures=measures, limit=CURRENCIES)
    return await ctx.summary(summary)


def sums(found: Summarised, name: str, currency: str) -> str:
    """One sum for each currency, in one breath; zero in the currency of the business."""
    parts = [total(group[name], group["currency"]) for group in found.groups if group[name]]
    return listed(parts) or total(Decimal(0), currency)


def compared(now: Summarised, then: Summarised, name: str, since: str) -> str:
    """How a sum differs from the one before it; nothing where the two cannot be compared."""
    pair = sole(now, name), sole(then, name)
    if pair[0] is None or pair[1] is None or pair[0][1] != pair[1][1] or not pair[1][0]:
        return ""
    change = (pair[0][0] - pair[1][0]) / pair[1][0]
    if not change:
        return f", the same as {since}"
    return f", {percent(abs(change))} {'more' if change > 0 else 'less'} than {since}"


def sole(found: Summarised, name: str) -> tuple[Decimal, Any] | None:
    """The sum and its currency where there is only one."""
    groups = [group for group in found.groups if group[name]]
    return (groups[0][name], groups[0]["currency"]) if len(groups) == 1 else None
