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
from domain.store.tables import Model

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
        given += [*mine, *mine, query.limit, query.offset]
    return statement(tuple(asked)), given


@lru_cache(maxsize=2048)
def statement(asked: tuple[Asked, ...]) -> str:
    bind = binder()
    parts = [sa.select(sa.literal_column(str(n)), *page(a, bind)) for n, a in enumerate(asked)]
    return written(sa.union_all(*parts) if len(parts) > 1 else parts[0])


def page(asked: Asked, bind: Bind) -> list[sa.ScalarSelect[Any]]:
    """How many rows there are, and the ones on this page."""
    table = asked.model.table
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
    listed = sa.select(sa.func.json_agg(sa.literal_column("r"))).select_from(rows)
    return [total.scalar_subquery(), listed.scalar_subquery()]
