"""Colours as office files and pages write them, and whether a person can tell two of them apart."""

import re

WHITE = "ffffff"
BARELY = 25  # Of 255, in the channel that differs most: the same measure as on PDF pages.
TINY = 3.0  # Points.

NAMES = {
    "white": WHITE, "black": "000000", "snow": "fffafa", "ivory": "fffff0", "yellow": "ffff00",
    "red": "ff0000", "green": "008000", "blue": "0000ff", "cyan": "00ffff", "magenta": "ff00ff",
    "lime": "00ff00", "gray": "808080", "grey": "808080", "silver": "c0c0c0", "navy": "000080",
    "whitesmoke": "f5f5f5", "ghostwhite": "f8f8ff", "floralwhite": "fffaf0", "maroon": "800000",
    "lightgray": "d3d3d3", "darkgray": "a9a9a9", "darkblue": "00008b", "darkred": "8b0000",
    "darkgreen": "006400", "darkcyan": "008b8b", "darkmagenta": "8b008b", "darkyellow": "808000",
    "lightgrey": "d3d3d3", "darkgrey": "a9a9a9", "orange": "ffa500", "teal": "008080",
    "azure": "f0ffff", "mintcream": "f5fffa", "aliceblue": "f0f8ff", "seashell": "fff5ee",
}  # fmt: skip
HEX = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{6})")
SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?")
CALLED = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)")


def colour_of(text: str | None) -> str:
    """Six hexadecimal digits, or nothing if the colour is left to the program that shows it."""
    plain = (text or "").strip().lower()
    if plain in NAMES:
        return NAMES[plain]
    if short := SHORT.fullmatch(plain):
        return "".join(digit * 2 for digit in short.groups())
    if called := CALLED.fullmatch(plain):
        return "".join(f"{min(int(part), 255):02x}" for part in called.groups()[:3])
    full = HEX.fullmatch(plain)
    return full[1] if full else ""


def faded(text: str) -> bool:
    """Whether a colour lets everything shine through it."""
    plain = text.strip().lower()
    called = CALLED.fullmatch(plain)
    if plain == "transparent" or not called or not called[4]:
        return plain == "transparent"
    share = float(called[4].rstrip("%")) / (100 if called[4].endswith("%") else 1)
    return share < 0.05


def alike(colour: str, ground: str) -> bool:
    """Whether nobody sees one on the other; a colour that is not given is a readable one."""
    if not colour or not ground:
        return False
    pairs = (slice(0, 2), slice(2, 4), slice(4, 6))
    return max(abs(int(colour[at], 16) - int(ground[at], 16)) for at in pairs) < BARELY
