"""Escalating: drafts that waited longer than their kind may are raised to the next role."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from domain.command_handler.handler import CommandHandler
from domain.governance.draft import OPEN, draft
from domain.governance.draft_commands import EscalateDraft
from domain.governance.drafts import DraftRow, drafts
from domain.governance.patience import SHORTEST, STREAM, Patience, due, patience
from domain.kernel import Cause, Step

EACH, PAGES = 500, 20
"""Of each status so many drafts in one round: the soonest to expire come first."""
CLOCK = ("countersign",)
"""The hand of the house itself, which signs nothing."""


async def escalate(handler: CommandHandler, now: datetime) -> int:
    """Raise what has waited too long, one step each; how many there were."""
    rows = [row for status in OPEN async for row in waiting(handler, status, now)]
    if not rows:
        return 0
    declared: Patience = (await handler.aggregates.read({STREAM: patience}))[STREAM].state
    raised = [(row.draft, step) for row in rows if (step := due(row, declared, now))]
    for name, step in raised:
        command = EscalateDraft(step=step.step, to=step.to, hours=step.hours, at=now)
        await handler.record([Step(draft.stream(name), command)], Cause(CLOCK))
    return len(raised)


async def waiting(handler: CommandHandler, status: str, now: datetime) -> AsyncIterator[DraftRow]:
    """The open drafts of this status that are old enough for any step, page by page."""
    row: Any = DraftRow
    asked = drafts.where(
        row.status == status,
        row.proposed_at <= now - timedelta(hours=SHORTEST),
        order_by=(row.expires_at, row.draft),
        limit=EACH,
        counted=False,
    )
    for _ in range(PAGES):
        page = (await handler.rows(asked)).rows
        for each in page:
            yield each
        if len(page) < EACH:
            return
        asked = asked.following(page[-1])
