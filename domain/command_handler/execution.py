"""Execution: a draft done under a standing order, judged anew in the moment it is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from domain import catalog
from domain.command_handler.aggregates import Aggregate
from domain.command_handler.intent import Decision, Execution
from domain.command_handler.reading import Pending, Reading
from domain.command_handler.rehearsal import Rehearsal
from domain.governance.coverage import why_not
from domain.governance.draft import draft
from domain.governance.draft_commands import ExecuteDraft
from domain.governance.order_events import Order, UseStandingOrder
from domain.governance.proposal import OriginKind, Proposal
from domain.governance.standing_order import Orders, standing_order
from domain.governance.standing_orders import StandingOrderRow, standing_orders
from domain.governance.track_record import TrackRecord, decisions, earned, record_of, since
from domain.kernel import Cause, Fact, Refused, Step, function_of
from domain.preview import Substance

if TYPE_CHECKING:
    from domain.command_handler.handler import CommandHandler

OURS: frozenset[OriginKind] = frozenset({"typed", "record", "default", "chosen", "tool"})
"""Where values may come from: a paper, another server or a model may have been made to say so."""
LOOKED_AT = 10
"""One draft in so many is left to a person all the same, or nobody would ever judge again."""
NO_ORDER = "No standing order covers this: a person signs it."


@dataclass(frozen=True)
class Warrant:
    """A standing order as it stands, and who signed it in advance."""

    order: Order
    signers: tuple[str, ...]
    signed_on: date
    read: Aggregate


async def warrant(handler: Reading, agent: str, command: str) -> Warrant:
    """The order as its stream has it, however often it was used; one that nobody signed is none."""
    stream = standing_order.stream(agent)
    read = (await handler.aggregates.read({stream: standing_order}))[stream]
    order = cast(Orders, read.state).of(command)
    mine = (StandingOrderRow.agent == agent, StandingOrderRow.command == command)
    row = (await handler.rows(standing_orders.where(*mine))).first
    if order is None or row is None or row.number != order.number or row.since is None:
        raise Refused(NO_ORDER, "no_order")
    if not row.draft:
        raise Refused(NO_ORDER, "no_order")
    signed = await handler.draft(row.draft)
    signers = tuple(signature.signer for signature in signed.signatures)
    if signed.status != "signed" or not signers or not gives(signed.proposal, order):
        raise Refused(NO_ORDER, "no_order")
    return Warrant(order, signers, row.since.date(), read)


def gives(proposal: Proposal | None, order: Order) -> bool:
    """Whether what these people signed was this order, and not something else."""
    stream = standing_order.stream(order.agent)
    steps = [step.arguments for step in proposal.steps if step.stream == stream] if proposal else []
    named = [a for step in steps for a in (step, step.get("order"), step.get("earlier")) if a]
    return any(arguments.get("number") == order.number for arguments in named)


async def record(
    handler: Reading, agent: str, command: str, today: date, submitted_since: date | None = None
) -> TrackRecord:
    """How people decided on this agent's drafts of this command, as it stands now."""
    first = since(today)
    found = await handler.summary(decisions(agent, command, first))
    told = record_of(agent, command, (first, today), found.groups)
    if submitted_since is None:
        return told
    later = await handler.summary(decisions(agent, command, max(first, submitted_since)))
    count = record_of(agent, command, (first, today), later.groups).decided
    return told.model_copy(update={"submitted": count})


async def execution(handler: "CommandHandler", act: Execution, pending: Pending) -> list[Fact]:
    """All facts of the act; Refused with the reason why a person has to sign it."""
    proposal = covered(pending)
    held = await warrant(handler, proposal.agent, proposal.steps[0].command)
    foresight = await handler.foresight(pending, act.trace)
    substance = await foresight.substance()
    must_be_plain(proposal, foresight.facts, substance, act)
    verdict = earned(await record(handler, held.order.agent, held.order.command, act.day))
    if not verdict.earned:
        raise Refused(f"{held.order.number} is no longer earned: {verdict.reason}.", "not_earned")
    if held.order.executes and looked_at(act.draft):
        reason = f"One draft in {LOOKED_AT} is left to a person, and this is one."
        raise Refused(reason, "looked_at")
    hands = (proposal.agent, *held.signers)
    rehearsal = Rehearsal(handler.aggregates, Cause(hands, trace=act.trace))
    stream = standing_order.stream(proposal.agent)
    rehearsal.knows(stream, held.read.version, held.read.state)
    rehearsal.knows(draft.stream(act.draft), pending.version, pending.state)
    steps = [used(stream, held.order, act, substance), approved(held, act, substance)]
    told = list(await rehearsal.run(steps))
    decision = deciding(act, held, hands)
    return [*told, *await handler.concluded(decision, pending, foresight.facts)]


def deciding(act: Execution, held: Warrant, hands: tuple[str, ...]) -> Decision:
    """The same facts as after a signature, with the agent and the signers as their hands."""
    return Decision(
        draft=act.draft,
        version=act.version,
        digest=act.digest,
        signer=held.signers[0],
        role="",
        hands=hands,
        at=act.at,
        trace=act.trace,
    )


def covered(pending: Pending) -> Proposal:
    """The proposal, if it is of the kind that any standing order could cover."""
    proposal = pending.state.proposal
    if proposal is None:
        raise Refused("There is no draft with this number.", "unknown_draft")
    commands = {step.command for step in proposal.steps}
    if not proposal.agent or proposal.reverses or len(commands) != 1:
        raise Refused(NO_ORDER, "no_order")
    kind = catalog.command_type(next(iter(commands)))
    barred = why_not(function_of(kind), kind.__name__, kind.separated)
    if barred:
        raise Refused(f"A person signs this: {barred}.", "never_covered")
    return proposal


def must_be_plain(
    proposal: Proposal, facts: Sequence[Fact], substance: Substance, act: Execution
) -> None:
    """Whatever deserves a second look gets it from a person."""
    if substance.digest != act.digest or proposal.digest != act.digest:
        raise Refused("It would come out otherwise than it was drafted.", "moved")
    if proposal.model:
        raise Refused("A model chose to draft this, so a person signs it.", "needs_person")
    strange = [o for o in proposal.origins if o.severity or o.kind not in OURS]
    if strange:
        reason = f"Its {strange[0].field} comes from elsewhere ({strange[0].source})."
        raise Refused(f"{reason} A person signs it.", "needs_person")
    if substance.doubts:
        first = substance.doubts[0]
        raise Refused(f"Somebody reads this first: {first.bold} {first.text}", "needs_person")
    kept = [fact for fact in facts if getattr(fact.event, "irreversible", "")]
    if kept:
        raise Refused(f"This could not be taken back: {kept[0].event}", "needs_person")


def looked_at(draft_id: str) -> bool:
    """The same for a draft whenever it is asked, and nothing that an agent could choose."""
    return int(sha256(draft_id.encode()).hexdigest(), 16) % LOOKED_AT == 0


def used(stream: str, order: Order, act: Execution, substance: Substance) -> Step:
    amounts = substance.amounts
    if any(money.currency != order.currency for money in amounts):
        reason = f"{order.number} is in {order.currency}, and this is not: a person signs it."
        raise Refused(reason, "needs_person")
    amount = sum((money.amount for money in amounts), Decimal(0))
    command = UseStandingOrder(command=order.command, draft=act.draft, day=act.day, amount=amount)
    return Step(stream, command)


def approved(held: Warrant, act: Execution, substance: Substance) -> Step:
    command = ExecuteDraft(
        version=act.version,
        digest=substance.digest,
        agent=held.order.agent,
        standing_order=held.order.number,
        ordered_on=held.signed_on,
        signers=held.signers,
        requirement=substance.requirement,
        at=act.at,
    )
    return Step(draft.stream(act.draft), command)
