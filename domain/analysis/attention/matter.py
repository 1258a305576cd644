"""A matter is one thing that needs somebody's judgement; a source says where such are found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Page, Query

EACH = 5
"""Of every source the gravest few; the tools list all of them."""
Pages = Sequence[Page[Any]]
Ask = Callable[[date], Sequence[Query[Any]]]
Further = Callable[[Pages], Sequence[Query[Any]]]


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One plain sentence with its figures, and a sentence that would do something about it."""

    about: str
    """The record it is about, as people call it: PO-7."""
    title: str
    says: str
    detail: str = ""
    amount: Decimal | None = None
    currency: str = ""
    shown: bool = True
    """Whether the amount is shown, or only what it is ranked by."""
    since: date | None = None
    due: date | None = None
    alarm: bool = False
    customer_waits: bool = False
    source: str = ""
    function: str = ""
    roles: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.source}:{self.about}"


Tell = Callable[[Pages, Pages, date], list[Matter]]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where matters of one kind are found, under which condition, and who looks after them."""

    name: str
    function: str
    finds: str
    """The condition in words."""
    roles: tuple[str, ...]
    lists: str
    """The sentence that shows all of them."""
    ask: Ask
    further: Further | None = None
    """What else has to be asked about the rows that were found."""
    tell: Tell
    worth: Decimal = Decimal(0)
    """What waiting is taken to cost where no amount is known, in the currency of the business."""

    def matters(self, found: Pages, more: Pages, today: date) -> list[Matter]:
        """At most one more than are shown, so that whoever shows them knows of it."""
        return [self.marked(matter) for matter in self.tell(found, more, today)]

    def marked(self, matter: Matter) -> Matter:
        own = replace(matter, source=self.name, function=self.function, roles=self.roles)
        return self.weighed(own)

    def weighed(self, matter: Matter) -> Matter:
        if matter.amount is not None or not self.worth:
            return matter
        return replace(matter, amount=self.worth, currency="", shown=False)


def each(tell: Callable[[Any, date], Matter | None]) -> Tell:
    """A source of which every row found tells of one matter, or of none."""

    def told(found: Pages, _: Pages, today: date) -> list[Matter]:
        rows = (row for page in found for row in page.rows)
        return [matter for row in rows if (matter := tell(row, today)) is not None]

    return told
