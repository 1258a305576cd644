"""PDF pages, looked at: a character counts when it alone leaves ink that a person can see."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from assistant.documents.layout import Character, crowded, hidden_runs, words_of
from assistant.documents.seen import Hidden, Seen, Unreadable, Word

MOST_PAGES = 40
MOST_FILES = 20  # Carried inside of one PDF.
MOST_CHARACTERS = 30_000  # On one page; a page of small print has a third of it.
MOST_PIXELS = 6_000_000
SCALE = 2.0
DEEPEST = 64  # Forms inside of forms; PDFium itself draws none deeper than this.
TINY = 3.0  # Points.
VISIBLE, CLEAR = 25, 45  # How much darker or lighter than without the character, of 255.
FILLED = 0.05  # The share of its box that the thinnest letter inks.
OPAQUE = 13  # Of 255.
BROKEN = 2  # What PDFium calls the hyphen of a word that goes on in the next line.
NOT_DRAWN = (3, 7)
SCANNED = 0.4  # The share of the page that a scan covers.

Pixels = npt.NDArray[np.uint8]
Boxes = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Style:
    """What all characters of one text object have in common."""

    mode: int
    alpha: int
    stretch: float


def read(content: bytes) -> Seen:
    """All words that a person sees on the pages, and what the pages hide."""
    document, twin = opened(content), opened(content)
    pages, words, hidden, sizes = len(document), [], [], []
    warnings: list[str] = []
    if pages > MOST_PAGES:
        warnings.append(f"Only the first {MOST_PAGES} of {pages} pages were read.")
    for index in range(min(pages, MOST_PAGES)):
        try:
            page = Page(document[index], twin[index], index + 1)
            found, unseen = page.read()
        except (pdfium.PdfiumError, ValueError) as wrong:
            warnings.append(f"Page {index + 1} was not read: {str(wrong).rstrip('.')}.")
            sizes.append((0.0, 0.0))
            continue
        sizes.append((page.width, page.height))
        words += found
        hidden += unseen
        warnings += page.warnings
    return Seen("pdf", tuple(words), tuple(hidden), pages, tuple(sizes), tuple(warnings))


def opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as wrong:
        if wrong.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable(
                "The PDF is locked with a password. Save it without one and send it again."
            ) from wrong
        raise Unreadable("The PDF is damaged. Ask its sender for a new one.") from wrong


def carried(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files that a PDF carries, by their names."""
    document = opened(content)
    for index in range(min(document.count_attachments(), MOST_FILES)):
        try:
            file = document.get_attachment(index)
            yield file.get_name(), bytes(file.get_data())
        except (pdfium.PdfiumError, UnicodeDecodeError):
            continue  # A file that cannot be taken out says nothing.


class Page:
    """One page and its twin, of which the twin is drawn without text."""

    def __init__(self, page: pdfium.PdfPage, twin: pdfium.PdfPage, number: int) -> None:
        self.page, self.number = page, number
        self.warnings: list[str] = []
        self.turned = page.get_rotation()
        for each in (page, twin):
            each.set_rotation(0)  # Characters are told as if the page were never turned.
        self.left, self.bottom, right, top = page.get_bbox()
        self.width, self.height = right - self.left, top - self.bottom
        if self.width * self.height <= 0:
            raise ValueError("it has no size")
        self.scale = min(SCALE, (MOST_PIXELS / (self.width * self.height)) ** 0.5)
        drawn = drawing(page, self.scale)
        for item in list(twin.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST)):
            # Text that clips goes on clipping, or what it cut away would look like its ink.
            clips = raw.FPDFTextObj_GetTextRenderMode(item.raw) >= 4
            raw.FPDFTextObj_SetTextRenderMode(item.raw, 7 if clips else 3)
        self.bare = drawing(twin, self.scale)
        self.ink = difference(drawn, self.bare)

    def read(self) -> tuple[list[Word], list[Hidden]]:
        text = self.page.get_textpage()
        count = min(text.count_chars(), MOST_CHARACTERS)
        if count < text.count_chars():
            self.warnings.append(f"Page {self.number} has more text than a page can show.")
        characters = list(self.characters(text, count))
        boxed = [each for each in characters if each.box]
        self.judge(boxed)
        for each in crowded([each for each in boxed if not each.hidden]):
            each.hidden = "covered by other text"
        before = Character("")
        for each in characters:
            if not each.box:  # Blanks have no box: they follow the character before them.
                each.hidden, each.note = before.hidden, before.note
            before = each
        if self.turned:
            for each in boxed:
                each.box = turned(each.box, self.turned, self.width, self.height)
            if self.turned in (90, 270):
                self.width, self.height = self.height, self.width
        return words_of(characters, self.number), hidden_runs(characters, self.number)

    def characters(self, text: pdfium.PdfTextPage, count: int) -> Iterator[Character]:
        styles: dict[int | None, Style] = {}
        sides = [ctypes.c_double() for _ in range(4)]
        pointers = [ctypes.byref(side) for side in sides]
        for index in range(count):
            code = raw.FPDFText_GetUnicode(text, index) or 0xFFFD
            letter = "-" if code == BROKEN else chr(code)
            if letter.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
                yield Character(letter if letter.isspace() or letter == "-" else " ")
                continue
            raw.FPDFText_GetCharBox(text, index, *pointers)
            left, right, bottom, top = (side.value for side in sides)
            box = (
                left - self.left,
                self.height - (top - self.bottom),
                right - self.left,
                self.height - (bottom - self.bottom),
            )
            item = raw.FPDFText_GetTextObject(text, index)
            owner = ctypes.cast(item, ctypes.c_void_p).value
            if owner not in styles:
                styles[owner] = style(text, index, item)
            size = raw.FPDFText_GetFontSize(text, index) * styles[owner].stretch
            yield Character(letter, box, owner or 0, self.plainly(box, size, styles[owner]))

    def plainly(self, box: tuple[float, float, float, float], size: float, how: Style) -> str:
        """Why a character cannot be seen, as far as the file says it."""
        left, top, right, bottom = box
        if right < 0 or left > self.width or bottom < 0 or top > self.height:
            return "outside of the page"
        if size < TINY:
            return "tiny"
        if how.mode in NOT_DRAWN:
            return "not drawn"
        return "transparent" if how.alpha < OPAQUE else ""

    def judge(self, characters: Sequence[Character]) -> None:
        """Look at the ink of each character."""
        if not characters:
            return
        places = self.places(np.array([each.box for each in characters]))
        scans = self.scans()
        for each, place in zip(characters, places.tolist(), strict=True):
            if each.hidden == "not drawn" and self.scanned(each, scans, place):
                each.hidden, each.note = "", "text layer of a scan, unverified"
            elif not each.hidden:
                left, top, right, bottom = place
                part = self.ink[top:bottom, left:right]
                seen = np.count_nonzero(part >= VISIBLE)
                if not seen or seen < FILLED * part.size:
                    each.hidden = "no ink"
                elif part.max() < CLEAR:
                    each.note = "faint"

    def places(self, boxes: Boxes) -> npt.NDArray[np.int64]:
        """Boxes in pixels: whole ones, inside of the picture, none without any."""
        high, wide = self.ink.shape
        left, top = np.floor(boxes[:, 0] * self.scale), np.floor(boxes[:, 1] * self.scale)
        right, bottom = np.ceil(boxes[:, 2] * self.scale), np.ceil(boxes[:, 3] * self.scale)
        across = [np.clip(side, 0, wide) for side in (left, np.maximum(right, left + 1))]
        down = [np.clip(side, 0, high) for side in (top, np.maximum(bottom, top + 1))]
        return np.array([across[0], down[0], across[1], down[1]]).T.astype(np.int64)

    def scans(self) -> list[tuple[float, float, float, float]]:
        """Pictures that cover much of the page."""
        pictures = self.page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=1)
        bounds = (picture.get_bounds() for picture in pictures)
        least = SCANNED * self.width * self.height
        return [b for b in bounds if (b[2] - b[0]) * (b[3] - b[1]) >= least]

    def scanned(
        self, each: Character, scans: Sequence[tuple[float, ...]], place: Sequence[int]
    ) -> bool:
        """Whether something is drawn in a scan where the undrawn character stands."""
        if not scans or not each.box:
            return False
        left, right = each.box[0] + self.left, each.box[2] + self.left
        top, bottom = (self.height - side + self.bottom for side in (each.box[1], each.box[3]))
        if not any(
            s[0] <= left and s[1] <= bottom and right <= s[2] and top <= s[3] for s in scans
        ):
            return False
        x0, y0, x1, y1 = place
        part = self.bare[y0:y1, x0:x1]
        return bool(part.size and np.ptp(part, axis=(0, 1)).max() >= VISIBLE)


def drawing(page: pdfium.PdfPage, scale: float) -> Pixels:
    """The page as a person sees it; annotations are drawn, because they may cover something."""
    bitmap = page.render(scale=scale, draw_annots=True, may_draw_forms=False)
    pixels: Pixels = bitmap.to_numpy()[..., :3]
    return pixels


def difference(one: Pixels, other: Pixels) -> Pixels:
    """How far two pictures are apart, in the channel that differs most."""
    apart = np.maximum(one, other) - np.minimum(one, other)
    most: Pixels = np.maximum(np.maximum(apart[..., 0], apart[..., 1]), apart[..., 2])
    return most


def style(text: pdfium.PdfTextPage, index: int, item: object) -> Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    colour = [ctypes.c_uint() for _ in range(4)]
    ask = raw.FPDFPageObj_GetStrokeColor if mode in (1, 5) else raw.FPDFPageObj_GetFillColor
    known = ask(item, *(ctypes.byref(part) for part in colour))
    stretch = max(abs(side) for side in (matrix.a, matrix.b, matrix.c, matrix.d))
    return Style(mode, colour[3].value if known else 255, stretch)


def turned(
    box: tuple[float, float, float, float] | None, by: int, width: float, height: float
) -> tuple[float, float, float, float] | None:
    """The box on the page as it is shown, turned clockwise."""
    if not box:
        return None
    left, top, right, bottom = box
    return {
        90: (height - bottom, left, height - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, width - right, bottom, width - left),
    }.get(by, box)
