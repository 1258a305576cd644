"""Own numbers: what is a document of the house by its shape, and so no telephone of anybody."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from guardrails.redaction.names import DOCUMENT, folded
from guardrails.redaction.spans import Span

LONGEST = 9
"""Digits behind a prefix; the house counts from one, so none is in front of the others."""
LONGEST_BEHIND_A_LETTER = 6
"""“T-” and “D-” stand before the numbers of telephones and towns as well."""


@dataclass(frozen=True)
class OwnNumbers:
    """The documents of every business, told by the prefixes that the house gives them."""

    prefixes: frozenset[str]
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        shapes = "|".join(shaped(self.prefixes))
        object.__setattr__(self, "pattern", re.compile(rf"(?<![\w-])(?:{shapes})(?![\w-])"))

    def found(self, text: str) -> list[Span]:
        search = folded(text)
        return [
            Span(search.place(start), search.place(stop - 1) + 1, DOCUMENT, number, number)
            for found in self.pattern.finditer(search.text)
            for start, stop, number in [(*found.span(), found[0].upper())]
        ]


def shaped(prefixes: Iterable[str]) -> list[str]:
    """What a number looks like in small letters, for each prefix."""
    return [
        rf"{re.escape(prefix.lower())}-[1-9]\d{{0,{digits_behind(prefix) - 1}}}"
        for prefix in sorted(prefixes)
    ]


def digits_behind(prefix: str) -> int:
    return LONGEST_BEHIND_A_LETTER if len(prefix) == 1 else LONGEST
