"""Paging: blocks go over as many messages as Slack's limits ask for, in their order."""

from collections.abc import Iterable, Iterator

from assistant.surfaces.slack.escaping import clean, escaped
from assistant.surfaces.slack.rich_text import size
from assistant.surfaces.slack.wire import Block, Message

BLOCKS, SIZE = 50, 12_500
"""Of one message; Slack takes some 13,200 characters, and says so nowhere."""
LABEL, VALUE, HEARD = 75, 2_000, 2_900
"""Characters of a button, of its value, and of what is read aloud."""


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


def shortened(text: str, longest: int) -> str:
    text = clean(text).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
