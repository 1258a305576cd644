"""Paging: blocks go over as many messages as Slack's limits ask for, in their order."""

import json
from collections.abc import Iterable, Iterator

from assistant.surfaces.slack.escaping import escaped
from assistant.surfaces.slack.wire import Block, Message

BLOCKS, SIZE = 50, 12_500
"""Of one message; Slack takes some 13,200 characters, and says so nowhere."""
SECTION, NOTE, LABEL, VALUE, HEARD = 2_800, 1_800, 75, 2_000, 2_900
"""Characters of a section, a context, a button, its value, and of what is read aloud."""


def messages(text: str, blocks: Iterable[Block]) -> tuple[Message, ...]:
    """All blocks, and no message above a limit; `text` is what is heard and notified of them."""
    heard = escaped(shortened(text, HEARD)) or "…"
    return tuple(Message(heard, tuple(part)) for part in parts(blocks))


def parts(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    part: list[Block] = []
    used, tables = 0, 0
    for block in blocks:
        length, table = size(block) + 2, block["type"] == "table"
        if part and (len(part) == BLOCKS or used + length > SIZE or (tables and table)):
            yield part
            part, used, tables = [], 0, 0
        part.append(block)
        used, tables = used + length, tables + table
    if part:
        yield part


def size(blocks: object) -> int:
    """As long as it is in a request, where no letter is written in more than one."""
    return len(json.dumps(blocks, ensure_ascii=False))


def plain(text: str) -> dict[str, object]:
    """A text in which no star, no name and no colon means anything."""
    return {"type": "plain_text", "text": text, "emoji": False}


def said(text: str) -> Iterator[Block]:
    """A text of any length, in as many sections as it needs."""
    for piece in pieces(text, SECTION):
        yield {"type": "section", "text": plain(piece)}


def noted(text: str) -> Iterator[Block]:
    """What stands small below something."""
    for piece in pieces(text, NOTE):
        yield {"type": "context", "elements": [plain(piece)]}


def pieces(text: str, longest: int) -> Iterator[str]:
    """Parts that can be shown, cut where a line or a word ends; none where nothing is seen."""
    rest = seen(text).strip()
    while len(rest) > longest:
        line, word = rest.rfind("\n", 1, longest), rest.rfind(" ", 1, longest)
        end = line if line > longest // 2 else word if word > longest // 2 else longest
        if piece := rest[:end].strip():
            yield piece
        rest = rest[end:].strip()
    if rest:
        yield rest


def seen(text: str) -> str:
    """Without signs that only a terminal obeys, and without halves of characters."""
    whole = text.encode(errors="replace").decode()
    return "".join(sign if sign >= " " or sign == "\n" else " " for sign in whole)


def shortened(text: str, longest: int) -> str:
    text = seen(text).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
