"""Mentions: the parts of a sentence that name a record or state a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.phrasebook.declaration import Slot


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a mention may stand for: the value for the tool, and how it reads."""

    wire: str
    label: str
    origin: str = "typed"
    detail: str = ""
    over: "Sense | None" = None
    """Of a day to come the one that is meant where something has happened on it."""


@dataclass(frozen=True)
class Mention:
    """A stretch of tokens with everything it may mean, by kind; one sure sense or a question."""

    start: int
    end: int
    said: str
    senses: Mapping[str, tuple[Sense, ...]]
    doubt: str = ""  # why even a single sense must be asked; empty: it need not
    totals: Mapping[str, int] = field(default_factory=dict)  # candidates found, if more than shown
    naming: bool = False  # a name of master data, as against a value
    clear: frozenset[str] = frozenset()  # the kinds as which it is a whole name, whatever the doubt

    def sure(self, kind: str) -> Sense | None:
        """What it means as this kind, if that is beyond doubt."""
        senses = self.senses.get(kind, ())
        beyond_doubt = not self.doubt or kind in self.clear
        return senses[0] if len(senses) == 1 and beyond_doubt else None

    def fills(self, slot: Slot) -> Sense | None:
        """What it surely means in this slot."""
        sense = self.sure(slot.kind)
        return sense.over if sense and sense.over and slot.is_over else sense

    def total(self, kind: str) -> int:
        return self.totals.get(kind, len(self.senses.get(kind, ())))
