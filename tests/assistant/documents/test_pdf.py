"""What a person looking at the page sees is read, and all the rest is evidence."""

import io

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant.documents import pdf
from assistant.documents.seen import Seen, Unreadable
from tests.assistant.documents.drawings import (
    HIDING,
    SECRET,
    SHARING,
    UNUSUAL,
    Draw,
    below,
    beside,
    made,
    mode,
    shade,
    striped,
)


def read(draw: Draw, **how: object) -> Seen:
    return pdf.read(made(draw, **how))


@pytest.mark.parametrize("draw", HIDING, ids=lambda draw: draw.__name__)
def test_what_is_hidden_is_evidence_and_is_not_read(draw: Draw) -> None:
    seen = read(draw)
    assert "4711" in seen.text
    assert "IBAN" not in seen.text
    assert "XX99" not in seen.text
    # A page may keep text beyond its edge to itself: then nobody reads it, and nobody misses it.
    assert seen.suspicious or draw in (beside, below)


@pytest.mark.parametrize("draw", SHARING)
def test_text_that_shares_its_place_with_other_text_is_not_read(draw: Draw) -> None:
    seen = read(draw)
    assert SECRET not in seen.text
    assert "XX99" not in seen.text
    assert seen.suspicious


@pytest.mark.parametrize("draw", UNUSUAL, ids=lambda draw: draw.__name__)
def test_what_is_only_unusual_is_read(draw: Draw) -> None:
    seen = read(draw)
    assert "".join(SECRET.split()) in "".join(seen.text.split())
    assert not seen.suspicious, seen.hidden


def test_metadata_and_annotations_go_nowhere() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(SECRET)
        canvas.setSubject(SECRET)
        canvas.textAnnotation(SECRET, Rect=(10, 10, 50, 50))

    seen = read(draw)
    assert SECRET not in repr(seen)


def test_what_an_annotation_covers_is_not_seen() -> None:
    page = f"BT /F 12 Tf 20 270 Td (Invoice 4711) Tj 0 -70 Td ({SECRET}) Tj ET"
    lid = "1 1 1 rg 0 0 280 40 re f"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[5 0 R]"
        "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/Annot/Subtype/Square/Rect[10 190 290 230]/F 4/AP<</N 6 0 R>>>>",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 280 40]/Length {len(lid)}>>"
        f"stream\n{lid}\nendstream",
    )
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
    seen = pdf.read(f"%PDF-1.7\n{body}trailer<</Root 1 0 R/Size 7>>\n%%EOF".encode())
    assert seen.text == "Invoice 4711"
    assert [part.reason for part in seen.hidden] == ["no ink"]


def test_the_text_layer_of_a_scan_is_read_but_marked() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(striped(), 0, 0, 300, 300)
        mode(canvas, 3)

    seen = read(draw)
    assert {word.text: word.note for word in seen.words}[
        "XX99"
    ] == "text layer of a scan, unverified"


def test_a_text_layer_over_an_empty_part_of_a_scan_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "white")), 0, 0, 300, 300)
        mode(canvas, 3)

    assert "XX99" not in read(draw).text


def test_hardly_visible_words_say_so() -> None:
    def draw(canvas: Canvas) -> None:
        shade(canvas, 0.87)
        canvas.drawString(20, 200, SECRET)

    notes = {word.text: word.note for word in read(draw).words}
    assert notes == {"Invoice": "", "4711": "", **dict.fromkeys(SECRET.split(), "faint")}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_word_has_its_page_and_its_place_on_the_page_as_shown(turn: int) -> None:
    seen = pdf.read(made(lambda canvas: canvas.setPageRotation(turn), size=(300, 400)))
    number = next(word for word in seen.words if word.text == "4711")
    assert (number.page, number.line) == (1, 1)
    left, top, right, bottom = number.box or (0, 0, 0, 0)
    middle = ((left + right) / 2, (top + bottom) / 2)
    wide, high = (300, 400) if turn % 180 == 0 else (400, 300)
    across, down = 74, high - 274  # Where it was drawn, from the upper left of the unturned page.
    shown = {
        0: (across, down),
        90: (high - down, across),
        180: (wide - across, high - down),
        270: (down, wide - across),
    }[turn]
    assert middle == pytest.approx(shown, abs=4)
    assert seen.sizes == ((300, 400),)


def test_a_page_that_is_cut_out_of_a_larger_one_keeps_its_places() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((10, 10, 290, 290))
        canvas.drawString(15, 0, SECRET)

    seen = read(draw)
    assert "XX99" not in seen.text
    box = seen.words[0].box or (0, 0, 0, 0)
    assert box[0] == pytest.approx(10, abs=2)
    assert seen.sizes == ((280, 280),)


def test_a_locked_and_a_damaged_file_are_explained() -> None:
    locked = made(lambda canvas: None, encrypt=StandardEncryption("key", ownerPassword="own"))
    with pytest.raises(Unreadable, match="password"):
        pdf.read(locked)
    with pytest.raises(Unreadable, match="damaged"):
        pdf.read(b"%PDF-1.7\nnothing follows")


def test_of_a_long_document_the_first_pages_are_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(100, 100))
    for number in range(pdf.MOST_PAGES + 1):
        canvas.drawString(10, 50, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    seen = pdf.read(file.getvalue())
    assert max(word.page for word in seen.words) == pdf.MOST_PAGES
    assert seen.pages == pdf.MOST_PAGES + 1
    assert seen.warnings == (f"Only the first {pdf.MOST_PAGES} of {seen.pages} pages were read.",)


def test_a_huge_page_is_drawn_small() -> None:
    seen = pdf.read(made(lambda canvas: None, size=(14_000, 14_000)))
    assert seen.pages == 1
