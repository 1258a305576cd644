"""Complete sentences become calls, drafts or one question."""

import pytest

from assistant.phrasebook import Act, Ask, Many, Pass, Phrasebook, declaration


@pytest.mark.parametrize(
    ("said", "tool", "arguments"),
    [
        ("late POs", "list_purchase_orders", {"status": "late"}),
        ("what is on order from Bellini Hides?", "list_purchase_orders",
         {"supplier": "S6", "status": "open"}),
        ("So what, in Q2, was our total spend with Tanner and Sons", "total_spend",
         {"supplier": "S2", "period": "2025-04-01..2025-06-30"}),
        ("how much have we spent with Bellini Hides in 2024", "total_spend",
         {"supplier": "S6", "period": "2024-01-01..2024-12-31"}),
        ("PO-17", "show_purchase_order", {"order": "PO-17"}),
        ("show me purchase order 17 please", "show_purchase_order", {"order": "PO-17"}),
        ("waxed threads in stock?", "list_stock", {"item": "I4"}),
        ("order 40 Calf Leather from Bellini Hides at €4.20 each", "draft_purchase_order",
         {"quantity": "40", "item": "I1", "supplier": "S6", "price": "4.20 EUR"}),
        ("Hi, could you order three dozen zipper gold 18 from bellini hides for us? Thanks!",
         "draft_purchase_order", {"quantity": "36", "item": "I5", "supplier": "S6"}),
        ("buy 3 boxes of waxed thread from Tanner & Sons", "draft_purchase_order",
         {"quantity": "3 BOX", "item": "I4", "supplier": "S2"}),
        ("recieved 40 Calf Leather from Tanner & Sons, five of them damaged",
         "draft_goods_receipt",
         {"quantity": "40", "item": "I1", "supplier": "S2", "damaged": "5"}),
        ("40 calf leather arrived today", "draft_goods_receipt", {"quantity": "40", "item": "I1"}),
        ("we don't need PO 17 any more", "draft_cancel_purchase_order", {"order": "PO-17"}),
        ("transfer 5 CL-100 to the cutting room from main store", "draft_stock_transfer",
         {"quantity": "5", "item": "I1", "source": "P1", "target": "P2"}),
        ("postpone PO-17 to the tenth of november", "draft_change_due_date",
         {"order": "PO-17", "day": "2025-11-10"}),
        ("file a complaint about PO-17: “torn in two places”", "draft_complaint",
         {"order": "PO-17", "reason": "torn in two places"}),
    ],
)  # fmt: skip
def test_a_clear_sentence_is_acted_on(hear, said, tool, arguments):
    found = hear(said)
    assert isinstance(found, Act), found
    assert (found.tool, found.arguments) == (tool, arguments)


@pytest.mark.parametrize(
    ("said", "slot", "in_question"),
    [
        ("order 40 from Bellini Hides", "item", "Which item?"),
        ("order 40 Calf Leather", "supplier", "Calf Leather · 40. Which supplier?"),
        ("order some Calf Leather from Bellini Hides", "quantity", "How many?"),
        ("order about 40 Calf Leather from Bellini Hides", "quantity", "not exact"),
        ("order 40 or 50 Calf Leather from Bellini Hides", "quantity", "2 things"),
        ("order 1.500 Calf Leather from Bellini Hides", "quantity", "2 things"),
        ("order -40 Calf Leather from Bellini Hides", "quantity", "below zero"),
        ("order 5 Calf Leather from Grand Magasin", "supplier", "is a customer"),
        ("how reliable is Grand Magasin", "supplier", "is a customer"),
        ("cancel PO-999", "order", "There is no PO-999"),
        ("can you postpone PO-17?", "day", "To which day?"),
        ("move PO-17 to 03/10/2025", "day", "2 things"),
        ("move PO-17 to next Friday", "day", "2 things"),
        ("move PO-17 to February 30", "day", "There is no day"),
        ("move 20 Waxed Thread from Main Store", "target", "Where?"),
        ("complain about PO-17", "reason", "What was wrong?"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_asked(hear, said, slot, in_question):
    found = hear(said)
    assert isinstance(found, Ask), found
    assert found.slot == slot
    assert in_question in found.question


def test_a_place_without_from_or_to_is_never_guessed(hear):
    found = hear("move 20 Waxed Thread Main Store Cutting Room")
    assert isinstance(found, Ask)
    assert not {"source", "target"} & set(found.arguments)


def test_two_requests_in_one_sentence_are_both_understood(hear):
    found = hear("order 40 Calf Leather from Bellini Hides and how reliable are they?")
    assert isinstance(found, Many)
    assert [call.tool for call in found.calls] == ["draft_purchase_order", "supplier_performance"]
    assert found.calls[1].arguments == {"supplier": "S6"}


def test_a_second_order_number_repeats_the_first_request(hear):
    found = hear("cancel PO-7 and PO-8")
    assert isinstance(found, Many)
    assert [call.arguments for call in found.calls] == [{"order": "PO-7"}, {"order": "PO-8"}]


def test_half_a_request_is_never_carried_out(hear):
    found = hear("cancel PO-7 and order the rest from my cousin")
    assert isinstance(found, Ask)
    assert found.slot == "part"


def test_a_total_is_not_the_answer_to_a_breakdown(hear):
    assert isinstance(hear("spend by supplier 2024"), Pass)


def test_each_value_says_where_it_came_from(hear):
    found = hear("order 40 calf leather from Bellini Hides at 30")
    assert found.origins == {
        "quantity": "typed",
        "item": "typed as “calf leather”",
        "supplier": "typed",
        "price": "typed as “30”",
    }


def test_what_a_program_may_leave_out_a_person_is_still_asked_for(names, settings):
    slot = {"x-slot": {"kind": "supplier", "asks": "From which supplier?"}, "x-needed": True}
    order = declaration("draft_order", "draft", {"properties": {"supplier": slot}}, ["order shoes"])
    found = Phrasebook([order]).understand("order shoes", names, settings, lambda *_: False)
    assert isinstance(found, Ask)
    assert found.question == "From which supplier?"


def test_who_is_not_understood_is_shown_three_things_to_say(hear):
    found = hear("please frobnicate the Calf Leather from Bellini Hides")
    assert isinstance(found, Pass)
    assert found.detail == "I do not know the word “frobnicate”."
    assert len(found.nearest) == 3
    assert not any("{" in example for example in found.nearest)
