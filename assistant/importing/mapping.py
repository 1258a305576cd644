"""Mapping: which column of a file goes to which field, judged by its name and by its values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.importing.kinds import Field, Kind
from assistant.importing.source import Source
from assistant.importing.values import Unfit

WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
CERTAIN = 0.6  # A column goes to a field from this score on.
FITTING = 0.8  # So much of the sample must be readable as what the field holds.
EXAMPLES = 3
BANK = frozenset({"iban", "bank account", "bank account number", "bank detail", "bic", "swift"})
ALONE = "bank details are never taken over in a batch: each is drafted and signed alone"


@dataclass(frozen=True)
class Mapped:
    """One column and where it goes, with the reason, for a person to check."""

    column: str
    field: Field | None
    score: float
    why: str
    examples: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "examples": list(self.examples),
            "field": self.field.name if self.field else None,
            "label": self.field.label if self.field else "not imported",
            "score": round(self.score, 2),
            "why": self.why,
        }


@dataclass(frozen=True)
class Mapping:
    """All columns of one file for one kind of record."""

    source: Source
    kind: Kind
    columns: tuple[Mapped, ...]

    @property
    def missing(self) -> tuple[Field, ...]:
        found = {mapped.field for mapped in self.columns}
        return tuple(field for field in self.kind.required if field not in found)

    @property
    def score(self) -> float:
        """How well the file fits the kind; its name counts as one more column."""
        named = any(word in folded(self.source.path.stem).split() for word in self.kind.files)
        return sum(mapped.score for mapped in self.columns if mapped.field) + named

    @property
    def indexes(self) -> dict[str, int]:
        """The place in a row of each field that a column was found for."""
        return {
            mapped.field.name: place
            for place, mapped in enumerate(self.columns)
            if mapped.field is not None
        }


def folded(name: str) -> str:
    """A header as words: PurchaseOrderID, purchase_order_id and `Purchase order ID` are one."""
    words = (word.casefold() for word in WORD.findall(name))
    return " ".join(word[:-1] if word.endswith("s") and len(word) > 2 else word for word in words)


def mapping_of(source: Source, kind: Kind) -> Mapping:
    """The best place for each column: the highest scores first, each field and column once."""
    scores = [
        (likeness(column, field), place, field)
        for place, column in enumerate(source.columns)
        for field in kind.fields
    ]
    scores = [(score, place, field) for score, place, field in scores if score >= CERTAIN]
    taken: dict[int, Mapped] = {}
    given: set[str] = set()
    for score, place, field in sorted(scores, key=lambda found: (-found[0], found[1])):
        if place in taken or field.name in given:
            continue
        examples = examples_of(source, place)
        if score < 1 and fitting(examples, field) < FITTING:
            continue  # Under a known name, what cannot be read is told row by row.
        why = "known name" if score == 1 else "similar name"
        taken[place] = Mapped(source.columns[place], field, score, why, examples[:EXAMPLES])
        given.add(field.name)
    rest = enumerate(source.columns)
    return Mapping(source, kind, tuple(taken.get(n) or unmapped(source, n, c) for n, c in rest))


def unmapped(source: Source, place: int, column: str) -> Mapped:
    if folded(column) in BANK:
        return Mapped(column, None, 0.0, ALONE)
    return Mapped(column, None, 0.0, "no field fits", examples_of(source, place)[:EXAMPLES])


def likeness(column: str, field: Field) -> float:
    """1 for a known word, less for a name that shares words with one."""
    words = folded(column)
    known = [folded(word) for word in field.words]
    if words in known:
        return 1.0
    asked = set(words.split())
    return max((0.9 * shared(asked, set(word.split())) for word in known), default=0.0)


def shared(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


def examples_of(source: Source, place: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[place] for row in source.sample if row[place].strip()))


def fitting(examples: Sequence[str], field: Field) -> float:
    """The share of the sample that can be read as what the field holds; no sample, no doubt."""
    read = [readable(example, field) for example in examples]
    return sum(read) / len(read) if read else 1.0


def readable(example: str, field: Field) -> bool:
    try:
        field.read(example)
    except Unfit:
        return False
    return True
