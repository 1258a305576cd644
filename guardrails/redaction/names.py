"""Names: where the master data of a tenant is named in a text, exactly and all at once."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from guardrails.redaction.spans import Span
from guardrails.redaction.stop_words import STOP_WORDS

SHORTEST = 4
"""A shorter name is an ordinary word or an abbreviation too often."""
DOCUMENT = "document"
CODE = " code"
"""Behind the kind of a record that is named by its code."""
# What is put together into one character, or left out: accents typed apart, unseen signs, space.
SPACES = re.compile(r"[ \t\n\r\f\v]{2,}|[\t\n\r\f\v]")
UNSEEN = "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
FOLDED = re.compile(rf"[^\S ]\s*| \s+|{UNSEEN}")
COMBINING = re.compile("[\u0300-\u036f]")
TYPED_APART = re.compile(rf"{FOLDED.pattern}|\w[\u0300-\u036f]+")
ALIKE = (*((dash, "-") for dash in "‐‑‒–—"), *((quote, "'") for quote in "’‘ʼ"))
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Name:
    """A record that can be named: its kind as pseudonyms call it, its id, and its names."""

    kind: str
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """What a spelling stands for."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is searched, and where its characters stood."""

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def place(self, at: int) -> int:
        """Where the character at this place stood before."""
        found = bisect_right(self.starts, at)
        return at + (self.shifts[found - 1] if found else 0)


def folded(text: str) -> Folded:
    """Small letters, one space for many, accents put together; with the way back."""
    starts, shifts, parts = [], [], []
    last = length = shift = 0
    for found in oddities(text).finditer(text):
        kept = together(found[0])
        parts += [text[last : found.start()], kept]
        length += found.start() - last + len(kept)
        last = found.end()
        shift = last - length
        starts.append(length)
        shifts.append(shift)
    plain = "".join((*parts, text[last:])) if parts else text
    return Folded(lowered(plain), tuple(starts), tuple(shifts))


def oddities(text: str) -> re.Pattern[str]:
    """What to look for: most texts hold nothing that takes long to find."""
    if text.isascii():
        return SPACES
    return TYPED_APART if COMBINING.search(text) else FOLDED


def together(odd: str) -> str:
    if WORD.match(odd):
        return unicodedata.normalize("NFC", odd)[:1]
    return " " if odd.isspace() else ""


def lowered(text: str) -> str:
    """Small letters, and as many of them: the dotted capital I would become two."""
    if text.isascii():
        return text.lower()
    for odd, plain in ALIKE:
        text = text.replace(odd, plain)
    low = text.lower()
    return low if len(low) == len(text) else "".join(each.lower()[:1] for each in text)


def spellings(name: str) -> set[str]:
    """A name as it is searched for; without accents as well, and with "ss" for its sharp s."""
    plain = folded(" ".join(name.split())).text
    if plain.isascii():
        return {plain} if len(plain) >= SHORTEST else set()
    split = unicodedata.normalize("NFKD", plain)
    bare = "".join(each for each in split if not unicodedata.combining(each)).replace("ß", "ss")
    umlauts = plain.translate(UMLAUTS)
    return {each for each in (plain, bare, umlauts) if len(each) >= SHORTEST}


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


AT_A_TIME = 10_000
"""Spellings in one automaton: nothing else runs while it is built, which takes 20 ms for these."""


def automaton(spellings: list[str]) -> AhoCorasick:
    return AhoCorasick(
        spellings, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
    )


class NameIndex:
    """All names of one tenant; it never changes, another one takes over."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        meant: dict[str, Meant] = {}
        for name in names:
            self._enter(meant, name)
        in_order = sorted(meant)
        self.meant = [meant[spelling] for spelling in in_order]
        self.automata = [
            (first, automaton(in_order[first : first + AT_A_TIME]))
            for first in range(0, len(in_order), AT_A_TIME)
        ]

    def __len__(self) -> int:
        return len(self.meant)

    def _enter(self, meant: dict[str, Meant], name: Name) -> None:
        whole = Meant(name.kind, name.id, name.name)
        alone = len(name.name.split()) == 1 and ordinary(name.name)
        said = [] if alone else [(name.name, whole)]
        said += [(alias, whole) for alias in name.aliases if not ordinary(alias)]
        said += [
            (code, Meant(name.kind + CODE, name.id, code))
            for code in name.codes
            if not ordinary(code)
        ]
        for text, stands_for in said:
            for spelling in spellings(text):
                known = meant.setdefault(spelling, stands_for)
                if (known.kind, known.id) != (stands_for.kind, stands_for.id):
                    # Two records share it: it is hidden, and stands for neither.
                    meant[spelling] = Meant(name.kind, spelling, text)

    def found(self, text: str) -> list[Span]:
        """Names as whole words, the longest where several begin."""
        search = folded(text)
        whole = [
            (first + pattern, start, stop)
            for first, each in self.automata
            for pattern, start, stop in each.find_matches_as_indexes(search.text, overlapping=True)
            if is_whole(search.text, start, stop)
        ]
        spans, end = [], -1
        for pattern, start, stop in sorted(whole, key=lambda each: (each[1], -each[2])):
            if start < end:
                continue
            end = stop
            meant = self.meant[pattern]
            place, behind = search.place(start), search.place(stop - 1) + 1
            spans.append(Span(place, behind, meant.kind, meant.id, meant.name))
        return spans


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches it; a possessive or a hyphen may."""
    before = start > 0 and WORD.match(text[start - 1]) and WORD.match(text[start])
    behind = end < len(text) and WORD.match(text[end]) and WORD.match(text[end - 1])
    return not (before or behind)


def ordinary(alias: str) -> bool:
    """Whether a short form is made of everyday words alone, and would hide what they mean."""
    words = folded(alias).text.split()
    return all(word in STOP_WORDS for word in words)


class Finds(Protocol):
    """What knows some of the names or numbers of a tenant."""

    def found(self, text: str) -> list[Span]: ...


@dataclass(frozen=True)
class Joined:
    """Several indexes as one: most names in one that stays, and what is new beside it."""

    indexes: tuple[Finds, ...] = ()

    def found(self, text: str) -> list[Span]:
        return [span for index in self.indexes for span in index.found(text)]
