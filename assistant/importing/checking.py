"""Checking: rows become records, or a sentence says why one does not."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.importing.books import Books, Known, Register
from assistant.importing.entry import Entry
from assistant.importing.findings import Findings
from assistant.importing.kinds import Field, Kind
from assistant.importing.values import Unfit
from domain.kernel import AnyDecider, Command, Refused

C = TypeVar("C", bound=Command)
LONGEST_REASON = 300


@dataclass
class Checker:
    """What checking one row needs to know of all the others."""

    currency: str
    today: date
    findings: Findings = field(default_factory=Findings)
    books: Books = field(default_factory=Books)
    seen: dict[tuple[str, str], Entry] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    """How many rows there were of each kind."""

    def read(self, kind: Kind, entry: Entry) -> dict[str, Any] | None:
        """The values of a row; None, with a finding, when one of them cannot be read."""
        self.rows[kind.name] += 1
        values: dict[str, Any] = {}
        given = entry.values
        for wanted in kind.fields:
            try:
                values[wanted.name] = wanted.read(given.get(wanted.name) or wanted.default)
            except Unfit as unfit:
                self.skip(entry, f"unreadable_{wanted.name}", sentence(wanted, unfit))
                return None
        return values

    def refer(self, register: Register, entry: Entry, field_name: str, text: str) -> Known | None:
        """The record a row refers to; None, with a finding, when it is not exactly one."""
        try:
            return register.find(text)
        except Unfit as unfit:
            self.skip(entry, f"unknown_{field_name}", f"The {field_name} {unfit}")
            return None

    def naming(
        self, kind: Kind, entry: Entry, field_name: str, register: Register
    ) -> tuple[dict[str, Any], Known] | None:
        """The values of a row with the record that one of them names; None when either fails."""
        values = self.read(kind, entry)
        known = values and self.refer(register, entry, field_name, values[field_name])
        return (values, known) if values and known else None

    def first(self, kind: Kind, entry: Entry, key: str, called: str) -> bool:
        """Whether this is the first row with its key; a second one is a conflict."""
        earlier = self.seen.setdefault((kind.name, key), entry)
        if earlier is entry:
            return True
        where = f"line {earlier.line:,}"
        if earlier.file != entry.file:
            where = f"{earlier.file}, {where}"
        reason = f"{called} is there already in {where}: this row was left out."
        self.conflict(entry, "duplicate", reason, taken=False)
        return False

    def made(self, entry: Entry, command: type[C], fields: dict[str, Any]) -> C | None:
        """The command, unless the business does not accept one of its values."""
        try:
            return command.model_validate(fields)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            name = ".".join(str(part) for part in first["loc"]).replace("_", " ")
            said = first["msg"].removeprefix("Value error, ")[:LONGEST_REASON]
            self.skip(entry, "not_accepted", f"The {name} is not accepted: {said}.")
            return None

    def decided(self, entry: Entry, decider: AnyDecider, state: Any, *commands: Command) -> Any:
        """The state after these commands; None, with a finding, when a rule refuses one of them."""
        try:
            for command in commands:
                state = reduce(decider.evolve, decider.decide(state, command), state)
        except Refused as refused:
            self.skip(entry, refused.code, str(refused))
            return None
        return state

    def unit(self, entry: Entry, unit: str) -> str:
        """The unit, told of when the unit table does not have it."""
        if unit not in self.books.units.by_code and self.books.units.by_code:
            self.note(entry, "unknown_unit", f"The unit {unit} is not among the units of measure.")
        return unit

    def money(self, amount: Any, currency: str) -> dict[str, Any] | None:
        return None if amount is None else {"amount": amount, "currency": currency or self.currency}

    def skip(self, entry: Entry, code: str, reason: str) -> None:
        self.findings.skip(entry.file, entry.line, code, reason)

    def conflict(self, entry: Entry, code: str, reason: str, *, taken: bool) -> None:
        self.findings.conflict(entry.file, entry.line, code, reason, taken=taken)

    def note(self, entry: Entry, code: str, reason: str) -> None:
        self.findings.note(entry.file, entry.line, code, reason)


def sentence(wanted: Field, unfit: Unfit) -> str:
    return f"The {wanted.label} {unfit}"
