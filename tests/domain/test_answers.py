"""Each function has answered the fifteen questions, in sentences."""

from dataclasses import fields
from importlib import import_module

import pytest

from domain.kernel.answers import Answers
from mcp_servers.menu import FUNCTIONS

QUESTIONS = [field.name for field in fields(Answers) if field.name != "function"]
SERVED = [menu.function for menu in FUNCTIONS]


def test_there_are_fifteen_questions() -> None:
    assert len(QUESTIONS) == 15


@pytest.mark.parametrize("function", SERVED)
def test_a_function_answers_in_its_own_name(function: str) -> None:
    assert answers_of(function).function == function


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("function", SERVED)
def test_a_question_is_answered_in_sentences(function: str, question: str) -> None:
    told = getattr(answers_of(function), question)
    assert told
    assert all(sentence.endswith(".") and "  " not in sentence for sentence in told)


def answers_of(function: str) -> Answers:
    found: Answers = import_module(f"domain.{function}.answers").ANSWERS
    return found
