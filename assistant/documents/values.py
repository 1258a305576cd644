"""What dates, amounts, accounts and tax numbers look like in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.documents.plausible import sound_account
from assistant.documents.spelling import iso_date, spoken_amount

MINUS = "-–−"
AMOUNT = re.compile(
    rf"(?<![\w.,/])(?<!\d[{MINUS}])[{MINUS}(]?\s?"
    r"(?:\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+|\d+)[.,]\d{2}(?![\d.,]*\d)(?!\s?%)"
    rf"(?:\)|\s?[{MINUS}](?![\w\s]))?"
)
DATE = re.compile(
    r"(?<![\w.])(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}"
    r"|\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?(?:(?:19|20)\d\d|\d\d)"
    r"|\d{1,2}(?:\.|st|nd|rd|th|er)?\s?(?:de |-)?[^\W\d_]{3,10}\.?\s?(?:de |-)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d)(?!\w)",
    re.I,
)
ACCOUNT = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}(?![a-z])")
LENGTHS = (
    "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 "
    "IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 TR26"
)
ACCOUNT_LENGTHS = {told[:2]: int(told[2:]) for told in LENGTHS.split(" ")}
TAX_NUMBER = re.compile(
    r"(?<![A-Z0-9])(?:ATU ?\d{8}|BE ?[01]\d{3}[ .]?\d{3}[ .]?\d{3}|CHE[- ]?\d{3}\.?\d{3}\.?\d{3}"
    r"|DE ?\d{3} ?\d{3} ?\d{3}|DK ?\d{8}|EL ?\d{9}|ES ?[A-Z0-9]\d{7}[A-Z0-9]|FI ?\d{8}"
    r"|FR ?[A-Z0-9]{2} ?\d{3} ?\d{3} ?\d{3}|GB ?\d{3} ?\d{4} ?\d{2}|IE ?\d[A-Z0-9+*]\d{5}[A-Z]{1,2}"
    r"|IT ?\d{11}|LU ?\d{8}|NL ?\d{9}B\d{2}|PL ?\d{10}|PT ?\d{9}|SE ?\d{12}|CZ ?\d{8,10})"
    r"(?![A-Z0-9])"
)
SERIES = re.compile(r"([A-Z]{1,5}) (?=\d)")
"""The letters before a number, as in RE 88-2207."""
NUMBER = re.compile(r"[A-Za-z0-9][\w./-]*(?:\s?/\s?\w*\d\w*)?")
SIGNS = {"€": "EUR", "£": "GBP"}
KNOWN = (
    "AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR ISK JPY KRW MXN NOK NZD PLN RON SEK "
    "SGD TRY USD ZAR"
)
CODES = frozenset(KNOWN.split(" "))


@dataclass(frozen=True)
class Piece:
    """A value in a text, and from where to where it reaches."""

    value: str
    start: int
    end: int


def amounts(text: str) -> Iterator[Piece]:
    for found in AMOUNT.finditer(text):
        if value := spoken_amount(found[0]):
            yield Piece(value, *found.span())


def dates(text: str) -> Iterator[Piece]:
    for found in DATE.finditer(text):
        if value := iso_date(found[0]):
            yield Piece(value, *found.span())


def accounts(text: str) -> Iterator[Piece]:
    """Account numbers with sound check digits; what follows one is not swallowed."""
    for found in ACCOUNT.finditer(text):
        length, kept = ACCOUNT_LENGTHS.get(found[0][:2]), ""
        for at, letter in enumerate(found[0], 1):
            kept += letter if letter.isalnum() else ""
            if len(kept) == length and sound_account(kept):
                yield Piece(kept, found.start(), found.start() + at)
                break


def tax_numbers(text: str) -> Iterator[Piece]:
    for found in TAX_NUMBER.finditer(text):
        yield Piece(re.sub(r"[\s.-]", "", found[0]), *found.span())


def number_at(text: str, start: int = 0) -> Piece | None:
    """A number of a document: it has a digit, and is neither date nor amount."""
    series = SERIES.match(text, start)
    if series and series[1] not in CODES and (piece := number_at(text, series.end())):
        return Piece(f"{series[0]}{piece.value}", series.start(), piece.end)
    found = NUMBER.match(text, start)
    if not found or not re.search(r"\d", found[0]):
        return None
    told = found[0].rstrip("./-")
    end = found.start() + len(told)
    later = text[found.start() :]
    if DATE.match(later) or AMOUNT.match(later) or re.match(r"\s?[%€]", text[end:]):
        return None
    return Piece(told, found.start(), end)


def accounts_in(text: str) -> list[str]:
    return list(dict.fromkeys(piece.value for piece in accounts(text)))


def amounts_in(text: str) -> set[Decimal]:
    return {abs(Decimal(piece.value)) for piece in amounts(text)}


def codes_in(text: str) -> list[str]:
    """The currencies that are named anywhere, as over a column of amounts."""
    signs = [SIGNS[letter] for letter in text if letter in SIGNS]
    return signs + [word for word in re.findall(r"(?<!\w)[A-Z]{3}(?!\w)", text) if word in CODES]


def currencies_in(text: str) -> list[str]:
    """The currencies that stand at an amount."""
    found = []
    for piece in amounts(text):
        before, after = text[: piece.start].rstrip()[-3:], text[piece.end :].lstrip()[:3]
        found += [SIGNS[sign] for sign in (before[-1:], after[:1]) if sign in SIGNS]
        found += [code for code in (before, after) if code in CODES]
    return found
