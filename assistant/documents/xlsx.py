"""Workbooks: the cells that a person sees, with their places, and those that were put away."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.documents.container import Container
from assistant.documents.contrast import TINY, WHITE, alike, colour_of
from assistant.documents.grid import letters
from assistant.documents.markup import Element, child, name_of, value, within
from assistant.documents.seen import Hidden, Seen, Word
from assistant.documents.serials import BUILT_IN, day_in

MOST_CELLS = 200_000
FLAT, NARROW = 2.0, 0.3  # A row's height in points and a column's width in letters.
LIGHT = "0"  # The theme's first colour, which is the paper.
WHITES = ("1", "9")  # Of the indexed colours.
SHOWING = re.compile(r"general|[0#?@ymdhs]", re.I)
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
PLACE = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Style:
    """What the style of a cell says about whether it is seen."""

    reason: str = ""
    code: str = "General"
    colour: str = ""
    ground: str = WHITE


@dataclass
class Book:
    """What all sheets of a workbook share."""

    styles: list[Style] = field(default_factory=list)
    strings: list[list[tuple[str, str]]] = field(default_factory=list)
    """Each shared text as its pieces, with the reason why a piece is hidden."""
    since_1904: bool = False
    """Whether its days are counted from another one; then they are left as numbers."""


def read(container: Container) -> Seen:
    main = container.main("spreadsheetml")
    related, book = container.related(main), shared(container)
    words: list[Word] = []
    hidden: list[Hidden] = []
    warnings: list[str] = []
    tree = container.tree(main)
    sheets = list(within(tree, "sheet"))
    book.since_1904 = any(
        value(how, "date1904") in ("1", "true") for how in within(tree, "workbookPr")
    )
    for number, sheet in enumerate(sheets, 1):
        part = related.get(value(sheet, "id") or "", "")
        if part not in container.names:
            continue
        name = value(sheet, "name") or f"Sheet {number}"
        put_away = "" if value(sheet, "state") in (None, "visible") else "hidden sheet"
        for cell in Sheet(container.tree(part), book, put_away).cells():
            seen = f"{name}!{cell.place}"
            if cell.reason:
                hidden.append(Hidden(cell.text, cell.reason, number, place=seen))
            else:
                row = int(re.sub(r"\D", "", cell.place) or 1)
                words += [Word(word, number, row, place=seen) for word in cell.text.split()]
            if len(words) + len(hidden) >= MOST_CELLS:
                warnings.append(f"Only the first {MOST_CELLS:,} words were read.")
                break
    for part in container.of_kind("comments", "threadedComments"):
        for note in within(container.tree(part), "comment", "threadedComment"):
            if text := "".join(str(each.text or "") for each in within(note, "t", "text")).strip():
                hidden.append(Hidden(text, "comment", place=value(note, "ref") or ""))
    if container.of_kind("drawing"):
        warnings.append("Text boxes, pictures and charts in the workbook were not read.")
    pages = max(len(sheets), 1)
    told = tuple(dict.fromkeys(warnings))
    return Seen("xlsx", tuple(words), tuple(hidden), pages, warnings=told)


def shared(container: Container) -> Book:
    book = Book()
    for part in container.of_kind("styles"):
        book.styles = list(styles(container.tree(part)))
    for part in container.of_kind("sharedStrings"):
        items = (item for item in container.tree(part) if name_of(item) == "si")
        book.strings = [list(pieces(item)) for item in items]
    return book


def styles(root: Element) -> Iterator[Style]:
    """The formats of cells, in the order in which cells number them."""
    fonts, fills = inside(root, "fonts"), inside(root, "fills")
    codes = {
        value(each, "numFmtId"): value(each, "formatCode") or "" for each in within(root, "numFmt")
    }
    for how in inside(root, "cellXfs"):
        font, fill = at(fonts, value(how, "fontId")), at(fills, value(how, "fillId"))
        pattern = child(fill, "patternFill")
        solid = value(pattern, "patternType") == "solid"
        ground = coloured(child(pattern, "fgColor")) if solid else WHITE
        form = value(how, "numFmtId")
        code = codes.get(form) or BUILT_IN.get(form or "", "General")
        yield Style(small(font), code, coloured(child(font, "color")), ground)


def inside(root: Element, name: str) -> list[Element]:
    found = child(root, name)
    return list(found) if found is not None else []


def at(items: list[Any], index: str | None) -> Any:
    number = int(index) if index and index.isdigit() else 0
    return items[number] if number < len(items) else None


def small(font: Element | None) -> str:
    size = value(child(font, "sz")) or "11"
    return "tiny" if re.fullmatch(r"[\d.]+", size) and float(size) < TINY else ""


def coloured(colour: Element | None) -> str:
    if colour is None or value(colour, "auto") in ("1", "true"):
        return ""
    dark = float(value(colour, "tint") or 0) < -0.1
    if value(colour, "theme") == LIGHT:
        return "" if dark else WHITE
    return WHITE if value(colour, "indexed") in WHITES else colour_of(value(colour, "rgb"))


def pieces(item: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """A text of several fonts, piece by piece; how it is pronounced is not shown."""
    for each in item:
        if name_of(each) == "t":
            yield str(each.text or ""), ""
        elif name_of(each) == "r":
            font = child(each, "rPr")
            pale = alike(coloured(child(font, "color")), WHITE)
            text = "".join(str(part.text or "") for part in within(each, "t"))
            yield text, small(font) or ("no contrast" if pale else "")


@dataclass(frozen=True)
class Cell:
    place: str
    text: str
    reason: str


class Sheet:
    """One sheet: rows, columns and merged cells decide as well as the cell itself."""

    def __init__(self, root: Element, book: Book, put_away: str) -> None:
        self.root, self.book, self.put_away = root, book, put_away
        self.columns: list[tuple[int, int]] = []
        for each in within(root, "col"):
            narrow = float(value(each, "width") or 9) < NARROW
            if value(each, "hidden") in ("1", "true") or narrow:
                self.columns.append((int(value(each, "min") or 1), int(value(each, "max") or 1)))
        self.merged = [area(value(each, "ref") or "") for each in within(root, "mergeCell")]

    def cells(self) -> Iterator[Cell]:
        number = 0
        for row in inside(self.root, "sheetData"):
            number = int(value(row, "r") or number + 1)
            flat = float(value(row, "ht") or 15) < FLAT
            gone = flat or value(row, "hidden") in ("1", "true")
            column = 0
            for cell in row:
                place = PLACE.fullmatch(value(cell, "r") or "")
                column = counted(place[1]) if place else column + 1
                outer = self.put_away or ("hidden row" if gone else self.outer(column, number))
                name = place[0] if place else f"{letters(column)}{number}"
                for text, reason in self.content(cell):
                    if text.strip():
                        yield Cell(name, text.strip(), outer or reason)

    def outer(self, column: int, row: int) -> str:
        if any(first <= column <= last for first, last in self.columns):
            return "hidden column"
        for left, top, right, bottom in self.merged:
            inside = left <= column <= right and top <= row <= bottom
            if inside and (column, row) != (left, top):
                return "under a merged cell"
        return ""

    def content(self, cell: Element) -> Iterator[tuple[str, str]]:
        kind, stored = value(cell, "t") or "n", child(cell, "v")
        raw = str(stored.text or "") if stored is not None else ""
        style = at(self.book.styles, value(cell, "s")) or Style()
        reason = style.reason or ("no contrast" if alike(style.colour, style.ground) else "")
        reason = reason or unshown(style, kind in ("n", "b"))
        if kind == "s":
            number = int(raw) if raw.isdigit() else -1
            parts = self.book.strings[number] if 0 <= number < len(self.book.strings) else []
            # A piece has a colour of its own; on a dark cell white is what a person reads.
            light = alike(style.ground, WHITE)
            for text, hidden in parts:
                yield text, reason or (hidden if light or hidden == "tiny" else "")
        elif kind == "inlineStr":
            for text, hidden in pieces(inside(cell, "is")):
                yield text, reason or hidden
        else:
            day = day_in(raw, style.code) if kind == "n" and not self.book.since_1904 else ""
            yield day or raw, reason


def unshown(style: Style, number: bool) -> str:
    """Whether the format of a cell shows nothing of what is in it."""
    sections = style.code.split(";")
    paper = alike(style.ground, WHITE)
    if paper and re.search(r"\[white\]", style.code, re.I):
        return "no contrast"
    plain = [LITERAL.sub("", section) for section in sections]
    if number:
        gone = not any(SHOWING.search(section) for section in plain)
    else:
        gone = len(sections) > 3 and "@" not in plain[3]
    return "hidden by its format" if gone else ""


def counted(letters: str) -> int:
    column = 0
    for letter in letters[:4]:
        column = column * 26 + ord(letter) - 64
    return column


def area(text: str) -> tuple[int, int, int, int]:
    corners = [PLACE.fullmatch(corner) for corner in text.split(":")]
    if len(corners) != 2 or not corners[0] or not corners[1]:
        return (0, 0, 0, 0)
    (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
    return counted(left), int(top), counted(right), int(bottom)
