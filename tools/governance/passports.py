"""Passports: how far an agent may go, and the switch that stops it."""

from collections.abc import Sequence
from typing import Annotated, Literal

from domain.governance.agents import AgentRow, first
from domain.governance.answering import BY_ROLE, answering
from domain.governance.authority import Rung
from domain.governance.member import MemberRow, members
from domain.governance.passport import Badge, IssuePassport, RevokePassport, passport
from domain.governance.proposal import Origin
from domain.kernel import Refused, Step
from domain.kernel.words import Code, listed
from domain.preview import DraftCard
from tools.drafting import REASON, UNSAID, must_say, origin, reason_of
from tools.governance.absences import MOST, member_named
from tools.governance.agents import named, registered, told
from tools.governance.grants import in_currency
from tools.governance.words import (
    EVERY,
    FUNCTIONS,
    Agent,
    AgentRung,
    Function,
    Limit,
    amount,
    rung_of,
    where,
)
from tools.slots import Line, Reason, choice, record, text
from tools.toolkit import Edit, Plan, ToolContext, draft

AnyAgent = Annotated[
    Code, record("agent", "Which agent?", "The name of an agent, or of one that is to come.")
]
Owner = Annotated[
    str,
    Line,
    text("Who answers for it?", "The user or the name of a member.", before=("owner",)),
]
Change = Annotated[
    Literal["add", "remove", "only"],
    choice(
        "Is the function added, removed, or the only one?",
        "What becomes of the function in the passport: add, remove or only.",
        add=("added",),
        remove=("removed",),
        only=("alone",),
    ),
]


@draft(
    title="Agent stop",
    edits=(REASON,),
    says=(
        "stop {agent} [because {reason}]",
        "stop the agent {agent}",
        "kill {agent}",
        "switch off {agent}",
        "shut down {agent}",
        "disable {agent} [because {reason}]",
        "revoke the passport of {agent} [because {reason}]",
        "halt {agent}",
        "pull the plug on {agent}",
        "no more work for {agent}",
    ),
)
async def draft_agent_stop(
    ctx: ToolContext, agent: Agent, reason: Reason | None = None
) -> DraftCard:
    """Draft the stop of an agent; one signature is enough, also of whoever asked for it."""
    row = named(await registered(ctx), agent)
    if row.stopped:
        raise Refused(f"Not drafted. The agent {row.agent} is stopped already.", "stopped")
    why, origins = reason_of(reason)
    command = RevokePassport(agent=row.agent, reason="" if why == UNSAID else why)
    plan = Plan(
        steps=(Step(passport.stream(row.agent), command),),
        title=f"Stop the agent {row.agent}",
        kind="Agent stop",
        origins=origins,
    )
    return await ctx.propose(plan)


@draft(
    title="Agent passport",
    edits=(Edit("limit", "Largest draft", "money"),),
    says=(
        "let {agent} work in {function} @ change=add",
        "open {function} to {agent} @ change=add",
        "give {agent} a passport for {function} [up to {limit}] @ change=add",
        "issue a passport to {agent} for {function} @ change=add",
        "keep {agent} out of {function} @ change=remove",
        "close {function} to {agent} @ change=remove",
        "restrict {agent} to {function} @ change=only",
        "confine {agent} to {function} @ change=only",
        "{agent} may {rung} from now on",
        "let {agent} {rung}",
        "make {agent} read only @ rung=L1",
        "set the largest draft of {agent} to {limit}",
        "allow {agent} drafts up to {limit}",
        "owner of {agent}: {owner}",
        "name an owner of {agent}: {owner}",
        "new owner of {agent}: {owner}",
        "the owner of {agent} is now: {owner}",
        "let somebody answer for {agent}: {owner}",
    ),
)
async def draft_agent_passport(
    ctx: ToolContext,
    agent: AnyAgent,
    function: Function | None = None,
    change: Change | None = None,
    rung: AgentRung | None = None,
    limit: Limit | None = None,
    owner: Owner | None = None,
) -> DraftCard:
    """Draft an agent's passport: its functions, how far it may go, its largest draft, its owner.

    Somebody who did not draft it always signs it; a stopped agent then works again.
    """
    known = await registered(ctx)
    row = next((r for r in known if r.agent.casefold() == agent.casefold()), None) or first(agent)
    asks = "In which function may it work?"
    said = {"function": function, "rung": rung, "limit": limit, "owner": owner}
    must_say(asks, f"Not drafted yet. {asks}", **said)
    answers, because = await answering_for(ctx, row, owner)
    level = rung_of(rung) if rung else Rung(row.rung) or Rung.DRAFT
    badge = Badge(
        agent=row.agent,
        functions=functions_after(row, function, change or "add"),
        rung=level,
        limit=row.limit if limit is None else in_currency(ctx, limit),
        owner=answers,
        drafts=drafts_after(row, function, change or "add"),
    )
    plan = Plan(
        steps=(Step(passport.stream(row.agent), IssuePassport(**dict(badge))),),
        title=f"{answers} answers for {row.agent}" if owner else title(badge, ctx.currency),
        kind="Agent passport",
        origins=(origin("previous", before(row), f"passport of {row.agent}"), *because),
    )
    return await ctx.propose(plan)


async def answering_for(
    ctx: ToolContext, row: AgentRow, said: str | None
) -> tuple[str, tuple[Origin, ...]]:
    """Who was named, who was before, who did by role so far, or else whoever asks."""
    if said:
        named = await member_named(ctx, said)
        if named.customer:
            reason = f"Not drafted. {named.name} buys here: somebody who works here answers for it."
            raise Refused(reason, "outside_owner")
        return named.user, ()
    if row.owner:
        return row.owner, ()
    if row.agent in BY_ROLE:
        people = (await ctx.rows(members.where(order_by=(MemberRow.user,), limit=MOST))).rows
        found = answering(people, row.agent, "")
        if found:
            user = found.member.user
            return user, (origin("owner", user, f"{found.role} answers for it", "default"),)
    return ctx.user, (origin("owner", ctx.user, "whoever asked", "default"),)


def functions_after(row: AgentRow, function: str | None, change: str) -> tuple[str, ...]:
    """The functions of the passport, in the order of the house."""
    meant = set(FUNCTIONS) if function == EVERY else {function} if function else set()
    held = set(row.functions)
    after = {"add": held | meant, "remove": held - meant, "only": meant or held}[change]
    if not after:
        reason = f"Not drafted. The agent {row.agent} would have no function left: stop it instead."
        raise Refused(reason, "no_function")
    return tuple(name for name in FUNCTIONS if name in after)


def drafts_after(row: AgentRow, function: str | None, change: str) -> tuple[str, ...]:
    """Who is kept to drafting in some functions stays so, and drafts in what is opened to it."""
    if not row.drafts:
        return ()
    after = set(functions_after(row, function, change))
    opened = set() if change == "remove" or function is None else {function}
    kept = after if EVERY in opened else after & (set(row.drafts) | opened)
    if not kept:
        reason = f"Not drafted. {row.agent} would draft nowhere: let it only read instead."
        raise Refused(reason, "no_drafting")
    return tuple(name for name in FUNCTIONS if name in kept)


def title(badge: Badge, currency: str) -> str:
    most = "" if badge.limit is None else f", drafts up to {amount(badge.limit, currency)}"
    does = "reads" if badge.rung < Rung.DRAFT else "reads and drafts"
    return f"The agent {badge.agent} {does} in {in_words(badge.functions)}{most}"


def before(row: AgentRow) -> str:
    return f"{told(row)} in {in_words(row.functions)}" if row.functions else "no passport"


def in_words(functions: Sequence[str]) -> str:
    return listed([where(name) for name in functions])
