"""Earned: what an agent may have done without a person, because people signed for it in advance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from assistant.approvals import Approvals, actions_of, amount_of, proposal_of
from assistant.records import Tenant
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.governance.member import MemberRow, members
from domain.governance.order_events import LapseStandingOrders
from domain.governance.passport import passport
from domain.governance.standing_order import standing_order
from domain.governance.standing_orders import StandingOrderRow, standing_orders
from domain.governance.switch import switch
from domain.governance.track_record import earned
from domain.kernel import Refused, Step, among
from domain.preview import DraftCard
from guardrails.call import Answer, Call, Denied
from guardrails.caller import Caller
from guardrails.gate import judge
from mcp_servers.standing import off_of, passport_of

HOUSE = ("countersign",)
AT_MOST = 500
DRAFTING = switch.stream("drafting")


@dataclass(frozen=True)
class Settled:
    """What became of an agent's draft: executed under its order, or why a person signs it."""

    draft: str
    executed: bool
    standing_order: str = ""
    reason: str = ""
    code: str = ""
    """For programs: no_order, submitted, day_used_up, not_earned, a control, and so on."""


@dataclass(frozen=True)
class Earned:
    """Everything is asked again in the moment of the act: no rung is ever taken from a memory."""

    approvals: Approvals

    async def settle(
        self, tenant: Tenant, card: DraftCard, now: datetime, trace: str = ""
    ) -> Settled:
        """Execute what a standing order covers; whatever else it is, it waits as it did before."""
        trace = trace or token_hex(16)
        asked = self.asking(tenant, card, trace)
        answer = await self.approvals.execute(asked, tenant.id, card, tenant.today(now), now, trace)
        state = await self.approvals.handler(tenant.id).draft(card.draft)
        if answer.outcome == "answered" or (answer.code == "closed" and state.standing_order):
            return Settled(card.draft, True, state.standing_order)
        if answer.code == "not_earned" and state.proposal:
            await self.review(tenant, now, agent=state.proposal.agent)
        return self.waits(card, answer)

    async def after(self, tenant: str, draft: str, now: datetime, trace: str) -> Settled:
        """The same for a draft of this number, as the agents' runner knows it.

        Somebody may have done meanwhile what it asks for: then it waits, and says so when read.
        """
        handler = self.approvals.handler(tenant)
        here = Tenant.of(tenant, await handler.profile())
        try:
            card = await handler.card(draft)
        except Refused as overtaken:
            return Settled(draft, False, reason=str(overtaken), code=overtaken.code)
        return await self.settle(here, card, now, trace)

    def waits(self, card: DraftCard, answer: Answer) -> Settled:
        return Settled(card.draft, False, reason=answer.reason, code=answer.code)

    async def asking(self, tenant: Tenant, card: DraftCard, trace: str) -> Call:
        """The call as the gate judges it: with the signers as they stand today, each of them."""
        handler = self.approvals.handler(tenant.id)
        proposal = proposal_of(await handler.draft(card.draft))
        agent = proposal.agent
        if not agent:
            reason = "A person drafted this, so a person signs it."
            raise Refused(reason, "no_order")
        held = await handler.warrant(agent, proposal.steps[0].command)
        badge = passport.stream(agent)
        read, standing = await handler.beside_authority((badge, DRAFTING))
        known = await handler.rows(
            members.where(among(MemberRow.user, held.signers), limit=len(held.signers))
        )
        calls = [
            Call(
                caller=signing(tenant, user, agent, known.rows),
                kind="execute",
                tool="execute_draft",
                commands=actions_of(proposal),
                authority=standing[0],
                badge=passport_of(agent, read[badge]).badge,
                badge_revoked=passport_of(agent, read[badge]).revoked,
                amount=amount_of(proposal, standing[2]),
                currency=standing[2],
                drafted_by=proposal.by,
                independent=proposal.requirement.independent,
                apart=proposal.apart,
                standing_order=held.order.number,
                off=off_of(read),
                trace=trace,
                arguments={"draft": card.draft, "standing_order": held.order.number},
            )
            for user in held.signers
        ]
        return next((call for call in calls if isinstance(judge(call), Denied)), calls[0])

    async def review(self, tenant: Tenant, now: datetime, agent: str = "") -> list[str]:
        """Record that what is no longer earned has lapsed; the numbers of those orders.

        Nothing depends on it: an order that is not earned covers nothing, recorded or not.
        """
        handler, gone = self.approvals.handler(tenant.id), []
        asked = standing_orders.where(
            StandingOrderRow.status == "standing",
            not agent or StandingOrderRow.agent == agent,
            limit=AT_MOST,
        )
        for row in (await handler.rows(asked)).rows:
            record = await handler.track_record(row.agent, row.command, tenant.today(now))
            verdict = earned(record)
            if verdict.earned:
                continue
            command = LapseStandingOrders(
                agent=row.agent, command=row.command, reason=verdict.reason, counted=record
            )
            step = Step(standing_order.stream(row.agent), command)
            await self.approvals.record(tenant.id, [step], HOUSE)
            gone.append(row.number)
        return gone

    async def submitted(self, tenant: Tenant) -> dict[str, list[str]]:
        """The drafts that wait under each standing order, to be read and signed together (L4)."""
        handler = self.approvals.handler(tenant.id)
        standing = standing_orders.where(StandingOrderRow.status == "standing", limit=AT_MOST)
        found: dict[str, list[str]] = {}
        for row in (await handler.rows(standing)).rows:
            asked = drafts.where(
                among(DraftRow.status, OPEN),
                DraftRow.agent == row.agent,
                DraftRow.command == row.command,
                order_by=(DraftRow.draft,),
                limit=AT_MOST,
            )
            waiting = (await handler.rows(asked)).rows
            found[row.number] = [each.draft for each in waiting]
        return found


def signing(tenant: Tenant, user: str, agent: str, known: Sequence[MemberRow]) -> Caller:
    """Who signed in advance, with the roles of today; whoever has left has none."""
    row = next((each for each in known if each.user == user and not each.disabled), None)
    roles, name = (row.roles, row.name) if row else ((), user)
    return Caller(tenant.id, user, name, roles, "api", agent)
