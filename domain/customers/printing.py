"""Printing: a paper becomes a PDF file, of the same bytes whenever it is made."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from domain.customers.paper import Line, Pair, Paper

Points = float
"""Places on a sheet; what is printed there is a text, and nothing is reckoned with it."""
RANGES = ("latin", "latinext", "greek", "cyrillic", "cyrillicext", "vietnamese", "thai")
"""A font file for each; the first that has a letter prints it."""
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 62.0, WIDTH - 62.0, HEIGHT - 62.0, 70.0
PLAIN, SMALL, LARGE = 9.5, 8.0, 16.0
LEADING = 1.42
FIGURE = 74.0  # Points that a column of figures takes; the text has what is left.
GAP = 8.0
TALLEST = 4  # Lines that a row of the table usually takes at most; a taller one may be parted.


def printed(paper: Paper) -> bytes:
    """The file; nothing in it depends on the day, the machine or what was printed before."""
    content = BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(paper.title)
    sheet = Sheet(canvas, paper.title)
    head(sheet, paper)
    table(sheet, paper.head, paper.lines)
    sums(sheet, paper.sums)
    for text in paragraphs(paper.note):
        sheet.text(text, PLAIN)
    sheet.close()
    canvas.save()
    return content.getvalue()


def unprintable(paper: Paper) -> str:
    """The letters for which there is no font, each once; of most papers none."""
    rows = (cell for line in paper.lines for cell in line.cells)
    pairs = (text for pair in (*paper.facts, *paper.sums) for text in (pair.name, pair.value))
    blocks = (paper.title, paper.sender, paper.address, paper.note)
    texts = (*blocks, *paper.head, *rows, *pairs)
    letters = dict.fromkeys(letter for text in texts for letter in plain(text))
    return "".join(each for each in letters if each != "\n" and not range_of(each))


@dataclass
class Sheet:
    """The page that is being written, from the top down."""

    canvas: Canvas
    title: str
    y: Points = TOP
    page: int = field(default=1)

    def text(self, text: str, size: Points, bold: bool = False, right: Points = RIGHT) -> None:
        """A paragraph, in as many lines as it needs."""
        for line in wrapped(text, size, bold, right - LEFT):
            self.down(size)
            put(self.canvas, LEFT, self.y, line, size, bold)

    def down(self, size: Points) -> None:
        if self.y - size * LEADING < BOTTOM:
            self.turn()
        self.y -= size * LEADING

    def turn(self) -> None:
        """The next page; every page says which it is, and of which paper."""
        self.close()
        self.canvas.showPage()
        self.page, self.y = self.page + 1, TOP

    def close(self) -> None:
        put(self.canvas, LEFT, BOTTOM - 30, f"{self.title} · {self.page}", SMALL, False)

    def rule(self) -> None:
        self.y -= 4
        self.canvas.setLineWidth(0.5)
        self.canvas.line(LEFT, self.y, RIGHT, self.y)


def head(sheet: Sheet, paper: Paper) -> None:
    for text in paragraphs(paper.sender):
        sheet.text(text, SMALL)
    sheet.y -= 18
    for text in paragraphs(paper.address):
        sheet.text(text, PLAIN)
    sheet.y -= 22
    sheet.text(paper.title, LARGE, bold=True)
    sheet.y -= 6
    for pair in paper.facts:
        sheet.text(f"{pair.name}: {pair.value}", PLAIN)
    sheet.y -= 12


def table(sheet: Sheet, names: Sequence[str], lines: Sequence[Line]) -> None:
    """The first column is a text; the others stand against the right of theirs."""
    if not names:
        return
    row(sheet, names, bold=True)
    sheet.rule()
    for line in lines:
        if sheet.y - PLAIN * LEADING * TALLEST < BOTTOM:
            sheet.turn()
            row(sheet, names, bold=True)
            sheet.rule()
        row(sheet, line.cells, bold=False)
    sheet.rule()
    sheet.y -= 4


def row(sheet: Sheet, cells: Sequence[str], bold: bool) -> None:
    text, *figures = cells or ("",)
    width = RIGHT - LEFT - FIGURE * len(figures) - GAP
    for number, part in enumerate(wrapped(text, PLAIN, bold, width)):
        sheet.down(PLAIN)
        put(sheet.canvas, LEFT, sheet.y, part, PLAIN, bold)
        for place, figure in enumerate(figures) if number == 0 else ():
            edge = RIGHT - FIGURE * (len(figures) - 1 - place)
            against(sheet.canvas, edge, sheet.y, figure, bold)


def sums(sheet: Sheet, pairs: Iterable[Pair]) -> None:
    for pair in pairs:
        sheet.down(PLAIN)
        edge = RIGHT - FIGURE * 1.5 - GAP
        against(sheet.canvas, edge, sheet.y, pair.name, pair.strong)
        against(sheet.canvas, RIGHT, sheet.y, pair.value, pair.strong)
    sheet.y -= 14


def against(canvas: Canvas, edge: Points, y: Points, text: str, bold: bool) -> None:
    """Text that ends at the edge, a little smaller where its column is too narrow."""
    size = PLAIN
    while size > 5 and measured(text, size, bold) > FIGURE * 2:
        size -= 0.5
    put(canvas, edge - measured(text, size, bold), y, text, size, bold)


def put(canvas: Canvas, x: Points, y: Points, text: str, size: Points, bold: bool) -> None:
    for name, part in runs(text, bold):
        canvas.setFont(name, size)
        canvas.drawString(x, y, part)
        x += stringWidth(part, name, size)


def measured(text: str, size: Points, bold: bool) -> Points:
    return Points(sum(stringWidth(part, name, size) for name, part in runs(text, bold)))


def wrapped(text: str, size: Points, bold: bool, width: Points) -> list[str]:
    """Lines that fit; a word that is too long for one is divided."""
    lines = [""]
    for word in plain(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if measured(longer, size, bold) <= width:
            lines[-1] = longer
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = word
        while measured(lines[-1], size, bold) > width and len(lines[-1]) > 1:
            fits = fitting(lines[-1], size, bold, width)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return lines


def fitting(word: str, size: Points, bold: bool, width: Points) -> int:
    """How many letters of a word fit; a mark is not parted from the letter that bears it."""
    fits = 1
    while fits < len(word) and measured(word[: fits + 1], size, bold) <= width:
        fits += 1
    while fits > 1 and fits < len(word) and unicodedata.combining(word[fits]):
        fits -= 1
    return fits


def paragraphs(text: str) -> list[str]:
    return text.split("\n") if text else []


def plain(text: str) -> str:
    """The text without what cannot be seen, its letters and marks composed where they can be."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(each for each in composed if unicodedata.category(each) != "Cf")


def runs(text: str, bold: bool) -> Iterator[tuple[str, str]]:
    """The text in parts, each with the name of its font."""
    weight = "bold" if bold else "regular"
    for name, letters in groupby(plain(text), key=lambda each: range_of(each) or RANGES[0]):
        registered(name, weight)
        yield f"{name}-{weight}", "".join(letters)


@cache
def range_of(letter: str) -> str:
    """The first range of letters that has this one; none where there is no font."""
    return next((name for name in RANGES if ord(letter) in drawn(name)), "")


@cache
def drawn(name: str) -> frozenset[int]:
    return frozenset(registered(name, "regular").face.charToGlyph)


@cache
def registered(name: str, weight: str) -> TTFont:
    file = files("domain.customers") / "fonts" / f"{name}-{weight}.ttf"
    font = TTFont(f"{name}-{weight}", BytesIO(file.read_bytes()))
    registerFont(font)
    return font
