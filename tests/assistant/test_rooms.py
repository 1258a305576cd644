"""The page of each function asks its own tools and answers all fifteen questions."""

from dataclasses import fields

import pytest

from assistant.rooms import QUESTIONS, ROOM, ROOMS, Room, answered
from domain.kernel.answers import Answers
from mcp_servers.menu import BY_FUNCTION, FUNCTION_OF, KIND_OF

of_every_room = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)


def test_every_function_of_the_menu_has_its_page() -> None:
    assert set(ROOM) == set(BY_FUNCTION)
    assert len(ROOM) == len(ROOMS)


def test_the_questions_stand_in_the_order_of_the_answers() -> None:
    asked = [field.name for field in fields(Answers) if field.name != "function"]
    assert list(QUESTIONS) == asked


@of_every_room
def test_all_fifteen_questions_are_answered(room: Room) -> None:
    told = answered(room)
    assert [answer["id"] for answer in told] == [f"D{n}" for n in range(1, 16)]
    assert all(answer["answers"] for answer in told)


@of_every_room
def test_a_page_only_reads_and_says_whose_table_it_shows(room: Room) -> None:
    for question in room.questions:
        assert FUNCTION_OF[question.tool] == (question.owner or room.name)
        assert question.owner != room.name
    assert all(FUNCTION_OF[measure.tool] == room.name for measure in room.measures)
    assert all(KIND_OF[asked.tool] == "read" for asked in (*room.questions, *room.measures))


@of_every_room
def test_two_figures_of_a_page_never_go_by_one_name(room: Room) -> None:
    nouns = [each.noun for each in (*room.questions, *room.measures) if each.noun]
    assert len({*nouns, "open decisions"}) == len(nouns) + 1
