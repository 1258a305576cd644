"""Words of a page in rows and cells, as an eye groups them, and where a piece of a cell stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from assistant.documents.grid import box_of, in_words, sheet_of
from assistant.documents.seen import Box, Seen, Word

GAP = 7.0  # Points: more than the blank between two words, less than between two columns.
WIDE = 16.0  # Points: blanks of lines that are set in wide letters, or around a dot, are narrower.
SHARED = 0.5  # The part of their height that words of one row have in common.


@dataclass(frozen=True)
class Cell:
    """Words beside each other, without a gap."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box | None:
        return around([word.box for word in self.words]) or box_of(self.words[0])

    @property
    def page(self) -> int:
        return self.words[0].page

    def where(self, start: int = 0, end: int | None = None) -> str:
        """Where the characters from start to end of the text stand."""
        end, at, inside = len(self.text) if end is None else end, 0, []
        for word in self.words:
            if at < end and at + len(word.text) > start:
                inside.append(word)
            at += len(word.text) + 1
        return place(inside or list(self.words))


@dataclass(frozen=True)
class Row:
    """What stands at one height, from left to right."""

    cells: tuple[Cell, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @cached_property
    def box(self) -> Box | None:
        return around([cell.box for cell in self.cells])

    @cached_property
    def strips(self) -> tuple[Cell, ...]:
        """The cells, of which those that stand close to each other are one."""
        return tuple(cells_by_gap([word for cell in self.cells for word in cell.words], WIDE))

    @property
    def page(self) -> int:
        return self.cells[0].page

    @property
    def sheet(self) -> str:
        """The sheet or table that it belongs to, where it does not stand on a page."""
        return sheet_of(self.cells[0].words[0])


def rows_of(seen: Seen) -> list[Row]:
    """All rows, page by page and from the top."""
    return [
        row for _, words in groupby(seen.words, lambda w: w.page) for row in rows_on(list(words))
    ]


def rows_on(words: Sequence[Word]) -> list[Row]:
    level_ones = [word for word in words if not upright(word)]
    lines = [list(line) for _, line in groupby(level_ones, lambda word: word.line)]
    if not all(word.box for word in words):
        return [Row(tuple(cells_by_place(line))) for line in lines]
    pieces = [piece for line in lines for piece in level(line)]
    gathered: list[tuple[Box, list[Word]]] = []
    for piece in sorted(pieces, key=lambda piece: top(piece)):
        box = around([word.box for word in piece])
        if not box:
            continue
        near = next((row for row in reversed(gathered[-6:]) if beside(row[0], box)), None)
        if near:
            near[1].extend(piece)
        else:
            gathered.append((box, list(piece)))
    return [Row(tuple(cells_by_gap(row))) for _, row in gathered]


def upright(word: Word) -> bool:
    """Whether a word runs up or down the margin, across all rows."""
    if not word.box or len(word.text) < 3:
        return False
    left, top, right, bottom = word.box
    return bottom - top > 1.5 * (right - left)


def level(line: list[Word]) -> list[list[Word]]:
    """A line as the file tells it, cut where it goes on at another height."""
    pieces: list[list[Word]] = []
    for word in line:
        before = pieces[-1][-1].box if pieces else None
        if before and word.box and beside(before, word.box):
            pieces[-1].append(word)
        elif pieces and len(word.text) < 2:
            pieces[-1].append(word)  # A dash or a comma has hardly any height of its own.
        else:
            pieces.append([word])
    return pieces


def top(words: Iterable[Word]) -> tuple[float, float]:
    box = around([word.box for word in words]) or (0, 0, 0, 0)
    return box[1], box[0]


def beside(one: Box, other: Box) -> bool:
    """Whether two boxes stand at the same height."""
    common = min(one[3], other[3]) - max(one[1], other[1])
    return common > SHARED * min(one[3] - one[1], other[3] - other[1])


def under(above: Box, below: Box) -> bool:
    """Whether one box stands below the other, as far as left and right go."""
    return min(above[2], below[2]) - max(above[0], below[0]) > 0


def cells_by_gap(words: list[Word], gap: float = GAP) -> list[Cell]:
    cells: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box[0] if word.box else 0):
        before = cells[-1][-1].box if cells else None
        if before and word.box and word.box[0] - before[2] < gap:
            cells[-1].append(word)
        else:
            cells.append([word])
    return [Cell(tuple(cell)) for cell in cells]


def cells_by_place(words: list[Word]) -> list[Cell]:
    return [Cell(tuple(cell)) for _, cell in groupby(words, lambda word: word.place)]


def around(boxes: Iterable[Box | None]) -> Box | None:
    known = [box for box in boxes if box]
    if not known:
        return None
    lefts, tops, rights, bottoms = zip(*known, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def place(words: Sequence[Word]) -> str:
    """Where these words stand, as a person would look for them."""
    box = around([word.box for word in words])
    if box:
        return f"page {words[0].page}, box " + " ".join(f"{side:.0f}" for side in box)
    if words[0].place:
        return in_words(words[0].place)
    return f"page {words[0].page}, line {words[0].line}"
