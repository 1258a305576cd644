"""Approvals: the buttons on a card; people come through here, and nothing else can."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from assistant.own_drafts import proposal_seen
from assistant.records import Tenant
from assistant.standing_in import standing_in
from domain import catalog
from domain.command_handler import (
    CommandHandler,
    Decision,
    Execution,
    Intent,
    Pending,
    escalate,
)
from domain.governance.authority import Authority
from domain.governance.draft import Draft
from domain.governance.proposal import Proposal
from domain.governance.signing import Limits, covers
from domain.kernel import Cause, Money, Refused, Step, function_of
from domain.preview import DraftCard
from guardrails import gate as gates
from guardrails.authority import on_lent_authority
from guardrails.call import Answer, Call, Kind, Verdict
from guardrails.caller import Caller
from guardrails.delegation import StandIn
from guardrails.gate import Gate

UNDO_VALID = timedelta(days=2)
KINDS: tuple[Kind, ...] = ("read", "draft", "sign")
Standing = tuple[Authority, Limits, str]
GOVERNANCE = "governance"


@dataclass(frozen=True)
class Verdicts:
    """Whether a caller may see a draft, edit and reject it, and sign it."""

    read: Verdict
    draft: Verdict
    sign: Verdict


@dataclass(frozen=True)
class Approvals:
    """Identity and authority are read here, at the moment of the act, never from a payload."""

    handler: Callable[[str], CommandHandler]
    """The command handler of a tenant."""
    gate: Gate

    async def sign(
        self, caller: Caller, draft_id: str, version: int, digest: str, now: datetime, trace: str
    ) -> Answer:
        """Sign what was shown under this version and digest, and nothing else."""
        handler = self.handler(caller.tenant)
        seen: list[tuple[Call, Pending]] = []

        async def asking() -> Call:
            pending = await handler.pending(draft_id)
            proposal, standing = proposal_for(caller, pending.state), pending.standing
            today = Tenant.of(caller.tenant, await handler.profile()).today(now)
            lent = await standing_in(handler, caller, today)
            call = calling(caller, "sign", draft_id, proposal, standing, trace, lent)
            seen.append((call, pending))
            return call

        async def work() -> dict[str, Any]:
            [(call, pending)] = seen
            decision = Decision(
                draft=draft_id,
                version=version,
                digest=digest,
                signer=caller.user,
                role=role_of(call),
                hands=hands_of(call),
                at=now,
                trace=trace,
                stood_in_for=stood_in_for(call),
            )
            signed = await handler.sign(decision, pending)
            return {"approved": signed.approved, "facts": len(signed.facts)}

        return await self.gate.through(asking(), work)

    async def execute(
        self,
        asked: Awaitable[Call],
        tenant: str,
        card: DraftCard,
        day: date,
        now: datetime,
        trace: str,
    ) -> Answer:
        """Do what an agent drafted, as somebody signed for in advance by a standing order."""
        act = Execution(
            draft=card.draft,
            version=card.version,
            digest=card.digest,
            day=day,
            at=now,
            trace=trace,
        )

        async def work() -> dict[str, Any]:
            done = await self.handler(tenant).execute(act)
            return {"approved": done.approved, "facts": len(done.facts)}

        return await self.gate.through(asked, work)

    async def reject(
        self, caller: Caller, draft_id: str, version: int, reason: str, now: datetime, trace: str
    ) -> Answer:
        """Say no, with a reason; whoever may draft here may also reject."""
        handler = self.handler(caller.tenant)

        async def work() -> None:
            await handler.reject(draft_id, version, reason, caller.user, now, trace)

        return await self.gate.through(self.asking(caller, "draft", draft_id, trace), work)

    async def undo(self, caller: Caller, draft_id: str, now: datetime, trace: str) -> Answer:
        """Propose taking back all that came of a draft; that is signed like any other draft.

        While one reversal waits there is no second one: it is shown again.
        """
        handler = self.handler(caller.tenant)

        async def work() -> DraftCard:
            if caller.outside:
                reason = "What stands is taken back by the business: open a ticket, and say why."
                raise Refused(reason, "not_for_customers")
            waiting = await handler.reversal_of(draft_id)
            if waiting:
                return await handler.card(waiting)
            proposal = proposal_of(await handler.draft(draft_id))
            steps = await handler.undoing(draft_id)
            return await handler.propose(reversal(caller, draft_id, proposal, steps, now, trace))

        return await self.gate.through(self.asking(caller, "draft", draft_id, trace), work)

    async def record(
        self, tenant: str, steps: Sequence[Step], by: tuple[str, ...], trace: str = ""
    ) -> None:
        """Housekeeping of the house itself: members and passports, what agents say to another."""
        await self.handler(tenant).record(steps, Cause(by, trace=trace))

    async def numbers(self, tenant: str, name: str, count: int) -> int:
        """The first of `count` document numbers that nobody else gets."""
        return await self.handler(tenant).store.next_number(tenant, name, count)

    async def expire(self, tenant: str, now: datetime) -> int:
        """Close the drafts whose time has come; how many there were."""
        return await self.handler(tenant).expire(now)

    async def escalate(self, tenant: str, now: datetime) -> int:
        """Raise the drafts that have waited too long to the next role; how many there were."""
        return await escalate(self.handler(tenant), now)

    async def verdicts(self, caller: Caller, draft_id: str) -> Verdicts:
        """What the gate would say now; it judges only, and records nothing."""
        return judged(await self.asking(caller, "read", draft_id, ""))

    async def asking(self, caller: Caller, kind: Kind, draft_id: str, trace: str) -> Call:
        """The call as the gate judges it: today's authority, the money at stake, the hands."""
        pending = await self.handler(caller.tenant).pending(draft_id)
        proposal = proposal_for(caller, pending.state)
        return calling(caller, kind, draft_id, proposal, pending.standing, trace)


def calling(
    caller: Caller,
    kind: Kind,
    draft_id: str,
    proposal: Proposal,
    standing: Standing,
    trace: str,
    stands_in: tuple[StandIn, ...] = (),
) -> Call:
    """The call on a draft, by what was proposed and by who may do what."""
    held, _, currency = standing
    return Call(
        caller=caller,
        kind=kind,
        tool=f"{kind}_{'reversal' if proposal.reverses else 'draft'}",
        commands=actions_of(proposal),
        authority=held,
        amount=amount_of(proposal, currency),
        currency=currency,
        drafted_by=proposal.by,
        independent=proposal.requirement.independent,
        apart=proposal.apart,
        stands_in=stands_in,
        lendable=lendable(proposal),
        trace=trace,
        arguments={"draft": draft_id, "title": proposal.title},
        for_customers=caller.outside and caller.customer == proposal.customer,
    )


def judged(call: Call) -> Verdicts:
    """What the gate says to seeing, drafting and signing."""
    return Verdicts(*(gates.judge(replace(call, kind=kind)) for kind in KINDS))


def lendable(proposal: Proposal) -> bool:
    """What always needs a third hand is never signed on lent authority, nor is power itself."""
    commands = [catalog.command_type(step.command) for step in proposal.steps]
    return all(c.separated != "always" and function_of(c) != GOVERNANCE for c in commands)


def stood_in_for(call: Call) -> str:
    """Who is away, where the caller signs on that person's authority."""
    lender = on_lent_authority(call)
    return lender.user if lender else ""


def hands_of(call: Call) -> tuple[str, ...]:
    """Whoever stands in for somebody is that person's hand too, whosever authority it is."""
    return (*call.caller.hands, *(each.user for each in call.stands_in))


def role_of(call: Call) -> str:
    """The role that gives the authority to sign, or the caller's first one where none does."""
    lender = on_lent_authority(call)
    able = (
        role
        for role in (lender.roles if lender else call.caller.roles)
        if all(covers(call.authority, (role,), *action, call.amount) for action in call.commands)
    )
    return next(able, call.caller.roles[0] if call.caller.roles else "")


def proposal_for(caller: Caller, state: Draft) -> Proposal:
    """What was proposed, as if there were no draft where it is not of the caller's account."""
    proposal = proposal_seen(caller, state)
    return proposal_of(state if proposal else Draft())


def proposal_of(state: Draft) -> Proposal:
    if state.proposal is None:
        raise Refused("There is no draft with this number.", "unknown_draft")
    return state.proposal


def actions_of(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """Function and command of everything a person chose; consequences are the house's own."""
    names = dict.fromkeys(step.command for step in proposal.steps)
    return tuple((function_of(catalog.command_type(name)), name) for name in names)


def amount_of(proposal: Proposal, currency: str) -> Decimal | None:
    """Money at stake in the tenant's currency; None where another currency is among it."""
    amounts = [Money.model_validate(money) for money in proposal.preview.get("amounts", ())]
    if any(money.currency != currency for money in amounts):
        return None
    return sum((money.amount for money in amounts), Decimal(0))


def reversal(
    caller: Caller,
    draft_id: str,
    proposal: Proposal,
    steps: tuple[Step, ...],
    now: datetime,
    trace: str,
) -> Intent:
    words = proposal.title[:1].lower() + proposal.title[1:]
    return Intent(
        steps=steps,
        title=f"Undo {draft_id}: {words}",
        kind="Undo",
        function=proposal.function,
        by=replace(caller, agent="").hands,
        delegator=caller.user,
        expires_at=now + UNDO_VALID,
        reverses=draft_id,
        trace=trace,
        customer=proposal.customer,
    )
