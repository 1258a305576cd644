"""A query is a question as data, so that the store can answer it where the rows are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from domain.kernel.row import Column, Condition, Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Page(Generic[R]):
    """Some of the rows that were asked for, and how many there are in all.

    Of a query that is not counted, `total` is how many are on the page.
    """

    rows: tuple[R, ...]
    total: int

    @property
    def truncated(self) -> bool:
        return len(self.rows) < self.total

    @property
    def first(self) -> R | None:
        return self.rows[0] if self.rows else None


@dataclass(frozen=True)
class Query(Generic[R]):
    """Rows of one projection that satisfy all conditions, in an order, up to a limit."""

    table: str
    row: type[R]
    conditions: tuple[Condition, ...]
    order_by: tuple[Column, ...]
    limit: int
    offset: int = 0
    counted: bool = True
    """Whether somebody wants to know how many there are: counting may read far more rows."""
    behind: tuple[Any, ...] = ()
    """Where the page before this one ended: the values of the order in its last row."""

    steady: bool = False
    """Whether the rows are found in the same way whatever the values are: a store need not think
    about it anew each time. What asks for keys is so by itself."""

    def answer(self, rows: Iterable[R]) -> Page[R]:
        """What every store must answer; this is the slow way, for rows already in memory."""
        found = [row for row in rows if all(c.holds(row) for c in self.conditions)]
        if self.behind:
            length = len(self.behind)
            found = [row for row in found if self.place_of(row)[:length] > self.behind]
        for column in reversed(self.order_by):
            found.sort(key=lambda row: sortable(getattr(row, column.name)), reverse=column.falling)
        shown = tuple(found[self.offset : self.offset + self.limit])
        return Page(shown, len(found) if self.counted else len(shown))

    def following(self, last: R) -> "Query[R]":
        """The next page, which begins behind the last row of this one.

        Unlike an offset it takes no longer for the thousandth page than for the first, and skips
        nothing when rows come and go in between. The order must rise, and leave no two rows equal
        and none of its values null, as the order of the key does.
        """
        if any(column.falling for column in self.order_by):
            raise ValueError(f"{self.table} is asked in a falling order, which has no next page.")
        return replace(self, behind=self.place_of(last), offset=0, counted=False)

    def place_of(self, row: R) -> tuple[Any, ...]:
        return tuple(getattr(row, column.name) for column in self.order_by)

    def but(self, limit: int, offset: int = 0) -> "Query[R]":
        return replace(self, limit=limit, offset=offset)


def sortable(value: Any) -> tuple[bool, Any]:
    """Nulls last when rising and first when falling, as Postgres sorts them."""
    return (value is None, 0 if value is None else value)


Asked = Sequence["Query[Any]"]
