"""A projection folds facts into rows; one fact may touch several of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic

from domain.kernel.fact import Fact, about
from domain.kernel.index import Indexes
from domain.kernel.messages import Event
from domain.kernel.ownership import Told
from domain.kernel.query import Query, R
from domain.kernel.rollup import Rollup
from domain.kernel.row import Column, Columns, Condition, Key
from domain.kernel.summary import Dimension, Grain, Kind, Measure, Summary


@dataclass(frozen=True, kw_only=True)
class Projection(Generic[R]):
    """Where a decider has `initial` and `evolve`, a projection has `touches` and `project`."""

    name: str
    row: type[R]
    key: Columns
    indexes: Indexes = ()
    rollups: tuple[Rollup, ...] = ()  # The first that knows the answer gives it.
    of: tuple[Any, ...] = (Event,)  # The events it looks at, by type or what types share.
    touches: Callable[[Fact], Iterable[R]]  # The rows a fact touches, as they first appear.
    project: Callable[[R, Fact], R | None]  # The row after the fact; None when it leaves.
    told: Told | None = None  # What those who buy here may read of it; None is nothing.

    def where(
        self,
        *conditions: bool,
        order_by: Columns = (),
        limit: int = 100,
        offset: int = 0,
        counted: bool = True,
        steady: bool = False,
    ) -> Query[R]:
        """Ask for rows, as in `purchase_orders.where(PurchaseOrderRow.supplier == supplier)`.

        mypy reads a condition as a bool, and so checks the names and types in it; when it runs
        it is a `Condition`, unless it is plainly true and asks nothing.
        """
        order = order_by or self.key
        wanted = asked(conditions)
        return Query(self.name, self.row, wanted, order, limit, offset, counted, steady=steady)

    def summary(
        self,
        *conditions: bool,
        by: Sequence[Dimension] = (),
        measures: Sequence[Measure],
        order_by: Sequence[Column] = (),
        limit: int = 100,
        seconds: int = 0,
    ) -> Summary:
        """Ask for measures by dimensions over all rows that satisfy the conditions."""
        order = tuple(order_by) or tuple(Column(dimension.name) for dimension in by)
        return Summary(
            self.name,
            self.row,
            asked(conditions),
            tuple(by),
            tuple(measures),
            order,
            limit,
            seconds,
        )

    def at(self, row: R) -> Query[R]:
        """Ask for the row that has the same key."""
        same = (column == getattr(row, column.name) for column in self.key)
        return self.where(*same, limit=1, counted=False)

    def key_of(self, row: R) -> Key:
        found = self.key_values(row)
        return (found,) if len(self.key) == 1 else found

    @cached_property
    def key_values(self) -> Callable[[R], Any]:
        """The value of the key's one column, or a tuple of those of its columns."""
        return attrgetter(*(column.name for column in self.key))

    def fold(self, rows: Mapping[Key, R], facts: Iterable[Fact]) -> dict[Key, R]:
        """The rows after these facts; a row that left is not among them."""
        return self.after(rows, self.touched(facts))

    def looks_at(self, kinds: Iterable[type[Event]]) -> bool:
        """Whether events of any of these types are among those it looks at."""
        return any(issubclass(kind, self.of) for kind in kinds)

    def touched(self, facts: Iterable[Fact]) -> Iterator[tuple[Key, R, Fact]]:
        """Every row that these facts touch: its key, how it first appears, and the fact."""
        for fact in about(facts, self.of):
            for first in self.touches(fact):
                yield self.key_of(first), first, fact

    def after(self, rows: Mapping[Key, R], touched: Iterable[tuple[Key, R, Fact]]) -> dict[Key, R]:
        """The rows after what touched them, in that order."""
        after = dict(rows)
        self.follow(after, touched)
        return after

    def follow(self, rows: dict[Key, R], touched: Iterable[tuple[Key, R, Fact]]) -> None:
        """Bring these rows up to what touched them, without a copy of all the others."""
        for key, first, fact in touched:
            row = self.project(rows.pop(key, first), fact)
            if row is not None:
                rows[key] = row


def asked(conditions: Iterable[Any]) -> tuple[Condition, ...]:
    return tuple(condition for condition in conditions if condition is not True)


def measure(name: str, kind: Kind, of: Any = None, over: Any = None) -> Measure:
    """A figure over a column, as in `measure("spent", "sum", Row.amount)`."""
    names = ("" if part is None else part.name for part in (of, over))
    return Measure(name, kind, *names)


def dimension(
    name: str, of: Any, grain: Grain | None = None, steps: Iterable[date] = ()
) -> Dimension:
    """What to group by, as in `dimension("month", Row.ordered_on, "month")`."""
    return Dimension(name, of.name, grain, tuple(steps))


AnyProjection = Projection[Any]
