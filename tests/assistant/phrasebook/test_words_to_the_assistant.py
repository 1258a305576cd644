"""What is said to the assistant itself: my queue, a card by number, a yes that signs nothing."""

import pytest

from assistant.phrasebook import Act, Ask, Context, Control, LastCall, Question

READ = Context(last=LastCall(tool="list_purchase_orders", arguments={"supplier": "S6"}))
ONE = Context(drafts=("D-12",))
TWO = Context(drafts=("D-3", "D-12"))
ASKED = Context(question=Question(tool="reject", slot="draft", candidates=("D-12", "D-3")))


@pytest.mark.parametrize(
    "said",
    [
        "what is waiting for me",
        "What's waiting for me?",
        "my queue",
        "show me my queue please",
        "what needs my signature",
        "anything to sign?",
        "what should I look at first",
        "Is there anything waiting for my approval?",
        "which drafts are waiting for me",
        "Good morning, what needs my attention today?",
        "pending approvals",
        "anything waiting?",
    ],
)
def test_what_waits_for_me_is_my_queue(hear, said):
    assert hear(said) == Control("queue")
    assert hear(said, READ) == Control("queue")


@pytest.mark.parametrize(
    "said", ["what is on order from Bellini Hides", "low stock", "don't approve my drafts"]
)
def test_what_the_house_waits_for_is_not_my_queue(hear, said):
    assert hear(said) != Control("queue")


@pytest.mark.parametrize(
    "said", ["show D-1", "open D-1", "D-1", "show me draft 1", "what about D-1?", "status of d-1"]
)
@pytest.mark.parametrize("context", [Context(), READ, TWO])
def test_a_draft_is_shown_by_its_number(hear, said, context):
    assert hear(said, context) == Control("show", "D-1")


def test_the_number_of_a_draft_answers_the_question_which(hear):
    assert hear("D-3", ASKED) == Control("reject", "D-3")


def test_a_draft_that_is_not_there_is_a_question(hear):
    found = hear("show D-99", TWO)
    assert isinstance(found, Ask)
    assert found.question == "There is no D-99. Which draft do you mean?"
    assert [candidate.id for candidate in found.candidates] == ["D-12", "D-3"]


@pytest.mark.parametrize("said", ["yes", "yes please", "ok do it", "go ahead"])
def test_a_yes_points_at_the_one_card_and_never_signs(hear, said):
    assert hear(said, ONE) == Control("approve", "D-12")
    assert hear(said) == Control("confirm")
    assert isinstance(hear(said, TWO), Ask)


@pytest.mark.parametrize("said", ["forget it", "never mind"])
def test_what_is_to_be_forgotten_is_heard_with_and_without_a_question(hear, said):
    assert hear(said) == hear(said, ONE) == hear(said, ASKED) == Control("forget")


def test_make_it_50_behind_a_question_says_that_no_draft_is_there(hear):
    found = hear("make it 50", READ)
    assert isinstance(found, Ask)
    assert found.question == "There is no draft on the table that I could change."


def test_a_name_that_changes_a_question_is_no_change_of_a_draft(hear):
    assert isinstance(hear("what about Tanner & Sons", READ), Act)
