"""Grids: cells of a sheet, or of a table, stand in rows and columns instead of at points."""

import re
from collections.abc import Iterable

from assistant.documents.seen import Box, Word

PLACE = re.compile(r"(.+)!([A-Z]{1,3})(\d{1,7})")
WIDE, HIGH = 200.0, 30.0
"""A column and a row in points: further apart than what belongs to one cell of a page."""
INSIDE = 0.6  # The part of it that a cell fills.


def letters(column: int) -> str:
    """The name of a column: 28 is AB."""
    name = ""
    while column > 0:
        column, left = divmod(column - 1, 26)
        name = chr(65 + left) + name
    return name


def column_of(place: str) -> int:
    """The number of the column in a place like "Sheet1!AB12"; 0 where it has none."""
    found = PLACE.fullmatch(place)
    number = 0
    for letter in found[2] if found else "":
        number = number * 26 + ord(letter) - 64
    return number


def row_of(place: str) -> int:
    found = PLACE.fullmatch(place)
    return int(found[3]) if found else 0


def sheet_of(word: Word) -> str:
    """The sheet or the table that a word stands in; nothing where it stands on a page."""
    found = PLACE.fullmatch(word.place)
    return found[1] if found else ""


def box_of(word: Word) -> Box | None:
    """Where its cell would be drawn, so that tables are read in one way wherever they stand."""
    column = column_of(word.place)
    if not column:
        return None
    left, top = column * WIDE, word.line * HIGH
    return (left, top, left + WIDE * INSIDE, top + HIGH * INSIDE)


def in_words(place: str) -> str:
    """Sheet1, cell B12."""
    found = PLACE.fullmatch(place)
    return f"{found[1]}, cell {found[2]}{found[3]}" if found else f"cell {place}"


def grids(words: Iterable[Word]) -> dict[str, list[Word]]:
    """Each sheet or table with its words."""
    found: dict[str, list[Word]] = {}
    for word in words:
        if name := sheet_of(word):
            found.setdefault(name, []).append(word)
    return found
