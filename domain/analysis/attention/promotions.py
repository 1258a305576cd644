"""What needs somebody in promotions: those about to end."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Source, each
from domain.kernel import Query
from domain.promotions.promotions import PromotionRow, promotions

SOON = timedelta(days=7)


def ending(today: date) -> Sequence[Query[Any]]:
    row: Any = PromotionRow
    running = (row.first_on <= today, row.last_on >= today, row.last_on <= today + SOON)
    first = (row.last_on, row.promotion)
    return [promotions.where(*running, order_by=first, limit=EACH + 1, counted=False)]


def ends(row: PromotionRow, _: date) -> Matter:
    return Matter(
        about=row.promotion,
        title=f"{row.name} ends soon",
        detail=" · ".join(filter(None, (row.promotion, row.goods, row.buyers))),
        says=f"Show {row.promotion}",
        due=row.last_on,
    )


SOURCES = (
    Source(
        name="ending_promotions",
        function="promotions",
        finds="Running promotions whose last day is within a week.",
        roles=("sales", "manager"),
        lists="Which promotions end soon?",
        ask=ending,
        tell=each(ends),
        worth=Decimal(50),
    ),
)
