"""Places are written for people, and point at the same box on a card and on the page of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.places import anchor, in_words, sure

IN_WORDS = {
    "page 1, box 46 80 120.5 92, 95 of 100 sure": "page 1 · 95 %",
    "page 12, box 46 80 120 92": "page 12",
    "xml /Invoice/LegalMonetaryTotal/PayableAmount": "XML PayableAmount",
    "xml /Invoice/ID, page 1, box 1 2 3 4": "XML ID, page 1",
    "row 3, column quantity": "row 3, column quantity",
    "2 rows, added up": "2 rows, added up",
    "": "",
}


@pytest.mark.parametrize("place", IN_WORDS)
def test_a_person_reads_the_page_and_how_sure_it_was(place: str) -> None:
    assert in_words(place) == IN_WORDS[place]


def test_a_link_ends_with_the_box_however_the_value_was_read() -> None:
    box = "page 1, box 46 80 120.5 92"
    assert anchor(box) == anchor(f"xml /Invoice/ID, {box}") == "at-1-46-80-120_5-92"
    assert anchor(box + sure(62)) == anchor(box)


def test_a_cell_is_an_anchor_too() -> None:
    assert anchor("row 3, column quantity") == "at-row-3-column-quantity"


@given(st.text())
def test_an_anchor_is_always_fit_for_a_link(place: str) -> None:
    assert not set(anchor(place)) - set("abcdefghijklmnopqrstuvwxyz0123456789-_")
