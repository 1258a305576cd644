"""Lines: rows of a second file, each under the head in the first file that it belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.importing.checking import Checker
from assistant.importing.entry import Entry


@dataclass
class Lines:
    """The lines of all heads; those that no head asked for are told of at the end."""

    noun: str
    """What one head is called."""
    column: str
    """The field in which both name the head."""
    grouped: Mapping[str, Sequence[Entry]]
    asked: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, noun: str, column: str, entries: Iterable[Entry]) -> "Lines":
        grouped: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            grouped[named(entry, column)].append(entry)
        return cls(noun, column, grouped)

    def under(self, head: Entry) -> Sequence[Entry]:
        name = named(head, self.column)
        self.asked.add(name)
        return self.grouped.get(name, ())

    def tell_of_others(self, checker: Checker) -> None:
        """Tell of each line whose head is in no file."""
        for name, entries in self.grouped.items():
            for entry in entries if name not in self.asked else ():
                reason = f"There is no {self.noun} {name} in the other file."
                checker.skip(entry, f"unknown_{self.noun}", reason)


def named(entry: Entry, column: str) -> str:
    return entry.values.get(column, "").strip()
