"""Tables: rows of cells in as many of Slack's tables as they need, each under its column heads."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from assistant.surfaces.slack.escaping import blank, clean, pieces
from assistant.surfaces.slack.rich_text import as_block, bold, size
from assistant.surfaces.slack.wire import Block

ROWS = 100
SIZE = 7_000
"""Characters of the JSON of one table, so that a card with twenty lines is one message."""
CELL = 500
"""A longer text goes on in the cell below, with nothing beside it."""
NOTHING = " "
"""Slack refuses a cell without a character."""
Row = Sequence[str]


def tables(
    heads: Row, rows: Iterable[Row], total: Row | None = None, figures: int = 1
) -> list[Block]:
    """`figures` is how many columns, from the last one, are set to the right; a total is bold."""
    given = [*([cell(text) for text in row] for each in rows for row in apart(each))]
    given += [[strong(text) for text in row] for row in (apart(total) if total else ())]
    left = len(heads) - figures
    settings = [
        *({"align": "left", "is_wrapped": True} for _ in range(left)),
        *({"align": "right", "is_wrapped": True} for _ in range(figures)),
    ]
    first = [cell(clean(text)) for text in heads]
    return [
        {"type": "table", "rows": [first, *some], "column_settings": settings}
        for some in several(given, size([first, settings]))
    ]


def several(rows: Iterable[list[Block]], around: int) -> Iterator[list[list[Block]]]:
    """The rows of each table: as many as one holds."""
    some: list[list[Block]] = []
    room = SIZE - around
    for row in rows:
        if some and (len(some) == ROWS - 1 or size(row) > room):
            yield some
            some, room = [], SIZE - around
        some.append(row)
        room -= size(row)
    if some:
        yield some


def apart(row: Row) -> list[list[str]]:
    """A row, and below it the rest of what is too long for a cell."""
    parts = [pieces(clean(text), CELL) for text in row]
    return [[text or "" for text in each] for each in zip_longest(*parts)] or [["" for _ in row]]


def cell(text: str) -> Block:
    return {"type": "raw_text", "text": NOTHING if blank(text) else text}


def strong(text: str) -> Block:
    return cell(text) if blank(text) else as_block([bold(text)])
