"""Pasting: a list under a sentence that ends in a colon is one text, however many lines it has."""

import re
from dataclasses import replace

from assistant.phrasebook.folding import clean
from assistant.phrasebook.outcome import Act, Ask, Understood

LONGEST = 100_000
HEAD = re.compile(r"\s*([^\n:;\"“”„«»]{1,300}):\s*(\S.*)", re.DOTALL)
DIVIDED = ("\n", ";")
SLOT = "lines"
"""The argument that a list fills; to every other one a text of many lines is too much."""
STAND_IN = "pasted list"


def divided(text: str) -> tuple[str, str]:
    """The sentence and the rows under it; two empty texts where no list was pasted."""
    found = HEAD.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or not any(mark in found[2].strip() for mark in DIVIDED):
        return "", ""
    return f'{found[1].strip()}: "{STAND_IN}"', clean(found[2]).strip()


def restored(found: Understood, rows: str) -> Act | Ask | None:
    """What the sentence asks for, with the rows in the place of what stood in for them."""
    if not isinstance(found, Act | Ask) or found.arguments.get(SLOT) != STAND_IN:
        return None
    arguments, labels = {**found.arguments, SLOT: rows}, {**found.labels, SLOT: rows}
    return replace(found, arguments=arguments, labels=labels)
