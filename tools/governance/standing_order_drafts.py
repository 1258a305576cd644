"""Standing order drafts: a rung that the record has earned is proposed, or given up at once."""

from dataclasses import dataclass
from decimal import Decimal

from domain.governance.authority import Rung
from domain.governance.order_events import EndStandingOrder, GiveStandingOrder
from domain.governance.standing_order import standing_order
from domain.governance.standing_orders import StandingOrderRow
from domain.governance.track_record import TrackRecord, against, earned
from domain.kernel import Refused, Step
from domain.kernel.words import listed
from domain.preview import DraftCard
from tools.drafting import REASON, UNSAID, reason_of
from tools.governance.agents import named, registered
from tools.governance.earning import (
    A_DAY,
    each_of,
    last_month,
    record_now,
    shown,
    standing,
    standing_of,
    usual,
)
from tools.governance.grants import in_currency
from tools.governance.words import Agent, amount, rung_of
from tools.governance.work import (
    Daily,
    Drafts,
    Each,
    OrderRung,
    Work,
    called,
    function_for,
    whole,
)
from tools.readings import Said
from tools.slots import Reason
from tools.toolkit import Edit, Plan, ToolContext, draft

DOES = {Rung.SIGN: "submits", Rung.EXECUTE_WITHIN_LIMITS: "executes"}


@draft(
    title="Standing order",
    edits=(
        Edit("limit", "Each", "money"),
        Edit("count", "Drafts a day", "number"),
        Edit("daily", "A day", "money"),
    ),
    says=(
        "propose a standing order for {agent} with {work} up to {limit}",
        "propose a standing order for {agent} with {work}",
        "draft a standing order for {work} of {agent} [up to {limit}]",
        "give {agent} a standing order for {work} up to {limit}",
        "give {agent} a standing order for {work} up to {limit}, {count} drafts a day",
        "new standing order for {agent} with {work} up to {limit}",
        "set up a standing order for {work} of {agent} up to {limit}",
        "raise {agent} to L4 for {work} [up to {limit}] @ rung=L4",
        "raise {agent} to L5 for {work} [up to {limit}] @ rung=L5",
        "let {agent} do {work} by itself [up to {limit}]",
        "change the standing order of {agent} for {work} to {limit}",
    ),
)
async def draft_standing_order(
    ctx: ToolContext,
    agent: Agent,
    work: Work,
    limit: Each | None = None,
    count: Drafts | None = None,
    daily: Daily | None = None,
    rung: OrderRung | None = None,
) -> DraftCard:
    """Draft a rung that an agent has earned for one kind of work, within limits.

    Refused with the numbers where the record is too short or not good enough.
    """
    name = named(await registered(ctx), agent).agent
    before = await standing_of(ctx, name, work)
    record = await record_now(ctx, name, work, before)
    verdict = earned(record)
    if not verdict.earned:
        reason = f"Not drafted. {name.capitalize()} has not earned this: {verdict.reason}."
        raise Refused(reason, "not_earned")
    each = await each_of(ctx, name, work, before, limit)
    level = rung_of(rung) if rung else next_rung(before)
    number = f"STO-{await ctx.number('standing_order_no')}"
    bounds = bounded(ctx, each, count, daily, before)
    command = ordering(ctx, number, record, level, bounds)
    known = (*shown(record, before), *usual(limit, count, daily, command))
    plan = Plan(
        steps=(Step(standing_order.stream(name), command),),
        title=title(command),
        kind="Standing order",
        because=f"{record}{against(record)}",
        origins=(*known, await last_month(ctx, name, work, each)),
    )
    return await ctx.propose(plan)


@dataclass(frozen=True)
class Bounds:
    """How far an order goes: for each draft, and for all of a day."""

    each: Decimal
    count: int
    daily: Decimal


def bounded(
    ctx: ToolContext,
    each: Decimal,
    count: Said | None,
    daily: Said | None,
    before: StandingOrderRow | None,
) -> Bounds:
    """What was said, or else what stands; a day without a limit has that of its drafts."""
    usual_count = before.daily_count if before else A_DAY
    drafts = usual_count if count is None else whole(count)
    return Bounds(each, drafts, each * drafts if daily is None else in_currency(ctx, daily))


def ordering(
    ctx: ToolContext, number: str, record: TrackRecord, rung: Rung, bounds: Bounds
) -> GiveStandingOrder:
    return GiveStandingOrder(
        number=number,
        agent=record.agent,
        function=function_for(record.command),
        command=record.command,
        rung=rung,
        limit=bounds.each,
        daily_count=bounds.count,
        daily_amount=bounds.daily,
        currency=ctx.currency,
        starts=ctx.today,
        evidence=record,
    )


@draft(
    title="Standing order end",
    edits=(REASON,),
    says=(
        "end the standing order of {agent} [because {reason}]",
        "end the standing order of {agent} for {work} [because {reason}]",
        "revoke the standing order of {agent} [because {reason}]",
        "revoke the standing order of {agent} for {work}",
        "cancel the standing orders of {agent}",
        "withdraw the standing order of {agent} for {work}",
        "no more standing orders for {agent}",
        "let people sign {work} of {agent} again",
        "take the standing orders away from {agent} [because {reason}]",
    ),
)
async def draft_standing_order_end(
    ctx: ToolContext, agent: Agent, work: Work | None = None, reason: Reason | None = None
) -> DraftCard:
    """Draft the end of an agent's standing orders; one signature is enough, and it counts at once.

    Without a kind of work, all of them end.
    """
    name = named(await registered(ctx), agent).agent
    found = [row for row in await standing(ctx, name) if work in (None, row.command)]
    if not found:
        what = f" for {called(work)}" if work else ""
        raise Refused(f"Not drafted. {name} has no standing order{what}.", "no_order")
    why, origins = reason_of(reason)
    said = "" if why == UNSAID else why
    steps = [
        Step(
            standing_order.stream(name),
            EndStandingOrder(agent=name, command=row.command, reason=said),
        )
        for row in found
    ]
    plan = Plan(
        steps=tuple(steps),
        title=f"End {listed([row.number for row in found])} of the agent {name}",
        kind="Standing order end",
        origins=origins,
    )
    return await ctx.propose(plan)


def next_rung(before: StandingOrderRow | None) -> Rung:
    """None is skipped: first submitted to be signed together, then executed."""
    return Rung.SIGN if before is None else Rung.EXECUTE_WITHIN_LIMITS


def title(order: GiveStandingOrder) -> str:
    verb = DOES[order.rung]
    within = f"{amount(order.limit, order.currency)} each, {order.daily_count} a day"
    return f"The agent {order.agent} {verb} {called(order.command)} within {within}"
