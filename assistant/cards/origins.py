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
    return f"/pages/evidence/{file}?draft={shown.draft}" if file else ""


def tone(origin: Origin, grave: bool) -> str:
    """Red only where a value from outside decides who is paid, or who may act, or at whom."""
    if origin.severity:
        return origin.severity
    if origin.kind not in OUTSIDE:
        return "plain"
    return "stop" if grave else "care"


def unvouched(shown: Shown) -> list[dict[str, Any]]:
    """A red flag for each value that neither a person nor a record vouches for."""
    grave = moves_money(shown)
    found = (o for o in shown.proposal.origins if shown.open and tone(o, grave) == "stop")
    return [{"bold": sentence(origin, shown), "text": "", "source": ""} for origin in found]


def sentence(origin: Origin, shown: Shown) -> str:
    """Our own words: what came from where, and from whom it did not come."""
    proposal = shown.proposal
    asked = proposal.delegator or next(iter(proposal.by), "")
    who = "you" if asked == shown.caller.user else shown.title(asked)
    name, where = spoken(origin.field).lower(), place(origin)
    if origin.kind == "model":
        return f"The {name} stands neither in what {who} said nor in a record: a model gave it."
    return f"The {name} comes from {where}, not from {who}."


def place(origin: Origin) -> str:
    """The text as it is pointed at, without the word for its kind."""
    where = origin.source.removeprefix(origin.kind).strip(" :,")
    if origin.kind == "tool":
        return f"the reply of {where}"
    return where or f"a {origin.kind}"


def moves_money(shown: Shown) -> bool:
    kinds = (catalog.command_type(step.command) for step in shown.proposal.steps)
    return any(kind.separated == "always" for kind in kinds)
