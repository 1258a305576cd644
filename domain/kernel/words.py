"""Words: the texts that messages hold, each with its limit, and the few forms sentences need."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import StringConstraints

ONE_LINE = r"^[^\x00-\x1f\x7f\u0085\u2028\u2029]*$"
NO_CONTROL = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
VOWELS = "aeiou"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

Code = Annotated[
    str,
    StringConstraints(max_length=40, pattern=r"^\w[\w ./#+&-]*$", strip_whitespace=True),
]
"""What a record is called by programs: it names a stream, so it is short and plain."""
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE, strip_whitespace=True),
]
Label = Annotated[str, StringConstraints(max_length=200, pattern=ONE_LINE, strip_whitespace=True)]
"""One line that may be empty: a city, a delivery note, a lot."""
Email = Annotated[
    str,
    StringConstraints(
        max_length=254, pattern=r"^([^@\s]+@[^@\s]+|forgotten)?$", strip_whitespace=True
    ),
]
"""An address, nothing, or the word that stands where an address was forgotten."""
Reason = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, pattern=NO_CONTROL, strip_whitespace=True),
]
Note = Annotated[str, StringConstraints(max_length=2000, pattern=NO_CONTROL, strip_whitespace=True)]


def day(on: date) -> str:
    """A date as sentences write it, the same in every locale of the machine: 3 Dec 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def figure(amount: Decimal) -> str:
    """A bare number as sentences write it: 1,250.5."""
    return f"{amount:,f}"


def counted(number: int, noun: str) -> str:
    """How many there are, as sentences write it: no orders, 1 order, 2,500 orders."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural(noun)}" if number else f"no {plural(noun)}"


def measured(number: int, noun: str) -> str:
    """How long it takes, where none of them is a figure as well: 0 days, 1 day, 30 days."""
    return counted(number, noun) if number else f"0 {plural(noun)}"


def opening(text: str) -> str:
    """The text at the beginning of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def plural(noun: str) -> str:
    """The regular plural: capabilities, boxes, classes of data."""
    first, of, rest = noun.partition(" of ")
    if first.endswith("y") and first[-2:-1] not in VOWELS:
        first = f"{first[:-1]}ie"
    elif first.endswith(("s", "x", "ch", "sh")):
        first = f"{first}e"
    return f"{first}s{of}{rest}"


def listed(parts: Sequence[str]) -> str:
    """Parts in one breath: a, b and c."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def ended(text: str) -> str:
    """What a person wrote, fit to close a sentence: without the full stop that follows it."""
    return text.rstrip(" .\n\t") or text
