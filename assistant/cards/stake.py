"""Stake: the money that a signature commits the business to."""

from collections.abc import Sequence
from typing import Any

from assistant.cards.figures import total
from assistant.cards.shown import Shown
from domain.kernel import Money

BASIS = {"Purchase order": "net of VAT", "Order change": "net of VAT"}


def stake(shown: Shown) -> dict[str, Any] | None:
    """One amount in large figures; what belongs to it stands in the note."""
    amounts = shown.preview.amounts
    if not amounts:
        return None
    first, *others = amounts
    was = earlier(shown)
    notes = [
        *(f"and {total(other)}" for other in others),
        f"was {staked(was)}" if was and was != amounts else BASIS.get(shown.proposal.kind, ""),
    ]
    return {"text": total(first), "note": " · ".join(filter(None, notes))}


def earlier(shown: Shown) -> tuple[Money, ...]:
    """What the version before this one would have committed."""
    return shown.versions[-2].preview.amounts if len(shown.versions) > 1 and shown.open else ()


def staked(amounts: Sequence[Money]) -> str:
    return " + ".join(map(total, amounts)) or "none"
