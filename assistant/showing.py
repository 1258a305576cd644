"""Showing: one draft as one person may see it, with everything its card needs to know."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assistant.approvals import Approvals, Verdicts, calling, judged
from assistant.cards import Edit, Shown, draft_object, view
from assistant.menu import Menu
from assistant.own_drafts import proposal_seen, seen
from assistant.readings import Reading, Readings
from assistant.records import Records, Tenant
from assistant.standing_in import standing_in
from domain.governance.draft import Draft, draft
from domain.governance.member import MemberRow
from domain.governance.member import members as everybody
from domain.governance.proposal import Proposal
from domain.kernel import Fact, Refused
from domain.preview import DraftCard, Preview
from guardrails.call import Allowed, Denied
from guardrails.caller import Caller
from guardrails.delegation import StandIn

PEOPLE_AT_MOST = 1000


@dataclass(frozen=True)
class May:
    """One draft as it stands, and what one person may do with it at this moment."""

    state: Draft
    history: tuple[Fact, ...]
    lent: tuple[StandIn, ...]
    verdicts: Verdicts

    @property
    def draft(self) -> bool:
        return isinstance(self.verdicts.draft, Allowed)


@dataclass(frozen=True)
class Cards:
    """A card is made anew for each reader: what they may do decides what they see."""

    records: Callable[[str], Records]
    approvals: Approvals
    menu: Menu
    readings: Readings = field(default_factory=Readings)

    async def card(
        self, caller: Caller, draft_id: str, now: datetime, tenant: Tenant, drafted: bool = False
    ) -> dict[str, Any] | None:
        """The card of a draft, or None when there is nothing for this person to see.

        One that was `drafted` just now for the same sentence is not foreseen a second time.
        """
        shown = await self.shown(caller, draft_id, now, tenant, drafted)
        if shown is None:
            return None
        self.seen(shown)
        return view(shown)

    def seen(self, shown: Shown) -> None:
        """Remember what this person has before their eyes, for the case that it moves."""
        if shown.open and shown.today is not None:
            read = Reading(shown.now, shown.today.preview)
            self.readings.show(shown.caller, shown.draft, shown.digest, read)

    async def both(
        self, caller: Caller, draft_id: str, now: datetime, tenant: Tenant
    ) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """The card, and the same draft as other programs read it, foreseen once for both."""
        shown = await self.shown(caller, draft_id, now, tenant)
        if shown is None:
            return None, None
        self.seen(shown)
        return view(shown), draft_object(shown)

    async def object(
        self, caller: Caller, draft_id: str, now: datetime, tenant: Tenant
    ) -> dict[str, Any] | None:
        """The draft as other programs read it."""
        shown = await self.shown(caller, draft_id, now, tenant)
        return None if shown is None else draft_object(shown)

    async def shown(
        self, caller: Caller, draft_id: str, now: datetime, tenant: Tenant, drafted: bool = False
    ) -> Shown | None:
        may = await self.may(caller, draft_id, now, tenant)
        if may is None:
            return None
        records, state = self.records(caller.tenant), may.state
        today, refusal = await self.today(records, draft_id, state, drafted)
        edits = await self.edits(caller, state, now) if state.open else ()
        read = self.readings.of(caller, draft_id)
        members = (await records.rows(everybody.where(limit=PEOPLE_AT_MOST))).rows
        found_now = Shown(
            draft=draft_id,
            state=state,
            history=may.history,
            today=today,
            refusal=refusal,
            came_of=tuple(await records.came_of(draft_id)) if not state.open else (),
            caller=caller,
            stands_in_for=tuple(each.user for each in may.lent),
            verdict=may.verdicts.sign,
            people={row.user: titled(row) for row in members},
            roles={row.user: row.roles for row in members if not row.disabled},
            now=tenant.local(now),
            currency=tenant.currency,
            read_at=read.at if read else None,
            was_read=read.preview if read else None,
            edits=edits,
            may_edit=bool(edits) and may.draft,
            may_draft=may.draft,
        )
        return seen(found_now)

    async def may(self, caller: Caller, draft_id: str, now: datetime, tenant: Tenant) -> May | None:
        """What this person may do with a draft; None where there is nothing for them to see."""
        records, stream = self.records(caller.tenant), draft.stream(draft_id)
        found, standing = await records.beside_authority((stream,))
        state = draft.after(found[stream])
        if state.proposal is None or proposal_seen(caller, state) is None:
            return None
        lent = await standing_in(records, caller, tenant.today(now))
        verdicts = judged(calling(caller, "read", draft_id, state.proposal, standing, "", lent))
        if isinstance(verdicts.read, Denied):
            return None
        return May(state, tuple(found[stream]), lent, verdicts)

    async def today(
        self, records: Records, draft_id: str, state: Draft, drafted: bool
    ) -> tuple[DraftCard | None, str]:
        """What would happen today, or why today's rules say no; nothing for a closed draft."""
        if not state.open:
            return None, ""
        if drafted and state.proposal:
            return foreseen(draft_id, state.version, state.proposal), ""
        try:
            return await records.card(draft_id), ""
        except Refused as refusal:
            return None, str(refusal)

    async def edits(self, caller: Caller, state: Draft, now: datetime) -> tuple[Edit, ...]:
        """The fields that may be edited on the card: values of the tool that drafted it."""
        proposal = state.proposal
        if proposal is None or not proposal.tool:
            return ()
        listed = {tool.name: tool for tool in await self.menu.of(caller, now)}
        tool = listed.get(proposal.tool)
        if tool is None or tool.kind != "draft":
            return ()
        return tuple(Edit(**edit) for edit in tool.edits)


def titled(row: MemberRow) -> str:
    """How a card names a person: by role."""
    return row.roles[0].capitalize() if row.roles else row.name


def foreseen(draft_id: str, version: int, proposal: Proposal) -> DraftCard:
    """What was foreseen when it was drafted."""
    preview = Preview.model_validate(proposal.preview)
    return DraftCard(draft=draft_id, version=version, digest=proposal.digest, preview=preview)
