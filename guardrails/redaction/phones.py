"""Telephones: which digits of a text may be a number to call, before anybody validates them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.redaction.patterns import words

CANDIDATE = re.compile(
    r"(?<![\w/#_+.,-])(?P<plus>\+|00(?=[1-9]))?\(?\d(?:[ \u00a0./()–-]{0,3}\d){6,15}"
    r"(?![\w/#_-]|[.,]\d)"
)
CUE = words(
    "tel* phone* ph fax telefax telephone* mobile* mobil cell* call* handy fon fernruf"
    " telefon telefono teléfono téléphone hotline dial whatsapp sms ring contact* number"
)
DOCUMENT = re.compile(
    r"(?:^|[^\w])(?:po|so|wo|lot|batch|serial|sn|s/n|gtin|ean|upc|sku|invoice|order|account|acct|qty"
    r"|quantity|item|part|ref|reference|id|no|nr|number|article|material|document|doc|case|ticket"
    r"|tracking|transaction|confirmation|code|iban|rechnung\w*|auftrag\w*|bestell\w*|kunden\w*"
    r"|lief\w*|artikel\w*|steuer\w*|ust\w*|hrb|blz|konto\w*|isbn|asin|zip|plz|vat|tax|model|version)"
    r"[\s.:#()°-]*(?:(?:no|nr|number|id|nummer)\b[\s.:#()°-]*)?$",
    re.IGNORECASE,
)
DATE = re.compile(
    r"(?:(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}|\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)?\d\d)(?!\d)"
)
FIGURE = re.compile(r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?|\d+\.\d{1,2}|\d+(?: \d)*")
CURRENCY = re.compile(r"(?:[$€£¥]|\b(?:usd|eur|gbp|chf))\s*$", re.IGNORECASE)
NEAR, NEARER = 45, 28


@dataclass(frozen=True, slots=True)
class Candidate:
    """Digits that may be a number to call; said to be one, or only looking like one."""

    start: int
    end: int
    text: str
    sure: bool
    """A plus or a word before it says so: its length is enough."""


def candidates(text: str) -> Iterator[Candidate]:
    for found in CANDIDATE.finditer(text):
        start, number = found.start(), found[0]
        before = text[max(0, start - NEAR) : start]
        if found["plus"] == "+":
            yield Candidate(start, found.end(), number, True)
            continue
        if DATE.match(number) or CURRENCY.search(before):
            continue
        if DOCUMENT.search(before[-NEARER:]) and not named(before[-NEARER:]):
            continue
        cued = CUE.search(before) is not None
        if cued or not FIGURE.fullmatch(number):
            yield Candidate(start, found.end(), number, cued)


def named(before: str) -> bool:
    """Whether "number" or "no" in front of it is that of a telephone."""
    return (
        re.search(r"(?:tel\w*|phone|fax|mobile|cell|call)\W*(?:\w+\W+)?$", before, re.I) is not None
    )
