"""What needs somebody in governance: switches, incidents, budgets, agents without an owner."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source, each
from domain.governance.agents import SHIPPED_ROWS, AgentRow, agents
from domain.governance.answering import answering
from domain.governance.budget import ALL
from domain.governance.budget_alerts import BudgetAlertRow, budget_alerts
from domain.governance.ceiling import of_whom
from domain.governance.incident import NAMES
from domain.governance.incidents import IncidentRow, incidents
from domain.governance.member import MemberRow, members
from domain.governance.switch import NAMES as CAPABILITIES
from domain.governance.switches import SwitchRow, switches
from domain.kernel import Query, among, falling
from domain.kernel.words import ended

ROLES = ("admin",)
MOST = 500
LEAST = Decimal(1)
"""What can wait behind everything else."""
BUDGETS = "What is the model budget?"
WORTH = "What did the model save us this month?"


def off(_: date) -> Sequence[Query[Any]]:
    return [switches.where(limit=EACH + 1, counted=False)]


def switched_off(row: SwitchRow, _: date) -> Matter:
    verb = "are" if row.capability == "connectors" else "is"
    return Matter(
        about=row.capability,
        title=f"{CAPABILITIES[row.capability]} {verb} switched off",
        detail=ended(row.reason) if row.reason else "No reason was given",
        says="What is switched off?",
        since=row.since.date() if row.since else None,
    )


def opened(_: date) -> Sequence[Query[Any]]:
    return [incidents.where(IncidentRow.status == "open", limit=EACH + 1, counted=False)]


def incident(row: IncidentRow, _: date) -> Matter:
    return Matter(
        about=f"{row.kind} {row.whose}",
        title=f"Incident: {NAMES[row.kind].lower()}, {of_whom(row.whose)}",
        detail=ended(row.detail),
        says="Which incidents are open?",
        since=row.opened_at.date() if row.opened_at else None,
    )


def used(today: date) -> Sequence[Query[Any]]:
    periods = (f"{today:%Y-%m}", today.isoformat())
    row = BudgetAlertRow
    largest = (falling(row.share), row.whose)
    asked = among(row.period, periods)
    return [budget_alerts.where(asked, order_by=largest, limit=EACH + 1, counted=False)]


def nearly_used(row: BudgetAlertRow, _: date) -> Matter:
    """With the news that it is used up comes the question what it was good for."""
    gone = row.share >= ALL
    much = "used up" if gone else f"used to {row.share} %"
    span = "this month" if row.span == "month" else "today"
    stays = "The model stays off" if gone else "At 100 % the model stays off"
    return Matter(
        about=f"{row.whose} {row.span}",
        title=f"The model budget of {of_whom(row.whose)} for {span} is {much}",
        detail=f"{stays} and everything else goes on",
        says=WORTH if gone else BUDGETS,
        since=row.at.date() if row.at else None,
    )


def unowned(_: date) -> Sequence[Query[Any]]:
    changed = agents.where(order_by=(AgentRow.agent,), limit=MOST, counted=False)
    return [changed, members.where(order_by=(MemberRow.user,), limit=MOST, counted=False)]


def without_owner(found: Pages, _: Pages, __: date) -> list[Matter]:
    """One matter for each passport that names nobody, and one for all that were never changed."""
    changed: Sequence[AgentRow] = found[0].rows
    people: Sequence[MemberRow] = found[1].rows
    bare = [row for row in changed if not row.stopped and not named_in(row, people)]
    known = {row.agent for row in changed}
    shipped = [row for row in SHIPPED_ROWS if row.agent not in known]
    matters = [unnamed(row, people) for row in bare[: EACH + 1]]
    return [*matters, by_role(shipped, people)] if shipped else matters


def named_in(row: AgentRow, people: Sequence[MemberRow]) -> bool:
    """Whether its passport names somebody who can still sign in, as far as everybody was seen."""
    if len(people) == MOST:
        return bool(row.owner)
    return row.owner in {each.user for each in people if not each.disabled}


def unnamed(row: AgentRow, people: Sequence[MemberRow]) -> Matter:
    return Matter(
        about=row.agent,
        title=f"Nobody answers for the agent {row.agent}",
        detail=f"{row.owner} can no longer sign in" if row.owner else "Its passport names no owner",
        says=naming(row.agent, people),
        since=row.since.date() if row.since else None,
    )


def by_role(rows: Sequence[AgentRow], people: Sequence[MemberRow]) -> Matter:
    """An agent that came with the house answers to a role until its passport names a person."""
    first = rows[0].agent
    one = len(rows) == 1
    many = f"The agent {first} answers" if one else f"{len(rows)} agents answer"
    return Matter(
        about="agents by role",
        title=f"{many} to a role and to nobody by name",
        detail=f"A passport names the person, for {first} first" if not one else "",
        says=naming(first, people),
        amount=LEAST,
        shown=False,
    )


def naming(agent: str, people: Sequence[MemberRow]) -> str:
    """What drafts a passport with the name of whoever has answered by role so far."""
    found = answering(people, agent, "")
    if found is None:
        return f"Who answers for {agent}?"
    return f"Name an owner of {agent}: {found.member.user}"


SOURCES = (
    Source(
        name="switched_off",
        function="governance",
        finds="Capabilities that a person or a breaker switched off.",
        roles=ROLES,
        lists="What is switched off?",
        ask=off,
        tell=each(switched_off),
        worth=Decimal(500),
    ),
    Source(
        name="open_incidents",
        function="governance",
        finds="Incidents that nobody has closed.",
        roles=ROLES,
        lists="Which incidents are open?",
        ask=opened,
        tell=each(incident),
        worth=Decimal(500),
    ),
    Source(
        name="budgets_used",
        function="governance",
        finds="Model budgets of this month or day of which an alert was told.",
        roles=ROLES,
        lists=BUDGETS,
        ask=used,
        tell=each(nearly_used),
        worth=Decimal(100),
    ),
    Source(
        name="agents_without_owner",
        function="governance",
        finds="Agents at work that nobody answers for by name.",
        roles=ROLES,
        lists="List the agents",
        ask=unowned,
        tell=without_owner,
        worth=Decimal(50),
    ),
)
