"""For customers: what of a preview a customer's own people may read; the rest is the house's."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from domain.analysis.doubt import Doubt
from domain.catalog import PROJECTIONS
from domain.governance.proposal import Proposal
from domain.preview import Change, DraftCard, Preview

TOLD = {p.name: p.told for p in PROJECTIONS if p.told is not None}
KEPT = frozenset(column.name for told in TOLD.values() for column in told.but)
"""What the house keeps to itself of any record, wherever a fact repeats it."""
LOOKED_AT = Doubt(
    code="house_first",
    bold="The business looks at this first:",
    text="somebody there signs it, or answers you.",
    source="",
    severity="stop",
)
"""In the place of every doubt, whose words may tell of costs, of stock, and of others."""


def for_customers(card: DraftCard, customer: str) -> DraftCard:
    """The card as its own account may see it; the digest still covers the whole of it."""
    return card.model_copy(update={"preview": narrowed(card.preview, customer)})


def narrowed(preview: Preview, customer: str) -> Preview:
    facts = tuple(
        fact.model_copy(update={"fields": without_kept(fact.fields)})
        for fact in preview.facts
        if is_theirs(fact.fields, customer)
    )
    changes = tuple(theirs(preview.changes, customer))
    return preview.model_copy(
        update={
            "facts": facts,
            "counts": dict(Counter(fact.type for fact in facts)),
            "changes": changes,
            "total_changes": len(changes),
            "doubts": looked_at(preview.doubts),
        }
    )


def looked_at(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    return (LOOKED_AT,) if any(doubt.severity == "stop" for doubt in doubts) else ()


def is_theirs(fields: dict[str, Any], customer: str) -> bool:
    return bool(customer) and fields.get("customer") == customer


def without_kept(fields: dict[str, Any]) -> dict[str, Any]:
    """The same, without what is kept back, as the group that a customer is counted among."""
    return {
        name: without_kept(value) if isinstance(value, dict) else value
        for name, value in fields.items()
        if name not in KEPT
    }


def theirs(changes: Iterable[Change], customer: str) -> Iterable[Change]:
    """Rows of projections that they are told, and of these their own, without what is kept back."""
    for change in changes:
        told = TOLD.get(change.table)
        sides = [side for side in (change.before, change.after) if side]
        if told is None or not all(is_theirs(side, customer) for side in sides):
            continue
        kept = {column.name for column in told.but}
        before, after = (
            side and {name: value for name, value in side.items() if name not in kept}
            for side in (change.before, change.after)
        )
        yield change.model_copy(update={"before": before, "after": after})


def proposal_for_customers(proposal: Proposal, customer: str) -> Proposal:
    """What was proposed, as its own account may read it."""
    told = narrowed(Preview.model_validate(proposal.preview), customer)
    return proposal.model_copy(update={"preview": told.model_dump(mode="json")})
