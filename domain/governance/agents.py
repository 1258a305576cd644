"""Agents: one row for each whose passport was ever changed; the others are as they were shipped."""

from datetime import datetime
from decimal import Decimal

from domain.governance.authority import Rung
from domain.governance.passport import (
    SHIPPED,
    Badge,
    PassportEvent,
    PassportIssued,
    PassportReinstated,
    PassportRevoked,
    PassportWithdrawn,
    badge_of,
)
from domain.kernel import Fact, Internal, Personal, Projection, Public, Row


class AgentRow(Row):
    agent: Public[str]
    functions: Public[tuple[str, ...]]
    rung: Public[int]
    limit: Internal[Decimal | None]
    owner: Personal[str]
    drafts: Public[tuple[str, ...]] = ()
    stopped: Public[bool]
    reason: Internal[str]
    shipped: Public[bool]
    """Whether its badge is the one it came with."""
    since: Public[datetime | None]
    draft: Public[str]


def row_of(badge: Badge, shipped: bool = False) -> AgentRow:
    return AgentRow(
        **badge.model_dump(exclude={"rung"}),
        rung=int(badge.rung),
        stopped=False,
        reason="",
        shipped=shipped,
        since=None,
        draft="",
    )


def first(agent: str) -> AgentRow:
    """As an agent first appears: with its shipped badge, or with none that opens anything."""
    nothing = Badge(agent=agent, functions=(), rung=Rung.NONE)
    return row_of(SHIPPED.get(agent, nothing), shipped=agent in SHIPPED)


SHIPPED_ROWS = tuple(map(first, SHIPPED))


def touches(fact: Fact) -> list[AgentRow]:
    if not isinstance(fact.event, PassportEvent):
        return []
    match fact.event:
        case PassportWithdrawn(badge=badge):
            return [first(badge.agent)]
        case PassportIssued() | PassportRevoked() | PassportReinstated() as event:
            return [first(event.agent)]


def project(row: AgentRow, fact: Fact) -> AgentRow | None:
    told = {"since": fact.recorded_at, "draft": fact.cause.draft}
    match fact.event:
        case PassportIssued() as issued:
            return row_of(badge_of(issued)).model_copy(update=told)
        case PassportWithdrawn(earlier=None, stopped=False):
            return None
        case PassportWithdrawn(earlier=earlier, stopped=stopped, reason=reason):
            before = first(row.agent) if earlier is None else row_of(earlier)
            return before.model_copy(update=told | {"stopped": stopped, "reason": reason})
        case PassportRevoked(reason=reason):
            return row.model_copy(update=told | {"stopped": True, "reason": reason})
        case PassportReinstated() if row.shipped:
            return None
        case PassportReinstated():
            return row.model_copy(update=told | {"stopped": False, "reason": ""})
        case _:
            return row


agents = Projection(
    name="agents",
    row=AgentRow,
    key=(AgentRow.agent,),
    of=(PassportEvent,),
    touches=touches,
    project=project,
)
