"""Values beside or below the label that names them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.documents.cells import WIDE, Cell, Row, under
from assistant.documents.evidence import Found
from assistant.documents.labels import WORDS, starts_with
from assistant.documents.seen import Box, Word
from assistant.documents.values import Piece

BESIDE, BELOW = 90, 75
FAR = 28.0  # Points from a label down to its value.
CLOSED = re.compile(r"[:.,;|●•·–-]$|\d\S*$")
LEAD = re.compile(r"[\s:.#=°-]*")
Read = Callable[[str], Piece | None]
"""Takes the value that a text begins with."""


@dataclass(frozen=True)
class Placed:
    """A word, the cell that it stands in, and where its first letter is in there."""

    word: Word
    cell: int
    begin: int


@dataclass(frozen=True)
class Label:
    """A label, where it ends, and in which row it stands."""

    row: int
    cell: int
    end: int
    first: int
    """The first letter of it."""


def labels_in(rows: Sequence[Row], names: frozenset[str]) -> Iterator[Label]:
    """Wherever a label begins: in a cell, or in a line after a colon, a comma or a number."""
    for number, row in enumerate(rows):
        letters = list(letters_of(row))
        skip = 0
        for index, one in enumerate(letters):
            fresh = one.begin == 0 or CLOSED.search(letters[index - 1].word.text)
            if skip or not fresh:
                skip = max(skip - 1, 0)
                continue
            together = list(without_gap(letters[index : index + WORDS]))
            if count := starts_with([each.word.text for each in together], names):
                last = together[count - 1]
                yield Label(number, last.cell, last.begin + len(last.word.text), one.begin)
                skip = count - 1


def letters_of(row: Row) -> Iterator[Placed]:
    for at, cell in enumerate(row.cells):
        begin = 0
        for word in cell.words:
            yield Placed(word, at, begin)
            begin += len(word.text) + 1


def without_gap(placed: Sequence[Placed]) -> Iterator[Placed]:
    """Words up to the first wide gap: a label may be set in wide letters, not in two columns."""
    before: Box | None = None
    for each in placed:
        if before and each.word.box and each.word.box[0] - before[2] > WIDE:
            return
        yield each
        before = each.word.box


def values(rows: Sequence[Row], names: frozenset[str], read: Read) -> Iterator[Found]:
    for label in labels_in(rows, names):
        yield from of_label(rows, label, read)


def of_label(rows: Sequence[Row], label: Label, read: Read) -> Iterator[Found]:
    """The value right behind a label, or else the one right below it."""
    cells = rows[label.row].cells
    rest = cells[label.cell].text[label.end :]
    if rest.strip(" :.#-"):
        yield from taken(cells[label.cell], label.end, read, BESIDE)
        return
    behind = [cell for cell in cells[label.cell + 1 : label.cell + 4] if cell.text.strip(" :.#-")]
    for cell in behind[:1]:
        found = list(taken(cell, 0, read, BESIDE))
        yield from found
        if found:
            return
    yield from below(rows, label, read)


def below(rows: Sequence[Row], label: Label, read: Read) -> Iterator[Found]:
    head = rows[label.row].cells[label.cell]
    if not head.box:
        return
    for row in rows[label.row + 1 : label.row + 4]:
        if row.page != head.page:
            return
        for cell in row.cells:
            if cell.box and cell.box[1] - head.box[3] < FAR and under(head.box, cell.box):
                yield from taken(cell, 0, read, BELOW)
                return


def taken(cell: Cell, start: int, read: Read, confidence: int) -> Iterator[Found]:
    lead = LEAD.match(cell.text, start)
    begin = lead.end() if lead else start
    if piece := read(cell.text[begin:]):
        where = cell.where(begin + piece.start, begin + piece.end)
        yield Found(piece.value, where, confidence)


def at_start(pieces: Callable[[str], Iterable[Piece]]) -> Read:
    """Takes a piece only where the text begins with it."""

    def read(text: str) -> Piece | None:
        first = next(iter(pieces(text)), None)
        return first if first and first.start <= 1 else None

    return read


def agreed(found: Iterable[Found]) -> Found | None:
    """The one value that is best founded; two equally good ones are none."""
    all_of = list(found)
    if not all_of:
        return None
    best = max(each.confidence for each in all_of)
    top = Counter(each.value for each in all_of if each.confidence == best)
    (value, times), *others = top.most_common()
    if others and others[0][1] == times:
        return None
    return next(each for each in all_of if each.value == value and each.confidence == best)
