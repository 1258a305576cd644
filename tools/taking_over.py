"""Taking over: what the batches of every function share, from reading all rows to the plan."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.kernel import Message, Public, Query, Step
from domain.kernel.query import R
from tools.toolkit import Plan, ToolContext

Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
MOST = Field(min_length=1, max_length=10_000)
PAGE = 5_000
KIND = "Import"
VALID_DAYS = 14  # A file is studied longer than a single order.


class BatchDraft(Message):
    """The draft of a batch, by what is needed to sign it; its card is asked for when it is read."""

    draft: Public[str]
    version: Public[int]
    digest: Public[str]


async def take_over(ctx: ToolContext, title: str, steps: Iterable[Step]) -> BatchDraft:
    """Propose all these steps in one draft, so that they are signed, and undone, together."""
    because = "Nothing of the file is live before this is signed."
    plan = Plan(steps=tuple(steps), title=title, kind=KIND, because=because, valid_days=VALID_DAYS)
    card = await ctx.propose(plan)
    return BatchDraft(draft=card.draft, version=card.version, digest=card.digest)


async def every(ctx: ToolContext, query: Query[R]) -> list[R]:
    """All the rows of a question, page by page."""
    found: list[R] = []
    while True:
        page = await ctx.rows(query.but(limit=PAGE, offset=len(found)))
        found.extend(page.rows)
        if len(found) >= page.total or not page.rows:
            return found
