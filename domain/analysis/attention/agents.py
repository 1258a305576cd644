"""What needs somebody of the agents: what is earned or lost, what they cannot agree about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Source, each
from domain.governance.authority import spaced
from domain.governance.consultations import ConsultationRow, consultations
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.governance.rising import rise_in
from domain.governance.standing_orders import StandingOrderRow, standing_orders
from domain.kernel import Query, among, falling
from domain.kernel.words import ended

ROLES = ("admin",)
NEWS = timedelta(days=7)
"""So long it is news that a standing order has lapsed."""


def lost(today: date) -> Sequence[Query[Any]]:
    row: Any = StandingOrderRow
    lately = datetime.combine(today - NEWS, time(), UTC)
    newest = (falling(row.since), row.number)
    asked = (row.status == "lapsed", row.since >= lately)
    return [standing_orders.where(*asked, order_by=newest, limit=EACH + 1, counted=False)]


def lapsed(row: StandingOrderRow, _: date) -> Matter:
    return Matter(
        about=row.number,
        title=f"{row.number} has lapsed: people sign “{spaced(row.command)}” again",
        detail=f"{row.agent.capitalize()}: {ended(row.reason)}",
        says=f"How reliable is {row.agent}?",
        since=row.since.date() if row.since else None,
    )


def stuck(_: date) -> Sequence[Query[Any]]:
    row: Any = ConsultationRow
    oldest = (row.opened_at, row.consultation)
    return [
        consultations.where(
            row.status == "conflict", order_by=oldest, limit=EACH + 1, counted=False
        )
    ]


def conflict(row: ConsultationRow, _: date) -> Matter:
    return Matter(
        about=row.consultation,
        title=f"The agents do not agree: {ended(row.situation)}",
        detail=worded(row) or " ".join(row.answers) or ended(row.reason),
        says=f"Show {row.consultation}",
        since=row.opened_at.date() if row.opened_at else None,
    )


def worded(row: ConsultationRow) -> str:
    """The whole of it as a model put it, which says so."""
    return f"{row.reason} (worded by the model {row.model})" if row.model else ""


def risen(_: date) -> Sequence[Query[Any]]:
    row = DraftRow
    mine = (row.command == "GiveStandingOrder", among(row.status, OPEN), row.occasion != "")
    oldest = (row.proposed_at, row.draft)
    return [drafts.where(*mine, order_by=oldest, limit=EACH + 1, counted=False)]


def earned(row: DraftRow, _: date) -> Matter | None:
    """The draft that stands in its place is what an owner signs; here are the figures for it."""
    rise = rise_in(row.occasion)
    if rise is None:
        return None
    work = f"L{int(rise.rung)} for “{spaced(rise.command)}”"
    return Matter(
        about=rise.about,
        title=f"{rise.agent.capitalize()} has earned {work}: {rise.figures}",
        detail="It counts when an owner signs it",
        says=f"Show {row.draft}",
        since=row.proposed_at.date() if row.proposed_at else None,
    )


SOURCES = (
    Source(
        name="earned_rungs",
        function="governance",
        finds="Rungs that an agent has earned by its measured record, proposed and not decided.",
        roles=("owner",),
        lists="List open drafts in governance",
        ask=risen,
        tell=each(earned),
        worth=Decimal(50),
    ),
    Source(
        name="lapsed_standing_orders",
        function="governance",
        finds="Standing orders that lapsed within a week, because they are no longer earned.",
        roles=ROLES,
        lists="Which standing orders are there?",
        ask=lost,
        tell=each(lapsed),
        worth=Decimal(100),
    ),
    Source(
        name="agents_in_conflict",
        function="governance",
        finds="Conversations of agents that ended without one mind.",
        roles=ROLES,
        lists="Where do the agents disagree?",
        ask=stuck,
        tell=each(conflict),
        worth=Decimal(250),
    ),
)
