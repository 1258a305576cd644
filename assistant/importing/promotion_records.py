"""Promotion records: a head and the rows of its products become one promotion, taken over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from assistant.importing.sales_kinds import PROMOTED, PROMOTIONS
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import TakeOverPromotion

HUNDRED = Decimal(100)
Values = Mapping[str, Any]


def promotions(
    checker: Checker, heads: Iterable[Entry], lines: Iterable[Entry]
) -> Iterator[Record]:
    """Each promotion with those of its products that can be read; the others are told of."""
    grouped: dict[str, list[Entry]] = defaultdict(list)
    for line in lines:
        grouped[line.values.get("promotion", "").strip()].append(line)
    for head in heads:
        rows = grouped.pop(head.values.get("promotion", "").strip(), [])
        values = checker.read(PROMOTIONS, head)
        if values and (record := taken(checker, head, values, rows)):
            yield record
    for number, rest in grouped.items():
        for line in rest:
            reason = f"There is no promotion {number} in the other file."
            checker.skip(line, "unknown_promotion", reason)


def taken(checker: Checker, head: Entry, values: Values, lines: list[Entry]) -> Record | None:
    """The promotion of these rows, unless one of the house's own rules refuses it."""
    code, name = values["promotion"], values["name"]
    if not checker.first(PROMOTIONS, head, code, f"{name} ({code})"):
        return None
    chosen = [product for line in lines if (product := promoted(checker, line))]
    names = ("promotion", "name", "first_on", "last_on", "from_quantity", "to_quantity")
    fields = {
        **{field: values[field] for field in names},
        "planned_on": values["first_on"],
        "percent_off": values["off"] * HUNDRED,
        "buyers": {"kind": values["buyers"]},
        "products": sorted(chosen, key=lambda each: each["product"]),
    }
    command = checker.made(head, TakeOverPromotion, fields)
    if command is None or checker.decided(head, promotion, promotion.initial, command) is None:
        return None
    rows = 1 + len(chosen)
    return Record(PROMOTIONS, code, name, command, head.file, head.line, rows)


def promoted(checker: Checker, line: Entry) -> dict[str, str] | None:
    values = checker.read(PROMOTED, line)
    product = values and checker.refer(checker.books.products, line, "product", values["product"])
    if not values or not product:
        return None
    key = f"{values['promotion']}\n{product.code}"
    if not checker.first(PROMOTED, line, key, f"{product.name} under {values['promotion']}"):
        return None
    return {
        "product": product.code,
        "product_name": product.name,
        "item": product.item,
        "category": product.category,
    }
