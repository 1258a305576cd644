"""Counts become words as people write them, and none of something is no number."""

import pytest

from domain.kernel.words import counted, measured, opening


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no deliveries"), (1, "1 delivery"), (2, "2 deliveries"), (2500, "2,500 deliveries")],
)
def test_none_of_something_is_no(number: int, words: str) -> None:
    assert counted(number, "delivery") == words


def test_a_duration_keeps_its_figure() -> None:
    assert [measured(number, "day") for number in (0, 1, 30)] == ["0 days", "1 day", "30 days"]


def test_a_sentence_begins_with_a_capital() -> None:
    assert opening(counted(0, "connector")) == "No connectors"
    assert opening("") == "" and opening("1 order") == "1 order"
