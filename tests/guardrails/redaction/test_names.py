"""Names of master data are found as whole words, however they are typed; document numbers stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.redaction.names import Joined, Name, NameIndex, folded
from guardrails.redaction.own_numbers import OwnNumbers

BRENNER = Name(
    "supplier", "BRENNER", "Krause Antriebstechnik GmbH", ("Krause Antriebstechnik",), ("BRENNER",)
)
OTHERS = (
    Name("supplier", "ALPHA", "Alpha Beta"),
    Name("supplier", "ALPHAG", "Alpha Beta Gamma"),
    Name("supplier", "MUELLER", "Müller Straßenbau"),
    Name("supplier", "STANDARD", "Standard Parts Inc.", ("Standard Parts",)),
    Name("supplier", "SEVEN", "Seven Hills AG", ("Seven Hills",)),
    Name("customer", "SEVEN2", "Seven Hills Ltd", ("Seven Hills",)),
)
INDEX = Joined((NameIndex((BRENNER, *OTHERS)), OwnNumbers(frozenset({"PO", "D"}))))


def named(text: str) -> list[tuple[str, str, str]]:
    return [(text[s.start : s.end], s.kind, s.identity) for s in INDEX.found(text)]


@pytest.mark.parametrize(
    "typed",
    [
        "Krause Antriebstechnik GmbH",
        "KRAUSE ANTRIEBSTECHNIK GMBH",
        "Krause  Antriebstechnik\nGmbH",
        "Krause\u00a0Antriebs\u00adtechnik GmbH",
        "krause antriebstechnik",
    ],
)
def test_a_name_is_found_however_it_is_spaced_and_capitalised(typed: str):
    text = f"An {typed}, bitte: {typed}"
    assert named(text) == [(typed, "supplier", "BRENNER")] * 2


@pytest.mark.parametrize(
    "typed",
    [
        "Müller Straßenbau",
        "Mu\u0308ller Straßenbau",
        "Muller Strassenbau",
        "MUELLER STRASSENBAU",
    ],
)
def test_accents_may_be_typed_in_any_way_or_left_out(typed: str):
    assert named(f"von {typed}.") == [(typed, "supplier", "MUELLER")]


def test_only_whole_words_count_and_the_longest_name_wins():
    assert named("Alpha Betamax, xAlpha Beta") == []
    assert named("Alpha Beta Gammas") == [("Alpha Beta", "supplier", "ALPHA")]
    assert named("Alpha Beta Gamma's") == [("Alpha Beta Gamma", "supplier", "ALPHAG")]


def test_an_everyday_short_form_is_not_a_name_but_the_whole_name_is():
    assert named("use standard parts here") == []
    assert named("from Standard Parts Inc.") == [("Standard Parts Inc.", "supplier", "STANDARD")]


def test_a_short_form_of_two_records_is_hidden_and_is_neither():
    assert named("Seven Hills called") == [("Seven Hills", "customer", "seven hills")]


def test_document_numbers_and_codes_are_told_apart():
    found = named("po-4711 from brenner, PO–12")
    assert sorted(found, key=str) == [
        ("PO–12", "document", "PO-12"),
        ("brenner", "supplier code", "BRENNER"),
        ("po-4711", "document", "PO-4711"),
    ]


@pytest.mark.parametrize(
    "typed", ["D-0301820", "D-5551234", "XPO-12", "PO-12-33", "PO-0", "2026-1"]
)
def test_what_only_looks_like_a_number_of_ours_is_no_document(typed: str):
    assert named(f"call {typed} please") == []


def test_an_empty_index_finds_nothing():
    assert NameIndex().found("Alpha Beta") == []


@given(st.text(st.sampled_from("aÄİßẞ \n\u00a0\u0308\u00ad\u200bZ-–")))
def test_every_folded_character_knows_where_it_stood(text: str):
    search = folded(text)
    places = [search.place(at) for at in range(len(search.text))]
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)


@given(
    st.text(st.sampled_from("xy \n\u00a0\u00adİß"), max_size=12),
    st.sampled_from(["Krause Antriebstechnik GmbH", "MÜLLER  Straßenbau"]),
)
def test_a_name_is_cut_out_exactly(before: str, name: str):
    text = f"{before} {name} {before}"
    assert name in [typed for typed, *_ in named(text)]
