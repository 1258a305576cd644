"""Characters on a page become words with a box, and hidden ones runs with a reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from assistant.documents.seen import Box, Hidden, Word

CELL = 16.0  # Points: about the size of a character.
OVERLAP = 0.4  # Of the smaller of two characters.
CROWD = 60  # Where more characters stand in one cell, nobody reads any of them.
WIDEST = 4_000.0  # Points; what is larger than any page needs no exact place.


@dataclass(slots=True)
class Character:
    """One character, where it stands, to which piece of text it belongs, and why it is hidden."""

    letter: str
    box: Box | None = None
    owner: int = 0
    hidden: str = ""
    note: str = ""
    place: str = ""
    """The cell of a table."""


def crowded(characters: Sequence[Character]) -> list[Character]:
    """Those that stand on top of a different character of another piece of text, and that one."""
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, each in enumerate(characters):
        for cell in cells_of(each.box):
            cells[cell].append(index)
    found: set[int] = set()
    for inside in cells.values():
        if len(inside) > CROWD:
            found.update(inside)
            continue
        for at, first in enumerate(inside):
            for second in inside[at + 1 :]:
                if collide(characters[first], characters[second]):
                    found |= {first, second}
    return [characters[index] for index in sorted(found)]


def cells_of(box: Box | None) -> Iterator[tuple[int, int]]:
    if not box:
        return
    left, top, right, bottom = (max(-WIDEST, min(side, WIDEST)) for side in box)
    for across in range(int(left // CELL), int(right // CELL) + 1):
        for down in range(int(top // CELL), int(bottom // CELL) + 1):
            yield across, down


def collide(first: Character, second: Character) -> bool:
    if first.owner == second.owner or first.letter == second.letter:
        return False  # Tight italics, or a letter printed twice to make it bold.
    one, two = first.box, second.box
    if not one or not two:
        return False
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    if wide <= 0 or high <= 0:
        return False
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, two)]
    return wide * high > OVERLAP * min(areas)


def beside(cells: Sequence[tuple[str, Sequence[Character]]]) -> Iterator[Character]:
    """Cells of one row, line by line as an eye goes over them."""
    lines = [lines_in(place, characters) for place, characters in cells]
    for together in zip_longest(*lines, fillvalue=()):
        for line in together:
            yield from line
        yield Character("\n")


def lines_in(place: str, characters: Iterable[Character]) -> list[list[Character]]:
    """The lines of a cell; what stands in a table inside of it keeps its own place."""
    lines: list[list[Character]] = [[]]
    for each in characters:
        if each.letter == "\n":
            lines.append([])
        else:
            each.place = each.place or place
            lines[-1].append(each)
    return lines if lines[-1] else lines[:-1]


def words_of(characters: Sequence[Character], page: int) -> list[Word]:
    """The visible words in the order of the page; a hidden character ends a word."""
    words: list[Word] = []
    run: list[Character] = []
    line = 1

    def end() -> None:
        if run:
            note = next((each.note for each in run if each.note), "")
            text = "".join(each.letter for each in run)
            words.append(Word(text, page, line, around(run), run[0].place, note))
            run.clear()

    for each in characters:
        if each.hidden or each.letter.isspace():
            end()
        else:
            if run and run[0].place != each.place:
                end()
            run.append(each)
        if each.letter == "\n":
            line += 1
    end()
    return words


def hidden_runs(characters: Sequence[Character], page: int) -> list[Hidden]:
    """What is hidden, together with what is hidden beside it for the same reason."""
    runs = []
    for reason, group in groupby(characters, lambda each: each.hidden):
        run = list(group)
        text = " ".join("".join(each.letter for each in run).split())
        if reason and text:
            runs.append(Hidden(text, reason, page, around(run)))
    return runs


def around(characters: Iterable[Character]) -> Box | None:
    boxes = [each.box for each in characters if each.box]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    return (round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))
