"""A paper prints to the same bytes every time, in the letters of many languages."""

from hashlib import sha256

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customers.paper import Line, Paper
from domain.customers.printing import printed, unprintable
from tests.domain.message_lives import PAPER

LETTERS = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f"))


def read(content: bytes) -> str:
    """What a person sees, as another library reads it."""
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_same_paper_is_the_same_file_whatever_was_printed_before() -> None:
    first = printed(PAPER)
    printed(PAPER.model_copy(update={"address": "ร้านจักรยาน", "title": "Another"}))
    assert sha256(printed(PAPER)).digest() == sha256(first).digest()


def test_another_figure_is_another_file() -> None:
    other = PAPER.model_copy(update={"lines": (Line(cells=("Calf bag", "100.01 EUR")),)})
    assert printed(other) != printed(PAPER)


def test_every_figure_can_be_read_back() -> None:
    said = read(printed(PAPER))
    for part in ("Invoice INV-7", "Anna Rossi", "Calf bag", "100.00 EUR", "122.00 EUR"):
        assert part in said


def test_names_of_other_alphabets_are_printed() -> None:
    names = "ร้านจักรยาน\nΑθήνα\nŁódź\nКиїв\nViệt Nam\nStraße"
    paper = PAPER.model_copy(update={"address": names})
    assert unprintable(paper) == ""
    said = read(printed(paper))
    for name in ("Αθήνα", "Łódź", "Київ", "Straße"):
        assert name in said


def test_letters_without_a_font_are_named_before_anything_is_printed() -> None:
    assert unprintable(PAPER.model_copy(update={"address": "山田 太郎"})) == "山田太郎"


def test_a_long_paper_has_more_pages_and_loses_no_line() -> None:
    lines = tuple(Line(cells=(f"Bag number {n} with a name", f"{n}.00 EUR")) for n in range(200))
    content = printed(PAPER.model_copy(update={"lines": lines}))
    said = read(content)
    assert len(pypdfium2.PdfDocument(content)) > 3
    assert all(f"Bag number {n} " in said for n in range(200))
    assert said.count("Item") == len(pypdfium2.PdfDocument(content))


@settings(deadline=None, max_examples=30)
@given(LETTERS)
def test_whatever_a_customer_is_called_the_file_is_made(name: str) -> None:
    paper = Paper(file="x.pdf", title="Invoice", address=name, head=("Item",))
    assert printed(paper).startswith(b"%PDF")
