"""Readings: the text of an argument, turned into a small value or into a sentence that helps."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.kernel import Amount, Message
from domain.kernel.measures import PLACES
from domain.kernel.words import NO_CONTROL, ONE_LINE

__all__ = ["NO_CONTROL", "ONE_LINE", "Day", "Said", "Span"]

LONGEST = 60  # No figure, day or period is longer; a longer text is not looked at.
FIGURE = re.compile(r"(-?\d[\d,]*(?:\.\d+)?|-?\.\d+)(?!e\d)\s*([^\W\d]\w{0,11})?", re.IGNORECASE)
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
MONEY = re.compile(r"([A-Za-z]{3}|[$€£¥])?\s*(-?[\d,]*\.?\d+)\s*([A-Za-z]{3}|[$€£¥])?")
ORDER = re.compile(r"(?:PO)?[\s#-]*(\d{1,12})", re.IGNORECASE)
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", re.IGNORECASE)
FEWEST = 4  # Digits: no account and no tax number has fewer.
EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+")
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
YEAR = re.compile(r"\d{4}")
QUARTER = re.compile(r"(\d{4})-?Q([1-4])", re.IGNORECASE)
MONTH = re.compile(r"(\d{4})-(\d{2})")
Day = date


class Said(Message):
    """A number as it was said: its unit or currency is empty where none was named."""

    amount: Amount
    of: str = ""


class Span(Message):
    """A period, both days included."""

    first: date
    last: date


def quantity(value: Any) -> Said:
    if isinstance(value, Said):
        return value
    found = FIGURE.fullmatch(short(value))
    if not found:
        raise ValueError("give a number such as 40, or one with its unit such as 3 BOX.")
    return said(found[1], (found[2] or "").upper())


def money(value: Any) -> Said:
    if isinstance(value, Said):
        return value
    found = MONEY.fullmatch(short(value))
    if not found or (found[1] and found[3]):
        raise ValueError("give an amount such as 4.20, or one with its currency such as 4.20 USD.")
    named = (found[1] or found[3] or "").upper()
    return said(found[2], SIGNS.get(named, named))


def said(figure: str, of: str) -> Said:
    if "," in figure and not GROUPED.fullmatch(figure):
        raise ValueError("write thousands as 1,250 and decimals as 4.20.")
    if len(figure.partition(".")[2].rstrip("0")) > PLACES:
        raise ValueError(f"give at most {PLACES} decimals.")
    try:
        return Said(amount=Decimal(figure.replace(",", "")), of=of)
    except (InvalidOperation, ValueError):
        raise ValueError("this number is larger than any we count with.") from None


def day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(short(value))
    except ValueError:
        raise ValueError("give a day that exists, as 2026-12-01.") from None


def period(value: Any) -> Span:
    """A year, a quarter, a month, a day, or the days from one to another."""
    if isinstance(value, Span):
        return value
    first, two, last = short(value).partition("..")
    try:
        span = Span(first=part(first).first, last=part(last if two else first).last)
    except ValueError:
        raise ValueError("give 2024, 2024-Q1, 2024-05 or 2024-01-01..2024-03-15.") from None
    if span.last < span.first:
        raise ValueError("it ends before it begins.")
    return span


def part(text: str) -> Span:
    if YEAR.fullmatch(text):
        return months(int(text), 1, 12)
    if found := QUARTER.fullmatch(text):
        ends = int(found[2]) * 3
        return months(int(found[1]), ends - 2, ends)
    if found := MONTH.fullmatch(text):
        return months(int(found[1]), int(found[2]), int(found[2]))
    on = date.fromisoformat(text)
    return Span(first=on, last=on)


def months(year: int, first: int, last: int) -> Span:
    if not 1 <= last <= 12:
        raise ValueError("there is no such month")
    ends = monthrange(year, last)[1] if year else 0
    return Span(first=date(year, first, 1), last=date(year, last, ends))


def purchase_order(value: Any) -> str:
    found = ORDER.fullmatch(short(value))
    if not found:
        raise ValueError("give the number of a purchase order, such as PO-7.")
    return f"PO-{int(found[1])}"


def account(value: Any) -> Any:
    """A text that can be the number of an account; whether an IBAN exists, the rules say."""
    if not isinstance(value, str):
        return value
    bare = re.sub(r"[\s./-]|(?i:\biban\b:?)", "", value)
    digits = sum(letter.isdecimal() for letter in bare)
    other = len(bare) - digits
    written = bare.isascii() and bare.isalnum()
    if not written or not (IBAN.fullmatch(bare) or (digits >= FEWEST and other <= digits)):
        raise ValueError("give an IBAN, or an account number as it is written: mostly digits.")
    return value


def tax_id(value: Any) -> Any:
    """A text that can be the number of a taxpayer."""
    if not isinstance(value, str):
        return value
    bare = re.sub(r"[\s./-]", "", value)
    digits = sum(letter.isdecimal() for letter in bare)
    if not (bare.isascii() and digits >= FEWEST and len(bare) - digits <= digits):
        raise ValueError("give a tax number as it is written, such as DE129274202.")
    return value


def email(value: Any) -> Any:
    """A text that can be an address to write to, and no sentence that says where one stands."""
    if isinstance(value, str) and value and not EMAIL.fullmatch(value.strip()):
        raise ValueError("give an e-mail address such as orders@brenner.example.")
    return value


def short(value: Any) -> str:
    """The text of a value, unless it cannot be one of these by its length or its kind."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError("give it as text or as a number.")
    text = str(value).strip()
    if len(text) > LONGEST:
        raise ValueError("this is too long.")
    return text
