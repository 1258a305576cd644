"""Telephones: which digits of a text may be a number to call, before anybody validates them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.redaction.patterns import DOCUMENT_WORDS, NUMBER_BEHIND, words

CANDIDATE = re.compile(
    r"(?<![\w/#_+.,-])(?P<plus>\+|00(?=[1-9]))?\(?\d(?:[ \u00a0./()–-]{0,3}\d){6,15}"
    r"(?![\w/#_-]|[.,]\d)"
)
CUE = words(
    "tel* phone* ph fax telefax telephone* mobile* mobil cell* call* handy fon fernruf"
    " telefon telefono teléfono téléphone hotline dial whatsapp sms ring contact* number"
)
NOT_CALLED = r"account|acct|iban|steuer\w*|ust\w*|blz|konto\w*|vat|tax"
DOCUMENT = re.compile(
    rf"(?<!\w)(?:{DOCUMENT_WORDS}|{NOT_CALLED}){NUMBER_BEHIND}",
    re.IGNORECASE,
)
DATED = re.compile(
    r"(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}|\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d"
)
SHORT_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d\d(?: \d{1,2})?")
AMERICAN = re.compile(r"(?:1[ .-])?\(?[2-9]\d\d\)?[ .-]{1,2}\d{3}[ .-]\d{4}")
FIGURE = re.compile(r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?|\d+\.\d{1,2}|\d+(?: \d)*")
CURRENCY = re.compile(r"(?:[$€£¥]|\b(?:usd|eur|gbp|chf))\s*$", re.IGNORECASE)
ANNOUNCED = re.compile(
    r"(?<!\w)(?:tel|telephone|phone|telefon|fax|telefax|mobile|mobil|cellphone|handy|fon)"
    r"[\s.:#()-]{0,4}(?:(?:no|nr|number|nummer)\b[\s.:#()-]{0,4})?"
    r"(\(?\d(?:[ /-]?\d){4,7})(?![\w/-]|[.,]\d| ?(?:[$€£]|usd|eur|gbp|chf)\b)",
    re.IGNORECASE,
)
"""A short number, of its own town, is one only right behind such a word."""
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
        cued = CUE.search(before) is not None
        if DATED.match(number) or (SHORT_DATE.fullmatch(number) and not cued):
            continue
        if "(" not in number and DOCUMENT.search(before[-NEARER:]) and not named(before[-NEARER:]):
            continue
        formed = AMERICAN.fullmatch(number) is not None
        if cued or formed or not (FIGURE.fullmatch(number) or CURRENCY.search(before)):
            yield Candidate(start, found.end(), number, cued or formed)
    for found in ANNOUNCED.finditer(text):
        yield Candidate(*found.span(1), found[1], True)


def named(before: str) -> bool:
    """Whether "number" or "no" in front of it is that of a telephone."""
    return (
        re.search(r"(?:tel\w*|phone|fax|mobile|cell|call)\W*(?:\w+\W+)?$", before, re.I) is not None
    )
