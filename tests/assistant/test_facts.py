"""What the house knows by itself: names and numbers, in which no document can write."""

from hypothesis import given
from hypothesis import strategies as some

from assistant.document_numbers import Numbers
from assistant.facts import OnRecord
from assistant.master_data import Known
from assistant.phrasebook import Names, Record
from guardrails.origin import Seen, trace

NUMBERS = Numbers(None, found={("purchase_order", "PO-1001")})
FACTS = OnRecord(
    Known(
        Names(
            [
                Record("supplier", "OST", "Ostermark Beschläge GmbH", codes=("OST",)),
                Record("supplier", "NORD-1", "Conti Nord", codes=("NORD-1",)),
                Record("item", "LOCK", "Brass turn-lock", codes=("LOCK",)),
            ]
        ),
        units={"EA": ("EA", "pieces")},
    ),
    NUMBERS,
    "EUR",
)


def test_a_record_is_held_by_its_code_and_by_its_whole_name() -> None:
    held = ("OST", "ost", "NORD-1", "Conti Nord", "ostermark beschläge gmbh", "PO-1001", "po-1001")
    assert all(map(FACTS.holds, held))
    assert not any(map(FACTS.holds, ("Conti", "Ostermark", "PO-1002", "SHELL", "", "LT60101001")))
    assert FACTS.name_of("nord-1") == "Conti Nord"


def test_units_roles_and_functions_are_the_house_s_own() -> None:
    assert all(map(FACTS.holds, ("EA", "EUR", "buyer", "procurement", "every")))
    assert not FACTS.holds("USD")


def test_a_sentence_that_names_a_record_means_no_other_of_its_kind() -> None:
    assert FACTS.another_in("order 40 Brass turn-lock from Conti Nord.", "OST")
    assert FACTS.another_in("close PO-1001, please", "PO-1001")
    assert not FACTS.another_in("order 40 Brass turn-lock", "OST")
    assert not FACTS.another_in("order 40 Brass turn-lock from Conti Nord", "a stranger")


def test_an_amount_may_have_a_unit_of_the_house_or_one_that_was_typed() -> None:
    typed = ["order 40 of it at 12.50"]
    sources = [trace("it", v, typed, FACTS).source for v in ("40 EA", "12.50 EUR", "12.50 USD")]
    assert sources == ["typed", "typed", "unknown"]
    assert trace("it", "12.50 USD", ["at 12.50 USD"], FACTS).source == "typed"


@given(some.text(max_size=30), some.text(max_size=30))
def test_any_text_can_be_asked_about(text: str, value: str) -> None:
    found = trace("it", value, [text], FACTS, [Seen("document", text)])
    assert found.source in ("typed", "record", "document", "unknown")
    FACTS.another_in(text, value)
