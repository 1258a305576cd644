"""Catalogue records: rows of products and of their prices become listings and base prices."""

from collections.abc import Iterable, Iterator
from typing import Any

from assistant.importing.books import Known
from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from assistant.importing.master_records import named
from assistant.importing.sales_kinds import PRICES, PRODUCTS
from domain.category.base_price import SetBasePrice, base_price
from domain.category.product import ListProduct
from domain.kernel.words import day


def products(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    for entry in entries:
        found = checker.naming(PRODUCTS, entry, "item", checker.books.items)
        if found is None:
            continue
        values, item = found
        code, name = values["product"], values["name"]
        if not checker.first(PRODUCTS, entry, code, f"{name} ({code})"):
            continue
        fields = {
            "product": code,
            "name": name,
            "category": values["category"],
            "description": values["description"],
            "item": item.code,
            "unit": item.unit,
        }
        if command := checker.made(entry, ListProduct, fields):
            known = Known(code, name, item.unit, command.category, item=item.code)
            named(checker, checker.books.products, entry, known)
            yield Record(
                PRODUCTS, code, name, command, entry.file, entry.line, hold=values["ended"]
            )


def prices(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    """In order of time: each price is decided on the day from which it holds."""
    read = ((entry, checker.read(PRICES, entry)) for entry in entries)
    found = [(entry, values) for entry, values in read if values is not None]
    states: dict[str, Any] = {}
    for entry, values in sorted(found, key=lambda pair: pair[1]["effective_from"]):
        product = checker.refer(checker.books.products, entry, "product", values["product"])
        since = values["effective_from"]
        if not product:
            continue
        called = f"The price of {product.name} from {day(since)} on"
        key = price_key(product.code, since.isoformat())
        if not checker.first(PRICES, entry, key, called):
            continue
        fields = {
            "product": product.code,
            "product_name": product.name,
            "unit": product.unit,
            "item": product.item,
            "price": checker.money(values["price"], values["currency"]),
            "effective_from": since,
            "decided_on": since,
            "reason": values["reason"],
        }
        command = checker.made(entry, SetBasePrice, fields)
        if command is None:
            continue
        before = states.get(product.code, base_price.initial)
        after = checker.decided(entry, base_price, before, command)
        if after is not None:
            states[product.code] = after
            yield Record(PRICES, key, called, command, entry.file, entry.line)


def price_key(product: str, since: str) -> str:
    return f"{product}\n{since}"
