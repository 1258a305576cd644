"""A rollup keeps the sums of a projection's rows by group, so that few rows answer for many."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Context, Decimal, localcontext
from functools import cached_property
from operator import attrgetter
from typing import Any

from pydantic import create_model

from domain.kernel.index import Indexes
from domain.kernel.row import Column, Columns, Condition, Key, Row
from domain.kernel.summary import Dimension, Measure, Summary, start_of

Values = Callable[[Row], tuple[Any, ...]]
WHOLE_MONTHS = ("month", "quarter", "year")
ROWS = "rows"  # The column that counts the rows of a group.
EXACT = Context(prec=200)  # A sum that was rounded once would never come back to nothing.


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """A group has the same values in the columns `by`, and lies in the same months."""

    name: str
    of: type[Row]
    by: Columns
    months: Columns = ()
    sums: Columns
    indexes: Indexes = ()

    def __post_init__(self) -> None:
        kinds = self.kinds(*self.sums).values()
        if not {int, Decimal}.issuperset(kinds):
            raise ValueError(f"{self.name}: only whole numbers and decimals add up exactly.")

    def __getstate__(self) -> dict[str, Any]:
        """Its own values: another process makes its own type of rows, which nobody can import."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def row(self) -> type[Row]:
        """A row of the rollup: the columns keep their names, and a month is its first day."""
        fields: dict[str, Any] = {**self.kinds(*self.key), ROWS: int, **self.kinds(*self.sums)}
        return create_model(self.name, __base__=Row, **fields)

    def kinds(self, *columns: Column) -> dict[str, Any]:
        return {column.name: self.of.model_fields[column.name].annotation for column in columns}

    @property
    def key(self) -> Columns:
        return (*self.by, *self.months)

    def key_of(self, row: Row) -> Key:
        """The group of a projection's row; a row of the rollup is its own group."""
        return (*self.by_of(row), *(start_of("month", day) for day in self.days_of(row)))

    @cached_property
    def by_of(self) -> Values:
        return values_of(self.by)

    @cached_property
    def days_of(self) -> Values:
        return values_of(self.months)

    @cached_property
    def sums_of(self) -> Values:
        return values_of(self.sums)

    def gained(self, came: Iterable[Row], went: Iterable[Row] = ()) -> dict[Key, Row]:
        """How much more each group has when these rows come and those go; less is negative."""
        groups: Mapping[Key, list[Any]] = defaultdict(lambda: [0, *(0 for _ in self.sums)])
        with localcontext(EXACT):
            for sign, rows in ((1, came), (-1, went)):
                for row in rows:
                    group = groups[self.key_of(row)]
                    group[0] += sign
                    for number, figure in enumerate(self.sums_of(row), 1):
                        group[number] += sign * figure
        columns = self.row.model_fields
        return {
            key: self.row(**dict(zip(columns, (*key, *figures), strict=True)))
            for key, figures in groups.items()
            if any(figures)
        }

    def answers(self, summary: Summary) -> bool:
        """Whether the groups know what is asked about the rows behind them."""
        return (
            all(self.divides(dimension) for dimension in summary.by)
            and all(self.tells_apart(condition) for condition in summary.conditions)
            and all(self.adds_up(measure) for measure in summary.measures)
        )

    def divides(self, dimension: Dimension) -> bool:
        """Quarters and years consist of months; days and weeks do not."""
        in_months = dimension.grain in WHOLE_MONTHS and named(dimension.column, self.months)
        return in_months or named(dimension.column, self.by)

    def tells_apart(self, condition: Condition) -> bool:
        """Whether a group satisfies a condition with all of its rows or with none."""
        if named(condition.column, self.months):
            return between_months(condition)
        with_column = isinstance(condition.value, Column)
        other = condition.value.name if with_column else condition.column
        return named(condition.column, self.by) and named(other, self.by)

    def adds_up(self, measure: Measure) -> bool:
        match measure.kind:
            case "count":
                return True
            case "sum" | "average" | "share":
                over = measure.over or measure.column
                return named(measure.column, self.sums) and named(over, self.sums)
            case "distinct" | "least" | "most":
                return named(measure.column, self.by)


def values_of(columns: Columns) -> Values:
    """How the values of these columns are read from a row."""
    match [column.name for column in columns]:
        case []:
            return lambda row: ()
        case [name]:
            return lambda row: (getattr(row, name),)
        case names:
            return attrgetter(*names)


def named(name: str, columns: Columns) -> bool:
    return any(column.name == name for column in columns)


def between_months(condition: Condition) -> bool:
    """Whether a comparison with a day parts whole months from whole months."""
    day = condition.value
    if not isinstance(day, date):
        return False
    match condition.operator:
        case ">=" | "<":
            return day.day == 1
        case "<=" | ">":
            return day.day == monthrange(day.year, day.month)[1]
        case _:
            return False
