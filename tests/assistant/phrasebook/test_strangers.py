"""A name that nobody has is a question about that name, and never a text or another tool."""

import pytest

from assistant.phrasebook import Ask, Pass


@pytest.mark.parametrize(
    ("said", "slot", "question"),
    [
        ("move 20 Calf Leather from Main Store to cellar",
         "target",
         "20 · Calf Leather · from Main Store. There is no place called “cellar”. Where?"),
        ("order 20 pizzas from Bellini Hides",
         "item", "Bellini Hides · 20. There is no item called “pizzas”. Which item?"),
        ("order 20 Calf Leather from Foobar Ltd",
         "supplier",
         "Calf Leather · 20. There is no supplier called “Foobar Ltd”. Which supplier?"),
        ("how much did we spend with Foobar",
         "supplier", "There is no supplier called “Foobar”. Which supplier?"),
        ("stock of unobtainium", "item", "There is no item called “unobtainium”. Which item?"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_asked_about(hear, said, slot, question):
    found = hear(said)
    assert isinstance(found, Ask), found
    assert (found.slot, found.question) == (slot, question)
    assert found.tried in said


@pytest.mark.parametrize(
    "said",
    [
        "don't order 20 pizzas from Bellini Hides",
        "maybe order 20 Calf Leather from Foobar",
        "frobnicate the zork",
        "zork 20 Calf Leather from blurb",
    ],
)
def test_other_unknown_words_stop_the_sentence_as_before(hear, said):
    assert isinstance(hear(said), Pass)


def test_a_number_without_its_document_is_tried_at_the_tool(hear):
    found = hear("cancel PO-999")
    assert isinstance(found, Ask)
    assert (found.tried, found.candidates) == ("PO-999", ())


def test_what_is_understood_says_which_number_is_which(hear):
    found = hear("received 40 pizzas from Bellini Hides, 5 damaged")
    assert isinstance(found, Ask)
    assert found.question.startswith("40 · Bellini Hides · 5 damaged. There is no item")


def test_a_unit_apart_from_its_number_is_no_part_of_the_name(hear):
    found = hear("received 150 kg calf leather")
    assert (found.tool, found.arguments) == (
        "draft_goods_receipt",
        {"quantity": "150 KG", "item": "I1"},
    )


def test_a_short_slip_of_a_name_is_no_small_word(hear):
    assert isinstance(hear("cancel bea"), Pass | Ask)
