"""Haste: the words by which those who want money at once give themselves away."""

import re

PRESSING = re.compile(
    r"\b(?:urgent(?:ly)?|immediate(?:ly)?|at once|as soon as possible|asap|right away|same day"
    r"|without delay|final (?:notice|reminder)|last reminder|confidential(?:ly)?"
    r"|do not (?:call|phone|tell)|(?:new|changed|updated) bank (?:account|details)"
    r"|(?:our )?bank (?:account|details) (?:has|have) changed"
    r"|dringend(?:st)?|eilt|sofort(?:ige[rsnm]?)?|unverzüglich|umgehend|vertraulich"
    r"|letzte mahnung|(?:neue|geänderte) bankverbindung|bankverbindung hat sich geändert"
    r"|urgente(?:mente)?|immédiat(?:e|ement)?|confidentiel(?:le)?|immediatamente|riservato"
    r"|nuovo conto|nouveau compte|nuevas? cuentas?|dringende?|onmiddellijk)\b",
    re.IGNORECASE,
)
SHOWN = 3


def pressing(text: str, place: str) -> tuple[str, ...]:
    """Each kind of haste once, in the words of the text."""
    found = dict.fromkeys(match[0].casefold() for match in PRESSING.finditer(text))
    return tuple(f"“{words}” in {place}" for words in list(found)[:SHOWN])
