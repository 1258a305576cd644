"""Occasions: which suggestions are new, so that nothing is drafted twice or against a no."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from assistant.records import Records
from domain.agents.agent import Suggestion, matter
from domain.agents.roster import BY_NAME
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import among

A_DAY = 50
"""Drafts of one agent on one day; what is left over is still there tomorrow."""
AT_ONCE = 20
"""Drafts of one agent in one run."""
EXPIRIES = 3
"""A draft that nobody decided on is made so often; then the matter rests."""
SEEN = 2_000
OTHERS = 100
"""Open drafts of people that are compared with what an agent suggests."""


@dataclass(frozen=True)
class Fresh:
    """A suggestion to act upon, with how many of its drafts have expired."""

    suggestion: Suggestion
    attempt: int

    @property
    def key(self) -> str:
        """Under one key nothing is drafted twice, whoever else is at it."""
        return f"{self.suggestion.occasion} ~{self.attempt}"


async def fresh(
    records: Records, agent: str, suggestions: Sequence[Suggestion], now: datetime
) -> list[Fresh]:
    """Those that nobody has decided on, within the agent's budget of the day."""
    if not suggestions:
        return []
    left = min(AT_ONCE, A_DAY - await drafted_today(records, agent, now))
    known = drafts.where(
        among(DraftRow.occasion, [each.occasion for each in suggestions]),
        limit=SEEN,
        counted=False,
    )
    waiting = drafts.where(
        DraftRow.agent == agent, among(DraftRow.status, OPEN), limit=SEEN, counted=False
    )
    had, open_ = await records.many([known, waiting])
    matters = {matter(row.occasion) for row in open_.rows if row.occasion}
    taken = await taken_up(records, agent)
    left_over = [each for each in suggestions if subject_of(each) not in taken]
    found = list(undecided(left_over, tried(had.rows), matters))
    return found[: max(left, 0)]


def undecided(
    suggestions: Iterable[Suggestion], had: Mapping[str, Sequence[str]], waiting: set[str]
) -> Iterable[Fresh]:
    """A no counts for its occasion, as a yes does; only a draft that ran out is made again."""
    for each in suggestions:
        statuses = had.get(each.occasion, ())
        decided = any(status != "expired" for status in statuses)
        if decided or len(statuses) >= EXPIRIES or matter(each.occasion) in waiting:
            continue
        waiting = waiting | {matter(each.occasion)}
        yield Fresh(each, len(statuses))


async def taken_up(records: Records, agent: str) -> set[tuple[str, str]]:
    """What people, or agents for them, have drafted already and nobody has decided on."""
    function = BY_NAME[agent].function if agent in BY_NAME else ""
    asked = drafts.where(
        DraftRow.function == function,
        among(DraftRow.status, OPEN),
        DraftRow.occasion == "",
        limit=OTHERS,
        counted=False,
    )
    found = set()
    for row in (await records.rows(asked)).rows:
        proposal = (await records.draft(row.draft)).proposal
        if proposal is not None:
            found |= {(proposal.tool, str(value)) for value in proposal.asked.values()}
    return found


def subject_of(suggestion: Suggestion) -> tuple[str, str]:
    """The tool, with the record that its first argument names."""
    first, *_ = suggestion.arguments.values()
    return suggestion.tool, str(first)


def tried(rows: Iterable[DraftRow]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.occasion].append(row.status)
    return found


async def drafted_today(records: Records, agent: str, now: datetime) -> int:
    began: Any = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    proposed: Any = DraftRow.proposed_at
    asked = drafts.where(DraftRow.agent == agent, proposed >= began, limit=1)
    return (await records.rows(asked)).total
