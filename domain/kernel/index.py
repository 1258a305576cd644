"""An index of only those rows that are asked for again and again, in the order of its columns."""

from dataclasses import dataclass
from typing import Any

from domain.kernel.row import Column, Columns, Condition

COMPARED = frozenset({"=", "in", "<", "<=", ">", ">="})


@dataclass(frozen=True)
class Index:
    """Few of many rows: whatever asks for those, however it goes on, reads no other row.

    A row that does not satisfy the conditions costs nothing here when it is written.
    """

    by: Columns
    only: tuple[Condition, ...]

    def __post_init__(self) -> None:
        for condition in self.only:
            unknown = condition.value is None or isinstance(condition.value, Column)
            if unknown or condition.operator not in COMPARED:
                raise ValueError(f"{condition} is no comparison with a value that is known before.")


def narrow(*only: bool, by: Columns) -> Index:
    """As in `narrow(Row.to_bill > 0, by=(Row.to_bill,))`; mypy takes a condition for a bool."""
    conditions: tuple[Any, ...] = only
    if not conditions or not all(isinstance(each, Condition) for each in conditions):
        raise TypeError("An index of some rows needs the conditions that they satisfy.")
    return Index(by, conditions)


Indexes = tuple[Columns | Index, ...]
"""Columns alone are an index of all rows."""
