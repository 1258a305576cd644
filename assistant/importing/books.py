"""Books: what references may refer to, known from the files before and from the record itself."""

from collections import defaultdict
from dataclasses import dataclass, field

from assistant.importing.values import Unfit, shown


@dataclass(frozen=True)
class Known:
    """A record that others may name, with what they repeat of it."""

    code: str
    name: str
    unit: str = ""
    category: str = ""
    active: bool = True
    item: str = ""
    """The item that a product is."""
    days: int = 0
    """Within how many days a customer pays."""


@dataclass
class Register:
    """The records of one kind, by code and by name."""

    label: str
    by_code: dict[str, Known] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, known: Known) -> None:
        if known.code not in self.by_code:
            self.by_code[known.code] = known
            self.by_name[known.name.casefold()].append(known)

    def find(self, text: str) -> Known:
        """Exactly one record by its code or its whole name; Unfit where there is none or two."""
        if found := self.by_code.get(text):
            return found
        named = self.by_name.get(text.casefold(), [])
        match named:
            case [only]:
                return only
            case []:
                given = f"{shown(text)} is not known" if text else "is empty"
                raise Unfit(f"{given}: import the {self.label} first, or correct the row.")
            case _:
                codes = " and ".join(known.code for known in named[:3])
                raise Unfit(f"{shown(text)} is the name of {codes}: give the code.")

    def named_like(self, known: Known) -> Known | None:
        """Another record with the same name."""
        others = self.by_name.get(known.name.casefold(), [])
        return next((other for other in others if other.code != known.code), None)


@dataclass
class Books:
    """A register for each kind that others refer to."""

    units: Register = field(default_factory=lambda: Register("units of measure"))
    locations: Register = field(default_factory=lambda: Register("locations"))
    items: Register = field(default_factory=lambda: Register("items"))
    suppliers: Register = field(default_factory=lambda: Register("suppliers"))
    customers: Register = field(default_factory=lambda: Register("customers"))
    products: Register = field(default_factory=lambda: Register("products"))
