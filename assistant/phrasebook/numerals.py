"""Numerals: what a number written in digits may mean."""

import re

GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
PLAIN = re.compile(r"\d+(?:\.\d+)?")
TWO_WAYS = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # 1.500 is one and a half, or fifteen hundred
EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")
LONGEST = 15


def canonical(numeral: str) -> str:
    """The numeral without grouping if it can be read in one way only, else as typed."""
    if numeral[-1] in "kK" and numeral[0].isdigit():
        readings = readings_of(numeral[:-1])
        return thousandfold(readings[0]) if len(readings) == 1 else numeral.lower()
    readings = readings_of(numeral)
    return readings[0] if len(readings) == 1 else numeral.lower()


def readings_of(numeral: str) -> tuple[str, ...]:
    """Every decimal number this may be; none if it is no number."""
    if len(numeral) > LONGEST:
        return ()
    if TWO_WAYS.fullmatch(numeral):
        return (numeral, numeral.replace(".", ""))
    if GROUPED.fullmatch(numeral):
        return (numeral.replace(",", ""),)
    if PLAIN.fullmatch(numeral):
        return (numeral,)
    if EUROPEAN.fullmatch(numeral):
        # Unusual where this phrasebook's language is spoken, so it is asked and not assumed.
        return (numeral.replace(".", "").replace(",", "."), numeral.replace(",", ""))
    return ()


def thousandfold(numeral: str) -> str:
    whole, _, fraction = numeral.partition(".")
    shifted = whole + fraction[:3].ljust(3, "0")
    rest = fraction[3:]
    return (shifted.lstrip("0") or "0") + ("." + rest if rest else "")
