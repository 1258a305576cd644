"""Aliases: the shorter ways in which a record's full name is said."""

import re
from collections.abc import Iterator

from assistant.phrasebook.vocabulary.english import ENGLISH
from assistant.phrasebook.vocabulary.legal_forms import LEGAL_FORMS

Folds = tuple[str, ...]
SHORTEST_PART = 3  # letters
PARTS = re.compile(r",\s+")


def short_forms(name: Folds) -> Iterator[Folds]:
    """The name without its legal form, and without a leading "the"."""
    bare = name
    while len(bare) > 1 and bare[-1] in LEGAL_FORMS:
        bare = bare[:-1]
    for form in (name, bare):
        if form != name:
            yield form
        if form[:1] == ("the",) and len(form) > 1:
            yield form[1:]


def tail_of(word: str) -> str:
    """The word that ends a word put together of two: "handbag" is a bag; empty if it is but one."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    parts = ((word[:at], word[at:]) for at in cuts)
    return next((tail for head, tail in parts if head in ENGLISH and tail in ENGLISH), "")


def without_measures(name: str) -> str:
    """ "Brass ring, 25 mm" without the sizes that end it; empty if none does."""
    if "," not in name:
        return ""
    parts = PARTS.split(name)
    kept = list(parts)
    while len(kept) > 1 and kept[-1][:1].isdigit():
        kept.pop()
    return ", ".join(kept) if len(kept) < len(parts) else ""
