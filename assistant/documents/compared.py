"""The XML of an invoice against its visible page: a person pays what she sees, not what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.documents.evidence import Evidence, Found
from assistant.documents.paper import documents
from assistant.documents.seen import Seen, Unreadable
from assistant.documents.values import accounts_in, amounts_in

SPOKEN = {
    "number": "number of the invoice",
    "iban": "account",
    "gross": "total",
    "payable": "amount to pay",
}
AMOUNTS = ("gross", "payable")
SURE = 85
OTHER = (
    "The {what} is {inside} in the XML and {outside} on the page. Somebody may have changed one of "
    "them: ask the supplier on a way that you know."
)
NOWHERE = (
    "The {what} is {inside} in the XML and stands nowhere on the page. Look at the page before you "
    "go on."
)


def differences(told: Evidence, seen: Seen) -> tuple[str, ...]:
    """A sentence for each value that the page does not confirm."""
    try:
        head = documents(seen)[0].head
    except Unreadable:
        head = {}
    page = Page(head, seen.text)
    return tuple(
        sentence
        for field in SPOKEN
        if field in told.head and (sentence := difference(field, told.head[field], page))
    )


@dataclass(frozen=True)
class Page:
    """What was understood of a page, and all that stands on it."""

    head: Mapping[str, Found]
    text: str

    @cached_property
    def squeezed(self) -> str:
        return plain(self.text)

    @cached_property
    def accounts(self) -> list[str]:
        return accounts_in(self.text)

    @cached_property
    def amounts(self) -> set[Decimal]:
        return amounts_in(self.text)

    def shows(self, field: str, value: str) -> bool:
        if field in AMOUNTS:
            return abs(Decimal(value)) in self.amounts
        return plain(value) in self.squeezed

    def other(self, field: str, value: str) -> str:
        """What the page says instead, where it says that clearly."""
        if field == "iban":
            return next((each for each in self.accounts if each != value), "")
        found = self.head.get(field)
        if not found or found.confidence < SURE:
            return ""
        if field in AMOUNTS:
            return "" if abs(Decimal(found.value)) == abs(Decimal(value)) else found.value
        return "" if plain(found.value) == plain(value) else found.value


def difference(field: str, inside: Found, page: Page) -> str:
    """Silent where the value stands on the page, unless that clearly gives another one to it."""
    there = page.shows(field, inside.value)
    other = page.other(field, inside.value)
    if other and (not there or field == "gross"):
        return OTHER.format(what=SPOKEN[field], inside=inside.value, outside=other)
    zero = field in AMOUNTS and not Decimal(inside.value)
    # What is left to pay is seldom printed where nothing was paid yet.
    if there or zero or field == "payable":
        return ""
    return NOWHERE.format(what=SPOKEN[field], inside=inside.value)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()
