"""A conversation goes on: values change, questions get answers, nothing is taken for granted."""

import pytest

from assistant.phrasebook import Act, Ask, Context, Control, LastCall, Pass, Question, Revise

ORDERED = Context(
    last=LastCall(
        tool="draft_purchase_order", arguments={"quantity": "40", "item": "I1", "supplier": "S6"}
    ),
    drafts=("D-12",),
)
SPENT = Context(
    last=LastCall(
        tool="total_spend", arguments={"supplier": "S6", "period": "2024-01-01..2024-12-31"}
    )
)
LISTED = Context(last=LastCall(tool="list_purchase_orders", arguments={"supplier": "S6"}))
SCORED = Context(last=LastCall(tool="supplier_performance", arguments={"supplier": "S6"}))


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("make it 50", {"quantity": "50"}),
        ("no, make that sixty please", {"quantity": "60"}),
        ("50 rather than 40", {"quantity": "50"}),
        ("from Tanner & Sons instead", {"supplier": "S2"}),
        ("change the quantity to 35 and the supplier to Tanner & Sons",
         {"quantity": "35", "supplier": "S2"}),
        ("change the price to €4.20", {"price": "4.20 EUR"}),
        ("20 of them", {"quantity": "20"}),
        ("only 20 of those", {"quantity": "20"}),
    ],
)  # fmt: skip
def test_a_draft_that_was_shown_gets_another_version(hear, said, changes):
    found = hear(said, ORDERED)
    assert isinstance(found, Revise), found
    assert (found.draft, found.changes) == ("D-12", changes)


@pytest.mark.parametrize(
    ("said", "context", "arguments"),
    [
        ("and for Tanner & Sons?", SPENT, {"supplier": "S2", "period": "2024-01-01..2024-12-31"}),
        ("what about tanner and sons", SCORED, {"supplier": "S2"}),
        ("same for Q3", SPENT, {"supplier": "S6", "period": "2025-07-01..2025-09-30"}),
        ("what about last year", SPENT, {"supplier": "S6", "period": "2024-01-01..2024-12-31"}),
        ("how about this year?", SPENT, {"supplier": "S6", "period": "2025-01-01..2025-12-31"}),
        ("last month?", SPENT, {"supplier": "S6", "period": "2025-08-01..2025-08-31"}),
        ("in August", SCORED, {"supplier": "S6", "period": "2025-08-01..2025-08-31"}),
        ("only open ones", LISTED, {"supplier": "S6", "status": "open"}),
    ],
)  # fmt: skip
def test_a_question_is_asked_again_with_one_value_changed(hear, said, context, arguments):
    found = hear(said, context)
    assert isinstance(found, Act), found
    assert (found.tool, found.arguments) == (context.last.tool, arguments)


def test_values_kept_from_before_say_so(hear):
    found = hear("same for Q3", SPENT)
    assert found.origins["supplier"] == "from the conversation"


def test_a_value_without_a_field_is_asked_about(hear):
    found = hear("make it 50", SCORED)
    assert isinstance(found, Ask)
    assert found.slot == "field"


@pytest.mark.parametrize("said", ["make it 50", "and for Tanner & Sons?", "only open ones", "why?"])
def test_without_a_conversation_there_is_nothing_to_continue(hear, said):
    assert isinstance(hear(said), Pass)


def test_a_complete_sentence_wins_over_the_conversation(hear):
    found = hear("how reliable is Tanner & Sons", SPENT)
    assert (found.tool, found.arguments) == ("supplier_performance", {"supplier": "S2"})


def test_a_doubtful_name_in_a_follow_up_is_asked(hear):
    found = hear("from Compass instead", ORDERED)
    assert isinstance(found, Ask)
    assert (found.slot, found.draft) == ("supplier", "D-12")
    assert {candidate.id for candidate in found.candidates} == {"S3", "S4"}


def asked(slot, arguments, candidates=(), tool="draft_purchase_order"):
    return Context(
        question=Question(tool=tool, slot=slot, arguments=arguments, candidates=candidates)
    )


def test_a_name_answers_the_question_for_it(hear):
    found = hear("uh from tanner and sons", asked("supplier", {"quantity": "40", "item": "I1"}))
    assert isinstance(found, Act)
    assert found.arguments == {"quantity": "40", "item": "I1", "supplier": "S2"}


@pytest.mark.parametrize("said", ["the second", "number 2", "2", "the last one", "take the second"])
def test_a_candidate_is_chosen_by_its_place(hear, said):
    found = hear(said, asked("item", {}, ("I2", "I3"), "list_stock"))
    assert isinstance(found, Act)
    assert (found.arguments, found.origins) == ({"item": "I3"}, {"item": "chosen"})


def test_the_next_missing_value_is_asked_for_after_an_answer(hear):
    found = hear("40", asked("quantity", {"item": "I1"}))
    assert isinstance(found, Ask)
    assert (found.slot, found.arguments) == ("supplier", {"item": "I1", "quantity": "40"})


def test_an_unclear_answer_is_asked_again_and_then_the_form_is_shown(hear):
    first = hear("compass", asked("supplier", {"quantity": "40", "item": "I1"}))
    assert isinstance(first, Ask)
    assert (first.asked, first.form) == (2, False)
    again = asked("supplier", {}).question.model_copy(update={"asked": 2})
    second = hear("compass", Context(question=again))
    assert isinstance(second, Ask)
    assert second.form


def test_free_text_is_taken_word_for_word(hear):
    context = asked("reason", {"order": "PO-17"}, tool="draft_complaint")
    found = hear("torn, and 5 of them not open", context)
    assert isinstance(found, Act)
    assert found.arguments["reason"] == "torn, and 5 of them not open"


def test_never_mind_drops_the_question(hear):
    assert hear("never mind", asked("supplier", {})) == Control("forget")


def test_another_complete_sentence_leaves_the_question(hear):
    found = hear("what is running low", asked("supplier", {}))
    assert isinstance(found, Act)
    assert found.tool == "list_low_stock"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("approve it", Control("approve", "D-12")),
        ("please approve that", Control("approve", "D-12")),
        ("reject D-7", Control("reject", "D-7")),
        ("undo that", Control("undo", "D-12")),
        ("why?", Control("why")),
        ("hello", Control("greet")),
        ("Good morning, thanks a lot!", Control("greet")),
        ("what can you do for me?", Control("help")),
    ],
)
def test_words_to_the_assistant_itself(hear, said, expected):
    assert hear(said, ORDERED) == expected


@pytest.mark.parametrize(
    "said", ["approve all", "don't approve it", "if Anna agrees, approve it", "approve everything"]
)
def test_an_approval_with_conditions_is_none(hear, said):
    assert isinstance(hear(said, ORDERED), Pass)


def test_of_several_cards_the_one_meant_is_asked(hear):
    found = hear("approve it", Context(drafts=("D-3", "D-4")))
    assert isinstance(found, Ask)
    assert [candidate.id for candidate in found.candidates] == ["D-4", "D-3"]
    pending = Question(tool=found.tool, slot=found.slot, candidates=("D-4", "D-3"))
    assert hear("the second", Context(question=pending)) == Control("approve", "D-3")


def test_a_draft_that_does_not_exist_is_said(hear):
    found = hear("approve D-999")
    assert isinstance(found, Ask)
    assert "no D-999" in found.question


def test_a_conversation_survives_being_written_down(hear):
    kept = Context.model_validate_json(ORDERED.model_dump_json())
    assert hear("make it 50", kept) == hear("make it 50", ORDERED)
