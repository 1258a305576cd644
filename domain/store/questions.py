"""Queries and summaries, written by SQLAlchemy as text and parameters for the driver."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.dialects import postgresql

from domain.kernel import Query, Summarised, Summary
from domain.kernel.row import Column, Condition
from domain.kernel.summary import PLACES, Dimension, Measure, ratio
from domain.store.connections import Record
from domain.store.read_models import Model
from domain.store.sql import DIALECT, TENANT

Bind = Callable[[sa.types.TypeEngine[Any]], sa.BindParameter[Any]]
LIMIT = sa.BigInteger()
RATIOS = ("average", "share")
COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


@dataclass(frozen=True)
class Test:
    """A condition without its value, so that equal questions share one statement."""

    column: str
    operator: str
    kind: str  # value, null, or the name of another column after a colon.


@dataclass(frozen=True)
class Asked:
    """A query without its values."""

    model: Model
    tests: tuple[Test, ...]
    order: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Grouped:
    """A summary without its values."""

    model: Model
    tests: tuple[Test, ...]
    by: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    order: tuple[tuple[str, bool], ...]


def ask(models: dict[str, Model], queries: Sequence[Query[Any]]) -> tuple[str, list[Any]]:
    """One statement for all queries: for each its number, its total, and its rows as JSON."""
    shapes, values = [], []
    for query in queries:
        model = models[query.table]
        keys = tuple(Column(column.name) for column in model.key)
        order = tuple((c.name, c.falling) for c in (*query.order_by, *keys))
        shapes.append(Asked(model, tests(query.conditions), order))
        given = list(bound(model, query.conditions))
        values += [*given, *given, query.limit, query.offset]
    return pages(tuple(shapes)), values


@lru_cache(maxsize=2048)
def pages(shapes: tuple[Asked, ...]) -> str:
    bind = binder()
    parts = [sa.select(sa.literal_column(str(n)), *page(s, bind)) for n, s in enumerate(shapes)]
    return written(sa.union_all(*parts) if len(parts) > 1 else parts[0])


def page(asked: Asked, bind: Bind) -> list[sa.ScalarSelect[Any]]:
    """How many rows there are, and the ones on this page."""
    table = asked.model.table
    counted = sa.select(sa.func.count()).select_from(table).where(*clauses(asked, bind))
    rows = (
        sa.select(*asked.model.shown)
        .select_from(table)
        .where(*clauses(asked, bind))
        .order_by(*(falls(table.c[name], falling) for name, falling in asked.order))
        .limit(bind(LIMIT))
        .offset(bind(LIMIT))
        .subquery("r")
    )
    listed = sa.select(sa.func.json_agg(sa.literal_column("r"))).select_from(rows)
    return [counted.scalar_subquery(), listed.scalar_subquery()]


def summarise(models: dict[str, Model], summary: Summary) -> tuple[str, list[Any]]:
    """Totals first, then the groups; n counts rows, and `total` the groups before the limit."""
    model = models[summary.table]
    order = tuple((column.name, column.falling) for column in summary.order_by)
    shape = Grouped(model, tests(summary.conditions), summary.by, summary.measures, order)
    values = list(bound(model, summary.conditions))
    return groups(shape), [*values, summary.limit] if summary.by else values


@lru_cache(maxsize=2048)
def groups(asked: Grouped) -> str:
    bind = binder()
    table = asked.model.table
    by = [grain(dimension, table).label(f"d{n}") for n, dimension in enumerate(asked.by)]
    figures = [f for n, measure in enumerate(asked.measures) for f in figure(measure, n, table)]
    query = sa.select(*by, *figures, sa.func.count().label("n")).select_from(table)
    query = query.where(*clauses(asked, bind))
    if not by:
        return written(query)
    sets = sa.func.grouping_sets(sa.tuple_(*(label.element for label in by)), sa.tuple_())
    whole = sa.func.grouping(by[0].element).label("whole")
    grouped = query.add_columns(whole).group_by(sets).cte("grouped")
    single = grouped.c.whole == sa.literal_column("0")
    total = sa.select(sa.func.count()).select_from(grouped).where(single).scalar_subquery()
    totals = sa.select(grouped, total.label("total")).where(~single)
    order = [falls(placed(name, asked, grouped), falling) for name, falling in asked.order]
    listed = (
        sa.select(grouped, sa.cast(sa.null(), sa.BigInteger()).label("total"))
        .where(single)
        .order_by(*order, *(grouped.c[f"d{n}"] for n in range(len(by))))
        .limit(bind(LIMIT))
    )
    return written(sa.union_all(totals, sa.select(listed.subquery("listed"))))


def summarised(summary: Summary, records: Sequence[Record]) -> Summarised:
    """The answer in the records of `summarise`."""
    if not summary.by:
        [whole] = records
        group = [figures(summary, whole)] if whole["n"] else []
        return Summarised(tuple(group), len(group), figures(summary, whole), whole["n"])
    [whole] = [record for record in records if record["whole"]]
    found = [record for record in records if not record["whole"]]
    groups = tuple(
        {d.name: record[f"d{n}"] for n, d in enumerate(summary.by)} | figures(summary, record)
        for record in found
    )
    return Summarised(groups, whole["total"], figures(summary, whole), whole["n"])


def figures(summary: Summary, record: Record) -> dict[str, Any]:
    return {
        measure.name: ratio(record[f"m{n}"], record[f"m{n}_of"])
        if measure.kind in RATIOS
        else record[f"m{n}"]
        for n, measure in enumerate(summary.measures)
    }


def figure(measure: Measure, number: int, table: sa.Table) -> Iterator[sa.ColumnElement[Any]]:
    """The columns a figure is made of; a ratio is divided in Python, where memory divides too."""
    name = f"m{number}"
    column: Any = table.c[measure.column] if measure.column else None
    match measure.kind:
        case "count":
            yield sa.func.count().label(name)
        case "sum" | "average" | "share":
            yield sa.func.coalesce(sa.func.sum(column), sa.literal_column("0::numeric")).label(name)
        case "distinct":
            yield sa.func.count(sa.distinct(column)).label(name)
        case "least":
            yield sa.func.min(column).label(name)
        case "most":
            yield sa.func.max(column).label(name)
    if measure.kind == "average":
        yield sa.func.count(column).label(f"{name}_of")
    if measure.kind == "share":
        over = sa.func.sum(table.c[measure.over])
        yield sa.func.coalesce(over, sa.literal_column("0::numeric")).label(f"{name}_of")


def placed(name: str, asked: Grouped, grouped: sa.CTE) -> sa.ColumnElement[Any]:
    """The column to order groups by: a dimension or a measure of this name."""
    for number, dimension in enumerate(asked.by):
        if dimension.name == name:
            return grouped.c[f"d{number}"]
    number, measure = next((n, m) for n, m in enumerate(asked.measures) if m.name == name)
    part = grouped.c[f"m{number}"]
    if measure.kind not in RATIOS:
        return part
    ratio = part / sa.func.nullif(grouped.c[f"m{number}_of"], sa.literal_column("0"))
    return sa.func.round(ratio, sa.literal_column(str(PLACES)))


def grain(dimension: Dimension, table: sa.Table) -> sa.ColumnElement[Any]:
    """A column, or the first day of the period that it lies in."""
    column = table.c[dimension.column]
    if dimension.grain is None:
        return column
    period: Any = sa.literal_column(f"'{dimension.grain}'")
    return sa.cast(sa.func.date_trunc(period, sa.cast(column, sa.TIMESTAMP())), sa.Date())


def tests(conditions: Sequence[Condition]) -> tuple[Test, ...]:
    return tuple(Test(c.column, c.operator, kind_of(c.value)) for c in conditions)


def kind_of(value: Any) -> str:
    if isinstance(value, Column):
        return f":{value.name}"
    return "null" if value is None else "value"


def bound(model: Model, conditions: Sequence[Condition]) -> Iterator[Any]:
    """The values of conditions, in the order in which their statement asks for them."""
    for condition in conditions:
        if kind_of(condition.value) == "value":
            value = condition.value
            if isinstance(model.table.c[condition.column].type, postgresql.JSONB):
                value = TypeAdapter(Any).dump_json(value).decode()
            yield list(value) if condition.operator == "in" else value


def clauses(asked: Asked | Grouped, bind: Bind) -> list[sa.ColumnElement[bool]]:
    table = asked.model.table
    found = [clause(test, table, bind) for test in asked.tests]
    tenant = sa.select(sa.func.es.tenant()).scalar_subquery()  # Asked once, not once a row.
    return [table.c[TENANT] == tenant, *found]


def clause(test: Test, table: sa.Table, bind: Bind) -> Any:
    """One condition with the meaning that `Condition.holds` gives it, null included."""
    column = table.c[test.column]
    if test.kind == "null" and test.operator in ("=", "!="):
        return column.is_(None) if test.operator == "=" else column.is_not(None)
    if test.kind == "null":
        return sa.false()
    kind = sa.Text() if isinstance(column.type, sa.Text) else column.type
    right: Any = table.c[test.kind[1:]] if test.kind.startswith(":") else None
    match test.operator:
        case "in":
            return column == sa.func.any(bind(postgresql.ARRAY(kind)))
        case "contains":
            whole, part = small(column), small(bind(kind) if right is None else right)
            return sa.func.strpos(whole, part) > sa.literal_column("0")
        case "=":
            return column == bind(kind) if right is None else column.is_not_distinct_from(right)
        case "!=":
            return column.is_distinct_from(bind(kind) if right is None else right)
        case comparison:
            return COMPARED[comparison](column, bind(kind) if right is None else right)


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
