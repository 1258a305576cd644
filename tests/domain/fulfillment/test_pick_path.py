"""The pick path passes every shelf once and is never longer than the order of the lines."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from domain.fulfillment.pick_path import length, place_of, walked

SHELVES = st.builds(
    lambda aisle, bay, level: f"{aisle}-{bay}-{level}",
    st.sampled_from(["A", "B", "C", "D", "10", "9"]),
    st.integers(1, 30),
    st.integers(1, 4),
)
STOPS = st.lists(st.one_of(SHELVES, st.just(""), st.just("--")), max_size=25)


def walk(*shelves: str) -> list[str]:
    return walked(shelves, str)


def test_shelves_are_counted_and_not_spelt() -> None:
    assert walk("A-10", "A-9", "A-2") == ["A-2", "A-9", "A-10"]
    assert place_of("a-03") == place_of("A-3")


def test_one_aisle_is_walked_up_and_the_next_one_down() -> None:
    given_ = ("B-1", "A-1", "B-9", "A-9", "C-9", "C-1")
    assert walk(*given_) == ["A-1", "A-9", "B-9", "B-1", "C-1", "C-9"]


def test_what_has_no_shelf_is_looked_for_last() -> None:
    assert walk("", "B-1", "A-1") == ["A-1", "B-1", ""]


@given(STOPS)
def test_every_line_is_picked_exactly_once(shelves: list[str]) -> None:
    assert Counter(walk(*shelves)) == Counter(shelves)


@given(STOPS)
def test_the_walk_is_never_longer_than_that_of_the_lines_as_they_stand(shelves: list[str]) -> None:
    placed = [shelf for shelf in shelves if place_of(shelf)]
    assert length([shelf for shelf in walk(*shelves) if place_of(shelf)]) <= length(placed)


@given(STOPS)
def test_the_same_lines_are_walked_in_the_same_order_every_time(shelves: list[str]) -> None:
    assert walk(*shelves) == walk(*shelves)
