"""Outcomes: what a person is told after a click on a card, with a stable code for programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from guardrails.call import Answer

DONE = {
    "sign": ("signed", "Signed."),
    "reject": ("rejected", "Rejected. Nothing was recorded but your reason."),
    "edit": ("edited", "Changed. Read it again before you sign."),
    "redraft": ("drafted", "Drafted again with today's figures."),
    "undo": ("drafted", "The reversal is drafted. It takes effect when it is signed."),
}
CODES = {
    "closed": "already",
    "signed_once": "already",
    "stale": "stale",
    "read_again": "read_again",
}


def of(
    answer: Answer, verb: str, card: Mapping[str, Any] | None, draft: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The outcome of a decision; a person reads the message and the card, a program the rest."""
    shown = {"card": card, "draft": draft}
    if answer.outcome != "answered":
        code = CODES.get(answer.code, answer.outcome)
        told = {"ok": False, "code": code, "message": answer.reason}
        return told | shown | {"reason": answer.code}
    code, message = DONE[verb]
    if verb == "sign" and not answer.content["approved"]:
        code, message = "signed_partly", "Signed. It needs one more signature."
    return {"ok": True, "code": code, "message": message, "reason": ""} | shown


def with_outcome(found: Mapping[str, Any], outcome: Mapping[str, Any]) -> dict[str, Any]:
    """An answer that says what came of a click, with the card as it is now."""
    card = outcome["card"]
    told = dict(found) | {"text": outcome["message"]}
    if not outcome["ok"]:
        return told | {"kind": "refusal", "view": {"headline": outcome["message"]}}
    return told | carrying(told, [card] if card else [])


def carrying(found: Mapping[str, Any], cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The parts of an answer that carries these cards."""
    view = found["view"] | {"headline": found["text"], "cards": list(cards)}
    return {"drafts": [card["id"] for card in cards], "view": view}


def neither() -> Answer:
    return Answer("invalid", reason="A decision is sign or reject.", code="decision")


def refused(reason: str) -> Answer:
    return Answer("refused", reason=reason, code="no_tool")
