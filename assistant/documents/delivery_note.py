"""Delivery notes: which order they belong to, and which articles came in which number."""

import re
from collections.abc import Mapping, Sequence

from assistant.documents.cells import Row
from assistant.documents.columns import Line, lines_of, tables
from assistant.documents.evidence import Evidence, Found
from assistant.documents.invoice_lines import figure, words
from assistant.documents.invoice_text import numbered
from assistant.documents.labelled import agreed, at_start, values
from assistant.documents.labels import HEAD, keys
from assistant.documents.parties import parties
from assistant.documents.values import dates

LIKELY = 85
MOST = 2_000
TITLE = 25
NEEDED = frozenset({"quantity"})
TITLED = re.compile(
    r"(?:delivery (?:note|slip|ticket)|packing (?:slip|list|note)|lieferschein|warenbegleitschein"
    r"|bon de livraison|bordereau de livraison|documento di trasporto|d\.?d\.?t\.?(?=\W|$)"
    r"|bolla di consegna|pakbon|leverbon|vrachtbrief|albar[aá]n|nota de entrega)",
    re.I,
)
NUMBERS = keys(
    "delivery note, delivery note no, delivery note number, delivery note #, packing slip, packing"
    " list, packing slip no, delivery no, delivery number, Lieferschein, Lieferschein-Nr"
    ", Lieferscheinnummer, Lieferschein Nr, Lieferschein Nummer, bon de livraison",
    "bon de livraison n°, n° de bon de livraison, documento di trasporto, documento di trasporto n",
    "DDT, DDT n, numero DDT, pakbon, pakbonnummer, pakbon nr, albarán, albarán n°, n° de albarán",
)
DATES = keys("date, Datum, data, fecha, shipped on, Versanddatum, ship date, date d'expédition")
NOTHING = "The delivery note lists no article that could be read. Enter what came by hand."


def titled(rows: Sequence[Row]) -> bool:
    """Whether a title says so, other than the label of a number or a date."""
    return any(
        TITLED.match(cell.text) and len(cell.words) <= 6
        for row in rows[:TITLE]
        for cell in row.cells[:3]
    )


def read(rows: Sequence[Row]) -> Evidence:
    found: dict[str, Found | None] = {
        "number": agreed(values(rows, NUMBERS, numbered)),
        "order": agreed(values(rows, HEAD["order"], numbered)),
        "delivered": agreed(values(rows, HEAD["delivered"], at_start(dates))),
        "issued": agreed(values(rows, DATES, at_start(dates))),
        **parties(rows),
    }
    head = {name: each for name, each in found.items() if each}
    listed = [line for table in tables(rows, NEEDED) for line in lines_of(table)]
    lines = tuple(told for line in listed[:MOST] if (told := article(line)))
    return Evidence("delivery_note", head, lines, warnings=() if lines else (NOTHING,))


def article(line: Line) -> Mapping[str, Found]:
    """What came; a line without a name and without a number of pieces is none."""
    quantity = figure("quantity", line.cells.get("quantity", []))
    told = {
        name: words(line.cells[name])
        for name in ("position", "item", "description", "unit")
        if name in line.cells
    }
    if not quantity or not {"item", "description"} & set(told):
        return {}
    found = told | {"quantity": quantity}
    unit = re.match(r"-?\d[\d.,]*\s+([^\W\d]{1,8})", line.cells["quantity"][0].text)
    if unit and "unit" not in found:
        found["unit"] = Found(unit[1], line.cells["quantity"][0].where(*unit.span(1)))
    return {name: Found(each.value, each.where, LIKELY) for name, each in found.items()}
