"""Taking over: what the batches of every function share, from reading all rows to the plan."""

from collections.abc import Iterable

from domain.kernel import Query, Step
from domain.kernel.query import R
from tools.toolkit import Plan, ToolContext

PAGE = 5_000
KIND = "Import"
VALID_DAYS = 14  # A file is studied longer than a single order.


def taking_over(title: str, steps: Iterable[Step]) -> Plan:
    """All these steps in one draft, so that they are signed, and undone, together."""
    because = "Nothing of the file is live before this is signed."
    return Plan(steps=tuple(steps), title=title, kind=KIND, because=because, valid_days=VALID_DAYS)


async def every(ctx: ToolContext, query: Query[R]) -> list[R]:
    """All the rows of a question, page by page."""
    found: list[R] = []
    while True:
        page = await ctx.rows(query.but(limit=PAGE, offset=len(found)))
        found.extend(page.rows)
        if len(found) >= page.total or not page.rows:
            return found
