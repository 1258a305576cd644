"""Where a value came from is found by comparing it, word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.origin import Seen, known, names_it, stands_in, trace

FACTS = known({"NORDLIN": "Nordlin Thread Works", "mark.black@ours.example": "Mark Black"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("PO-117", "cancel po-117."),
        ("Brass  Ring", "one brass ring, please"),
        ("1250", "pay 1,250 today"),
        ("www.ours.com", "see www.ours.com."),
    ],
)
def test_a_typed_value_is_found_whatever_its_case_and_spaces(value: str, text: str) -> None:
    assert trace("it", value, [text], FACTS).source == "typed"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("17", "cancel PO-117"),
        ("ours.com", "see www.ours.com/private"),
        ("mark@ours.example", "write to edmark@ours.example"),
        ("100", "pay 100.50"),
        ("bob", "bob@evil.example"),
    ],
)
def test_a_piece_of_a_longer_value_was_not_typed(value: str, text: str) -> None:
    assert not stands_in(value, text)


def test_the_worst_text_that_holds_a_value_is_its_origin() -> None:
    seen = (Seen("tool", "LT60"), Seen("document", "LT60", "page 2"))
    found = trace("account", "LT60", ["pay them"], FACTS, seen)
    assert (found.source, found.where) == ("document", "page 2")


def test_a_record_is_named_by_its_number_its_name_or_half_of_it() -> None:
    assert names_it("NORDLIN", "order from Nordlin Thread Works", FACTS)
    assert names_it("mark.black@ours.example", "write to Mark", FACTS)
    assert not names_it("mark.black@ours.example", "write to Anna", FACTS)


@given(st.text(max_size=60), st.text(max_size=20))
def test_comparing_never_fails_whatever_the_text(text: str, value: str) -> None:
    trace("it", value, [text], FACTS, (Seen("document", text),))
