"""A page is shown as it looks, so that a person can compare what was read."""

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from assistant.documents.bounds import Looking
from assistant.documents.picture import drawn
from assistant.documents.seen import Unreadable


def red_page() -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=(200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def test_a_page_becomes_a_picture_with_its_colours_in_their_places() -> None:
    page = drawn(red_page(), 1)
    picture = Image.open(io.BytesIO(page.content))
    assert (page.kind, page.width, page.height) == ("image/png", 200, 100)
    assert picture.size == (320, 160)
    assert picture.getpixel((50, 80)) == (255, 0, 0)
    assert picture.getpixel((250, 80)) == (255, 255, 255)


def test_a_photo_is_shown_as_it_is() -> None:
    kept = io.BytesIO()
    Image.new("RGB", (8, 8)).save(kept, "JPEG")
    page = drawn(kept.getvalue(), 1)
    assert (page.kind, page.content) == ("image/jpeg", kept.getvalue())


@pytest.mark.parametrize("page", [0, 2, 999])
def test_a_page_that_is_not_there_is_named(page: int) -> None:
    with pytest.raises(Unreadable, match=f"no page {page}"):
        drawn(red_page(), page)


def test_what_has_no_pages_says_so() -> None:
    with pytest.raises(Unreadable, match="no pages"):
        drawn(b"number;amount\n1;2\n", 1)


async def test_a_page_is_drawn_in_the_process_that_may_fall_over() -> None:
    page = await Looking().picture(red_page(), "red.pdf", 1)
    assert (page.kind, page.width, page.content) == ("image/png", 200, drawn(red_page(), 1).content)
    with pytest.raises(Unreadable, match="no page 7"):
        await Looking().picture(red_page(), "red.pdf", 7)
