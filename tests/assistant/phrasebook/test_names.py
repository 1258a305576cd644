"""A name is exact or it is a question."""

import pytest

from assistant.phrasebook import Act, Ask, Names, Pass, Record


@pytest.mark.parametrize(
    ("typed", "record"),
    [
        ("Conceria Valdo, Inc.", "S1"),
        ("conceria valdo", "S1"),
        ("CONCERIA VALDO INC", "S1"),
        ("VALDO0001", "S1"),
        ("Tanner & Sons", "S2"),
        ("tanner and sons", "S2"),
        ("tanner sons", "S2"),
        ("Compass Corp", "S3"),
    ],
)
def test_a_full_name_a_code_or_its_short_form_is_exact(hear, typed, record):
    found = hear(f"how reliable is {typed}?")
    assert isinstance(found, Act), found
    assert found.arguments == {"supplier": record}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Compass", {"S3", "S4"}),  # the short form of one, and part of another
        ("Valdo", {"S1"}),  # a part, even if only one record has it
        ("Belini Hides", {"S6"}),
        ("Hides Bellini", {"S6"}),
        ("International Bike", {"S5"}),  # the word behind it makes it another name
    ],
)
def test_a_part_or_a_misspelling_is_a_question(hear, typed, meant):
    found = hear(f"how reliable is {typed}?")
    assert isinstance(found, Ask), found
    assert meant <= {candidate.id for candidate in found.candidates}


def test_two_records_of_one_name_show_what_tells_them_apart(hear, phrasebook, settings):
    names = Names([Record("supplier", "A", "Rossi", detail="Torino"),
                   Record("supplier", "B", "Rossi", detail="Milano")])  # fmt: skip
    found = phrasebook.understand("scorecard for Rossi", names, settings, lambda *_: False)
    assert isinstance(found, Ask)
    assert {candidate.detail for candidate in found.candidates} == {"Torino", "Milano"}


def test_at_most_five_candidates_are_shown_with_their_number(phrasebook, settings):
    many = Names(Record("item", f"I{size}", f"Brass Buckle {size}") for size in range(20, 32))
    found = phrasebook.understand("stock of brass buckle", many, settings, lambda *_: False)
    assert isinstance(found, Ask)
    assert (len(found.candidates), found.total) == (5, 12)


def test_digits_of_a_name_are_no_quantity(hear):
    found = hear("order Brass Buckle 20 from Bellini Hides")
    assert isinstance(found, Ask)
    assert (found.slot, found.arguments["item"]) == ("quantity", "I2")


def test_a_misspelt_name_keeps_its_digits(hear):
    found = hear("stock of Bras Buckel 25")
    assert isinstance(found, Ask)
    assert found.candidates[0].id == "I3"


HOSTILE = ("Order", "Open Ltd", "Last Quarter", "Not", "The", "In", "Stock", "Many", "And", "May")


def test_names_made_of_everyday_words_disturb_nothing(hear, phrasebook, names):
    before = [hear(said) for said in ("late POs", "low stock", "order 40 Calf Leather")]
    for number, name in enumerate(HOSTILE):
        names.add(Record("supplier", f"H{number}", name, codes=(f"HO-{number}",)))
    assert [hear(said) for said in ("late POs", "low stock", "order 40 Calf Leather")] == before
    assert {record.name for record in phrasebook.hostile(names)} == set(HOSTILE)


@pytest.mark.parametrize("said", ["how reliable is supplier May", "how reliable is HO-9"])
def test_such_a_name_is_read_after_its_kind_or_by_its_code(hear, names, said):
    names.add(Record("supplier", "H9", "May", codes=("HO-9",)))
    found = hear(said)
    assert isinstance(found, Act), found
    assert found.arguments == {"supplier": "H9"}


def test_a_renamed_record_is_found_under_its_new_name_only(hear, names):
    names.add(Record("supplier", "S6", "Bellini Pelli"))
    assert isinstance(hear("scorecard for Bellini Pelli"), Act)
    assert not isinstance(hear("scorecard for Bellini Hides"), Act)


def test_a_removed_record_is_found_no_more(hear, names):
    names.remove("supplier", "S6")
    names.remove("supplier", "S6")
    assert not isinstance(hear("scorecard for Bellini Hides"), Act)


def test_forgetting_everything_leaves_nothing_behind(names):
    for kind, id in list(names.entries):
        names.remove(kind, id)
    assert not any((names.entries, names.full, names.codes, names.short, names.holders))


def test_a_name_with_markup_is_only_a_name(hear, names):
    names.add(Record("supplier", "S7", "<b>Bold</b> Hides'); --"))
    found = hear("scorecard for <b>Bold</b> Hides'); --")
    assert isinstance(found, Act)
    assert found.arguments == {"supplier": "S7"}


def test_a_name_without_a_letter_is_no_name(names):
    names.add(Record("item", "I9", "!!!"))
    assert ("item", "I9") not in names.entries


def test_a_stranger_is_never_taken_for_somebody_else(hear):
    assert isinstance(hear("how reliable is Ferrante Fibbie"), Pass)
