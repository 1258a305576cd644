"""Queries as one statement: however many are asked together, they take one round trip."""

from collections.abc import Mapping, Sequence
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
from domain.store.read_models import Model

LIMIT = sa.BigInteger()


@dataclass(frozen=True)
class Asked:
    """A query without its values."""

    model: Model
    conditions: tuple[Shape, ...]
    order: Order


def ask(
    models: Mapping[str, Model], tenant: str, queries: Sequence[Query[Any]]
) -> tuple[str, list[Any]]:
    """Each record of the answer is a query's number, its total, and its rows as JSON."""
    asked, given = [], []
    for query in queries:
        model = models[query.table]
        exact = (*query.order_by, *(Column(column.name) for column in model.key))
        asked.append(Asked(model, shapes(query.conditions), order_of(exact)))
        mine = list(values(tenant, model.table, query.conditions))
        part = [query.limit, query.offset]
        given += [*part, *mine, *mine, *part]
    return statement(tuple(asked)), given


@lru_cache(maxsize=2048)
def statement(asked: tuple[Asked, ...]) -> str:
    bind = binder()
    parts = [page(n, question, bind) for n, question in enumerate(asked)]
    return written(sa.union_all(*parts) if len(parts) > 1 else parts[0])


def page(number: int, asked: Asked, bind: Bind) -> sa.Select[Any]:
    """How many rows there are, and the ones on this page.

    A first page that is not full is all there is; only another one has the rest counted.
    """
    table = asked.model.table
    shown: sa.ColumnElement[int] = sa.literal_column("s.shown")
    full = sa.or_(shown >= bind(LIMIT), bind(LIMIT) > sa.literal_column("0"))
    total = sa.select(sa.func.count()).select_from(table)
    total = total.where(*clauses(table, asked.conditions, bind))
    rows = (
        sa.select(*asked.model.shown)
        .where(*clauses(table, asked.conditions, bind))
        .order_by(*(falls(table.c[name], falling) for name, falling in asked.order))
        .limit(bind(LIMIT))
        .offset(bind(LIMIT))
        .subquery("r")
    )
    listed = sa.func.json_agg(sa.literal_column("r")).label("listed")
    found = sa.select(sa.func.count().label("shown"), listed).select_from(rows).subquery("s")
    counted = sa.case((full, total.scalar_subquery()), else_=shown)
    return sa.select(sa.literal_column(str(number)), counted, found.c.listed).select_from(found)
