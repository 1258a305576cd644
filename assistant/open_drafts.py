"""Open drafts: the few hundred that cost most to wait, however many there are."""

from collections.abc import Iterable
from typing import Any

from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Page, Query, falling

EACH = 100
"""Of each status the gravest, the dearest and the soonest to expire."""


def asking(function: str = "", account: str = "") -> list[Query[DraftRow]]:
    """Each question follows an index, so that none of them reads all that is open."""
    row: Any = DraftRow
    orders = (
        (row.red_flags > 0, falling(row.red_flags)),
        (True, falling(row.amount)),
        (True, row.expires_at),
    )
    return [
        drafts.where(
            row.status == status,
            wanted,
            not function or row.function == function,
            not account or row.customer == account,
            order_by=(order,),
            limit=EACH,
            counted=False,
        )
        for status in OPEN
        for wanted, order in orders
    ]


def together(pages: Iterable[Page[DraftRow]]) -> list[DraftRow]:
    """Each draft once."""
    return list({row.draft: row for page in pages for row in page.rows}.values())
