"""Drafts: one row each, for the queue and for every list of what was proposed and decided."""

from datetime import UTC, datetime
from decimal import Decimal

from domain.governance.draft import draft
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
)
from domain.governance.proposal import Proposal
from domain.kernel import Fact, Internal, Personal, Projection, Public, Row
from domain.kernel.ownership import owned_by

PREFIX = f"{draft.name}-"


class DraftRow(Row):
    draft: Public[str]
    version: Public[int]
    status: Public[str]
    kind: Public[str]
    function: Public[str]
    command: Public[str]
    """The one command it would carry out; empty where there are several kinds."""
    title: Internal[str]
    amount: Internal[Decimal | None]
    currency: Public[str]
    red_flags: Public[int]
    cautions: Public[int]
    agent: Public[str]
    model: Public[str]
    """Which one drafted the first version; empty where none did."""
    proposer: Personal[str]
    signatures: Public[int]
    signed: Public[int]
    signers: Personal[tuple[str, ...]]
    """Whose signatures stand, those of the absent included for whom somebody stood in."""
    escalated_to: Public[str]
    escalated_at: Public[datetime | None]
    independent: Public[bool]
    may_sign: Public[tuple[str, ...]]
    hands: Personal[tuple[str, ...]]
    reverses: Public[str]
    occasion: Public[str] = ""
    """What gave an agent reason to draft the first version; empty where a person asked."""
    expires_at: Public[datetime]
    proposed_at: Public[datetime | None]
    closed_at: Public[datetime | None]
    closed_by: Personal[str]
    reason: Internal[str]
    customer: Public[str] = ""
    """The account of whoever drafted it from outside; empty of a draft of the house."""
    standing_order: Public[str]
    """Under which it was executed; empty where a person signed it."""


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
EMPTY = DraftRow(
    draft="",
    version=0,
    status="",
    kind="",
    function="",
    command="",
    title="",
    amount=None,
    currency="",
    red_flags=0,
    cautions=0,
    agent="",
    model="",
    proposer="",
    signatures=1,
    signed=0,
    signers=(),
    escalated_to="",
    escalated_at=None,
    independent=False,
    may_sign=(),
    hands=(),
    reverses="",
    expires_at=LONG_AGO,
    proposed_at=None,
    closed_at=None,
    closed_by="",
    reason="",
    standing_order="",
)


def touches(fact: Fact) -> list[DraftRow]:
    if not fact.stream.startswith(PREFIX):
        return []
    return [EMPTY.model_copy(update={"draft": fact.stream.removeprefix(PREFIX)})]


def project(row: DraftRow, fact: Fact) -> DraftRow | None:
    match fact.event:
        case DraftProposed(model=model, occasion=occasion) as proposed:
            first = {
                "version": 1,
                "proposed_at": fact.recorded_at,
                "model": model,
                "occasion": occasion,
            }
            return row.model_copy(update=described(proposed) | first)
        case DraftRevised(version=version) as revised:
            anew = {"version": version, "signed": 0, "signers": ()}
            return row.model_copy(update=described(revised) | anew)
        case DraftSigned() as given:
            signers = (*row.signers, *sorted(given.whose))
            told = {"status": "partly_signed", "signed": row.signed + 1, "signers": signers}
            return row.model_copy(update=told)
        case DraftEscalated(to=to):
            return row.model_copy(update={"escalated_to": to, "escalated_at": fact.recorded_at})
        case DraftApproved(signers=signers, standing_order=order):
            signed = closed(row, fact, "signed", " and ".join(signers))
            return signed.model_copy(update={"standing_order": order})
        case DraftRejected(by=by, reason=reason):
            return closed(row, fact, "rejected", by, reason)
        case DraftExpired():
            return closed(row, fact, "expired", "")
        case DraftSuperseded(successor=successor):
            return closed(row, fact, "superseded", successor)
        case DraftUndone(reversal=reversal):
            return closed(row, fact, "undone", reversal)
        case DraftRestored(reversal=reversal):
            return closed(row, fact, "signed", reversal)
        case _:
            return row


def described(proposal: Proposal) -> dict[str, object]:
    """What the newest version of a proposal says of itself."""
    amounts = proposal.preview.get("amounts") or [{}]
    doubts = [doubt.get("severity") for doubt in proposal.preview.get("doubts", ())]
    unvouched = [origin.severity for origin in proposal.origins]
    commands = {step.command for step in proposal.steps}
    amount = amounts[0].get("amount")
    return {
        "status": "waiting",
        "kind": proposal.kind,
        "function": proposal.function,
        "command": commands.pop() if len(commands) == 1 else "",
        "title": proposal.title,
        "amount": None if amount is None else Decimal(amount),
        "currency": amounts[0].get("currency", ""),
        "red_flags": doubts.count("stop") + unvouched.count("stop"),
        "cautions": doubts.count("care"),
        "agent": proposal.agent,
        "proposer": proposal.delegator or next(iter(proposal.by), ""),
        "signatures": proposal.requirement.signatures,
        "independent": proposal.requirement.independent,
        "may_sign": proposal.requirement.roles,
        "hands": proposal.by,
        "reverses": proposal.reverses,
        "customer": proposal.customer,
        "expires_at": proposal.expires_at,
    }


def closed(row: DraftRow, fact: Fact, status: str, by: str, reason: str = "") -> DraftRow:
    fields = {"status": status, "closed_at": fact.recorded_at, "closed_by": by, "reason": reason}
    return row.model_copy(update=fields)


drafts = Projection(
    name="drafts",
    row=DraftRow,
    key=(DraftRow.draft,),
    indexes=(
        (DraftRow.status, DraftRow.expires_at),
        (DraftRow.status, DraftRow.closed_at),
        (DraftRow.function, DraftRow.status),
        (DraftRow.occasion,),
        (DraftRow.agent, DraftRow.command, DraftRow.closed_at),
        (DraftRow.status, DraftRow.amount),
        (DraftRow.status, DraftRow.red_flags),
    ),
    of=(DraftEvent,),
    touches=touches,
    project=project,
    told=owned_by(DraftRow.customer),
)
