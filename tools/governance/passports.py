"""Passports: how far an agent may go, and the switch that stops it."""

from collections.abc import Sequence
from typing import Annotated, Literal

from domain.governance.agents import AgentRow, first
from domain.governance.authority import Rung
from domain.governance.passport import Badge, IssuePassport, RevokePassport, passport
from domain.kernel import Refused, Step
from domain.kernel.words import Code, listed
from domain.preview import DraftCard
from tools.drafting import REASON, UNSAID, must_say, origin, reason_of
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
from tools.slots import Reason, choice, record
from tools.toolkit import Edit, Plan, ToolContext, draft

AnyAgent = Annotated[
    Code, record("agent", "Which agent?", "The name of an agent, or of one that is to come.")
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
    ),
)
async def draft_agent_passport(
    ctx: ToolContext,
    agent: AnyAgent,
    function: Function | None = None,
    change: Change | None = None,
    rung: AgentRung | None = None,
    limit: Limit | None = None,
) -> DraftCard:
    """Draft an agent's passport: its functions, how far it may go, and its largest draft.

    Somebody who did not draft it always signs it; a stopped agent then works again.
    """
    known = await registered(ctx)
    row = next((r for r in known if r.agent.casefold() == agent.casefold()), None) or first(agent)
    asks = "In which function may it work?"
    must_say(asks, f"Not drafted yet. {asks}", function=function, rung=rung, limit=limit)
    level = rung_of(rung) if rung else Rung(row.rung) or Rung.DRAFT
    badge = Badge(
        agent=row.agent,
        functions=functions_after(row, function, change or "add"),
        rung=level,
        limit=row.limit if limit is None else in_currency(ctx, limit),
        owner=row.owner or ctx.user,
        drafts=drafts_after(row, function, change or "add"),
    )
    owner = () if row.owner else (origin("owner", ctx.user, "whoever asked", "default"),)
    plan = Plan(
        steps=(Step(passport.stream(row.agent), IssuePassport(**dict(badge))),),
        title=title(badge, ctx.currency),
        kind="Agent passport",
        origins=(origin("previous", before(row), f"passport of {row.agent}"), *owner),
    )
    return await ctx.propose(plan)


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
