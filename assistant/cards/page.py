"""Page: the card as HTML, for function pages and e-mail; the only file that knows Jinja."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

TONES = {
    "waiting": "",
    "partly_signed": "",
    "read_again": "status-care",
    "signed": "status-done",
    "checking": "status-open",
}
PUT_AWAY = frozenset({"expired", "rejected", "superseded", "undone"})
ORIGIN_TONES = {"stop": " o-red", "care": " care"}


def page(card: Mapping[str, Any]) -> str:
    """One `article` in the classes of components.css; every string in it stays text."""
    return template().render(
        card=card,
        tone=tone(card),
        look="expired" if card["status"] in PUT_AWAY else card["status"],
        origin_tones=ORIGIN_TONES,
    )


@cache
def template() -> Template:
    environment = Environment(
        loader=PackageLoader("assistant.surfaces.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("card.html")


def tone(card: Mapping[str, Any]) -> str:
    """The colour beside the word; somebody else's draft is quiet, unless something stops it."""
    if card["status"] == "waiting_for_other" and card["red_flags"]:
        return "status-stop"
    return TONES.get(card["status"], "status-flat")
