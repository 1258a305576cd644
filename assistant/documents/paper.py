"""What a page is: an invoice, a credit note or a delivery note, and how many of them."""

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.documents import delivery_note, invoice_lines
from assistant.documents.cells import Row, rows_of
from assistant.documents.evidence import Evidence, Kind
from assistant.documents.invoice_sums import totals_of
from assistant.documents.invoice_text import head_of, number
from assistant.documents.labels import key
from assistant.documents.seen import Seen, Unreadable

CREDIT = re.compile(
    r"(?:creditnote|creditmemo|gutschrift|avoir|notadicredito|creditnota|creditfactuur"
    r"|notadecredito)(?:$|n[or]|#)"
)
INVOICE = re.compile(
    r"(?:rechnung|rechnungskorrektur|invoice|facture|fattura|factuur|factura|rectificativa)(?:$|n[or]|#)"
)
LONGEST_TITLE = 40
NEEDED = frozenset({"number", "gross", "net", "payable"})
TITLE = 25
"""Rows from the top in which a document says what it is."""
NEITHER = (
    "The file is neither an invoice nor a delivery note as far as it can be read: no number and no "
    "total stand in it."
)


def documents(seen: Seen) -> tuple[Evidence, ...]:
    """One piece of evidence for each document: a new number on a new page begins another."""
    rows = rows_of(seen)
    found = [each for part in parts(rows) if (each := document(part))]
    if not found:
        raise Unreadable(NEITHER)
    return tuple(found)


def parts(rows: Sequence[Row]) -> list[list[Row]]:
    whole: list[list[Row]] = []
    current = ""
    for _, group in groupby(rows, key=lambda row: row.page):
        page = list(group)
        named, _dated = number(page)
        told = key(named.value) if named else ""
        if whole and (not told or not current or told == current):
            whole[-1].extend(page)
        else:
            whole.append(page)
        current = told or current
    return whole


def document(rows: Sequence[Row]) -> Evidence | None:
    totals, taxes = totals_of(rows)
    kind = title(rows)
    if not kind and "gross" not in totals and delivery_note.titled(rows):
        return delivery_note.read(rows)
    head = head_of(rows) | totals
    if not NEEDED & set(head) and not kind:
        return None
    lines, warnings = invoice_lines.read(rows, head)
    return Evidence(kind or "invoice", head, lines, taxes, warnings)


def title(rows: Sequence[Row]) -> Kind | None:
    """What the first title says, however wide its letters are set."""
    for row in rows[:TITLE]:
        for cell in row.strips:
            told = re.sub(r"\d.*", "", key(cell.text))
            if len(told) > LONGEST_TITLE:
                continue
            if CREDIT.search(told):
                return "credit_note"
            if INVOICE.search(told):
                return "invoice"
    return None
