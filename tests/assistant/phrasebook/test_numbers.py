"""Numbers in words and digits mean what people mean by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.phrasebook.numerals import readings_of
from assistant.phrasebook.tokens import folds_of, tokens_of


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("three dozen", "36"),
        ("a dozen", "12"),
        ("twenty twenty four", "2024"),
        ("nineteen oh five", "1905"),
        ("nine oh five", "905"),
        ("two hundred and fifty", "250"),
        ("one thousand two hundred", "1200"),
        ("twenty five", "25"),
        ("20 thousand", "20000"),
        ("20k", "20000"),
        ("1.5k", "1500"),
        ("1,500", "1500"),
        ("4.20", "4.20"),
        ("one", "one"),
        ("second", "second"),
        ("no one", "no one"),
        ("forty steerers five", "40 steerer 5"),
    ],
)
def test_number_words_become_digits(said, folded):
    assert " ".join(folds_of(said)) == folded


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("1,500", ("1500",)),
        ("1.500", ("1.500", "1500")),
        ("0.500", ("0.500",)),
        ("1.234,56", ("1234.56", "1.23456")),
        ("1,250.00", ("1250.00",)),
        ("9" * 30, ()),
    ],
)
def test_a_numeral_keeps_every_reading_it_has(typed, readings):
    assert readings_of(typed)[:1] == readings[:1]
    assert len(readings_of(typed)) == len(readings)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("deliveries", "delivery"),
        ("boxes", "box"),
        ("PO's", "purchase order"),
        ("don't", "do not"),
        ("dont", "do not"),
        ("what's", "what is"),
        ("Hill's", "hill"),
        ("Café Müller", "cafe muller"),
        ("status", "status"),
        ("SOs", "sale order"),
        ("so", "so"),
    ],
)
def test_words_are_compared_in_one_form(typed, folded):
    assert " ".join(folds_of(typed)) == folded


@given(st.text(max_size=60))
def test_tokens_stand_where_they_say(text):
    for token in tokens_of(text):
        assert text[token.start : token.end].startswith(token.text.split(" ")[0])


@given(st.integers(min_value=2, max_value=999_999))
def test_grouping_changes_no_number(number):
    assert folds_of(f"{number:,}") == (str(number),)
