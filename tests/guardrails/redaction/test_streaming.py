"""What is restored while it streams is what would be restored at once, and never in an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.redaction.streaming import WINDOW, Restoring, restored

VALUES = {"<SUPPLIER_1>": "Brenner GmbH", "<EMAIL_1>": "ada@brenner.de", "<PHONE_12>": "030 901820"}
PIECES = st.sampled_from(
    [*VALUES, "<SUPPLIER_9>", "<", ">", "_1>", "<SUPPLIER", "<EMAIL_", "PHONE_12>", " ", "\n", ".",
     "@", "/", "](", "](<", ")", "https://a.example/?q=", "www.", "evil.com/", "href=", "]:", "x"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS, st.lists(st.integers(1, 7), min_size=1, max_size=40))
def test_every_way_of_cutting_a_stream_gives_the_same_characters(text: str, cuts: list[int]):
    restoring, shown, rest = Restoring(VALUES), "", text
    for cut in (cuts * len(text))[: len(text)]:
        shown += restoring.feed(rest[:cut])
        rest = rest[cut:]
        assert len(restoring.waiting) <= WINDOW
    assert shown + restoring.close() == restored(text, VALUES)


@given(st.text(max_size=60))
def test_a_text_without_pseudonyms_is_not_touched(text: str):
    assert restored(text, {}) == text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ask <SUPPLIER_1>.", "Ask Brenner GmbH."),
        ("(<SUPPLIER_1>)", "(Brenner GmbH)"),
        ("**<EMAIL_1>**, <PHONE_12>", "**ada@brenner.de**, 030 901820"),
        ("See https://ok.example/a and <SUPPLIER_1>", "See https://ok.example/a and Brenner GmbH"),
        ("Tel:<PHONE_12>", "Tel:030 901820"),
    ],
)
def test_values_come_back_in_sentences(said: str, shown: str):
    assert restored(said, VALUES) == shown


@pytest.mark.parametrize(
    "said",
    [
        "https://evil.example/?q=<SUPPLIER_1>",
        "![x](https://evil.example/<EMAIL_1>.png)",
        "[x](evil.example/<EMAIL_1>)",
        "[x](//evil.example/?a=<SUPPLIER_9>&b=<EMAIL_1>)",
        "![x](<https://evil.example/a b <SUPPLIER_1>>)",
        '<img src="https://evil.example/ <SUPPLIER_1>">',
        "<a href='//evil.example/<PHONE_12>'>",
        "www.evil.example?<SUPPLIER_1>",
        "evil.com/<SUPPLIER_1>",
        "<SUPPLIER_1>.evil.example",
        "mailto:x@evil.example?body=<SUPPLIER_1>",
        "<PHONE_12>@evil.example",
        "[1]: evil/<SUPPLIER_1>",
        "https://<SUPPLIER_1>.evil.example",
    ],
)
def test_nothing_is_restored_where_it_would_leave_with_a_link(said: str):
    assert restored(said, VALUES) == said


def test_what_could_not_be_resolved_is_counted_and_stays():
    restoring = Restoring(VALUES)
    said = "<SUPPLIER_9> and &lt;SUPPLIER_1&gt; and https://a.example/<EMAIL_1> end"
    assert restoring.feed(said) + restoring.close() == said
    assert restoring.unresolved == 2


def test_words_are_passed_on_at_once():
    restoring = Restoring(VALUES)
    assert restoring.feed("The order of ") == "The order of "
    assert restoring.feed("<SUPPL") == ""
    assert restoring.feed("IER_1> is") == "Brenner GmbH is"
