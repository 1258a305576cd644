"""A summary is a question about many rows at once: declared measures by declared dimensions."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from domain.kernel.query import sortable
from domain.kernel.row import Column, Condition, Row

Kind = Literal["sum", "average", "count", "distinct", "least", "most", "share"]
Grain = Literal["day", "week", "month", "quarter", "year"]
PLACES = 6


@dataclass(frozen=True)
class Measure:
    """One figure of each group; a share is the sum of a column over the sum of another."""

    name: str
    kind: Kind
    column: str = ""
    over: str = ""


@dataclass(frozen=True)
class Dimension:
    """What rows are grouped by: a column, the period that it lies in, or how far it has come."""

    name: str
    column: str
    grain: Grain | None = None
    steps: tuple[date, ...] = ()
    """Days in order: the group is how many of them the column has reached."""

    def of(self, row: Row) -> Any:
        value = getattr(row, self.column)
        if value is None:
            return None
        if self.steps:
            return bisect_right(self.steps, value)
        return value if self.grain is None else start_of(self.grain, value)


@dataclass(frozen=True)
class Summary:
    """Measures by dimensions over all rows that satisfy the conditions, never over a cut list."""

    table: str
    row: type[Row]
    conditions: tuple[Condition, ...]
    by: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    order_by: tuple[Column, ...]
    limit: int
    seconds: int = 0
    """How long a store may look for the answer; 0 is as long as it takes."""

    def answer(self, rows: Iterable[Row]) -> "Summarised":
        """What every store must answer; this is the slow way, for rows already in memory."""
        found = [row for row in rows if all(c.holds(row) for c in self.conditions)]
        grouped: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in found:
            grouped[tuple(dimension.of(row) for dimension in self.by)].append(row)
        groups = [self.group(key, members) for key, members in grouped.items()]
        for column in reversed(self.order_by):
            groups.sort(key=lambda group: sortable(group[column.name]), reverse=column.falling)
        totals = {measure.name: figure(measure, found) for measure in self.measures}
        return Summarised(tuple(groups[: self.limit]), len(groups), totals, len(found))

    def group(self, key: tuple[Any, ...], members: list[Row]) -> Mapping[str, Any]:
        names = {dimension.name: value for dimension, value in zip(self.by, key, strict=True)}
        return names | {measure.name: figure(measure, members) for measure in self.measures}


@dataclass(frozen=True)
class Summarised:
    """The groups shown, how many there are, the totals over all of them, and the rows behind."""

    groups: tuple[Mapping[str, Any], ...]
    total: int
    totals: Mapping[str, Any]
    rows: int

    @property
    def truncated(self) -> bool:
        return len(self.groups) < self.total


def start_of(grain: Grain, day: date) -> date:
    """The first day of the period that a day lies in."""
    match grain:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return date(day.year, day.month, 1)
        case "quarter":
            return date(day.year, day.month - (day.month - 1) % 3, 1)
        case "year":
            return date(day.year, 1, 1)


def figure(measure: Measure, rows: list[Row]) -> Any:
    """One figure over rows in memory; nothing to count is zero, nothing to compare is None."""
    if measure.kind == "count":
        return len(rows)
    values = [v for row in rows if (v := getattr(row, measure.column)) is not None]
    match measure.kind:
        case "sum":
            return sum(values, Decimal(0))
        case "average":
            return ratio(sum(values, Decimal(0)), Decimal(len(values)))
        case "distinct":
            return len(set(values))
        case "least":
            return min(values, default=None)
        case "most":
            return max(values, default=None)
        case "share":
            parts = [v for row in rows if (v := getattr(row, measure.over)) is not None]
            return ratio(sum(values, Decimal(0)), sum(parts, Decimal(0)))


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    return round(Decimal(part) / Decimal(whole), PLACES) if whole else None
