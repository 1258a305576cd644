"""Origin: where the value of an argument came from, judged by comparing it, never by asking."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from typing import Any, Literal, Protocol

Source = Literal["typed", "chosen", "record", "tool", "document", "connector", "unknown"]
TRUSTED: frozenset[Source] = frozenset({"typed", "chosen", "record"})
DOUBTED: tuple[Source, ...] = ("connector", "document", "tool")  # The worst that holds it wins.
NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[,']\d{3})*(?:\.\d+)?(?!\w|[.,]\d)")
MEASURED = re.compile(rf"({NUMBER.pattern}) ?([A-Za-z]{{1,12}}|[$€£¥])?")
FOREIGN = re.compile(
    r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Z]{2}\d{2}[A-Z0-9]{10,30}\b"
)
LONGEST_NAME = 6  # Words.
RUN_ON = re.compile(r"(?<=[a-z])\.(?=[A-Z][a-z]+\s)")  # “see www.ours.com.They wrote”: two.
QUOTED_LINE = re.compile(r"(?m)^\s*>.*$")
FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
NAME_PART = re.compile(r"[^\W\d_]{3,}")
EVERYWHERE = frozenset(re.findall(r"\w+", "com org net www mail email info the and for with"))


@dataclass(frozen=True)
class Seen:
    """A text that was read during this task, and the place to point at: a page, a tool, a field."""

    source: Source
    text: str
    where: str = ""

    @cached_property
    def folded(self) -> str:
        return fold(self.text)


class Facts(Protocol):
    """What the house knows by itself, however it keeps it."""

    def holds(self, value: str) -> bool: ...

    def name_of(self, value: str) -> str: ...

    def another_in(self, text: str, value: str) -> bool:
        """Whether a text calls a record of the same kind as this value by its whole name."""


@dataclass(frozen=True)
class Known:
    """What the house knows by itself: values in which no document can write, with their names."""

    values: Mapping[str, str] = field(default_factory=dict)
    """A value, such as an address or a number of a record, and what people call it."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """The kind of record behind a value, where there are kinds: supplier, item."""

    def holds(self, value: str) -> bool:
        return folded(value) in self.values

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """By kind of record, everything by which one can be called."""
        found: dict[str, set[str]] = {}
        for value, kind in self.kinds.items():
            found.setdefault(kind, set()).update({value, folded(self.values[value])} - {""})
        return {kind: frozenset(called) for kind, called in found.items()}

    def another_in(self, text: str, value: str) -> bool:
        """Whether a text calls a record of the same kind as this value by its whole name."""
        kind = self.kinds.get(folded(value))
        if kind is None:
            return False
        if text not in self.called:
            self.called[text] = frozenset(self.kinds_in(text))
        return kind in self.called[text]

    @cached_property
    def called(self) -> dict[str, frozenset[str]]:
        """Kinds of records by the clauses that call one; a request has few, and many calls."""
        return {}

    def kinds_in(self, text: str) -> Iterator[str]:
        words = [word.strip(".,;:!?'\"()") for word in folded(text).split()]
        runs = {
            " ".join(words[at : at + length])
            for length in range(1, LONGEST_NAME + 1)
            for at in range(len(words) - length + 1)
        }
        return (kind for kind, names in self.names.items() if not runs.isdisjoint(names))

    def name_of(self, value: str) -> str:
        return self.values.get(folded(value), "")


@dataclass(frozen=True)
class Traced:
    """One value of one argument with its origin; `where` says more for the card."""

    field: str
    value: str
    source: Source
    where: str = ""

    @property
    def trusted(self) -> bool:
        return self.source in TRUSTED


def known(values: Mapping[str, str], kinds: Mapping[str, str] | None = None) -> Known:
    named = {folded(value): name for value, name in values.items()}
    return Known(named, {folded(value): kind for value, kind in (kinds or {}).items()})


@lru_cache(maxsize=1 << 10)
def folded(text: str) -> str:
    """The same of what is compared again and again: a sentence, a value."""
    return fold(text)


def fold(text: str) -> str:
    """One form for comparing: compatible letters, small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=1 << 8)
def own_words(text: str) -> str:
    """What the person says themselves: a quoted or fenced block in it is somebody else's text."""
    return RUN_ON.sub(". ", QUOTED_LINE.sub(" ", FENCED.sub(" ", text)))


@lru_cache(maxsize=1 << 8)
def own_folded(text: str) -> str:
    return folded(own_words(text))


@lru_cache(maxsize=1 << 10)
def sought(value: str) -> str:
    """A value as it is looked for in a folded text."""
    return folded(value).strip(" .,;:!?")


def stands_in(value: str, text: str) -> bool:
    """Verbatim but for case and spaces, and not as a piece of a longer word or number."""
    return within(sought(value), folded(text))


def within(wanted: str, text: str) -> bool:
    """The same of a value and a text that are both folded."""
    return place(wanted, text) >= 0


def place(wanted: str, text: str) -> int:
    """Where it stands in the folded text; below 0 where it does not."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        if not touches(text, at - 1, -1) and not touches(text, at + len(wanted), 1):
            return at
        at = text.find(wanted, at + 1)
    return -1


def touches(text: str, at: int, away: int) -> bool:
    """Whether a word or number goes on here: after a joining mark only if more of it follows."""
    if not 0 <= at < len(text):
        return False
    if text[at] in ".,-@/_'" and 0 <= at + away < len(text):
        joined = text[at + away].isalnum()
        return joined and (text[at] in "@/_-." or text[at + away].isdigit())
    return text[at].isalnum() or text[at] in "@_"


def amount(value: Any) -> Decimal | None:
    """The number in a value, however it is written; a currency beside it does not matter."""
    found = NUMBER.search(str(value))
    if isinstance(value, bool) or found is None:
        return None
    try:
        return Decimal(re.sub(r"[,']", "", found.group())).normalize()
    except InvalidOperation:
        return None


@lru_cache(maxsize=1 << 8)
def amounts_in(text: str) -> frozenset[Decimal]:
    numbers = (amount(found.group()) for found in NUMBER.finditer(text))
    return frozenset(number for number in numbers if number is not None)


def names_it(value: str, text: str, facts: Facts) -> bool:
    """Whether the text means this value: itself, its name, or a name that it is made of."""
    if stands_in(value, text):
        return True
    name = facts.name_of(value)
    if name and stands_in(name, text):
        return True
    if FOREIGN.fullmatch(value) and "@" not in value:
        return False  # A link or an account is meant as a whole or not at all.
    said = set(NAME_PART.findall(folded(text)))
    parts = set(NAME_PART.findall(folded(name or value.partition("@")[0]))) - EVERYWHERE
    return bool(parts) and 2 * len(parts & said) >= len(parts)


def trace(
    name: str, value: str, typed: Sequence[str], facts: Facts, seen: Sequence[Seen] = ()
) -> Traced:
    """The best origin that can be shown, and among texts from outside the worst that holds it."""
    wanted = sought(value)
    if any(within(wanted, own_folded(text)) for text in typed):
        return Traced(name, value, "typed")
    if any(same_amount(value, own_words(text), facts) for text in typed):
        return Traced(name, value, "typed")
    if any(each.source == "chosen" and within(wanted, each.folded) for each in seen):
        return Traced(name, value, "chosen")
    if facts.holds(value):
        return Traced(name, value, "record", facts.name_of(value))
    for source in DOUBTED:
        for each in seen:
            if each.source == source and within(wanted, each.folded):
                return Traced(name, value, source, each.where)
    return Traced(name, value, "unknown")


def same_amount(value: str, text: str, facts: Facts) -> bool:
    """The number that was typed, in a unit that was typed too or is one of the house's own."""
    found = MEASURED.fullmatch(value.strip())
    if found is None:
        return False
    number, unit = amount(found[1]), found[2]
    if number is None or number not in amounts_in(text):
        return False
    return not unit or facts.holds(unit) or stands_in(unit, text)


def values_of(value: Any) -> Iterator[str]:
    """Every single value of an argument, however deep it lies; nothing is no value."""
    match value:
        case None | "" | bool():
            return
        case dict():
            for part in value.values():
                yield from values_of(part)
        case list() | tuple() | set() | frozenset():
            for part in value:
                yield from values_of(part)
        case _:
            yield str(value)


def foreign_in(value: str, typed: Sequence[str], facts: Facts) -> list[str]:
    """Links, addresses and accounts in a text that neither the person nor the records gave."""
    found = [match.group().rstrip(".,;:)") for match in FOREIGN.finditer(value)]
    return [
        each
        for each in dict.fromkeys(found)
        if not facts.holds(each) and not any(stands_in(each, own_words(text)) for text in typed)
    ]
