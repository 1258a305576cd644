"""A trace is asked for in words of its own; a lot, which is traced too, is left to its tools."""

import pytest

from assistant.phrasebook import Context, Control, LastCall
from assistant.phrasebook.vocabulary.trace_words import traced

READ = Context(last=LastCall(tool="list_purchase_orders", arguments={}))


@pytest.mark.parametrize(
    "said",
    [
        "show the trace of the last answer",
        "Show me the trace of that.",
        "please show the full trace",
        "the evidence for your last answer",
        "show me the evidence behind that answer",
        "open the trace of it please",
    ],
)
def test_the_trace_of_the_last_answer(hear, said):
    assert hear(said, READ) == Control("trace")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("show the trace of D-1", "D-1"),
        ("trace of draft d-12", "D-12"),
        ("show trace 0123456789abcdef", "0123456789abcdef"),
    ],
)
def test_a_draft_or_a_request_by_its_name(said, name):
    assert traced(said) == name


@pytest.mark.parametrize(
    "said",
    [
        "trace",
        "trace it",
        "trace lot L-77",
        "show the trace of lot 4",
        "where is the evidence of receipt",
        "trace the hides of order 12",
        "what is on order",
    ],
)
def test_what_is_no_question_about_an_answer(said):
    assert traced(said) is None


@pytest.mark.parametrize("said", ["why did you say that?", "How do you know that?"])
def test_why_an_answer_was_given_is_never_asked_of_a_model(hear, said):
    assert hear(said, Context()) == Control("why")


@pytest.mark.parametrize("said", ["why did you say that", "why did you do that?", "why"])
def test_why(hear, said):
    assert hear(said, READ) == Control("why")
