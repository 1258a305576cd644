"""Lines of goods in a table: CSV of whatever separator and encoding, or the sheet of a workbook."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.documents.columns import heading
from assistant.documents.evidence import Evidence, Found
from assistant.documents.grid import column_of, row_of
from assistant.documents.labels import TOTALS, WEAK, key
from assistant.documents.seen import Unreadable, Word
from assistant.documents.spelling import spoken_amount
from assistant.documents.table_head import head, orders

MOST_LINES = 10_000
WIDEST = 100
LONGEST = 300
SEPARATORS = (";", "\t", ",", "|")
FIGURES = ("quantity", "price", "net", "tax_rate")
MEASURED = re.compile(r"(-?\d[\d.,' ]*?) ?([^\W\d_]{1,8})\.?")
HEADINGS = 10
"""Rows in which the headings may stand: some programs write a title above them."""
LONG = (
    "The table has {count:,} lines; at most {most:,} are read as one document. Import it as data "
    "instead."
)
SUMS = "Rows that say what others come to were taken for no lines: {rows}."
MOST_NAMED = 10
SUMMED = frozenset().union(*TOTALS.values(), *WEAK.values())
UNCLEAR = "In {lines} a number could be read in two ways or in none; it was left out there."


def read(content: bytes) -> Evidence | None:
    """The table, or None if the file is no table of goods."""
    text = decoded(content)
    separator, at, columns = headings(text)
    if not {"quantity"} <= set(columns) or not {"item", "description"} & set(columns):
        return None
    rows = parsed(text, separator)
    numbered = [
        (number, row)
        for number, row in enumerate(rows[at + 1 :], at + 2)
        if any(cell.strip() for cell in row)
    ]
    if len(numbered) > MOST_LINES:
        raise Unreadable(LONG.format(count=len(numbered), most=MOST_LINES))
    sums = [number for number, row in numbered if total(row, columns)]
    goods = [(number, row) for number, row in numbered if number not in sums]
    comma = decimal_comma([row for _, row in numbered], columns)
    lines = [line(row, number, columns, comma) for number, row in goods]
    said = head(rows[:at], rows[at], goods)
    told = tuple(
        found | ({} if "order" in said else orders(rows[at], row, number))
        for (found, _), (number, row) in zip(lines, goods, strict=True)
        if found
    )
    warnings = tuple(remarks(sum(lost for _, lost in lines), sums))
    return Evidence("table", said, told, warnings=warnings)


def remarks(unclear: int, sums: Sequence[int]) -> Iterator[str]:
    if unclear:
        yield UNCLEAR.format(lines="one line" if unclear == 1 else f"{unclear:,} lines")
    if sums:
        yield SUMS.format(rows=", ".join(map(str, sums[:MOST_NAMED])))


def total(row: Sequence[str], columns: Mapping[str, int]) -> bool:
    """Whether a row is what the others come to: it is called so, and has no quantity."""
    first = re.split(r"[:\d]", next(filter(str.strip, row)))[0]
    at = columns["quantity"]
    return key(first) in SUMMED and not (at < len(row) and row[at].strip())


def of_grid(words: Sequence[Word]) -> Evidence | None:
    """One sheet of a workbook, or a table of a document, if it is a table of goods."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter="\t")
    before = 0
    for number, cells in rows_in(words):
        blanks = min(max(number - before - 1, 0), HEADINGS)
        writer.writerows([[]] * blanks)
        before = number
        writer.writerow([cells.get(at, "") for at in range(1, min(max(cells), WIDEST) + 1)])
    return read(file.getvalue().encode())


def rows_in(words: Sequence[Word]) -> Iterator[tuple[int, dict[int, str]]]:
    """Each row with its cells, by the numbers that they have in the file."""
    rows: dict[int, dict[int, list[str]]] = {}
    for word in words:
        cells = rows.setdefault(row_of(word.place), {})
        cells.setdefault(column_of(word.place), []).append(word.text)
    for number, cells in sorted(rows.items()):
        yield number, {column: " ".join(told) for column, told in cells.items()}


def decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("windows-1252", errors="replace")


def parsed(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error as wrong:
        raise Unreadable("The table is damaged. Save it as CSV anew and send it.") from wrong


def headings(text: str) -> tuple[str, int, dict[str, int]]:
    """The separator with which most headings are known, their row, and where each one stands."""
    start = "\n".join(text.splitlines()[:HEADINGS])
    best: tuple[str, int, dict[str, int]] = (",", 0, {})
    for separator in SEPARATORS:
        for number, row in enumerate(parsed(start, separator)):
            columns: dict[str, int] = {}
            for place, cell in enumerate(row[:WIDEST]):
                if name := heading(cell.strip()):
                    columns.setdefault(name, place)
            if len(columns) > len(best[2]):
                best = (separator, number, columns)
    return best


def decimal_comma(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> bool | None:
    """Whether this file writes 1,5 or 1.5: one clear number decides for all of it."""
    votes = {"comma": 0, "point": 0}
    for row in rows:
        for name in FIGURES:
            text = row[columns[name]].strip() if columns.get(name, WIDEST) < len(row) else ""
            clear = re.fullmatch(r"-?(?:\d+|\d{1,3}(?:[.,]\d{3})+)([.,])(?:\d{1,2}|\d{4,})", text)
            if clear:
                votes["comma" if clear[1] == "," else "point"] += 1
    if bool(votes["comma"]) == bool(votes["point"]):
        return None
    return votes["comma"] > 0


def line(
    row: Sequence[str], number: int, columns: Mapping[str, int], comma: bool | None
) -> tuple[dict[str, Found], bool]:
    found: dict[str, Found] = {}
    lost = False
    for name, place in columns.items():
        text = " ".join(row[place].split())[:LONGEST] if place < len(row) else ""
        bare = name == "quantity" and "unit" not in columns
        if bare and (measured := MEASURED.fullmatch(text)):
            text = measured[1]
            found["unit"] = Found(measured[2], f"row {number}, column quantity")
        value = figure(text, comma) if name in FIGURES else text
        lost = lost or bool(text and not value)
        if value:
            found[name] = Found(value, f"row {number}, column {name.replace('_', ' ')}")
    return (found if {"item", "description"} & set(found) else {}), lost


def figure(text: str, comma: bool | None) -> str:
    """A number by the habit of its file; without any habit only one that can mean one thing."""
    plain = re.sub(r"[€£$%]|EUR|USD|GBP|CHF", "", text).strip()
    if comma is None:
        return spoken_amount(plain)
    mark, other = (",", ".") if comma else (".", ",")
    if not re.fullmatch(rf"-?\d+(?:[{other}' ]\d{{3}})*(?:\{mark}\d+)?", plain):
        return ""
    whole = re.sub(rf"[{other}' ]", "", plain).replace(mark, ".")
    # Two zeroes more change nothing but make the mark a decimal one beyond doubt.
    return spoken_amount(f"{whole}0" if re.search(r"\.\d{3}$", whole) else whole)
