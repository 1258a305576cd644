"""A document as it was read: its pages with numbered boxes, and beside them each value."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.as_written import AMOUNTS, LABELS, NOTED, grouped, money, written
from assistant.capturing.reread import Reread
from assistant.cards.page import dressed
from assistant.documents.evidence import Evidence, Found
from assistant.documents.page_picture import Picture
from assistant.places import BOX, anchor, in_words

ABOUT = {
    "no_order": "order",
    "unknown_order": "order",
    "other_supplier": "order",
    "order_not_placed": "order",
    "other_currency": "gross",
    "unknown_supplier": "seller",
    "supplier_on_hold": "seller",
    "other_tax_id": "seller_tax_id",
    "iban_wrong": "iban",
    "other_account": "iban",
    "account_unknown": "iban",
    "shared_account": "iban",
    "account_lately": "iban",
    "wrong_sum": "net",
    "wrong_tax": "tax",
    "wrong_tax_sum": "tax",
    "wrong_total": "gross",
    "perhaps_twice": "number",
    "due_before_issue": "due",
}
"""Which value each check is about; the others are about the whole."""
SURE = 80  # Of a hundred; below it a person compares with the page before signing.
UNSURE = "Hard to read. Compare it with the page before you sign."
NOTHING = "Reading it records nothing; what follows from it is a draft."
MOST_LINES = 40
WORDS = ("description", "item")
AROUND = 2.0  # Points between a value and its box.
Told = tuple[str, str, str, Sequence[Found]]
"""The name of a value, its label, its text, and what it was read as, the place of it first."""


@dataclass(frozen=True)
class Value:
    """One value with its number, which stands beside it and on its box."""

    n: int
    label: str
    text: str
    where: str
    confidence: int
    tone: str = ""
    why: str = ""
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    anchors: tuple[str, ...] = ()
    """What links to this value end with; of two values at one place the first has them."""


@dataclass(frozen=True)
class Sheet:
    """A page, and the values on it."""

    page: int
    width: float
    height: float
    source: str
    values: Sequence[Value] = field(default_factory=tuple)


def as_read(read: Reread, card: Mapping[str, Any] | None, file: str) -> dict[str, Any]:
    """All that the page shows; the draft only where it was made from this very file."""
    links = [origin["link"] for origin in card["origins"]] if card else []
    made = card if any(file in link for link in links) else None
    found = values(read.found, doubts_of(made, read.found) if made else {})
    told = {
        "summary": summary(found),
        "found": found,
        "sheets": [sheet(picture, found) for picture in read.pictures],
        "hidden": read.hidden,
        "warnings": list(dict.fromkeys(w for each in read.found for w in each.warnings)),
        "file": file,
    }
    return told | (dressed(made) if made else {"card": None})


def doubts_of(card: Mapping[str, Any], read: Sequence[Evidence] = ()) -> dict[str, str]:
    """What the checks say of a single value or line, beside it."""
    told: dict[str, str] = {}
    for doubt in (*card["red_flags"], *card["cautions"]):
        if name := ABOUT.get(doubt.get("code", "")) or line_in(doubt["bold"], read):
            told.setdefault(name, " ".join(filter(None, (doubt["bold"], doubt["text"]))))
    return told


def line_in(bold: str, read: Sequence[Evidence]) -> str:
    """The line that a sentence begins with, as "Calf hide is billed 5 % above the order"."""
    for each in read:
        for index, line in enumerate(each.lines[:MOST_LINES]):
            if any(n in line and bold.startswith(f"{line[n].value} ") for n in WORDS):
                return f"lines.{index}"
    return ""


def values(read: Sequence[Evidence], doubts: Mapping[str, str]) -> list[Value]:
    """Numbered in the order of reading; `doubts` are what checks say of a value, by its name."""
    found = [told for evidence in read for told in (*head(evidence), *lines(evidence))]
    pointed: set[str] = set()
    told: list[Value] = []
    for n, (name, label, text, parts) in enumerate(found, 1):
        anchors = dict.fromkeys(anchor(part.where) for part in parts)
        new = tuple(each for each in anchors if each not in pointed)
        pointed.update(new)
        told.append(replace(value(n, name, label, text, parts[0], doubts), anchors=new))
    return told


def head(evidence: Evidence) -> Iterator[Told]:
    currency = currency_of(evidence)
    labels = LABELS | (NOTED if evidence.kind == "delivery_note" else {})
    for name, label in labels.items():
        if name not in evidence.head or (name == "currency" and AMOUNTS & set(evidence.head)):
            continue  # A currency stands beside each amount already.
        found = evidence.head[name]
        yield name, label, written(name, found.value, currency), [found]


def currency_of(evidence: Evidence) -> str:
    return evidence.head["currency"].value if "currency" in evidence.head else ""


def lines(evidence: Evidence) -> Iterator[Told]:
    for index, line in enumerate(evidence.lines[:MOST_LINES]):
        told = [line[n] for n in (*WORDS, "quantity", "price", "net") if n in line]
        if told:
            yield f"lines.{index}", named(line), summed(line, currency_of(evidence)), told


def named(line: Mapping[str, Found]) -> str:
    return " ".join(line[name].value for name in ("item", "description") if name in line) or "Line"


def summed(line: Mapping[str, Found], currency: str) -> str:
    """40 EA × €20.50 = €820.00, as far as the document says it."""
    said = {name: found.value for name, found in line.items()}
    quantity = " ".join(filter(None, (grouped(said.get("quantity", "")), said.get("unit"))))
    price, net = (money(said[n], currency) if n in said else "" for n in ("price", "net"))
    product = " × ".join(filter(None, (quantity, price)))
    return " = ".join(filter(None, (product, net)))


def value(
    n: int, name: str, label: str, text: str, found: Found, doubts: Mapping[str, str]
) -> Value:
    placed = BOX.search(found.where)
    page, box = (int(placed[1]), sides(placed)) if placed else (0, None)
    where = in_words(found.where)
    tone, why = "bad" if name in doubts else "", doubts.get(name, "")
    if not tone and found.confidence < SURE:
        tone, why = "low", UNSURE
    return Value(n, label, text, where, found.confidence, tone, why, page, box)


def sides(placed: re.Match[str]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (float(placed[at]) for at in range(2, 6))
    wide, high = right - left + 2 * AROUND, bottom - top + 2 * AROUND
    return left - AROUND, top - AROUND, max(wide, AROUND), max(high, AROUND)


def sheet(picture: Picture, found: Sequence[Value]) -> Sheet:
    source = f"data:{picture.kind};base64,{b64encode(picture.content).decode('ascii')}"
    here = [each for each in found if each.page == picture.page]
    return Sheet(picture.page, picture.width, picture.height, source, here)


def summary(found: Sequence[Value]) -> str:
    """9 values found. 2 differ, 1 is hard to read. Nothing is recorded by reading."""
    bad = sum(each.tone == "bad" for each in found)
    low = sum(each.tone == "low" for each in found)
    count = f"{len(found)} value{'' if len(found) == 1 else 's'} found."
    parts = [f"{bad} to look at" if bad else "", f"{low} hard to read" if low else ""]
    told = ", ".join(filter(None, parts))
    return " ".join(filter(None, (count, f"{told}." if told else "", NOTHING)))
