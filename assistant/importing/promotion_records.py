"""Promotion records: a head and the rows of its products become one promotion, taken over."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from assistant.importing.lines import Lines
from assistant.importing.sales_kinds import PROMOTED, PROMOTIONS
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import TakeOverPromotion

HUNDRED = Decimal(100)


def promotions(
    checker: Checker, heads: Iterable[Entry], lines: Iterable[Entry]
) -> Iterator[Record]:
    """Each promotion with those of its products that can be read; the others are told of."""
    grouped = Lines.of("promotion", "promotion", lines)
    for head in heads:
        if record := taken(checker, head, grouped.under(head)):
            yield record
    grouped.tell_of_others(checker)


def taken(checker: Checker, head: Entry, lines: Sequence[Entry]) -> Record | None:
    """The promotion of these rows, unless one of the house's own rules refuses it."""
    values = checker.read(PROMOTIONS, head)
    if values is None:
        return None
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
    known = checker.naming(PROMOTED, line, "product", checker.books.products)
    if known is None:
        return None
    values, product = known
    key = f"{values['promotion']}\n{product.code}"
    if not checker.first(PROMOTED, line, key, f"{product.name} under {values['promotion']}"):
        return None
    return {
        "product": product.code,
        "product_name": product.name,
        "item": product.item,
        "category": product.category,
    }
