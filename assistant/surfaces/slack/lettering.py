"""Lettering: text on a picture, each letter in the first of our fonts that has it."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby

from PIL import ImageDraw, ImageFont, features

Pixels = float
"""Places on a picture; nothing is reckoned with them."""
RANGES = ("latin", "latinext", "greek", "cyrillic", "cyrillicext", "vietnamese", "thai")
NOBODYS = "\uffff"
"""What no font has: it looks like every other letter that a font does not have."""
LOOKED_AT = 40
SHAPED = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
"""Where the shaper is there, Thai marks stand where they belong."""
CUT = "…"


def put(
    draw: ImageDraw.ImageDraw, at: tuple[Pixels, Pixels], text: str, size: int, ink: str
) -> None:
    """One line, its foot on the given height."""
    x, y = at
    for name, part in runs(text):
        font = font_of(name, size)
        draw.text((x, y), part, fill=ink, font=font, anchor="ls")
        x += font.getlength(part)


def measured(text: str, size: int) -> Pixels:
    return Pixels(sum(font_of(name, size).getlength(part) for name, part in runs(text)))


def wrapped(text: str, size: int, width: Pixels, most: int) -> list[str]:
    """At most so many lines; the last one says when there is more."""
    lines = [""]
    for word in plain(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if measured(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] += CUT
    return [fitted(line, size, width) for line in shown]


def fitted(text: str, size: int, width: Pixels) -> str:
    if measured(text, size) <= width:
        return text
    rest = text.removesuffix(CUT)
    while rest and measured(rest + CUT, size) > width:
        rest = rest[:-1]
    while rest and unicodedata.combining(rest[-1]):
        rest = rest[:-1]
    return rest.rstrip() + CUT


def plain(text: str) -> str:
    """Without what cannot be seen, such as a sign that turns the direction of writing."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(each if each.isprintable() else " " for each in composed)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The text in parts, each with the name of its font."""
    for name, letters in groupby(plain(text), key=range_of):
        yield name, "".join(letters)


@cache
def range_of(letter: str) -> str:
    """The first range that has the letter; the first of all where none has."""
    return next((name for name in RANGES if look(name, letter) != look(name, NOBODYS)), RANGES[0])


@cache
def look(name: str, letter: str) -> tuple[tuple[int, int], bytes]:
    """Alone, and as the font has it: a shaper would lend a lonely mark a circle to stand on."""
    seen = opened(name, LOOKED_AT, ImageFont.Layout.BASIC).getmask(letter)
    return seen.size, bytes(seen)


def font_of(name: str, size: int) -> ImageFont.FreeTypeFont:
    return opened(name, size, SHAPED)


@cache
def opened(name: str, size: int, layout: ImageFont.Layout) -> ImageFont.FreeTypeFont:
    file = files("domain.customers") / "fonts" / f"{name}-regular.ttf"
    return ImageFont.truetype(BytesIO(file.read_bytes()), size, layout_engine=layout)
