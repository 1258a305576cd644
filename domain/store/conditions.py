"""Conditions in SQL, meaning what they mean in the kernel, with the values kept out of the text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_json
from sqlalchemy.dialects import postgresql

from domain.kernel.row import Column, Condition
from domain.store.sql import DIALECT, TENANT

Bind = Callable[[sa.types.TypeEngine[Any]], sa.BindParameter[Any]]
Order = tuple[tuple[str, bool], ...]
COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


@dataclass(frozen=True)
class Shape:
    """A condition without its value, so that like questions share one statement."""

    column: str
    operator: str
    kind: str  # "value", "null", or the name of another column after a colon.


def shapes(conditions: Sequence[Condition]) -> tuple[Shape, ...]:
    return tuple(Shape(c.column, c.operator, kind_of(c.value)) for c in conditions)


def kind_of(value: Any) -> str:
    if isinstance(value, Column):
        return f":{value.name}"
    return "null" if value is None else "value"


def order_of(columns: Sequence[Column]) -> Order:
    return tuple((column.name, column.falling) for column in columns)


def values(tenant: str, table: sa.Table, conditions: Sequence[Condition]) -> Iterator[Any]:
    """The tenant and the conditions' values, in the order in which `clauses` binds them."""
    yield tenant
    for condition in conditions:
        if kind_of(condition.value) == "value":
            value = condition.value
            if isinstance(table.c[condition.column].type, postgresql.JSONB):
                value = to_json(value).decode()
            yield list(value) if condition.operator == "in" else value


def clauses(table: sa.Table, asked: Sequence[Shape], bind: Bind) -> list[sa.ColumnElement[bool]]:
    """The tenant, which row level security demands as well, and the conditions."""
    tenant: sa.ColumnElement[bool] = table.c[TENANT] == bind(sa.Text())
    return [tenant, *(clause(table, shape, bind) for shape in asked)]


def clause(table: sa.Table, asked: Shape, bind: Bind) -> Any:
    """What `Condition.holds` answers, null included."""
    column = table.c[asked.column]
    if asked.kind == "null" and asked.operator in ("=", "!="):
        return column.is_(None) if asked.operator == "=" else column.is_not(None)
    if asked.kind == "null":
        return sa.literal_column("false")
    kind = sa.Text() if isinstance(column.type, sa.Text) else column.type
    other: Any = table.c[asked.kind[1:]] if asked.kind.startswith(":") else None
    match asked.operator:
        case "in":
            return column == sa.func.any(bind(postgresql.ARRAY(kind)))
        case "contains":
            whole, part = small(column), small(bind(kind) if other is None else other)
            return sa.func.strpos(whole, part) > sa.literal_column("0")
        case "=":
            return column == bind(kind) if other is None else column.is_not_distinct_from(other)
        case "!=":
            return column.is_distinct_from(bind(kind) if other is None else other)
        case comparison:
            return COMPARED[comparison](column, bind(kind) if other is None else other)


def small(text: Any) -> Any:
    """Small letters of every script: under the collation of the columns only ASCII has any."""
    return sa.func.lower(sa.collate(text, "default"))


def falls(column: Any, falling: bool) -> Any:
    return column.desc() if falling else column.asc()


def binder() -> Bind:
    """Parameters named in the order in which they are made."""
    made: list[str] = []

    def bind(kind: sa.types.TypeEngine[Any]) -> sa.BindParameter[Any]:
        made.append(f"p{len(made)}")
        return sa.bindparam(made[-1], type_=kind)

    return bind


def written(statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> str:
    """The text; its parameters must stand in the order in which they were made."""
    compiled = statement.compile(dialect=DIALECT)
    order = list(compiled.positiontup or ())
    if order != [f"p{n}" for n in range(len(order))]:
        raise ValueError(f"The parameters of {compiled} are out of order: {order}")
    return str(compiled)
