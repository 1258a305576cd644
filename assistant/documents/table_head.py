"""What a table says of itself: in columns that repeat one value, or in rows above its headings."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.documents.evidence import Found
from assistant.documents.labels import HEAD, NUMBERS, SELLERS, key, keys
from assistant.documents.spelling import iso_date

NAMES: Mapping[str, frozenset[str]] = {
    "number": NUMBERS,
    "seller": SELLERS | keys("supplier name, vendor name, supplier code, Lieferantenname"),
    **HEAD,
    "order": HEAD["order"] | keys("order, orders, commande, pedido, bestelling, Auftrag, PO-Nr"),
}
DATES = ("issued", "due", "delivered")
LONGEST = 200
Cells = Sequence[Sequence[str]]


def head(above: Cells, headings: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> dict[
    str, Found
]:  # fmt: skip
    """Values of the whole document; a column that says different things says none of them."""
    found = dict(titled(above))
    for place, label in enumerate(headings):
        name = named(label)
        told = [(number, cell(row, place)) for number, row in rows]
        if name and name not in found and told and len({value for _, value in told}) == 1:
            number, value = told[0]
            if value := written(name, value):
                found[name] = Found(value, f"row {number}, column {name}")
    return found


def orders(headings: Sequence[str], row: Sequence[str], number: int) -> dict[str, Found]:
    """The order that one row belongs to, where rows belong to several."""
    for place, label in enumerate(headings):
        if named(label) == "order" and (value := cell(row, place)):
            return {"order": Found(value, f"row {number}, column order")}
    return {}


def titled(above: Cells) -> Iterator[tuple[str, Found]]:
    """Rows of a label and its value: Invoice number; 4711."""
    for number, row in enumerate(above, 1):
        for label, value in pairwise(row):
            name = named(label)
            if name and (told := written(name, " ".join(value.split())[:LONGEST])):
                yield name, Found(told, f"row {number}")


def named(label: str) -> str:
    told = key(label)
    return next((name for name, labels in NAMES.items() if told in labels), "") if told else ""


def cell(row: Sequence[str], place: int) -> str:
    return " ".join(row[place].split())[:LONGEST] if place < len(row) else ""


def written(name: str, value: str) -> str:
    """As the program writes it; a number has a digit, or it is another word."""
    if name in DATES:
        return iso_date(value)
    if name in ("number", "order") and not any(c.isdigit() for c in value):
        return ""
    return value
