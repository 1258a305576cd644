"""Page: the card as HTML, for pages and e-mail, in the classes of the product's own sheet."""

from collections.abc import Mapping
from typing import Any

from assistant.templates import rendered

TONES = {
    "waiting": "",
    "partly_signed": "",
    "read_again": "status-care",
    "signed": "status-done",
    "checking": "status-open",
}
PUT_AWAY = frozenset({"expired", "rejected", "superseded", "undone"})
BATCH_TONES = {
    "": "",
    "done": " status-done",
    "care": " status-care",
    "stop": " status-stop",
    "flat": " status-flat",
}
ORIGIN_TONES = {"stop": " o-red", "care": " care"}


def page(card: Mapping[str, Any]) -> str:
    """One `article` in the classes of components.css; every string in it stays text."""
    return rendered("card.html", **dressed(card))


def dressed(card: Mapping[str, Any]) -> dict[str, Any]:
    """What the template of a card asks for."""
    return {
        "card": card,
        "tone": tone(card),
        "look": "expired" if card["status"] in PUT_AWAY else card["status"],
        "batch_tones": BATCH_TONES,
        "origin_tones": ORIGIN_TONES,
    }


def tone(card: Mapping[str, Any]) -> str:
    """The colour beside the word; somebody else's draft is quiet, unless something stops it."""
    if card["status"] == "waiting_for_other" and card["red_flags"]:
        return "status-stop"
    return TONES.get(card["status"], "status-flat")
