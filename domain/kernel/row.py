"""A row is one line of a read model; its class attributes are columns to ask about."""

import operator
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from domain.kernel.messages import Message

Key = tuple[Any, ...]
Columns = tuple[Any, ...]  # Any, because mypy sees in a column the type of its values.
Test = Callable[[Any, Any], bool]
OPERATORS: dict[str, Test] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda value, among: value in among,
    "contains": lambda value, part: part.casefold() in value.casefold(),
}
NULL_SAFE = frozenset({"=", "!="})


@dataclass(frozen=True)
class Condition:
    """A column compared with a value, or with another column of the same row."""

    column: str
    operator: str
    value: Any

    def holds(self, row: Message) -> bool:
        """What SQL answers, null included: an unknown value passes no comparison but = null."""
        left = getattr(row, self.column)
        right = getattr(row, self.value.name) if isinstance(self.value, Column) else self.value
        if (left is None or right is None) and self.operator not in NULL_SAFE:
            return False
        return OPERATORS[self.operator](left, right)

    def __bool__(self) -> bool:
        raise TypeError("A condition is a question, not an answer: give each its own argument.")


@dataclass(frozen=True, eq=False)
class Column:
    """A named column; `descending` turns the order it is used in."""

    name: str
    falling: bool = False

    def __hash__(self) -> int:
        return hash((self.name, self.falling))

    @property
    def descending(self) -> "Column":
        return Column(self.name, falling=True)

    def __eq__(self, value: object) -> Any:
        return Condition(self.name, "=", value)

    def __ne__(self, value: object) -> Any:
        return Condition(self.name, "!=", value)

    def __lt__(self, value: object) -> Any:
        return Condition(self.name, "<", value)

    def __le__(self, value: object) -> Any:
        return Condition(self.name, "<=", value)

    def __gt__(self, value: object) -> Any:
        return Condition(self.name, ">", value)

    def __ge__(self, value: object) -> Any:
        return Condition(self.name, ">=", value)


class Row(Message):
    """One line of a projection; in a class body a field, on the class a column."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        for name in cls.model_fields:
            setattr(cls, name, Column(name))


def column(of: Any) -> Column:
    """The column behind a class attribute, which mypy takes for the type of its values."""
    if isinstance(of, Column):
        return of
    raise TypeError(f"{of!r} is a value, not a column.")


def among(of: Any, values: Collection[Any]) -> bool:
    """The condition that a column holds one of these values."""
    asked: Any = Condition(column(of).name, "in", tuple(values))
    return asked  # type: ignore[no-any-return]


def contains(of: Any, part: str) -> bool:
    """The condition that a text column contains these letters, in either case."""
    asked: Any = Condition(column(of).name, "contains", part)
    return asked  # type: ignore[no-any-return]


def falling(of: Any) -> Any:
    """The column in descending order, for `order_by`."""
    return column(of).descending
