"""A sentence may end in words of its own: a reason, a new name; and names may lose their size."""

import pytest

from assistant.phrasebook import Act, Ask, Context, LastCall, Names, Pass, Record

REASON = "it was torn, and the colour is not ours"


@pytest.mark.parametrize(
    "text",
    [
        f"complain about PO-17 because {REASON}",
        f"please complain about PO-17 because {REASON}.",
        f"complain about PO-17: {REASON}",
        f"complain about PO-17 due to {REASON}",
    ],
)
def test_a_reason_is_taken_in_the_words_it_was_given_in(hear, text):
    found = hear(text)
    assert isinstance(found, Act)
    assert found.arguments["reason"].rstrip(".") == REASON


@pytest.mark.parametrize(
    "text",
    [
        "complain about PO-17 because it is torn unless Anna disagrees",
        "do not complain about PO-17 because it is torn",
        "should we complain about PO-17 because it is torn",
        "order 40 Calf Leather from Tanner & Sons because Anna said so",
    ],
)
def test_a_reason_excuses_no_condition_no_doubt_and_no_order_without_a_place_for_it(hear, text):
    assert isinstance(hear(text), Pass | Ask)


def test_an_order_begins_with_its_verb_even_where_a_question_has_the_same_word(hear):
    assert hear("order Calf Leather from Tanner & Sons").tool == "draft_purchase_order"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Waxed Thread", "T1"), ("brass rings", None), ("steel rings", "R3"), ("STEEL-1", "R3")],
)
def test_a_name_without_its_size_is_exact_if_no_other_size_exists(
    phrasebook, settings, said, meant
):
    names = Names(
        [
            Record("item", "T1", "Waxed Thread, 0.8 mm", codes=("T1",)),
            Record("item", "R1", "Brass ring, 25 mm", codes=("BRASS-1",)),
            Record("item", "R2", "Brass ring, 30 mm", codes=("BRASS-2",)),
            Record("item", "R3", "Steel ring, 25 mm", codes=("STEEL-1",)),
        ]
    )
    found = phrasebook.understand(f"is {said} in stock", names, settings, lambda *_: False)
    if meant is None:
        assert isinstance(found, Ask)
        assert {candidate.id for candidate in found.candidates} == {"R1", "R2"}
    else:
        assert found.arguments == {"item": meant}


def test_another_size_is_another_item(phrasebook, settings):
    names = Names([Record("item", "R3", "Steel ring, 25 mm")])
    said = "is Steel ring, 30 in stock"
    assert not isinstance(phrasebook.understand(said, names, settings, lambda *_: False), Act)


@pytest.mark.parametrize(
    ("typed", "kind"), [("LEATHER", Act), ("leather", Pass), ("place leather", Act)]
)
def test_a_code_that_is_a_word_is_a_code_only_where_it_is_written_as_one(
    phrasebook, settings, typed, kind
):
    names = Names([Record("place", "LEATHER", "Back room", codes=("LEATHER",))])
    found = phrasebook.understand(
        f"what is running low in {typed}", names, settings, lambda *_: False
    )
    assert isinstance(found, kind)


def test_a_complete_sentence_wins_over_the_conversation(hear):
    last = Context(last=LastCall(tool="draft_complaint", arguments={"order": "PO-17"}))
    shown = Context(last=LastCall(tool="list_purchase_orders", arguments={"status": "late"}))
    assert hear("show PO-17", last).tool == "show_purchase_order"
    assert hear("low stock", shown).tool == "list_low_stock"
