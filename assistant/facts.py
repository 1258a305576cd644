"""Facts: what the house knows by itself when it is asked where a value came from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.document_numbers import Numbers
from assistant.master_data import Known
from assistant.phrasebook.folding import clean
from assistant.phrasebook.tokens import folds_of
from domain.governance.authority import ANY
from domain.governance.member import ROLES
from guardrails.origin import sought
from mcp_servers.menu import FUNCTIONS

FIXED = {role: "role" for role in ROLES} | {menu.function: "function" for menu in FUNCTIONS}
EVERY = {ANY: "function", "every": "function"}
"""Lists that the house is built with; no record and no document can add to them."""


@dataclass(frozen=True)
class OnRecord:
    """The names and numbers of one business, looked up in the index that the phrasebook uses."""

    known: Known
    numbers: Numbers
    currency: str = ""

    def holds(self, value: str) -> bool:
        return bool(self.kinds(value))

    def name_of(self, value: str) -> str:
        return next((entry.record.name for entry in self.entries(value)), "")

    def another_in(self, text: str, value: str) -> bool:
        """Whether a text calls a record of the same kind by its code or its whole name."""
        if text not in self.called:
            self.called[text] = self.kinds_in(text)
        return bool(self.kinds(value) & self.called[text])

    @cached_property
    def called(self) -> dict[str, frozenset[str]]:
        """Kinds of records by the clauses that call one; a request has few, and many calls."""
        return {}

    def kinds_in(self, text: str) -> frozenset[str]:
        words = folds_of(clean(text))
        named = (
            entry.record.kind
            for at in range(len(words))
            for found in self.known.names.longest_from(words, at, len(words))
            if not found.shortened
            for entry in found.entries
        )
        fixed = (FIXED.get(word, "") for word in words)
        numbers = (kind for word in text.split() for kind in self.numbered(word.strip(".,;:!?")))
        return frozenset({*named, *fixed, *numbers} - {""})

    def kinds(self, value: str) -> frozenset[str]:
        """The kinds of records of this code, name or number."""
        word = sought(value)
        fixed = FIXED.get(word) or EVERY.get(word)
        unit = "unit" if word in self.measures else ""
        records = (entry.record.kind for entry in self.entries(value))
        return frozenset(filter(None, (*records, *self.numbered(value), fixed, unit)))

    def entries(self, value: str) -> list[Any]:
        names, spelling = self.known.names, " ".join(folds_of(clean(value)))
        keys = [*names.codes.get(spelling, ()), *names.full.get(spelling, ())]
        return [names.entries[key] for key in dict.fromkeys(keys)]

    def numbered(self, value: str) -> list[str]:
        return self.numbers.kinds(value.upper())

    @cached_property
    def measures(self) -> frozenset[str]:
        """Units, and the currency in which the business counts."""
        units = [said for names in self.known.units.values() for said in names]
        return frozenset(map(sought, filter(None, [*self.known.units, *units, self.currency])))
