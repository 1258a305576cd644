"""Origins: where each value came from, and how far that is to be trusted."""

from typing import Any

from assistant.cards.figures import spoken
from assistant.cards.shown import Shown
from domain import catalog
from domain.governance.proposal import Origin

OUTSIDE = frozenset({"document"})


def origins(shown: Shown) -> list[dict[str, Any]]:
    labels = {edit.field: edit.label for edit in shown.edits}
    grave = moves_money(shown)
    return [
        {
            "field": f"{labels.get(origin.field) or spoken(origin.field)} {origin.value}".strip(),
            "origin": origin.source,
            "tone": tone(origin, grave),
        }
        for origin in shown.proposal.origins
    ]


def tone(origin: Origin, grave: bool) -> str:
    """Red only where a value from outside decides who is paid or who may act."""
    if origin.kind not in OUTSIDE:
        return "plain"
    return "stop" if grave else "care"


def moves_money(shown: Shown) -> bool:
    kinds = (catalog.command_type(step.command) for step in shown.proposal.steps)
    return any(kind.separated == "always" for kind in kinds)
