"""The handler proposes, revises, signs and takes back, for one tenant, by one road to the store."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import catalog
from domain.command_handler.aggregates import Aggregate
from domain.command_handler.execution import Warrant, execution, record, warrant
from domain.command_handler.foresight import STANDING, Foresight, standing_of
from domain.command_handler.intent import Decision, Execution, Intent, Signed
from domain.command_handler.reading import Pending, Reading
from domain.command_handler.rehearsal import Rehearsal
from domain.governance.draft import OPEN, Draft, draft, must_be_open
from domain.governance.draft_commands import (
    ExpireDraft,
    MarkRestored,
    MarkUndone,
    ProposeDraft,
    RejectDraft,
    ReviseDraft,
    SignDraft,
    SupersedeDraft,
)
from domain.governance.draft_events import DraftApproved
from domain.governance.drafts import DraftRow, drafts
from domain.governance.proposal import Proposal, Requirement, unvouched
from domain.governance.track_record import TrackRecord
from domain.kernel import AnyDecider, Cause, Fact, Refused, Step, among
from domain.preview import DraftCard, Substance, WorldChanged
from domain.store.event_store import Appended, WrongVersion

ATTEMPTS = 3  # After a version conflict, decide again this often; here and nowhere else.
OPEN_AT_MOST = 500


@dataclass(frozen=True)
class CommandHandler(Reading):
    """Everything that can be done to the record of one tenant."""

    async def record(self, steps: Sequence[Step], cause: Cause, key: str = "") -> Appended:
        """Carry out steps that need nobody's signature: housekeeping, never a person's wish."""
        for _ in range(ATTEMPTS):
            facts = await self.rehearsal(cause).run(steps)
            try:
                return await self.store.append(self.tenant, facts, key) if facts else Appended(())
            except WrongVersion:
                continue
        raise crowded()

    async def propose(self, intent: Intent) -> DraftCard:
        """Keep steps as a draft, once a preview has shown that they can be done and undone."""
        number = await self.store.next_number(self.tenant, draft.name)
        proposal, card = await self.prepared(intent, f"D-{number}", 1)
        steps = [Step(draft.stream(card.draft), ProposeDraft(**dict(proposal)))]
        if intent.replaces:
            instead = SupersedeDraft(successor=card.draft)
            steps.append(Step(draft.stream(intent.replaces), instead))
        # A number that nobody else gets has no history to read; the append finds out if it had.
        anew = self.rehearsal(Cause(intent.by, trace=intent.trace))
        facts = await anew.knows(steps[0].stream, 0, draft.initial).run(steps)
        appended = await self.store.append(self.tenant, facts, intent.key)
        if not appended.replayed:
            return card
        first, *_ = appended.facts
        return await self.card(first.stream.removeprefix(f"{draft.name}-"), drafting=True)

    async def revise(self, draft_id: str, version: int, intent: Intent) -> DraftCard:
        """The draft's next version: a new preview, for which earlier signatures do not count.

        Whoever had a hand in an earlier version keeps it in this one.
        """
        earlier = proposal_of(await self.draft(draft_id))
        hands = tuple(dict.fromkeys((*earlier.by, *intent.by)))
        intent = replace(intent, by=hands, customer=earlier.customer)
        proposal, card = await self.prepared(intent, draft_id, version + 1)
        command = ReviseDraft(**dict(proposal), version=version + 1)
        cause = Cause(intent.by, trace=intent.trace)
        await self.record([Step(draft.stream(draft_id), command)], cause)
        return card

    async def prepared(
        self, intent: Intent, draft_id: str, version: int
    ) -> tuple[Proposal, DraftCard]:
        cause = Cause(intent.by, draft_id, intent.trace)
        rehearsal = Rehearsal(self.aggregates, cause, STANDING)
        facts = await rehearsal.run(intent.steps, entailing=not intent.reverses)
        self.hot.lead(self.tenant, draft_id, way(rehearsal, intent.reverses))
        if not facts:
            raise Refused("Nothing would change: the record says this already.", "no_change")
        undone = await self.came_of(intent.reverses) if intent.reverses else ()
        standing = standing_of(rehearsal.read, await self.profile())
        red = unvouched(intent.origins)
        outside = bool(intent.customer)
        foresight = Foresight(
            self.store, self.tenant, intent.steps, facts, standing, undone, red, outside
        )
        preview = await replace(foresight, drafting=True).preview()
        intent.must_allow(preview.amounts)
        return intent.proposal(preview, facts), DraftCard.of(draft_id, version, preview)

    async def card(self, draft_id: str, drafting: bool = False) -> DraftCard:
        """The draft as it would come out today; Refused where today's rules say no."""
        pending = await self.pending(draft_id)
        foresight = await self.foresight(pending)
        preview = await replace(foresight, drafting=drafting).preview()
        return DraftCard.of(draft_id, pending.state.version, preview)

    async def foresight(self, pending: Pending, trace: str = "") -> Foresight:
        """What signing this draft would come to today."""
        proposal = proposal_of(pending.state)
        steps = [catalog.step_of(planned) for planned in proposal.steps]
        cause = Cause(proposal.by, pending.draft, trace)
        rehearsal = self.rehearsal(cause).knows_all(pending.ahead)
        facts = await rehearsal.run(steps, entailing=not proposal.reverses)
        self.hot.lead(self.tenant, pending.draft, way(rehearsal, proposal.reverses))
        undone = await self.came_of(proposal.reverses) if proposal.reverses else ()
        red = unvouched(proposal.origins)
        outside = bool(proposal.customer)
        return Foresight(
            self.store, self.tenant, steps, facts, pending.standing, undone, red, outside
        )

    async def sign(self, decision: Decision, pending: Pending | None = None) -> Signed:
        """Record the signature and, when it is the last one needed, all that comes of it.

        `pending` is the draft as the gate has just judged it. Raises WorldChanged with today's
        card when the digest is no longer today's, and Refused when the draft is closed, newer,
        expired, or needs another hand; then nothing is written.
        """
        for _ in range(ATTEMPTS):
            pending = pending or await self.pending(decision.draft)
            must_be_open(pending.state, decision.version)
            foresight, substance = await self.foreseen(decision, pending)
            signing = await self.signing(decision, substance.requirement, pending)
            if substance.digest != decision.digest:
                break
            approved = any(isinstance(fact.event, DraftApproved) for fact in signing)
            done = await self.concluded(decision, pending, foresight.facts) if approved else []
            key = f"sign {decision.draft} {decision.version} {decision.signer} {decision.digest}"
            try:
                written = await self.store.append(self.tenant, [*signing, *done], key)
            except WrongVersion:
                pending = None
                continue
            return Signed(written.facts, approved)
        await self.must_still_be_open(decision)
        raise WorldChanged(await self.card(decision.draft))

    async def execute(self, act: Execution) -> Signed:
        """Do what an agent drafted, where a standing order covers it; Refused where a person signs.

        Others may use up the day's limits meanwhile: then it is judged again, on what they left.
        """
        for _ in range(ATTEMPTS):
            pending = await self.pending(act.draft)
            must_be_open(pending.state, act.version)
            facts = await execution(self, act, pending)
            key = f"execute {act.draft} {act.version} {act.digest}"
            try:
                return Signed((await self.store.append(self.tenant, facts, key)).facts, True)
            except WrongVersion:
                continue
        raise crowded()

    async def warrant(self, agent: str, command: str) -> Warrant:
        """The standing order that covers this; Refused where there is none."""
        return await warrant(self, agent, command)

    async def track_record(self, agent: str, command: str, today: date) -> TrackRecord:
        """How people decided on the agent's drafts of this command."""
        return await record(self, agent, command, today)

    async def foreseen(self, decision: Decision, pending: Pending) -> tuple[Foresight, Substance]:
        try:
            foresight = await self.foresight(pending, decision.trace)
            return foresight, await foresight.substance()
        except Refused:
            await self.must_still_be_open(decision)
            raise

    async def must_still_be_open(self, decision: Decision) -> None:
        """When another has signed since the draft was read, that is why it comes out otherwise."""
        must_be_open(await self.draft(decision.draft), decision.version)

    async def signing(
        self, decision: Decision, requirement: Requirement, pending: Pending
    ) -> list[Fact]:
        stream = draft.stream(decision.draft)
        command = SignDraft(
            version=decision.version,
            digest=decision.digest,
            signer=decision.signer,
            role=decision.role,
            hands=decision.hands,
            requirement=requirement,
            at=decision.at,
            stood_in_for=decision.stood_in_for,
        )
        cause = Cause(decision.hands, trace=decision.trace)
        rehearsal = self.rehearsal(cause).knows(stream, pending.version, pending.state)
        return await rehearsal.run([Step(stream, command)])

    async def concluded(
        self, decision: Decision, pending: Pending, facts: Sequence[Fact]
    ) -> list[Fact]:
        """The facts with the signer's hands, and what a reversal says of what it reverses."""
        proposal = proposal_of(pending.state)
        hands = tuple(dict.fromkeys((*proposal.by, *decision.hands)))
        causes = {cause: replace(cause, by=hands) for cause in {fact.cause for fact in facts}}
        signed = [fact.because(causes[fact.cause]) for fact in facts]
        if not proposal.reverses:
            return signed
        turns, read = await self.turns(proposal.reverses, pending)
        rehearsal = self.rehearsal(Cause(hands, trace=decision.trace)).knows_all(read)
        return [*signed, *await rehearsal.run(turns)]

    async def turns(
        self, reversed_draft: str, reversal: Pending
    ) -> tuple[list[Step], dict[str, Aggregate]]:
        """A reversal undoes its draft; when that was a reversal itself, the one before stands."""
        steps: list[Step] = []
        read: dict[str, Aggregate] = {}
        while reversed_draft:
            command = MarkRestored if len(steps) % 2 else MarkUndone
            stream = draft.stream(reversed_draft)
            steps.append(Step(stream, command(reversal=reversal.draft)))
            there = reversal.ahead.get(stream)
            read[stream] = there or (await self.aggregates.read({stream: draft}))[stream]
            reversed_draft = proposal_of(read[stream].state).reverses
        return steps, read

    async def reject(
        self, draft_id: str, version: int, reason: str, by: str, at: datetime, trace: str = ""
    ) -> None:
        command = RejectDraft(version=version, reason=reason, by=by, at=at)
        await self.record([Step(draft.stream(draft_id), command)], Cause((by,), trace=trace))

    async def undoing(self, draft_id: str) -> tuple[Step, ...]:
        """The steps that take back, last fact first, all that came of a signed draft."""
        state = await self.draft(draft_id)
        if state.status != "signed":
            raise Refused(
                f"{draft_id} has not been signed, so nothing can be undone.", "not_signed"
            )
        facts = await self.store.caused_by(self.tenant, draft_id)
        return tuple(Step(fact.stream, fact.event.undo()) for fact in reversed(facts))

    async def expire(self, now: datetime) -> int:
        """Close the drafts whose time has come; how many there were."""
        overdue = drafts.where(
            among(DraftRow.status, OPEN), DraftRow.expires_at <= now, limit=OPEN_AT_MOST
        )
        found = await self.store.rows(self.tenant, overdue)
        for row in found.rows:
            step = Step(draft.stream(row.draft), ExpireDraft(at=now))
            await self.record([step], Cause(("countersign",)))
        return len(found.rows)

    def rehearsal(self, cause: Cause) -> Rehearsal:
        return Rehearsal(self.aggregates, cause)


def proposal_of(state: Draft) -> Proposal:
    if state.proposal is None:
        raise Refused("There is no draft with this number.", "unknown_draft")
    return state.proposal


def way(rehearsal: Rehearsal, reversed_draft: str) -> dict[str, AnyDecider]:
    """Every stream that signing such a draft would read beside the draft itself."""
    turned = {draft.stream(reversed_draft): draft} if reversed_draft else {}
    return rehearsal.met | turned


def crowded() -> Refused:
    reason = "Nothing was recorded: others kept changing the same record. Try again."
    return Refused(reason, "crowded")
