"""The styles of a web page, as far as they decide whether a person sees its text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.documents.contrast import TINY, alike, colour_of, faded
from assistant.documents.markup import Element, name_of

Rules = Mapping[str, str]

COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.S)
BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
SIMPLE = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)", re.I)
LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|%|vw|vh|cm|mm|in)?")
POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "cm": 28.3, "mm": 2.83, "in": 72.0}
FAR = 300.0  # Points beyond the edge.
MOST_RULES = 2_000


@dataclass(frozen=True)
class Rule:
    """Declarations, and the last part of the selector that they belong to."""

    tag: str
    marks: frozenset[str]
    declared: Rules

    def fits(self, element: Element, marks: frozenset[str]) -> bool:
        return self.tag in ("", "*", name_of(element)) and self.marks <= marks


def sheet(text: str) -> Iterator[Rule]:
    """The rules of a style sheet; what only holds on some screens is taken to hold."""
    for number, (selectors, body) in enumerate(BLOCK.findall(COMMENT.sub("", text))):
        if number >= MOST_RULES:
            return
        declared = declarations(body)
        for selector in selectors.split(","):
            last = selector.split()[-1] if selector.split() else ""
            # Only elements, classes and identifiers: a state such as :hover is another picture.
            found = SIMPLE.fullmatch(last.rpartition(">")[2])
            if found and last and declared:
                marks = frozenset(re.findall(r"[.#][\w-]+", found[2]))
                yield Rule((found[1] or "").lower(), marks, declared)


def declarations(text: str) -> dict[str, str]:
    found = {}
    for part in text.split(";"):
        name, colon, told = part.partition(":")
        if colon:
            found[name.strip().lower()] = told.replace("!important", "").strip().lower()
    return found


@dataclass(frozen=True)
class Look:
    """What an element passes on to all that is inside of it."""

    hidden: str = ""
    colour: str = ""
    ground: str = "ffffff"
    size: float = 12.0
    faded: bool = False

    @property
    def reason(self) -> str:
        if self.hidden:
            return self.hidden
        if self.size < TINY:
            return "tiny"
        return "no contrast" if self.faded or alike(self.colour, self.ground) else ""


def looked(look: Look, how: Rules) -> Look:
    """The look inside of an element with these declarations."""
    shade = how.get("background-color") or how.get("background", "").split(" ")[0]
    told = how.get("color", "")
    return Look(
        look.hidden or hiding(how),
        colour_of(told) if told and told != "inherit" else look.colour,
        colour_of(shade) or look.ground,
        size(how.get("font-size", ""), look.size),
        faded(told) if told and told != "inherit" else look.faded,
    )


def size(text: str, inherited: float) -> float:
    found = LENGTH.fullmatch(text)
    if not found:
        return inherited
    number = float_of(found[1])
    if found[2] in ("em", "%"):
        return inherited * number / (100 if found[2] == "%" else 1)
    return number * POINTS.get(found[2] or "px", 12.0)


def hiding(how: Rules) -> str:
    """Why nobody sees an element, by one declaration or two together."""
    if how.get("display") == "none" or how.get("content-visibility") == "hidden":
        return "not displayed"
    if how.get("visibility") in ("hidden", "collapse"):
        return "not visible"
    opacity = LENGTH.fullmatch(how.get("opacity", ""))
    if opacity and float_of(opacity[1]) < (5 if opacity[2] == "%" else 0.05):
        return "transparent"
    if re.search(r"opacity\(\s*0*\.?0*%?\s*\)", how.get("filter", "")):
        return "transparent"
    if cut_away(how):
        return "cut away"
    return "outside of the page" if beside(how) else ""


def cut_away(how: Rules) -> bool:
    if re.match(r"rect\(\s*[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?", how.get("clip", "")):
        return True
    clip = how.get("clip-path", "")
    if re.match(r"inset\(\s*(50|100)%|circle\(\s*0", clip):
        return True
    if re.search(r"scale[xy]?\(\s*0?\.?0*\s*[,)]", how.get("transform", "")):
        return True
    closed = how.get("overflow", "").startswith(("hidden", "clip"))
    sides = ("width", "height", "max-width", "max-height", "line-height")
    return closed and any(0 <= points(how.get(side, "")) <= 1 for side in sides)


def beside(how: Rules) -> bool:
    if points(how.get("text-indent", "")) < -FAR:
        return True
    if any(points(how.get(f"margin-{side}", "")) < -FAR for side in ("left", "top")):
        return True
    moved = re.findall(r"translate[xy3d]*\(([^)]*)", how.get("transform", ""))
    if any(abs(points(part.strip())) > FAR for each in moved for part in each.split(",")):
        return True
    if how.get("position") not in ("absolute", "fixed", "relative"):
        return False
    return any(points(how.get(side, "")) < -FAR for side in ("left", "top", "right", "bottom"))


def points(text: str) -> float:
    """A length in points; what is none counts as an ordinary one."""
    found = LENGTH.fullmatch(text)
    return float_of(found[1]) * POINTS.get(found[2] or "px", 6.0) if found else 100.0


def float_of(text: str) -> float:
    return float(text) if re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", text) else 1.0
