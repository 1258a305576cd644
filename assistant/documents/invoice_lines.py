"""The lines of an invoice on its page: kept where quantity times price is the amount."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.documents.cells import Cell, Row, place
from assistant.documents.columns import Line, lines_of, tables
from assistant.documents.evidence import Found
from assistant.documents.plausible import multiplied
from assistant.documents.spelling import spoken_amount
from assistant.documents.values import AMOUNT

SUMMED, LIKELY = 95, 80
MOST = 2_000
CENT = Decimal("0.02")
NEEDED = frozenset({"quantity", "net"})
COMPLETE = frozenset({"quantity", "price", "net"})
FIGURE = re.compile(r"[-–−]?\d[\d.,'’]*")
NUMBERS = ("quantity", "price", "net", "tax_rate")
UNREAD = "The lines of the table were not understood, so only the totals are given."


def read(
    rows: Sequence[Row], head: Mapping[str, Found]
) -> tuple[tuple[Mapping[str, Found], ...], tuple[str, ...]]:
    """The lines, and a sentence if there is a table of which none is believed."""
    found = [line for table in tables(rows, NEEDED) for line in lines_of(table)]
    lines = [told for line in found[:MOST] if (told := understood(line))]
    if not lines:
        return (), (UNREAD,) if found else ()
    total = sum((Decimal(line["net"].value) for line in lines if "net" in line), Decimal(0))
    if all("net" in line for line in lines) and fits(total, head):
        return tuple(believed(line, SUMMED) for line in lines), ()
    # What does not add up to the total has to add up by itself, line by line.
    if all(set(line) >= COMPLETE and multiplied(line) for line in lines):
        return tuple(believed(line, LIKELY) for line in lines), ()
    return (), (UNREAD,)


def fits(total: Decimal, head: Mapping[str, Found]) -> bool:
    return any(
        abs(total - Decimal(head[name].value)) <= CENT for name in ("net", "gross") if name in head
    )


def believed(line: Mapping[str, Found], confidence: int) -> dict[str, Found]:
    return {name: Found(each.value, each.where, confidence) for name, each in line.items()}


def understood(line: Line) -> dict[str, Found]:
    """The values of a line; one without a quantity, or without any price, is none."""
    told: dict[str, Found] = {}
    for name, cells in line.cells.items():
        found = figure(name, cells) if name in NUMBERS else words(cells)
        if found and found.value:
            told[name] = found
    unit = re.match(r"-?\d[\d.,]*\s+([^\W\d]{1,8})", line.cells["quantity"][0].text)
    if unit and "unit" not in told:
        told["unit"] = Found(unit[1], line.cells["quantity"][0].where(*unit.span(1)))
    return grouped(told) if "quantity" in told and {"net", "price"} & set(told) else {}


def grouped(line: dict[str, Found]) -> dict[str, Found]:
    """3.960 is a little under four or almost four thousand: the amount of the line decides."""
    if set(line) < COMPLETE or multiplied(line):
        return line
    quantity, price, net = (Decimal(line[name].value) for name in ("quantity", "price", "net"))
    if abs(quantity * price * 1000 - net) > CENT:
        return line
    name = "quantity" if quantity % 1 else "price"
    larger = f"{Decimal(line[name].value) * 1000:.2f}".removesuffix(".00")
    return line | {name: replace(line[name], value=larger)}


def figure(name: str, cells: Sequence[Cell]) -> Found | None:
    for cell in cells:
        found = AMOUNT.search(cell.text) if name == "net" else FIGURE.search(cell.text)
        if found and (value := measured(found[0], name)):
            return Found(value, cell.where(*found.span()))
    return None


def measured(text: str, name: str) -> str:
    """A quantity or price may have three decimal places where an amount has two."""
    plain = text.rstrip(".,")
    if name != "net" and re.fullmatch(r"\d{1,3}[.,]\d{3}", plain):
        return spoken_amount(f"{plain}0") or ""
    return spoken_amount(plain)


def words(cells: Sequence[Cell]) -> Found:
    all_of = [word for cell in cells[:3] for word in cell.words]
    return Found(" ".join(word.text for word in all_of), place(all_of))
