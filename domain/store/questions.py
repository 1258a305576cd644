"""Queries as one statement: however many are asked together, they take one round trip."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from domain.kernel import Column, Query
from domain.store.conditions import (
    Bind,
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
from domain.store.tables import Model

LIMIT = sa.BigInteger()
FOUND: sa.ColumnElement[int] = sa.func.count()
NONE: sa.ColumnElement[int] = sa.literal_column("0")
EXACT = ("=", "in")
AT_ONCE = 200
"""So many queries are one statement; to write one of thousands takes longer than to ask it."""
PART = 50
"""Parts of a longer list are alike, as it asks the same of many, and have one text in common."""


@dataclass(frozen=True)
class Asked:
    """A query without its values."""

    model: Model
    conditions: tuple[Shape, ...]
    order: Order
    counted: bool
    behind: tuple[str, ...]

    @property
    def by_key(self) -> bool:
        """Whether it asks for single keys: few rows are found, whatever the values are."""
        exact = {c.column for c in self.conditions if c.operator in EXACT and c.kind == "value"}
        return exact.issuperset(self.model.key_names) and not self.behind

    @classmethod
    def of(cls, models: Mapping[str, Model], query: Query[Any]) -> "Asked":
        model = models[query.table]
        exact = (*query.order_by, *(Column(column.name) for column in model.key))
        behind = tuple(column.name for column in query.order_by) if query.behind else ()
        return cls(model, shapes(query.conditions), order_of(exact), query.counted, behind)

    def given(self, tenant: str, query: Query[Any]) -> list[Any]:
        """The values in the order in which `page` binds them."""
        mine = list(values(tenant, self.model.table, query.conditions))
        page = [query.limit, query.offset]
        shown = [*mine, *query.behind, *page]
        return [*page, query.offset, *mine, *shown] if self.counted else shown


@dataclass(frozen=True)
class Statement:
    """Each record of its answer is a number, a total, and rows as JSON."""

    text: str
    values: list[Any]
    mine: list[int]
    """For each query which of the answers is its own."""
    by_key: bool
    """Whether one plan is as good for any values as for these."""


def divided(queries: Sequence[Query[Any]]) -> Iterator[Sequence[Query[Any]]]:
    return (queries[start : start + PART] for start in range(0, len(queries), PART))


def ask(models: Mapping[str, Model], tenant: str, queries: Sequence[Query[Any]]) -> Statement:
    """One statement for all of them; what is asked twice is answered once."""
    asked: list[Asked] = []
    given: list[Any] = []
    numbers: dict[tuple[Asked, str], int] = {}
    mine, settled = [], dict[int, bool]()
    for query in queries:
        question = Asked.of(models, query)
        told = question.given(tenant, query)
        number = numbers.setdefault((question, repr(told)), len(asked))
        settled[number] = query.steady
        if number == len(asked):
            asked.append(question)
            given += told
        mine.append(number)
    by_key = all(steady or asked[number].by_key for number, steady in settled.items())
    return Statement(statement(tuple(asked)), given, mine, by_key)


@lru_cache(maxsize=2048)
def statement(asked: tuple[Asked, ...]) -> str:
    bind = binder()
    parts = [page(number, one, bind) for number, one in enumerate(asked)]
    return written(sa.union_all(*parts) if len(parts) > 1 else parts[0])


def page(number: int, asked: Asked, bind: Bind) -> sa.Select[Any]:
    """How many rows there are, and the ones on this page."""
    counted = total(asked, bind) if asked.counted else FOUND
    table = asked.model.table
    rows = (
        sa.select(*asked.model.shown)
        .where(*clauses(table, asked.conditions, bind), *further(table, asked.behind, bind))
        .order_by(*(falls(table.c[name], falling) for name, falling in asked.order))
        .limit(bind(LIMIT))
        .offset(bind(LIMIT))
        .subquery("r")
    )
    listed = sa.func.json_agg(sa.literal_column("r"))
    return sa.select(sa.literal_column(str(number)), counted, listed).select_from(rows)


def further(table: sa.Table, behind: Sequence[str], bind: Bind) -> Iterator[sa.ColumnElement[bool]]:
    """Behind the last row of the page before, by the order that an index has."""
    if behind:
        columns = [table.c[name] for name in behind]
        places = [bind(sa.Text() if isinstance(c.type, sa.Text) else c.type) for c in columns]
        yield sa.tuple_(*columns) > sa.tuple_(*places)


def total(asked: Asked, bind: Bind) -> sa.ColumnElement[Any]:
    """Counted only where the page leaves it open: when it is full, or behind the last row."""
    table = asked.model.table
    last = sa.and_(bind(LIMIT) > FOUND, sa.or_(FOUND > NONE, bind(LIMIT) == NONE))
    before = bind(LIMIT)
    every = sa.select(sa.func.count()).select_from(table)
    every = every.where(*clauses(table, asked.conditions, bind))
    return sa.case((last, FOUND + before), else_=every.scalar_subquery())
