"""What is found among many parts is what a search of all of them finds, in the same order."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.matching import FEW, matching


@dataclass(frozen=True)
class Part:
    line: int
    lot: str


PARTS = st.lists(st.builds(Part, st.integers(1, 5), st.sampled_from("ABC")), max_size=3 * FEW)


@given(PARTS.map(tuple), st.integers(0, 6))
def test_few_or_many_the_same_parts_are_found(parts: tuple[Part, ...], line: int) -> None:
    assert [*matching(parts, "line", line)] == [part for part in parts if part.line == line]


@given(PARTS.map(tuple), PARTS.map(tuple), st.integers(1, 5))
def test_one_tuple_is_never_answered_out_of_another(
    one: tuple[Part, ...], other: tuple[Part, ...], line: int
) -> None:
    for parts in (one, other, one):
        assert all(part in parts for part in matching(parts, "line", line))
        assert len(matching(parts, "line", line)) == sum(part.line == line for part in parts)
