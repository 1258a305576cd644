"""The page of each function asks its own tools and answers all fifteen questions."""

from dataclasses import fields

from assistant.rooms import QUESTIONS, ROOMS, answered
from domain.kernel.answers import Answers
from mcp_servers.menu import FUNCTION_OF, KIND_OF


def test_the_questions_stand_in_the_order_of_the_answers() -> None:
    asked = [field.name for field in fields(Answers) if field.name != "function"]
    assert list(QUESTIONS) == asked
    for room in ROOMS:
        assert [answer["id"] for answer in answered(room)] == [f"D{n}" for n in range(1, 16)]


def test_a_page_asks_only_reading_tools_of_its_own_function() -> None:
    for room in ROOMS:
        assert room.answers.function == room.name
        for question in room.questions:
            assert FUNCTION_OF[question.tool] == room.name
            assert KIND_OF[question.tool] == "read"
