"""A draft: a proposal waiting for signatures, and what became of it."""

from dataclasses import dataclass, replace
from typing import Literal

from domain.governance.draft_commands import (
    DraftCommand,
    EscalateDraft,
    ExecuteDraft,
    ExpireDraft,
    MarkRestored,
    MarkUndone,
    ProposeDraft,
    RejectDraft,
    ReviseDraft,
    SignDraft,
    SupersedeDraft,
)
from domain.governance.draft_events import (
    DraftApproved,
    DraftEscalated,
    DraftEvent,
    DraftExpired,
    DraftProposed,
    DraftRejected,
    DraftRestored,
    DraftRevised,
    DraftSigned,
    DraftSuperseded,
    DraftUndone,
    Signature,
)
from domain.governance.proposal import Proposal
from domain.kernel import Decider, Refused

Status = Literal[
    "", "waiting", "partly_signed", "signed", "rejected", "expired", "superseded", "undone"
]
OPEN = ("waiting", "partly_signed")
LONGEST_REASON = 2_000
WORDS = {
    "signed": "has already been signed",
    "rejected": "was rejected",
    "expired": "expired before anybody signed",
    "superseded": "was replaced by another draft",
    "undone": "was signed and then undone",
}


@dataclass(frozen=True)
class Draft:
    """Nothing yet, or the newest proposal with the signatures that count for it."""

    proposal: Proposal | None = None
    version: int = 0
    status: Status = ""
    signatures: tuple[Signature, ...] = ()
    closed_by: str = ""
    standing_order: str = ""
    """Under which it was executed, where nobody signed the draft itself."""
    escalated: int = 0
    """How many steps it has been raised, each at most once."""

    @property
    def open(self) -> bool:
        return self.status in OPEN

    def counting(self, digest: str) -> tuple[Signature, ...]:
        """The signatures under this digest; those given to another preview do not count."""
        return tuple(s for s in self.signatures if s.digest == digest)


def decide(draft: Draft, command: DraftCommand) -> list[DraftEvent]:
    match command:
        case ProposeDraft() if draft.proposal:
            raise Refused("This draft number is already taken; draft it again.", "draft_taken")
        case ProposeDraft():
            return [DraftProposed(**dict(command))]
        case _ if draft.proposal is None:
            raise Refused("There is no draft with this number.", "unknown_draft")
        case MarkUndone() | MarkRestored():
            return turned(draft, command)
        case EscalateDraft():
            return escalated(draft, draft.proposal, command)
        case _ if not draft.open:
            raise closed(draft)
        case ExpireDraft(at=at):
            return [DraftExpired()] if at >= draft.proposal.expires_at else []
        case SupersedeDraft(successor=successor):
            return [DraftSuperseded(successor=successor)]
        case ReviseDraft(version=version) if version != draft.version + 1:
            raise stale(draft, version - 1)
        case ReviseDraft():
            return [DraftRevised(**dict(command))]
        case (
            RejectDraft(version=version)
            | SignDraft(version=version)
            | ExecuteDraft(version=version)
        ) if version != draft.version:
            raise stale(draft, version)
        case RejectDraft(reason=reason) if len(reason) > LONGEST_REASON:
            limit = f"Nothing was changed: give the reason in {LONGEST_REASON:,} characters."
            raise Refused(limit, "long_reason")
        case RejectDraft(reason=reason, by=by):
            return [DraftRejected(reason=reason, by=by)]
        case SignDraft():
            return signed(draft, draft.proposal, command)
        case ExecuteDraft():
            return executed(draft, draft.proposal, command)


def signed(draft: Draft, proposal: Proposal, command: SignDraft) -> list[DraftEvent]:
    """The signature, and the approval when it is the last one needed."""
    standing = draft.counting(command.digest)
    if command.at >= proposal.expires_at:
        raise Refused(
            "Nothing was recorded: this draft has expired. Draft it again with today's figures.",
            "expired",
        )
    given = frozenset().union(*(signature.whose for signature in standing))
    if given & {command.signer, *command.hands}:
        raise Refused("You have signed this draft already; it needs another person.", "signed_once")
    if {*command.hands} & proposal.apart:
        raise Refused(
            "You made what this is checked against, so another person must sign it.",
            "not_independent",
        )
    if command.requirement.independent and {*command.hands} & {*proposal.by}:
        raise Refused(
            "You had a hand in drafting this, so another person must sign it.", "not_independent"
        )
    fields = command.model_dump(include=set(Signature.model_fields))
    events: list[DraftEvent] = [DraftSigned(**fields)]
    if len(standing) + 1 >= command.requirement.signatures:
        signers = (*(signature.signer for signature in standing), command.signer)
        version, digest = command.version, command.digest
        events.append(DraftApproved(version=version, digest=digest, signers=signers))
    return events


def executed(draft: Draft, proposal: Proposal, command: ExecuteDraft) -> list[DraftEvent]:
    """The approval that was given in advance; whatever a person touched is left to people."""
    required = command.requirement
    if command.at >= proposal.expires_at:
        raise Refused("Nothing was recorded: this draft has expired.", "expired")
    if not command.agent or proposal.agent != command.agent or proposal.reverses:
        reason = "A standing order covers what its agent drafted, and nothing else."
        raise Refused(reason, "not_covered")
    if draft.version > 1 or draft.signatures:
        raise Refused("A person has had a hand in this, so a person signs it.", "needs_person")
    if required.independent or required.signatures > 1 or not required.roles:
        reason = required.reason or "Nobody has the authority to sign this."
        raise Refused(f"{reason} No standing order does.", "needs_person")
    if not command.signers or {*command.signers} & {command.agent, *proposal.apart}:
        raise Refused("Nobody who may sign this has signed it in advance.", "needs_person")
    fields = ("version", "digest", "signers", "standing_order", "ordered_on")
    return [DraftApproved(**command.model_dump(include=set(fields)))]


def escalated(draft: Draft, proposal: Proposal, command: EscalateDraft) -> list[DraftEvent]:
    """Once for each step, and never after its time: an escalation decides nothing."""
    over = not draft.open or command.at >= proposal.expires_at
    if over or command.step != draft.escalated + 1:
        return []
    return [DraftEscalated(step=command.step, to=command.to, hours=command.hours)]


def turned(draft: Draft, command: MarkUndone | MarkRestored) -> list[DraftEvent]:
    wanted = "signed" if isinstance(command, MarkUndone) else "undone"
    if draft.status != wanted:
        reason = f"This cannot be taken back: the draft {WORDS.get(draft.status, 'is still open')}."
        raise Refused(reason, "not_standing")
    if isinstance(command, MarkUndone):
        return [DraftUndone(reversal=command.reversal)]
    return [DraftRestored(reversal=command.reversal)]


def must_be_open(draft: Draft, version: int) -> None:
    """Refuse a decision on a draft that is closed, or of which a newer version exists."""
    if draft.proposal is not None and not draft.open:
        raise closed(draft)
    if draft.proposal is not None and version != draft.version:
        raise stale(draft, version)


def closed(draft: Draft) -> Refused:
    return Refused(f"Nothing was changed: this draft {WORDS[draft.status]}.", "closed")


def stale(draft: Draft, read: int) -> Refused:
    reason = (
        f"Nothing was recorded: this was decided on version {read}, and the draft is at version "
        f"{draft.version}. Read it again."
    )
    return Refused(reason, "stale")


def evolve(draft: Draft, event: DraftEvent) -> Draft:
    match event:
        case DraftProposed():
            proposal = Proposal(**dict(event))
            return Draft(proposal=proposal, version=1, status="waiting")
        case DraftRevised(version=version):
            fields = {name: getattr(event, name) for name in Proposal.model_fields}
            again = Draft(proposal=Proposal(**fields), version=version, status="waiting")
            return replace(again, escalated=draft.escalated)
        case DraftSigned():
            given = Signature(**dict(event))
            signatures = (*draft.signatures, given)
            return replace(draft, status="partly_signed", signatures=signatures)
        case DraftApproved(standing_order=order):
            return replace(draft, status="signed", standing_order=order)
        case DraftRejected(by=by):
            return replace(draft, status="rejected", closed_by=by)
        case DraftExpired():
            return replace(draft, status="expired")
        case DraftEscalated(step=step):
            return replace(draft, escalated=step)
        case DraftSuperseded(successor=successor):
            return replace(draft, status="superseded", closed_by=successor)
        case DraftUndone(reversal=reversal):
            return replace(draft, status="undone", closed_by=reversal)
        case DraftRestored():
            return replace(draft, status="signed", closed_by="")


draft = Decider(
    name="draft",
    commands=DraftCommand,
    events=DraftEvent,
    initial=Draft(),
    decide=decide,
    evolve=evolve,
)
