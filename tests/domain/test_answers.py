"""Each function has answered the fifteen questions, in sentences."""

from dataclasses import fields

import pytest

from domain.inventory.answers import ANSWERS as INVENTORY
from domain.kernel.answers import Answers
from domain.procurement.answers import ANSWERS as PROCUREMENT

QUESTIONS = [field.name for field in fields(Answers) if field.name != "function"]


def test_there_are_fifteen_questions() -> None:
    assert len(QUESTIONS) == 15


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("answers", [INVENTORY, PROCUREMENT], ids=lambda a: str(a.function))
def test_a_question_is_answered_in_sentences(answers: Answers, question: str) -> None:
    told = getattr(answers, question)
    assert told
    assert all(sentence.endswith(".") and "  " not in sentence for sentence in told)
