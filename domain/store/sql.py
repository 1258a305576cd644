"""Tables and columns of projections in SQL, generated from their row types."""

import enum
import hashlib
import inspect
import types
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from domain.kernel import AnyProjection, Rollup
from domain.kernel.index import Index
from domain.kernel.row import OPERATORS, Columns, Condition

Kept = AnyProjection | Rollup
SCHEMA = "read_models"
NEXT = "read_models_next"  # Where tables are built; the program's role cannot enter it.
TENANT = "tenant"
DIALECT = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]
TEXT = sa.Text(collation="C")  # Sorted by code point, as Python sorts.
TYPES: Mapping[type, sa.types.TypeEngine[Any]] = {
    bool: sa.Boolean(),
    int: sa.BigInteger(),
    float: sa.Double(),
    Decimal: sa.Numeric(),
    datetime: sa.TIMESTAMP(timezone=True),
    date: sa.Date(),
    time: sa.Time(),
    str: TEXT,
}
POLICY = """
alter table {table} enable row level security;
alter table {table} force row level security;
create policy tenant on {table} using (tenant = (select es.tenant()));
grant select, insert, update, delete on {table} to countersign_app;
"""


def column_type(annotation: Any) -> tuple[sa.types.TypeEngine[Any], bool]:
    """The SQL type of an annotation, and whether the column may be null."""
    if get_origin(annotation) is Annotated:
        return column_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        nullable = len(parts) < len(get_args(annotation))
        kinds = {repr(column_type(part)[0]): column_type(part)[0] for part in parts}
        return (kinds.popitem()[1] if len(kinds) == 1 else postgresql.JSONB()), nullable
    if get_origin(annotation) is Literal:
        return column_type(type(get_args(annotation)[0]))
    if isinstance(annotation, type):
        for known, kind in TYPES.items():  # bool before int and datetime before date.
            if issubclass(annotation, known):
                return kind, False
        if issubclass(annotation, enum.Enum):
            return TEXT, False
    return postgresql.JSONB(), False


def table(kept: Kept, schema: str = SCHEMA) -> sa.Table:
    """The table of such rows: real columns, tenant first in the key and in every index."""
    columns = []
    for name, field in kept.row.model_fields.items():
        kind, nullable = column_type(field.annotation)
        columns.append(sa.Column(name, kind, nullable=nullable))
    keys = [column.name for column in kept.key]
    made = sa.Table(
        kept.name,
        sa.MetaData(schema=schema),
        sa.Column(TENANT, TEXT, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint(TENANT, *keys, name=f"{kept.name}_key"),
    )
    for number, index in enumerate(kept.indexes, 1):
        indexed(made, f"{kept.name}_{number}", index)
    return made


def indexed(made: sa.Table, name: str, index: Columns | Index) -> None:
    """The tenant leads every index; one of some rows only says of which."""
    by, only = (index.by, index.only) if isinstance(index, Index) else (index, ())
    those = [satisfied(made, condition) for condition in only]
    names = [TENANT, *(column.name for column in by)]
    where = sa.and_(*those) if those else None
    sa.Index(name, *(made.c[name] for name in names), postgresql_where=where)


def satisfied(made: sa.Table, condition: Condition) -> Any:
    """The condition with its value in the text, as Postgres compares it with that of a question."""
    column = made.c[condition.column]
    if condition.operator == "in":
        return column.in_(condition.value)
    return OPERATORS[condition.operator](column, condition.value)


def ddl(projection: AnyProjection) -> list[str]:
    """The statements that make a projection's table and the tables of its rollups."""
    every: tuple[Kept, ...] = (projection, *projection.rollups)
    return [statement for kept in every for statement in making(table(kept))]


def making(made: sa.Table) -> list[str]:
    return [creation(made), *indexing(made), guarding(made)]


def creation(made: sa.Table) -> str:
    return str(CreateTable(made).compile(dialect=DIALECT)).strip()


def indexing(made: sa.Table) -> list[str]:
    indexes = sorted(made.indexes, key=lambda index: str(index.name))
    return [str(CreateIndex(index).compile(dialect=DIALECT)).strip() for index in indexes]


def guarding(made: sa.Table) -> str:
    """Row level security, and what the program's role may do."""
    return POLICY.format(table=quoted(made)).strip()


def quoted(named: sa.Table | str) -> str:
    """A table with its schema, or a column, quoted where Postgres needs it."""
    preparer = DIALECT.identifier_preparer
    if isinstance(named, str):
        return str(preparer.quote(named))
    return str(preparer.format_table(named))


def type_name(column: sa.Column[Any]) -> str:
    """The type of a column as it is written in a record definition."""
    kind = sa.Text() if isinstance(column.type, sa.Text) else column.type
    return str(kind.compile(dialect=DIALECT))


def fingerprint(projection: AnyProjection) -> str:
    """Changes with the table and with the code that fills it, so that it is filled again."""
    sources = {source(part) for part in (projection.row, projection.touches, projection.project)}
    text = "\n".join([*ddl(projection), *sorted(sources)])
    return hashlib.sha256(text.encode()).hexdigest()


def source(part: Any) -> str:
    """The whole file that a rule is written in: what it calls is usually written beside it."""
    try:
        return inspect.getsource(inspect.getmodule(part) or part)
    except (OSError, TypeError):  # Made without a file, as in an interactive session.
        return repr(getattr(getattr(part, "__code__", None), "co_code", part))
