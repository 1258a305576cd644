"""Pasted: a list of products as people write it, taken apart into rows that can be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.kernel import Refused
from tools import readings
from tools.readings import Said
from tools.resolve import shortened

FIGURE = r"-?\d[\d.,]*"
FIRST = re.compile(rf"({FIGURE})(?:\s*[x×]\s*|\s+(?:of\s+)?)(\S.*)", re.IGNORECASE)
LAST = re.compile(rf"(.*?[^\s:×])(?:\s*[:×]\s*|\s+x?\s*)({FIGURE})", re.IGNORECASE)
BARE = re.compile(FIGURE)
MEASURED = re.compile(rf"{FIGURE}(?:\s*[^\W\d]{{1,12}})?")
CELLS = re.compile(r"\s*[;\t]\s*")
ROWS = re.compile(r"\s*;\s*|\s*,(?!\d{3}(?!\d))\s*")
"""What parts the rows of one line; a comma with three digits behind it writes a thousand."""
PRICED = re.compile(rf"(.*[;\t].*?)\s*[;\t]\s*(?:{FIGURE}\s*)?([A-Za-z]{{3}})\s*")
"""A row with a third cell that names a currency, with or without a price."""
BULLET = re.compile(r"^[-*•]\s+")
SPACES = re.compile(r"[^\S\t]+")
LONGEST = 300
"""What no row is longer than; a pattern that tries much is not tried on more."""
HELP = "write one product and how many of it, with a semicolon between"


@dataclass(frozen=True)
class ListedRow:
    """One row as it was pasted, with its number among them."""

    number: int
    text: str

    @property
    def shown(self) -> str:
        return shortened(" ".join(self.text.split()))

    @cached_property
    def priced(self) -> re.Match[str] | None:
        return priced(self.text)

    @property
    def currency(self) -> str:
        """The currency in the last of three cells, where a row names one."""
        return self.priced[2].upper() if self.priced else ""

    def read(self) -> tuple[str, Said]:
        """The product and the quantity; what cannot be read is refused in one sentence."""
        what, figure = parted(self.priced[1] if self.priced else self.text)
        try:
            return what, readings.quantity(figure)
        except ValueError as error:
            raise Refused(f"“{self.shown}” has no quantity: {error}", "no_row") from None


def unfolded(value: Any) -> Any:
    """A list as one text, whichever way the lines of it end."""
    return "\n".join(value.splitlines()) if isinstance(value, str) else value


def rows_of(text: str) -> list[ListedRow]:
    """Counted as they stand; below the headings of a sheet, by the lines that they have there."""
    lines = [SPACES.sub(" ", line).strip() for line in text.splitlines()]
    if len(lines) > 1 and heading(lines[0]):
        below = ((number, line.strip(" ,;\t")) for number, line in enumerate(lines[1:], 2))
        return [ListedRow(number, row) for number, row in below if row]
    return [ListedRow(number, row) for number, row in enumerate(parts(lines), 1)]


def heading(line: str) -> bool:
    """Whether the first row of a sheet names its columns."""
    return (";" in line or "\t" in line) and not any(map(str.isdigit, line))


def priced(row: str) -> re.Match[str] | None:
    return PRICED.fullmatch(row) if len(row) <= LONGEST else None


def parts(lines: list[str]) -> Iterator[str]:
    """The rows: one in each line, or several in a line with commas or semicolons between."""
    found = [bare for line in lines if (bare := BULLET.sub("", line).strip(" ,;\t"))]
    sheet = any(map(cells, found))
    for bare in found:
        if cells(bare) or "\t" in bare or priced(bare) or (sheet and halved(bare)):
            yield bare
        else:
            yield from filter(None, ROWS.split(bare))


def halved(row: str) -> bool:
    """Whether this is one bad row among rows of two cells: a cell without any figure."""
    found = CELLS.split(row)
    return len(found) == 2 and not all(any(map(str.isdigit, cell)) for cell in found)


def cells(row: str) -> list[str]:
    """The product and the quantity of a row in two cells, in whichever order they stand."""
    found = CELLS.split(row)
    if len(found) != 2:
        return []
    first, second = found
    figures = [bool(MEASURED.fullmatch(cell)) for cell in found]
    if BARE.fullmatch(second) or figures == [False, True]:
        return [first, second]
    return [second, first] if BARE.fullmatch(first) or figures == [True, False] else []


def parted(row: str) -> tuple[str, str]:
    """What is wanted and how much of it, as they stand in the row."""
    if len(row) > LONGEST:
        raise Refused(f"This is too long: {HELP}.", "no_row")
    if found := cells(row):
        return found[0], found[1]
    if (match := FIRST.fullmatch(row)) and not BARE.fullmatch(match[2]):
        return match[2], match[1]
    if (match := LAST.fullmatch(row)) and not BARE.fullmatch(match[1]):
        return match[1], match[2]
    raise Refused(f"This cannot be read: {HELP}.", "no_row")
