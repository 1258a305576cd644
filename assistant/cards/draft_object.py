"""The draft object: the same draft as other programs read it, with exact figures."""

from typing import Any

from assistant.cards.concealment import concealed
from assistant.cards.hands import undo
from assistant.cards.shown import Shown
from assistant.cards.status import barrier
from domain.preview import SHOWN


def draft_object(shown: Shown) -> dict[str, Any]:
    """Section 7 of the architecture; money is text, so that no reader turns it into a float."""
    proposal = shown.proposal
    first = proposal.steps[0] if proposal.steps else None
    found = {
        "id": shown.draft,
        "version": shown.state.version,
        "digest": "",
        "status": "expired" if shown.overdue else shown.state.status,
        "title": proposal.title,
        "kind": proposal.kind,
        "function": proposal.function,
        "tool": proposal.tool,
        "asked": dict(proposal.asked),
        "command": first.command if first else "",
        "arguments": dict(first.arguments) if first else {},
        "steps": [step.model_dump(mode="json") for step in proposal.steps[:SHOWN]],
        "total_steps": len(proposal.steps),
        "origins": [origin.model_dump(mode="json") for origin in proposal.origins],
        "preview": previewed(shown),
        "warnings": [doubt.model_dump(mode="json") for doubt in shown.preview.doubts],
        "checks": checks(shown),
        "proposed_by": proposal.agent or next(iter(proposal.by), ""),
        "delegated_by": proposal.delegator,
        "standing_order": shown.state.standing_order,
        "may_sign": list(shown.signing),
        "needs": needs(shown),
        "expires_at": proposal.expires_at.isoformat(),
        "undo": undo(shown),
    }
    return dict(concealed(shown, found)) | {"digest": shown.digest}


def previewed(shown: Shown) -> dict[str, Any]:
    preview = shown.preview
    first = preview.amounts[0] if preview.amounts else None
    return {
        "events": [
            {"type": fact.type, "function": fact.function, "sentence": fact.sentence}
            for fact in preview.facts
        ],
        "total_events": preview.total_facts,
        "rows": [change.model_dump(mode="json") for change in preview.changes],
        "total_rows": preview.total_changes,
        "amount": str(first.amount) if first else None,
        "currency": first.currency if first else shown.currency,
        "amounts": [amount.model_dump(mode="json") for amount in preview.amounts],
    }


def checks(shown: Shown) -> list[dict[str, str]]:
    """What the rules and the gate say of a signature by this caller, now."""
    rules = "refused" if shown.refusal else "changed" if shown.moved else "unchanged"
    control, reason = barrier(shown)
    barred = "denied" if control else "refused" if shown.open else "closed"
    verdict = "allowed" if shown.may_sign else barred
    return [
        {"check": "rules", "verdict": rules, "control": "", "reason": shown.refusal},
        {"check": "signature", "verdict": verdict, "control": control, "reason": reason},
    ]


def needs(shown: Shown) -> dict[str, Any]:
    required = shown.requirement
    return {
        "signatures": required.signatures,
        "signed": len(shown.standing),
        "independent": required.independent,
        "reason": required.reason,
    }
