"""Wording: how money, quantities, shares and days stand in answers and on cards."""

from datetime import date
from decimal import Decimal

from domain.kernel.measures import CENTS, MINUS, YEN, money
from domain.kernel.words import MONTHS

__all__ = [
    "money",
    "month",
    "number",
    "percent",
    "price",
    "quantity",
    "short_day",
    "signed",
    "total",
    "weekday",
]
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
TENTH = Decimal("0.1")


def number(value: Decimal | int) -> str:
    """A figure with its thousands apart and nothing rounded off: −1,250.5."""
    amount = Decimal(value).normalize()
    return f"{MINUS if amount < 0 else ''}{abs(amount):,f}"


def signed(value: Decimal | int) -> str:
    """A difference, which always carries its sign: +35, −4 or 0."""
    return f"+{number(value)}" if value > 0 else number(value)


def total(amount: Decimal, currency: str) -> str:
    """A sum of many exact amounts, to the minor unit: $2,563.44."""
    return money(amount.quantize(Decimal(1) if currency in YEN else CENTS), currency)


def price(amount: Decimal, currency: str, unit: str) -> str:
    """What one unit costs: $31.26 / EA."""
    return f"{money(amount, currency)} / {unit}"


def quantity(amount: Decimal, unit: str) -> str:
    return f"{number(amount)} {unit}".rstrip()


def percent(share: Decimal) -> str:
    """A share of one as a percentage with one decimal: 6.3 %."""
    points = (share * 100).quantize(TENTH)
    return f"{MINUS if points < 0 else ''}{abs(points):,f} %"


def weekday(on: date, today: date) -> str:
    """A day somebody has to act on: Tue 1 Dec, with the year when it is not this one."""
    return f"{WEEKDAYS[on.weekday()]} {short_day(on, today)}"


def short_day(on: date, today: date) -> str:
    """A day in a table or a source: 3 Sep, or 3 Sep 2025 when that is not this year."""
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on.day} {MONTHS[on.month - 1]}{year}"


def month(on: date) -> str:
    return f"{MONTHS[on.month - 1]} {on.year}"
