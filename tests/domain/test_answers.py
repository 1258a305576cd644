"""Each function answers the fifteen questions, in sentences that name what the house has."""

import re
from dataclasses import fields
from importlib import import_module

import pytest

from assistant.fifteen import answers_of
from assistant.parts import NAMES, UnknownPart, checked, names
from domain.asked import WORDED
from domain.catalog import PROJECTIONS
from domain.kernel.answers import Answers, Named
from mcp_servers.menu import FUNCTIONS

QUESTIONS = [field.name for field in fields(Answers) if field.name != "function"]
SERVED = [menu.function for menu in FUNCTIONS]
NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b(?:[A-Z][a-z]+){2,}\b|\b[A-Z]+(?:_[A-Z]+)+\b")
"""What reads as a name in code: list_orders, PlaceOrder, SMTP_URL."""


def test_there_are_fifteen_questions() -> None:
    assert len(QUESTIONS) == 15


@pytest.mark.parametrize("function", SERVED)
def test_a_function_answers_in_its_own_name(function: str) -> None:
    assert declared_by(function).function == function


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("function", SERVED)
def test_a_question_is_answered_in_sentences(function: str, question: str) -> None:
    told = answers_of(function)[question]
    assert told
    said = [answer.says if isinstance(answer, Named) else answer for answer in told]
    assert all(sentence.endswith(".") and "  " not in sentence for sentence in said)
    assert len({*told}) == len(told)


@pytest.mark.parametrize("function", SERVED)
def test_a_name_within_a_sentence_is_one_that_the_house_has(function: str) -> None:
    columns = {name for table in PROJECTIONS for name in table.row.model_fields}
    groups = (group for asked in WORDED for group in asked.groups)
    known = columns.union(*(names(kind) for kind in NAMES), *(group.values for group in groups))
    said = [
        one.says if isinstance(one, Named) else one
        for question in QUESTIONS
        for one in getattr(declared_by(function), question)
    ]
    assert {name for sentence in said for name in NAME.findall(sentence)} <= known | STATES


STATES = {"partly_signed"}
"""States of rows that nobody asks for freely."""


def test_an_answer_that_points_to_nothing_is_not_written_down() -> None:
    with pytest.raises(UnknownPart, match="no tool called list_wishes"):
        checked(Named("tool", "list_wishes", "What people wish for."))


@pytest.mark.parametrize("function", SERVED)
def test_who_says_how_things_are_entered_says_what_is_done_by_hand(function: str) -> None:
    """D12 tells offline, queued and manual; D15 the first way in, the others, and the yes."""
    offline = " ".join(map(plain, answers_of(function)["offline_behaviour"]))
    ways = " ".join(map(plain, answers_of(function)["capture_modality"]))
    assert all(word in offline for word in ("Offline:", "Queued:", "By hand:"))
    assert all(word in ways for word in ("First:", "Confirmed", "Offline:"))


def plain(answer: str | Named) -> str:
    return answer.says if isinstance(answer, Named) else answer


def declared_by(function: str) -> Answers:
    found: Answers = import_module(f"domain.{function}.answers").ANSWERS
    return found
