"""Walking an XML tree by plain names, and remembering the way for whoever wants to look."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.documents.markup import Element, child, name_of, value

STEP = re.compile(r"(?P<names>[\w|]+)(?:\[(?P<left>@?[\w.]+)=(?P<right>\w+)\])?(?:/|$)")
LONGEST = 300


@dataclass(frozen=True)
class Spot:
    """An element and the path that leads to it, counted where it has siblings of its name."""

    element: Element
    path: str

    @property
    def text(self) -> str:
        return " ".join(str(self.element.text or "").split())[:LONGEST]

    @property
    def where(self) -> str:
        return f"xml {self.path}"


def top(root: Element) -> Spot:
    return Spot(root, f"/{name_of(root)}")


def reach(start: Spot, path: str) -> list[Spot]:
    """All elements along `a/b|c/d[@kind=VA]/e[f.g=VAT]`: one name or another, on a condition."""
    spots = [start]
    for step in STEP.finditer(path):
        names = step["names"].split("|")
        spots = [
            below
            for spot in spots
            for below in children(spot, names)
            if not step["left"] or holds(below.element, step["left"], step["right"])
        ]
    return spots


def children(spot: Spot, names: list[str]) -> Iterator[Spot]:
    fitting = [(name_of(each), each) for each in spot.element]
    all_of = Counter(name for name, _ in fitting)
    seen = Counter[str]()
    for name, each in fitting:
        seen[name] += 1
        if name in names:
            place = f"[{seen[name]}]" if all_of[name] > 1 else ""
            yield Spot(each, f"{spot.path}/{name}{place}")


def holds(element: Element, left: str, right: str) -> bool:
    if left.startswith("@"):
        return (value(element, left[1:]) or "").upper() == right
    below = child(element, *left.split("."))
    return below is not None and str(below.text or "").strip().upper() == right
