"""Buttons: what they say, what they carry, and how several of one kind are told apart."""

import re
from collections.abc import Sequence

from assistant.surfaces.slack.escaping import blank, clean, plain
from assistant.surfaces.slack.wire import OPEN, Block

WORDS, CARRIED, IN_A_ROW, ADDRESS = 75, 2_000, 25, 3_000


def button(text: str, action: str, value: str = "", *, primary: bool = False) -> Block:
    found: Block = {"type": "button", "action_id": action, "text": plain(text)}
    return found | ({"value": value} if value else {}) | ({"style": "primary"} if primary else {})


def open_button(page: str, path: str) -> list[Block]:
    """The way to the page of the same thing; none where nobody knows the address of this house."""
    address = under(page, path)
    if not address or len(address) > ADDRESS:
        return []
    return [button("Open", OPEN) | {"url": address}]


def under(page: str, path: str) -> str:
    """An address of this house; only paths of our own begin with one stroke."""
    ours = path.startswith("/") and not path.startswith("//")
    return f"{page.rstrip('/')}{path}" if page and ours else ""


def says(text: str) -> bool:
    """Whether a button can say this."""
    return not blank(text) and len(clean(text)) <= WORDS


def carries(value: str) -> bool:
    return 0 < len(value) <= CARRIED


def rows(buttons: Sequence[Block]) -> list[Block]:
    """Buttons side by side, in as many rows as they need."""
    cut = range(0, len(buttons), IN_A_ROW)
    return [{"type": "actions", "elements": list(buttons[n : n + IN_A_ROW])} for n in cut]


def nth(action: str, n: int) -> str:
    """The same action once more in one view: `draft_read:3`."""
    return f"{action}:{n}"


def any_of(action: str) -> re.Pattern[str]:
    """What a listener waits for to hear of every button of this action, with a number or without.

    Bolt searches with it, so it says itself where it begins and ends.
    """
    return re.compile(rf"^{re.escape(action)}(?::\d+)?\Z")
