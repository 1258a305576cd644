"""Trade records: rows of sourcing terms and of stock on hand become commands."""

from collections.abc import Iterable, Iterator

from assistant.importing import kinds
from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from domain.inventory.place import Place
from domain.inventory.stock import OpenStock
from domain.procurement.sourcing import AgreeSourcing, key_of


def terms(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    for entry in entries:
        found = checker.naming(kinds.TERMS, entry, "supplier", checker.books.suppliers)
        if found is None:
            continue
        values, supplier = found
        item = checker.refer(checker.books.items, entry, "item", values["item"])
        if item is None:
            continue
        called = f"{supplier.name} with {item.name}"
        key = key_of(supplier.code, item.code)
        if not checker.first(kinds.TERMS, entry, key, called):
            continue
        least, most = values["min_order"], values["max_order"]
        if 0 < most < least:
            reason = f"{called}: at least {least:,f} and at most {most:,f} cannot both be."
            checker.conflict(entry, "impossible_terms", reason, taken=False)
            continue
        fields = {
            "supplier": supplier.code,
            "supplier_name": supplier.name,
            "item": item.code,
            "item_name": item.name,
            "price": checker.money(values["price"], values["currency"]),
            "unit": checker.unit(entry, values["unit"] or item.unit),
            "min_order": least,
            "max_order": most,
            "lead_days": values["lead_days"],
            "supplier_code": values["supplier_code"],
            "last_price": checker.money(values["last_price"], values["currency"]),
            "last_on": values["last_on"],
        }
        if command := checker.made(entry, AgreeSourcing, fields):
            if command.unit != item.unit:
                reason = f"{called} is priced per {command.unit} and kept in {item.unit}."
                checker.conflict(entry, "other_unit", reason, taken=True)
            yield Record(kinds.TERMS, key, called, command, entry.file, entry.line)


def stock(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    for entry in entries:
        found = checker.naming(kinds.STOCK, entry, "item", checker.books.items)
        if found is None:
            continue
        values, item = found
        place = checker.refer(checker.books.locations, entry, "location", values["location"])
        if place is None:
            continue
        called = f"{item.name} at {place.name}"
        key = stock_key(item.code, place.code, values["lot"])
        if not checker.first(kinds.STOCK, entry, key, called):
            continue
        unit = values["unit"] or item.unit
        if unit != item.unit:
            reason = f"{called} is counted in {unit} and kept in {item.unit}: convert it."
            checker.conflict(entry, "other_unit", reason, taken=False)
            continue
        if not values["quantity"]:
            checker.skip(entry, "nothing", f"{called}: there is nothing to enter, the figure is 0.")
            continue
        fields = {
            "item": item.code,
            "item_name": item.name,
            "quantity": {"amount": values["quantity"], "unit": unit},
            "place": Place(location=place.code, name=place.name),
            "lot": values["lot"],
            "counted_on": values["counted_on"] or checker.today,
        }
        if command := checker.made(entry, OpenStock, fields):
            yield Record(kinds.STOCK, key, called, command, entry.file, entry.line)


def stock_key(item: str, location: str, lot: str) -> str:
    return "\n".join((item, location, lot))
