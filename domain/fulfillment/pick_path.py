"""The pick path: in which order goods are taken from their shelves, so that nobody walks twice."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

S = TypeVar("S")
Place = tuple[tuple[int, int, str], ...]
"""A shelf by its parts, each comparing as a number where it is one."""
PART = re.compile(r"\d+|[^\W\d_]+")
BETWEEN = 3  # Steps from one aisle to the next, where one along an aisle is a step.


def place_of(shelf: str) -> Place:
    """A-3-2 is aisle A, third bay, second level; A-10 comes behind A-9."""
    parts = PART.findall(shelf.casefold())
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)


def walked(stops: Sequence[S], shelf: Callable[[S], str]) -> list[S]:
    """Every stop once, by the shortest of four walks; what has no shelf comes last.

    Up one aisle and down the next is the usual one. It is not always the shortest, and then the
    order of the lines, or every aisle from its front, is.
    """
    placed = [stop for stop in stops if place_of(shelf(stop))]
    loose = [stop for stop in stops if not place_of(shelf(stop))]
    ordered = sorted(placed, key=lambda stop: place_of(shelf(stop)))
    walks = (winding(ordered, shelf, 0), winding(ordered, shelf, 1), ordered, placed)
    shortest = min(walks, key=lambda walk: length([shelf(stop) for stop in walk]))
    return [*shortest, *loose]


def winding(ordered: Sequence[S], shelf: Callable[[S], str], first: int) -> list[S]:
    """Aisle by aisle, each in the other direction than the one before."""
    aisles: dict[tuple[int, int, str], list[S]] = {}
    for stop in ordered:
        aisles.setdefault(place_of(shelf(stop))[0], []).append(stop)
    walk: list[S] = []
    for number, stops in enumerate(aisles.values(), first):
        walk += reversed(stops) if number % 2 else stops
    return walk


def length(shelves: Sequence[str]) -> int:
    """Steps from the first shelf to the last; an aisle is left at either of its ends."""
    places = [place_of(shelf) for shelf in shelves]
    aisles = {aisle: n for n, aisle in enumerate(sorted({place[0] for place in places}))}
    bays = [bay(place) for place in places]
    end = max(bays, default=0)
    steps = 0
    for (one, here), (other, there) in zip(
        zip(places, bays, strict=True), zip(places[1:], bays[1:], strict=True), strict=False
    ):
        apart = abs(aisles[one[0]] - aisles[other[0]])
        around = min(here + there, 2 * end - here - there) + apart * BETWEEN
        steps += around if apart else abs(here - there)
    return steps


def bay(place: Place) -> int:
    """How far along its aisle a shelf is; a level above another is no step."""
    return place[1][1] if len(place) > 1 else 0
