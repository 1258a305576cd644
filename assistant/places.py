"""Places: where in a file a value stands, for programs to the point and for people to the page."""

import re

BOX = re.compile(r"page (\d+), box ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)")
BOXED = re.compile(r", box [\d.]+(?: [\d.]+){3}")
XML = re.compile(r"\bxml /\S*?([^/\s,]+)/?(?=,|:|$)")
SURE = re.compile(r", (\d{1,3}) of 100 sure")
OTHER = re.compile(r"[^a-z0-9]+")


def sure(confidence: int) -> str:
    """How sure a reading is, as it is kept with its place."""
    return f", {confidence} of 100 sure"


def in_words(place: str) -> str:
    """Page 1 · 95 %: the box is for programs, and of a path in an XML its end says enough."""
    told = BOXED.sub("", XML.sub(r"XML \1", place))
    return SURE.sub(r" · \1 %", told)


def anchor(place: str) -> str:
    """What a link to this place ends with: the same on a card and on the page of the file."""
    if box := BOX.search(place):
        return "at-" + "-".join(side.replace(".", "_") for side in box.groups())
    return "at-" + OTHER.sub("-", SURE.sub("", place).lower()).strip("-")
