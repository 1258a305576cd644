"""Master records: rows of units, locations, items and suppliers become commands."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.importing import kinds
from assistant.importing.books import Known, Register
from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from domain.inventory.item import RegisterItem
from domain.inventory.location import RegisterLocation
from domain.inventory.place import OUTSIDE
from domain.inventory.unit import RegisterUnit
from domain.procurement.supplier import RegisterSupplier

EACH = "EA"
HELD = "Not active in the system it was taken over from"


def units(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    for entry in entries:
        values = checker.read(kinds.UNITS, entry)
        if values is None or not checker.first(kinds.UNITS, entry, values["unit"], values["unit"]):
            continue
        fields = {"code": values["unit"], "name": values["name"]}
        if command := checker.made(entry, RegisterUnit, fields):
            checker.books.units.add(Known(command.code, command.name))
            yield Record(kinds.UNITS, command.code, command.name, command, entry.file, entry.line)


def locations(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    for entry in entries:
        values = checker.read(kinds.LOCATIONS, entry)
        if values is None:
            continue
        code, name = values["location"], values["name"]
        if code.casefold() == OUTSIDE.location.casefold():
            checker.skip(entry, "reserved", f"{code} means outside the business: use another code.")
            continue
        if not checker.first(kinds.LOCATIONS, entry, code, f"{name} ({code})"):
            continue
        kind = "workcentre" if values["work_centre"] else "store"
        fields = {"location": code, "name": name, "kind": kind}
        if command := checker.made(entry, RegisterLocation, fields):
            named(checker, checker.books.locations, entry, Known(code, name))
            yield Record(kinds.LOCATIONS, code, name, command, entry.file, entry.line)


def items(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    for entry in entries:
        values = checker.read(kinds.ITEMS, entry)
        if values is None:
            continue
        code, name = values["item"], values["name"]
        if not checker.first(kinds.ITEMS, entry, code, f"{name} ({code})"):
            continue
        cost = values["standard_cost"] or None
        unit = checker.unit(entry, values["unit"] or EACH)
        fields = {
            "item": code,
            "name": name,
            "category": values["category"],
            "kind": "finished" if values["finished"] else "component",
            "supply": "made" if values["made"] else "bought",
            "unit": unit,
            "reorder_point": values["reorder_point"],
            "order_up_to": level(values["reorder_point"], values["order_up_to"]),
            "standard_cost": checker.money(cost, values["currency"]),
        }
        if command := checker.made(entry, RegisterItem, fields):
            if cost is None:
                checker.note(entry, "no_price", f"{name} has no cost: it is taken as not known.")
            named(checker, checker.books.items, entry, Known(code, name, unit, command.category))
            yield Record(kinds.ITEMS, code, name, command, entry.file, entry.line)


def level(point: Decimal, up_to: Decimal) -> Decimal:
    """A level below the reorder point can never be ordered up to, so it is no level."""
    return up_to if up_to >= point else Decimal(0)


def suppliers(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    for entry in entries:
        values = checker.read(kinds.SUPPLIERS, entry)
        if values is None:
            continue
        code, active = values["supplier"], values.pop("active")
        if not checker.first(kinds.SUPPLIERS, entry, code, f"{values['name']} ({code})"):
            continue
        fields = {**values, "currency": values["currency"] or checker.currency}
        if command := checker.made(entry, RegisterSupplier, fields):
            known = Known(code, command.name, active=active)
            named(checker, checker.books.suppliers, entry, known)
            hold = "" if active else HELD
            if hold:
                reason = f"{command.name} is not active: it comes as a supplier on hold."
                checker.note(entry, "inactive", reason)
            yield Record(
                kinds.SUPPLIERS, code, command.name, command, entry.file, entry.line, hold=hold
            )


def named(checker: Checker, register: Register, entry: Entry, known: Known) -> None:
    """Enter a record into the books, and tell when another one has its name."""
    if other := register.named_like(known):
        reason = f"{known.name} is also the name of {other.code}: only the codes tell them apart."
        checker.conflict(entry, "same_name", reason, taken=True)
    register.add(known)
