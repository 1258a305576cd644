"""Clock: taking the times of the day, as 19:00, 7.30 pm or noon."""

import re

from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.strip import Strip

HALVES = frozenset({"am", "pm"})
SPOKEN = {"noon": "12:00", "midnight": "00:00"}
MINUTE = re.compile(r"[0-5]\d")
FIGURE = re.compile(r"(?P<hour>\d{1,2})(?:\.(?P<minute>[0-5]\d))?")
NOBODY = 24


def take_clocks(strip: Strip) -> None:
    """Take every time that can be nothing else; a bare figure stays a figure."""
    for at in range(len(strip)):
        mention = clock_at(strip, at)
        if mention:
            strip.take(mention)


def clock_at(strip: Strip, at: int) -> Mention | None:
    if not strip.free(at):
        return None
    if strip.fold(at) in SPOKEN:
        return told(strip, at, at + 1, SPOKEN[strip.fold(at)])
    found = FIGURE.fullmatch(strip.tokens[at].text)
    if not found:
        return None
    end, minute = at + 1, found["minute"] or ""
    if not minute and minutes_at(strip, end):
        end, minute = end + 1, strip.tokens[end].text
    half = strip.fold(end) if strip.free(end) and strip.fold(end) in HALVES else ""
    if not half and (not minute or found["minute"]):
        return None  # 7 and 7.30 alone are figures.
    end += bool(half)
    wire = wire_of(int(found["hour"]), minute or "00", half)
    return told(strip, at, end, wire) if wire else None


def minutes_at(strip: Strip, at: int) -> bool:
    token = strip.tokens[at] if strip.free(at) else None
    return token is not None and token.gap == ":" and bool(MINUTE.fullmatch(token.text))


def wire_of(hour: int, minute: str, half: str) -> str:
    """Empty for a time that no clock shows."""
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else NOBODY
    return f"{hour:02}:{minute}" if hour < NOBODY else ""


def told(strip: Strip, start: int, end: int, wire: str) -> Mention:
    return Mention(start, end, strip.said(start, end), {"clock": (Sense(wire, wire),)})
