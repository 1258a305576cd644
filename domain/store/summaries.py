"""Summaries as one statement: groups up to a limit, and the totals over all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from domain.kernel import Summarised, Summary
from domain.kernel.summary import PLACES, Dimension, Measure, ratio
from domain.store.conditions import (
    Order,
    Shape,
    binder,
    clauses,
    falls,
    order_of,
    shapes,
    values,
    written,
)
from domain.store.connections import Record
from domain.store.tables import Model, Table

RATIOS = ("average", "share")
NOTHING: Any = sa.literal_column("0::numeric")


@dataclass(frozen=True)
class Grouped:
    """A summary without its values, and the table that answers it."""

    of: Table
    conditions: tuple[Shape, ...]
    by: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    order: Order


def summarise(models: Mapping[str, Model], tenant: str, summary: Summary) -> tuple[str, list[Any]]:
    """The statement and its values; `answer` reads the records."""
    of = models[summary.table].answering(summary)
    asked = Grouped(
        of,
        shapes(summary.conditions),
        summary.by,
        summary.measures,
        order_of(summary.order_by),
    )
    given = list(values(tenant, of.table, summary.conditions))
    if not summary.by:
        return whole(asked), given
    distinct = sum(measure.kind == "distinct" for measure in summary.measures)
    return groups(asked), [*given, summary.limit, *given * distinct]


def answer(summary: Summary, records: Sequence[Record]) -> Summarised:
    """The groups are the records with a null total; one record holds the totals."""
    [total] = [record for record in records if record["total"] is not None]
    totals, rows = figures(summary, total), total["n"]
    if not summary.by:
        return Summarised((totals,) if rows else (), min(rows, 1), totals, rows)
    found = tuple(
        {d.name: record[f"d{n}"] for n, d in enumerate(summary.by)} | figures(summary, record)
        for record in records
        if record["total"] is None
    )
    return Summarised(found, total["total"], totals, rows)


def figures(summary: Summary, record: Record) -> dict[str, Any]:
    """A ratio is divided here, where memory divides too, so that both round alike."""
    found = {}
    for number, measure in enumerate(summary.measures):
        figure = record[f"m{number}"]
        if measure.kind in RATIOS:
            figure = ratio(figure, record[f"m{number}_of"])
        found[measure.name] = figure
    return found


@lru_cache(maxsize=2048)
def whole(asked: Grouped) -> str:
    """Figures over all rows at once."""
    table, count = asked.of.table, asked.of.count()
    totals = (count.label("n"), count.label("total"))
    query = sa.select(*measured(asked), *totals).select_from(table)
    return written(query.where(*clauses(table, asked.conditions, binder())))


@lru_cache(maxsize=2048)
def groups(asked: Grouped) -> str:
    """Totals come from the groups, because grouping sets would keep Postgres to one processor."""
    bind, table = binder(), asked.of.table
    by = [grain(dimension, table).label(f"d{n}") for n, dimension in enumerate(asked.by)]
    count = asked.of.count().label("n")
    query = sa.select(*by, *measured(asked), count).select_from(table)
    query = query.where(*clauses(table, asked.conditions, bind))
    grouped = query.group_by(*(label.element for label in by)).cte("grouped")
    order = [falls(placed(name, asked, grouped), falling) for name, falling in asked.order]
    listed = (
        sa.select(grouped, sa.cast(sa.null(), sa.BigInteger()).label("total"))
        .order_by(*order, *(grouped.c[label.name] for label in by))
        .limit(bind(sa.BigInteger()))
        .subquery("listed")
    )
    rows = sa.cast(sa.func.coalesce(sa.func.sum(grouped.c.n), NOTHING), sa.BigInteger())
    merged = [
        sa.select(sa.func.count(sa.distinct(table.c[measure.column])))
        .where(*clauses(table, asked.conditions, bind))
        .scalar_subquery()
        if measure.kind == "distinct"
        else total(measure, grouped.c[name])
        for measure, name in parts(asked)
    ]
    nulls = [sa.null() for _ in by]
    totals = sa.select(*nulls, *merged, rows, sa.func.count()).select_from(grouped)
    return written(sa.union_all(sa.select(listed), totals))


def parts(asked: Grouped) -> Iterator[tuple[Measure, str]]:
    """The columns of the figures by name: a ratio has two, what is divided and by what."""
    for number, measure in enumerate(asked.measures):
        yield measure, f"m{number}"
        if measure.kind in RATIOS:
            yield measure, f"m{number}_of"


def measured(asked: Grouped) -> list[sa.ColumnElement[Any]]:
    """The columns of the figures over rows."""
    return [part(measure, name, asked.of).label(name) for measure, name in parts(asked)]


def part(measure: Measure, name: str, of: Table) -> sa.ColumnElement[Any]:
    column: Any = of.table.c[measure.column] if measure.column else None
    divisor = name.endswith("_of")
    match measure.kind:
        case "count":
            return of.count()
        case "average" if divisor:
            return of.count(column)
        case "share" if divisor:
            return sa.func.coalesce(sa.func.sum(of.table.c[measure.over]), NOTHING)
        case "sum" | "average" | "share":
            return sa.func.coalesce(sa.func.sum(column), NOTHING)
        case "distinct":
            return sa.func.count(sa.distinct(column))
        case "least":
            return sa.func.min(column)
        case "most":
            return sa.func.max(column)


def total(measure: Measure, column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """A figure over all groups from the figures of the groups."""
    match measure.kind:
        case "least":
            return sa.func.min(column)
        case "most":
            return sa.func.max(column)
        case "count":
            return sa.cast(sa.func.coalesce(sa.func.sum(column), NOTHING), sa.BigInteger())
        case _:
            return sa.func.coalesce(sa.func.sum(column), NOTHING)


def placed(name: str, asked: Grouped, grouped: sa.CTE) -> sa.ColumnElement[Any]:
    """The column to order groups by: a dimension or a measure of this name."""
    for number, dimension in enumerate(asked.by):
        if dimension.name == name:
            return grouped.c[f"d{number}"]
    number, measure = next((n, m) for n, m in enumerate(asked.measures) if m.name == name)
    figure = grouped.c[f"m{number}"]
    if measure.kind not in RATIOS:
        return figure
    divided = figure / sa.func.nullif(grouped.c[f"m{number}_of"], sa.literal_column("0"))
    return sa.func.round(divided, sa.literal_column(str(PLACES)))


def grain(dimension: Dimension, table: sa.Table) -> sa.ColumnElement[Any]:
    """A column, the first day of the period that it lies in, or how many days it has reached."""
    column = table.c[dimension.column]
    if dimension.steps:
        days = ", ".join(f"'{day.isoformat()}'" for day in dimension.steps)
        return sa.func.width_bucket(column, sa.literal_column(f"array[{days}]::date[]"))
    if dimension.grain is None:
        return column
    period: Any = sa.literal_column(f"'{dimension.grain}'")
    return sa.cast(sa.func.date_trunc(period, sa.cast(column, sa.TIMESTAMP())), sa.Date())
