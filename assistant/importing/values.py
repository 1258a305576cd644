"""Values: what the texts in a file mean, or one plain sentence why a text means nothing."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

PLAIN = re.compile(r"-?\d{0,15}\.?\d{0,10}")
DIGITS = re.compile(r"\d+")
GROUPED = re.compile(r"-?\d{1,3}(?:([ ,.'’\u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
CURRENCY = re.compile(r"^[A-Z]{3}\s+|\s+[A-Z]{3}$|[$€£¥]\s*")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
OTHER_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ].*)?")
CODE = re.compile(r"\w[\w ./#+&-]{0,39}")
ABSURD = Decimal(100_000_000)  # Nobody counts, orders or pays so much in one row.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
YES = frozenset({"1", "y", "yes", "true", "t", "ja", "oui", "si", "x"})
NO = frozenset({"0", "n", "no", "false", "f", "nein", "non", ""})
STAGES = {
    "draft": frozenset({"draft", "pending", "new", "requested"}),
    "placed": frozenset({"", "placed", "open", "approved", "ordered", "sent", "partly received"}),
    "closed": frozenset({"closed", "complete", "completed", "done", "received", "delivered"}),
    "cancelled": frozenset({"cancelled", "canceled", "rejected", "void"}),
}
SHOWN = 40

Reader = Callable[[str], Any]


class Unfit(ValueError):
    """The text cannot be what its column says it is; the message completes `price `."""


def shown(text: str) -> str:
    """As much of a foreign text as fits into a sentence."""
    cut = f"{text[:SHOWN]}…" if len(text) > SHOWN else text
    return f"“{cut}”"


def text(value: str) -> str:
    return value.strip()


def code(value: str) -> str:
    found = value.strip()
    if CODE.fullmatch(found):
        return found
    if len(found) > SHOWN:
        raise Unfit("is longer than 40 characters: give a shorter code.")
    if not found:
        raise Unfit("is empty: every row needs one.")
    raise Unfit(f"{shown(found)} cannot be a code: use letters, digits and - . / only.")


def optional_code(value: str) -> str:
    return code(value) if value.strip() else ""


def name(value: str) -> str:
    found = value.strip()
    if not found:
        raise Unfit("is empty: every row needs one.")
    if len(found) > 200:
        raise Unfit("is longer than 200 characters: shorten it.")
    if not found.isprintable():
        raise Unfit("has line breaks or invisible control characters: type it again.")
    return found


def label(value: str) -> str:
    """A name that may be missing."""
    return name(value) if value.strip() else ""


def number(value: str) -> Decimal:
    """A number, however it is written; `1,5` is one and a half and `1,500` fifteen hundred."""
    found = value.strip()
    if PLAIN.fullmatch(found) and found not in ("", "-", ".", "-."):
        return Decimal(found)
    bare = CURRENCY.sub("", found).strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    if GROUPED.fullmatch(bare):
        bare = ungrouped(bare)
    elif bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    if PLAIN.fullmatch(bare) and DIGITS.search(bare):
        return Decimal(bare)
    raise Unfit(f"{shown(found)} is not a number." if found else "is empty: give a number.")


def ungrouped(grouped: str) -> str:
    """The digits without the signs between thousands, and a point before the decimals."""
    sign = next(c for c in grouped if not c.isdigit() and c != "-")
    whole, *rest = grouped.replace(sign, "").replace(",", ".").split(".")
    return ".".join([whole, *rest])


def amount(value: str) -> Decimal:
    """A quantity or price: never below zero, and never so large that it must be a slip."""
    found = number(value)
    if found < 0:
        raise Unfit(f"{found:,f} is below zero.")
    if found > ABSURD:
        raise Unfit(f"{found:,f} is more than anybody counts: check it.")
    return found


def positive(value: str) -> Decimal:
    found = amount(value)
    if not found:
        raise Unfit("is zero: give more than zero.")
    return found


def optional_amount(value: str) -> Decimal | None:
    return amount(value) if value.strip() else None


def zero_or_amount(value: str) -> Decimal:
    """An amount that may be missing, which then is none."""
    return amount(value) if value.strip() else Decimal(0)


def share(value: str) -> Decimal:
    """A part of the whole, as a discount is: 0.15 is fifteen of a hundred."""
    found = zero_or_amount(value)
    if found >= 1:
        raise Unfit(f"{found:,f} is not a share below 1: write 15 % as 0.15.")
    return found


def buyers(value: str) -> str:
    """Who is meant, in one of our two words; nothing is everybody."""
    found = value.strip().casefold()
    if found in ("", "consumer", "dealer"):
        return found
    raise Unfit(f"{shown(value)} are not known: use consumer or dealer, or nothing for everybody.")


def line(value: str) -> str:
    """A text of one line that may be missing, such as an address."""
    found = value.strip()
    if len(found) > 400 or not (found.isprintable() or not found):
        raise Unfit("must be one line of at most 400 characters: shorten it.")
    return found


def days(value: str) -> int:
    if not value.strip():
        return 0
    found = amount(value)
    if found != int(found) or found > 1000:
        raise Unfit(f"{found:,f} is not a number of days between 0 and 1,000.")
    return int(found)


def flag(value: str) -> bool:
    found = value.strip().casefold()
    if found in YES:
        return True
    if found in NO:
        return False
    raise Unfit(f"{shown(value)} is neither yes nor no.")


def stage(value: str) -> str:
    """How far an order had come, in one of our four words; an order is placed unless it is said."""
    found = value.strip().casefold().replace("_", " ")
    for known, words in STAGES.items():
        if found in words:
            return known
    raise Unfit(f"{shown(value)} is not known: use draft, placed, closed or cancelled.")


def rating(value: str) -> int:
    if not value.strip():
        return 0
    found = amount(value)
    if found != int(found) or found > 5:
        raise Unfit(f"{found:,f} is not a rating from 0 to 5.")
    return int(found)


def currency(value: str) -> str:
    found = value.strip().upper()
    if len(found) == 3 and found.isascii() and found.isalpha():
        return found
    raise Unfit(f"{shown(value)} is not a currency: give three letters, as in EUR.")


def optional_currency(value: str) -> str:
    return currency(value) if value.strip() else ""


def day(value: str) -> date:
    """A calendar day; one that can be read in two ways is refused, for nobody can know."""
    found = value.strip()
    if iso := ISO_DAY.fullmatch(found):
        return existing(*map(int, iso.groups()))
    if other := OTHER_DAY.fullmatch(found):
        first, sign, second, year = other.groups()
        return ordered(int(first), int(second), int(year), sign)
    raise Unfit(f"{shown(found)} is not a date: write it as 2026-11-20.")


def optional_day(value: str) -> date | None:
    return day(value) if value.strip() else None


def ordered(first: int, second: int, year: int, sign: str) -> date:
    if sign == "." or first > 12:
        return existing(year, second, first)
    if second > 12 or first == second:
        return existing(year, first, second)
    both = f"{first} {MONTHS[second - 1]} or {second} {MONTHS[first - 1]}"
    raise Unfit(f"may be {both}: write it as {year}-{first:02}-{second:02}.")


def existing(year: int, month: int, number_of_day: int) -> date:
    try:
        return date(year, month, number_of_day)
    except ValueError:
        known = MONTHS[month - 1] if 1 <= month <= 12 else f"month {month}"
        raise Unfit(f"{number_of_day} {known} {year} does not exist.") from None
