"""Matching: the parts of a long tuple that have a value, found without a search of all for each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")
FEW = 16
"""So many are looked through faster than sorted."""
KEPT = 32
"""Tuples whose parts stay sorted, for a fact is asked for each of its lines in turn."""


class Same:
    """A tuple that is known again as itself: to compare ten thousand parts would take long."""

    __slots__ = ("of",)

    def __init__(self, of: tuple[Any, ...]) -> None:
        self.of = of

    def __hash__(self) -> int:
        return id(self.of)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.of is other.of


def matching(parts: tuple[T, ...], name: str, value: Any) -> Sequence[T]:
    """Those whose attribute of this name is the value, in their order."""
    if len(parts) <= FEW:
        return [part for part in parts if getattr(part, name) == value]
    return sorted_by(Same(parts), name).get(value, ())


@lru_cache(maxsize=KEPT)
def sorted_by(same: Same, name: str) -> Mapping[Any, Sequence[Any]]:
    """The parts by the value of one attribute; the key keeps the tuple, so its id is no other's."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for part in same.of:
        found[getattr(part, name)].append(part)
    return dict(found)
