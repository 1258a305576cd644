"""Splitting: the blocks of a card over as many messages as Slack's limits demand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.surfaces.slack.escaping import context, escaped
from assistant.surfaces.slack.rich_text import size
from assistant.surfaces.slack.wire import Block, Message

MOST, TABLES = 50, 1
SIZE = 12_000
"""Slack refuses a message beyond some 13,200 characters of JSON, and says nowhere where exactly."""
NUMBERED = 64
"""What the id of a block adds to its JSON, and the comma."""
CONTINUED = "{name}, continued {n} of {all}"
MORE = "This is 1 of {all} messages. Read what continues below before you decide."


@dataclass(frozen=True)
class Sheet:
    """What a card consists of, from above to below; the acts stand in its first message."""

    top: Sequence[Block]
    middle: Sequence[Block]
    look: Sequence[Block]
    bottom: Sequence[Block]
    acts: Sequence[Block]

    @property
    def whole(self) -> list[Block]:
        return [*self.top, *self.middle, *self.look, *self.bottom, *self.acts]


def messages(sheet: Sheet, *, name: str, text: str, ids: str) -> tuple[Message, ...]:
    """One message, or the first with all buttons followed by those that continue it.

    What stands above the consequences, the lines to sign on and what to look at first stay beside
    the buttons as long as there is room; it is the long middle that moves on.
    """
    if fits(sheet.whole):
        return (Message(escaped(text), numbered(sheet.whole, ids, 0)),)
    first, rest = parted(sheet)
    further = packed(rest, name)
    count = len(further) + 1
    shown = first(count)
    found = [Message(escaped(text), numbered(shown, ids, 0))]
    begun = len(shown)
    for n, blocks in enumerate(further, 2):
        said = CONTINUED.format(name=name, n=n, all=count)
        found.append(Message(escaped(said), numbered([*context(said), *blocks], ids, begun)))
        begun += len(blocks) + 1
    return tuple(found)


def fits(blocks: Sequence[Block]) -> bool:
    tables = sum(block["type"] == "table" for block in blocks)
    return len(blocks) <= MOST and tables <= TABLES and weight(blocks) <= SIZE


def weight(blocks: Sequence[Block]) -> int:
    return size(list(blocks)) + NUMBERED * len(blocks)


def parted(sheet: Sheet) -> tuple[Callable[[int], list[Block]], list[Block]]:
    """The first message, once it is known how many there are, and what does not fit into it."""
    acts = [*context(MORE.format(all=100)), *sheet.acts]
    top = beginning(sheet.top, acts)
    whole = len(top) == len(sheet.top)
    bottom = beginning(sheet.bottom, [*top, *acts]) if whole else []
    around = [*top, *bottom, *acts]
    look = looked(sheet.look, around) if whole else []
    middle = beginning(sheet.middle, [*look, *around]) if whole else []
    look = beginning(sheet.look, [*middle, *around]) if whole else []
    rest = [
        *sheet.top[len(top) :],
        *sheet.middle[len(middle) :],
        *sheet.look[len(look) :],
        *sheet.bottom[len(bottom) :],
    ]

    def first(count: int) -> list[Block]:
        said = context(MORE.format(all=count))
        return [*top, *middle, *look, *bottom, *said, *sheet.acts]

    return first, rest


def looked(blocks: Sequence[Block], beside: Sequence[Block]) -> list[Block]:
    """All there is to look at first; where that is too much, its beginning leaves room for more."""
    return list(blocks) if fits([*blocks, *beside]) else beginning(blocks[:1], beside)


def beginning(blocks: Sequence[Block], beside: Sequence[Block]) -> list[Block]:
    """As many of the blocks as fit beside the others, without a gap."""
    kept: list[Block] = []
    for block in blocks:
        if not fits([*kept, block, *beside]):
            if heads(kept, block):
                kept.pop()
            break
        kept.append(block)
    return kept


def heads(above: Sequence[Block], block: Block) -> bool:
    """Whether the last of these is the name of a table, which never stands without it."""
    return block["type"] == "table" and bool(above) and above[-1]["type"] == "rich_text"


def packed(blocks: Sequence[Block], name: str) -> list[list[Block]]:
    """The rest in order, in as few messages as can be."""
    heading = context(CONTINUED.format(name=name, n=100, all=100))
    found: list[list[Block]] = [[]]
    for block in blocks:
        if fits([*heading, *found[-1], block]):
            found[-1].append(block)
        else:
            found.append([found[-1].pop()] if heads(found[-1], block) else [])
            found[-1].append(block)
    return [some for some in found if some]


def numbered(blocks: Sequence[Block], ids: str, begun: int) -> tuple[Block, ...]:
    """Each block under an id of its own; of another version no id is the same."""
    return tuple(block | {"block_id": f"{ids}.{n}"} for n, block in enumerate(blocks, begun))
