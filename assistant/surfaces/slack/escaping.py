"""Escaping: texts of records as Slack shows them letter for letter, whatever stands in them."""

# Slack's markup has no escape for `*`, `_`, `~`, backticks or `:smile:`, and an invisible joiner
# would be copied along with the name. So a text that somebody else wrote goes into rich text or
# plain text, which are never parsed; only markup can be bold in a small line, and a text goes there
# if nothing in it could be read as markup.

import re
from typing import Any

from assistant.surfaces.slack.wire import Block, Message

SECTION, SMALL = 3_000, 1_500
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that show nothing anywhere, and that some clients choke on."""
MARKUP = re.compile(r"[*_~`<>&\n]|:(?!\s|$|\d\d(?!\w*:))")
"""Whatever Slack could read as markup; a colon begins an emoji unless it ends a word or an hour."""
BREAK = re.compile(r"\s(?=\S*$)")


def clean(text: str) -> str:
    """The text without what nobody can see, and without halves of characters."""
    whole = text.encode(errors="replace").decode()
    return CONTROL.sub("", whole.replace("\r\n", "\n"))


def escaped(text: str) -> str:
    """For markup: no mention, no channel, no link and no date can come of it."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """What somebody typed, or a button carried, as it was before Slack escaped it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: str) -> Block:
    """A text that Slack never parses; a name between colons stays that name."""
    return {"type": "plain_text", "text": clean(text), "emoji": False}


def strong(text: str) -> Block:
    """Bold where the text can be markup as it stands, and plain where it cannot."""
    said = clean(text).strip()
    if not said or MARKUP.search(said):
        return plain(text)
    return {"type": "mrkdwn", "text": f"*{said}*", "verbatim": True}


def pieces(text: str, most: int) -> list[str]:
    """The whole text in parts of at most so many characters, cut where a line or a word ends."""
    found = []
    while len(text) > most:
        line, space = text.rfind("\n", most // 2, most) + 1, BREAK.search(text, 0, most + 1)
        word = space.start() + 1 if space and space.start() < most else most
        cut = line or word
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text] if text else found


def blank(text: str) -> bool:
    """Whether Slack would call it empty."""
    return not clean(text).strip()


def section(text: str, **more: Any) -> list[Block]:
    """Sections of plain text; what is more than a section goes with the first of them."""
    parts = [part for part in pieces(clean(text), SECTION) if not blank(part)]
    found: list[Block] = [{"type": "section", "text": plain(part)} for part in parts]
    return [found[0] | more, *found[1:]] if found else []


def context(said: str) -> list[Block]:
    """Small grey words."""
    parts = [part for part in pieces(clean(said), SMALL) if not blank(part)]
    return [{"type": "context", "elements": [plain(part)]} for part in parts]


def note(sentence: str) -> Message:
    """A sentence for one person, of which nothing is parsed."""
    return Message(escaped(sentence), tuple(section(sentence)))
