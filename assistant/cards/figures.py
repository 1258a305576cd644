"""Figures: how a card writes money, quantities and moments."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from domain.kernel import Money, Quantity, wording

ONES = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def money(amount: Money) -> str:
    return wording.money(amount.amount, amount.currency)


def total(amount: Money) -> str:
    """A sum, to the minor unit."""
    return wording.total(amount.amount, amount.currency)


def quantity(of: Quantity) -> str:
    return wording.quantity(of.amount, of.unit)


def change(before: Decimal, after: Decimal) -> str:
    """A difference, which always carries its sign."""
    return wording.signed(after - before)


def moment(at: datetime, now: datetime) -> str:
    """When somebody acts or acted: today 09:12, or Sun 22 Nov, 18:00."""
    here = at.astimezone(now.tzinfo)
    if here.date() == now.date():
        return f"today {here:%H:%M}"
    return dated(at, now)


def dated(at: datetime, now: datetime) -> str:
    """A moment that must still be understood tomorrow: Fri 20 Nov, 10:42."""
    here = at.astimezone(now.tzinfo)
    return f"{wording.weekday(here.date(), now.date())}, {here:%H:%M}"


def clock(at: datetime, now: datetime) -> str:
    """The time alone where the day is today's."""
    here = at.astimezone(now.tzinfo)
    return f"{here:%H:%M}" if here.date() == now.date() else dated(at, now)


def either(names: Sequence[str]) -> str:
    """One of several: Owner, Manager or Buyer."""
    head, last = names[:-1], names[-1:]
    return " or ".join(filter(None, (", ".join(head), *last)))


def spelled(number: int) -> str:
    """A small count in words, a large one in figures."""
    return ONES[number] if number < len(ONES) else f"{number:,}"


def sentence(text: str) -> str:
    """What was said inside a sentence, standing on its own."""
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    return ended[:1].upper() + ended[1:]


def spoken(name: str) -> str:
    """A name of the programs, as people say it: `payment_days` is Payment days."""
    return name.replace("_", " ").strip().capitalize()


def parted(name: str) -> str:
    """A type's name, as people say it: `GoodsReceived` is Goods received."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in name)
    return words.strip().capitalize()


def cited(roles: Sequence[str]) -> str:
    return either([role.capitalize() for role in roles])
