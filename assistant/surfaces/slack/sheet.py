"""A sheet: the table of an answer as Slack's own tables, of which a message holds one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from assistant.surfaces.front import Column, Table
from assistant.surfaces.slack import paging
from assistant.surfaces.slack.escaping import clean, context
from assistant.surfaces.slack.paging import shortened
from assistant.surfaces.slack.rich_text import size
from assistant.surfaces.slack.wire import Block

ROWS, COLUMNS, CELLS = 99, 20, 9_800
"""Below the head, abreast, and characters in all cells of one table."""
ROOM = paging.SIZE - 400
"""Characters of a table as JSON; a note of which rows they are stands above it."""
CELL, HEAD, SHORTEST = 600, 60, 40
FIGURES = frozenset({"number", "money", "share", "quantity", "percent"})
NOTHING = "–"
"""Slack refuses an empty cell."""
TOTAL = "Total"
CUT = "A text that ends with … is longer; it is whole on the page of the record."
Row = list[Block]


def blocks(table: Table) -> Iterator[Block]:
    """Every row and every column, each page under a line that says which they are."""
    columns, rows = table["columns"], [*table["rows"]]
    if not columns or not rows:
        return
    total, many = table.get("total"), len(columns) > COLUMNS
    for group in abreast(columns):
        lines = [*(line(group, row) for row in rows)]
        if total:
            lines.append(line(group, {group[0]["name"]: TOTAL} | nonempty(total)))
        yield from paged(group, lines, len(rows), many)
    if any(long(columns, row) for row in rows):
        yield from context(CUT)


def abreast(columns: Sequence[Column]) -> Iterator[Sequence[Column]]:
    """As many columns as a table has; the first, which names the rows, leads each group."""
    first, others = columns[0], columns[1:]
    step = COLUMNS - 1
    for start in range(0, max(len(others), 1), step):
        yield [first, *others[start : start + step]]


def paged(columns: Sequence[Column], lines: list[Row], count: int, many: bool) -> Iterator[Block]:
    head, first = headed(columns), 1
    pages = list(fitting(head, lines))
    for page in pages:
        last = first + len(page) - 1
        if len(pages) > 1 or many:
            yield from context(which(columns, first, last, count, many))
        yield {
            "type": "table",
            "column_settings": [settings(column) for column in columns],
            "rows": [head, *page],
        }
        first = last + 1


def which(columns: Sequence[Column], first: int, last: int, count: int, many: bool) -> str:
    beyond = " and the total" if last > count else ""
    rows = f"Rows {first:,} to {min(last, count):,} of {count:,}{beyond}"
    if first > count:
        rows = "The total"
    names = f" · {columns[0]['label']}, {columns[1]['label']} to {columns[-1]['label']}"
    return rows + (names if many and len(columns) > 1 else "")


def fitting(head: Row, lines: list[Row]) -> Iterator[list[Row]]:
    page: list[Row] = []
    used, characters = size(head), written(head)
    taken, told = used, characters
    for whole in lines:
        row = narrowed(whole, ROOM - used - 200, CELLS - characters)
        length, letters = size(row) + 2, written(row)
        if page and (len(page) == ROWS or taken + length > ROOM or told + letters > CELLS):
            yield page
            page, taken, told = [], used, characters
        page.append(row)
        taken, told = taken + length, told + letters
    if page:
        yield page


def narrowed(row: Row, room: int, characters: int) -> Row:
    """The row, with its longest texts shorter where it alone would be too much for a table."""
    longest = CELL
    while longest > SHORTEST and (size(row) > room or written(row) > characters):
        longest //= 2
        row = [cell(shortened(each["text"], longest)) for each in row]
    return row


def written(row: Row) -> int:
    return sum(len(each["text"]) for each in row)


def headed(columns: Sequence[Column]) -> Row:
    return [cell(shortened(column["label"] or column["name"], HEAD)) for column in columns]


def line(columns: Sequence[Column], row: Mapping[str, Any]) -> Row:
    return [cell(shortened(shown(row.get(column["name"])), CELL)) for column in columns]


def cell(text: str) -> Block:
    return {"type": "raw_text", "text": text or NOTHING}


def settings(column: Column) -> Block:
    align = "right" if column.get("kind") in FIGURES else "left"
    return {"align": align, "is_wrapped": align == "left"}


def shown(value: Any) -> str:
    """A cell as the web shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case list() | tuple():
            return ", ".join(shown(each) for each in value)
        case Mapping():
            return " · ".join(f"{name}: {shown(inner)}" for name, inner in value.items())
        case _:
            return clean(str(value))


def nonempty(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if shown(value)}


def long(columns: Sequence[Column], row: Mapping[str, Any]) -> bool:
    texts = chain(shown(row.get(column["name"])) for column in columns)
    return any(len(text.strip()) > CELL for text in texts)
