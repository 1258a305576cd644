"""Origins: where each value came from, and how far that is to be trusted."""

from typing import Any

from assistant.cards.figures import spoken
from assistant.cards.shown import Shown
from domain import catalog
from domain.governance.proposal import Origin

OUTSIDE = frozenset({"document"})


def origins(shown: Shown) -> list[dict[str, Any]]:
    labels = {edit.field: edit.label for edit in shown.edits}
    grave, file = moves_money(shown), original(shown)
    return [
        {
            "field": f"{labels.get(origin.field) or spoken(origin.field)} {origin.value}".strip(),
            "origin": origin.source,
            "tone": tone(origin, grave),
            "link": file if origin.field == "document" else "",
        }
        for origin in shown.proposal.origins
    ]


def original(shown: Shown) -> str:
    """Where the file stands that the draft was read from."""
    documents = (step.arguments.get("document") for step in shown.proposal.steps)
    file = next((document["file"] for document in documents if document), "")
    return f"/pages/evidence/{file}" if file else ""


def tone(origin: Origin, grave: bool) -> str:
    """Red only where a value from outside decides who is paid or who may act."""
    if origin.kind not in OUTSIDE:
        return "plain"
    return "stop" if grave else "care"


def moves_money(shown: Shown) -> bool:
    kinds = (catalog.command_type(step.command) for step in shown.proposal.steps)
    return any(kind.separated == "always" for kind in kinds)
