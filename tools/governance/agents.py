"""Agents: which act here, how far each may go, and what became of what they drafted."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from domain.governance.agents import SHIPPED_ROWS, AgentRow, agents
from domain.governance.answering import Answering, answering
from domain.governance.authority import Rung
from domain.governance.drafts import DraftRow, drafts
from domain.governance.member import MemberRow, members
from domain.governance.passport import VERBS, passport
from domain.kernel import (
    Internal,
    Message,
    Page,
    Personal,
    Public,
    Refused,
    dimension,
    measure,
)
from domain.kernel.words import counted, ended, listed
from tools.governance.words import Agent, beginning, source, where
from tools.reply import Reply, columns, table
from tools.resolve import Candidate, Candidates, shortened
from tools.toolkit import ToolContext, read

MOST = 500
SHOWN = 100
ASKED = 5
DAYS = 30
STATUSES = 8  # As many as a draft can have.
OPEN = ("waiting", "partly_signed")
APPROVED = ("signed", "undone")  # What was undone had been signed first.


class ListedAgent(Message):
    """An agent with its passport, and what people made of its drafts in the last 30 days."""

    agent: Public[str]
    state: Public[str]
    may: Public[str]
    functions: Public[str]
    rung: Public[str]
    limit: Internal[Decimal | None]
    owner: Personal[str]
    reason: Internal[str]
    origin: Internal[str]
    proposed: Internal[int]
    signed: Internal[int]
    rejected: Internal[int]
    waiting: Internal[int]
    undone: Internal[int]
    approval: Internal[Decimal | None]


COLUMNS = columns(
    ("agent", "Agent"),
    ("state", "State", "status"),
    ("functions", "In"),
    ("limit", "Largest draft", "money"),
    ("owner", "Answers for it"),
    ("proposed", "Drafts", "number"),
    ("signed", "Signed", "number"),
    ("rejected", "Rejected", "number"),
    ("waiting", "Waiting", "number"),
    ("approval", "Approval", "percent"),
    ("origin", "From"),
)


@read(
    title="Agents",
    says=(
        "list the agents",
        "show {agent}",
        "which agents are there",
        "what may {agent} do",
        "passport of {agent}",
        "agent registry",
        "is {agent} stopped",
        "is {agent} running",
        "how many drafts of {agent} were signed",
        "approval rate of {agent}",
        "who answers for {agent}",
        "who is the owner of {agent}",
        "who answers for the agents",
        "how often is {agent} right",
    ),
)
async def list_agents(ctx: ToolContext, agent: Agent | None = None) -> Reply[ListedAgent]:
    """List the agents: passports, whether stopped, and what became of their recent drafts."""
    known = await registered(ctx)
    found = [row for row in known if agent is None or row.agent == named(known, agent).agent]
    made = await drafted(ctx)
    people = (await ctx.rows(members.where(order_by=(MemberRow.user,), limit=MOST))).rows
    owners = [answering(people, row.agent, row.owner) for row in found]
    rows = [
        listed_agent(row, owner, made.get(row.agent, Counter()))
        for row, owner in zip(found, owners, strict=True)
    ]
    who = f" {answers(owners[0])}" if len(owners) == 1 else ""
    return table(
        ctx,
        f"{headline(rows)}{who}",
        Page(tuple(rows[:SHOWN]), len(rows)),
        rows[:SHOWN],
        COLUMNS,
        noun="agent",
        query=f"agents, and the drafts they proposed in the last {DAYS} days",
        streams=[passport.stream(row.agent) for row in found],
    )


async def registered(ctx: ToolContext) -> tuple[AgentRow, ...]:
    """Every agent: those whose passport was changed, and the others as they were shipped."""
    page = await ctx.rows(agents.where(limit=MOST))
    changed = {row.agent for row in page.rows}
    shipped = (row for row in SHIPPED_ROWS if row.agent not in changed)
    return tuple(sorted((*page.rows, *shipped), key=lambda row: row.agent))


def named(known: tuple[AgentRow, ...], said: str) -> AgentRow:
    """The agent of exactly this name."""
    wanted = said.strip().casefold()
    found = next((row for row in known if row.agent.casefold() == wanted), None)
    if found is None:
        options = tuple(Candidate(value=r.agent, label=r.agent, detail=told(r)) for r in known)
        evidence = Candidates(
            slot="agent", asks="Which agent?", options=options[:ASKED], total=len(options)
        )
        names = listed([row.agent for row in known[:ASKED]])
        reason = f"There is no agent called “{shortened(said)}”. There is {names}."
        raise Refused(reason, "unknown_agent", evidence)
    return found


async def drafted(ctx: ToolContext) -> Mapping[str, Counter[str]]:
    """For each agent, how many of its drafts of the last days have which status."""
    since = beginning(ctx.today - timedelta(days=DAYS))
    summary = await ctx.summary(
        drafts.summary(
            DraftRow.agent != "",
            DraftRow.proposed_at >= since,  # type: ignore[operator]
            by=(dimension("agent", DraftRow.agent), dimension("status", DraftRow.status)),
            measures=(measure("drafts", "count"),),
            limit=MOST * STATUSES,
        )
    )
    made: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for group in summary.groups:
        made[group["agent"]][group["status"]] += int(group["drafts"])
    return made


def answers(owner: Answering | None) -> str:
    """A passport names a person; without one it is a role, and whoever has it first by user."""
    if owner is None:
        return "Nobody answers for it: issue a passport that names somebody."
    if not owner.role:
        return f"{owner.member.name} answers for it."
    role, who = owner.role.capitalize(), owner.member.name
    return f"{role} answers for it, by role: today that is {who}."


def listed_agent(row: AgentRow, owner: Answering | None, made: Counter[str]) -> ListedAgent:
    signed, rejected = sum(made[status] for status in APPROVED), made["rejected"]
    decided = signed + rejected
    return ListedAgent(
        agent=row.agent,
        state="stopped" if row.stopped else "active",
        may=VERBS[Rung(row.rung)],
        functions=", ".join(map(where, row.functions)),
        rung=f"L{row.rung}",
        limit=row.limit,
        owner=str(owner or ""),
        reason=row.reason,
        origin="shipped" if not row.since and row.shipped else source(row.draft, row.since),
        proposed=made.total(),
        signed=signed,
        rejected=rejected,
        waiting=sum(made[status] for status in OPEN),
        undone=made["undone"],
        approval=Decimal(signed) / decided if decided else None,
    )


def headline(rows: list[ListedAgent]) -> str:
    if len(rows) != 1:
        stopped = sum(row.state == "stopped" for row in rows)
        told = f", {stopped or 'none'} of them stopped" if rows else ""
        return f"There are {counted(len(rows), 'agent')}{told}."
    [row] = rows
    proposed = f"{counted(row.proposed, 'draft')} in {DAYS} days"
    decided = f"{row.signed} signed and {row.rejected} rejected"
    if row.state == "stopped":
        because = f": {ended(row.reason)}" if row.reason else ""
        return f"The agent {row.agent} is stopped{because}. It made {proposed}, {decided}."
    reach = listed(row.functions.split(", "))
    return f"The agent {row.agent} {row.may} in {reach}. It made {proposed}, {decided}."


def told(row: AgentRow) -> str:
    return "stopped" if row.stopped else VERBS[Rung(row.rung)]
