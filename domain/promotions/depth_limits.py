"""Depth limits: the largest percentage off by category, with what holds below cost."""

from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.promotions.depth_rule import (
    EVERYTHING,
    BelowCostRuled,
    DepthLimitRemoved,
    DepthLimitSet,
    Limit,
)


class DepthLimitRow(Row):
    """The row of no category is the one for everything; whether below cost may be stands there."""

    category: Public[str] = EVERYTHING
    percent: Internal[Decimal | None] = None
    below_cost: Internal[bool] = False


def touches(fact: Fact) -> list[DepthLimitRow]:
    match fact.event:
        case Limit(category=category):
            return [DepthLimitRow(category=category)]
        case BelowCostRuled():
            return [DepthLimitRow()]
        case _:
            return []


def project(row: DepthLimitRow, fact: Fact) -> DepthLimitRow | None:
    match fact.event:
        case DepthLimitSet(percent=percent):
            return row.model_copy(update={"percent": percent})
        case DepthLimitRemoved():
            return kept(row.model_copy(update={"percent": None}))
        case BelowCostRuled(allowed=allowed):
            return kept(row.model_copy(update={"below_cost": allowed}))
        case _:
            return row


def kept(row: DepthLimitRow) -> DepthLimitRow | None:
    """The row, unless it says nothing any more."""
    return row if row.below_cost or row.percent is not None else None


depth_limits = Projection(
    name="depth_limits",
    row=DepthLimitRow,
    key=(DepthLimitRow.category,),
    of=(Limit, BelowCostRuled),
    touches=touches,
    project=project,
)
