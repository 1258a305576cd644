"""Invoices of others with their true values, and whether a value stands on the visible page."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import _foreign as foreign

from assistant.documents.evidence import Evidence
from assistant.documents.labels import key
from assistant.documents.parties import FORM
from assistant.documents.spelling import MONTHS

FOLDER = foreign.DATA / "invoices"
FIELDS = {
    "number": "invoice_number",
    "issued": "issue_date",
    "due": "due_date",
    "delivered": "delivery_date",
    "seller": "seller_name",
    "seller_tax_id": "seller_vat_id",
    "buyer": "buyer_name",
    "iban": "iban",
    "currency": "currency",
    "net": "net_total",
    "tax": "tax_total",
    "gross": "gross_total",
    "payable": "due_payable",
}
CREDITS = ("381", "TD04")


@dataclass(frozen=True, eq=False)
class Sample:
    """One file, and what its maker says that it says."""

    path: Path
    row: Mapping[str, str]

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    @property
    def half(self) -> int:
        """Files that show the same invoice are in the same half."""
        return int(hashlib.sha256(self.row["document_group"].encode()).hexdigest(), 16) % 2

    def truth(self, field: str) -> str:
        told = self.row[FIELDS[field]]
        return re.sub(r"\s", "", told) if field == "iban" else told


def samples(kind: str) -> Iterator[Sample]:
    with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == kind:
                yield Sample(FOLDER / row["path"], row)


def judged(sample: Sample, field: str, told: Evidence | None, page: str | None) -> str:
    """Right, wrong, missing, beyond what is known, or other on the page than in the XML."""
    truth = sample.truth(field)
    found = told.head[field].value if told and field in told.head else ""
    if field == "seller_tax_id" and truth and not truth[:2].isalpha():
        return "set aside"  # The list names a local tax number where the file has a VAT number.
    if found and truth and same(field, found, truth):
        return "right"
    if page is not None and truth and not stands(field, truth, page):
        return "other on page" if found else "not on page"
    if not truth:
        return "beyond" if found else "none"
    return "wrong" if found else "missing"


def judged_kind(sample: Sample, told: Evidence | None) -> str:
    if not told:
        return "missing"
    expected = "credit_note" if sample.row["type_code"] in CREDITS else "invoice"
    return "right" if told.kind == expected else "wrong"


def judged_lines(sample: Sample, told: Evidence | None) -> str:
    truth, found = int(sample.row["lines"] or 0), len(told.lines) if told else 0
    if truth == found:
        return "right" if truth else "none"
    if not truth:
        return "beyond"
    return "wrong" if found else "missing"


def same(field: str, found: str, truth: str) -> bool:
    if field in ("net", "tax", "gross", "payable"):
        return Decimal(found) == Decimal(truth)
    if field in ("seller", "buyer"):  # "Au bon moulin SARL" is Au bon moulin.
        return key(FORM.sub("", found)) == key(FORM.sub("", truth))
    return found == truth


def stands(field: str, truth: str, page: str) -> bool:
    """Whether the value is on the page in any usual spelling; asks nothing of what is measured."""
    squeezed = re.sub(r"\s", "", page).casefold()
    if field in ("issued", "due", "delivered"):
        return any(spelling in squeezed for spelling in spellings(date.fromisoformat(truth)))
    if field in ("net", "tax", "gross", "payable"):
        cents = f"{abs(Decimal(truth)):.2f}".replace(".", "[.,]")
        return bool(re.search(rf"(?<!\d){cents}(?!\d)", re.sub(r"[.,' ](?=\d{3})", "", page)))
    if field == "currency":
        return truth.casefold() in squeezed or (truth == "EUR" and "€" in squeezed)
    return key(FORM.sub("", truth)) in key(page) if field in ("seller", "buyer") else (
        re.sub(r"\s", "", truth).casefold() in squeezed
    )  # fmt: skip


def spellings(day: date) -> Iterator[str]:
    yield day.isoformat()
    for form in ("{d:02}{m}{mm:02}{m}{y}", "{d}{m}{mm}{m}{y}", "{d:02}{m}{mm:02}{m}{yy:02}"):
        for mark in "./-":
            yield form.format(d=day.day, mm=day.month, y=day.year, yy=day.year % 100, m=mark)
    for name, month in MONTHS.items():
        if month == day.month:
            yield f"{day.day}.{name}{day.year}"
            yield f"{day.day}{name}{day.year}"
