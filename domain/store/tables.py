"""Tables of rows: what each holds, and the statements that read and write it by JSON lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from pydantic_core import to_json

from domain.kernel import AnyProjection, Rollup, Row, Summary
from domain.kernel.rollup import ROWS
from domain.kernel.row import Key
from domain.store.sql import SCHEMA, TENANT, Kept, quoted, table, type_name

LIST = "$2"  # The parameter of a statement that holds rows or keys; the first is the tenant.
Write = tuple[str, str]  # A statement, and its list.


class Table:
    """A table in the database, made from the definition of its rows."""

    def __init__(self, kept: Kept, schema: str = SCHEMA) -> None:
        self.kept = kept
        self.table = table(kept, schema)
        row: Any = kept.row
        self.rows: TypeAdapter[list[Row]] = TypeAdapter(list[row])
        self.name = quoted(self.table)
        self.columns = [column for column in self.table.c if column.name != TENANT]
        self.key = [self.table.c[column.name] for column in kept.key]
        self.key_names = [column.name for column in kept.key]
        self.shown = [as_json(column) for column in self.columns]
        self.key_alone: Any = {"__all__": {column.name for column in kept.key}}
        self.put = self._put()
        self.all = self._all()

    def count(self, column: Any = None) -> sa.ColumnElement[Any]:
        """How many rows there are, or how many values in a column."""
        return sa.func.count() if column is None else sa.func.count(column)

    def _put(self) -> str:
        """Insert the rows of a JSON list, or replace those with the same key."""
        names = ", ".join(quoted(column.name) for column in self.columns)
        changes = ", ".join(f"{name} = excluded.{name}" for name in self._beside_the_key())
        return (
            f"insert into {self.name} ({TENANT}, {names})"
            f" select $1, {names} from {record('r', self.columns)}"
            f" on conflict ({self._keys()}) do {f'update set {changes}' if changes else 'nothing'}"
        )

    def _keys(self) -> str:
        return ", ".join([TENANT, *(quoted(column.name) for column in self.key)])

    def _beside_the_key(self) -> list[str]:
        return [quoted(column.name) for column in self.columns if column not in set(self.key)]

    def _there(self, shown: str) -> str:
        """What stands under the key of each entry of a list.

        The limit keeps each key a look-up by itself: Postgres cannot know how few the keys are,
        and would rather read the whole table than look up what it takes for many. While a table
        is young all its indexes seem equally good; only the one of the key has this order.
        """
        key, asked = (row_of(of, self.key) for of in ("t", "k"))
        order = ", ".join(f"t.{quoted(column.name)}" for column in self.key)
        return (
            f"lateral (select {shown} from {self.name} t where t.{TENANT} = $1"
            f" and {key} >= {asked} and {key} <= {asked} order by {order} limit 1) r"
        )

    def _without(self, found: str, where: str = "") -> str:
        """Delete the rows that are found, each where it was found."""
        return (
            f"delete from {self.name} d using {found}"
            f" where d.{TENANT} = $1 and d.ctid = r.ctid{where}"
        )

    def _all(self) -> str:
        """All rows of the tenant, each as JSON."""
        return (
            f"select row_to_json(r)::text as row"
            f" from (select {self._shown()} from {self.name} t where t.{TENANT} = $1) r"
        )

    def _shown(self) -> str:
        return ", ".join(
            f"t.{quoted(c.name)}{'::text' if isinstance(c.type, sa.Numeric) else ''}"
            for c in self.columns
        )

    def parsed(self, text: str | None) -> dict[Key, Row]:
        """The rows of a JSON list, by key."""
        rows = [] if text is None else self.rows.validate_json(text)
        return {self.kept.key_of(row): row for row in rows}

    def text(self, rows: Iterable[Row]) -> str:
        return self.rows.dump_json(list(rows)).decode()

    def named(self, keys: Iterable[Key]) -> str:
        """Keys, as a statement that looks them up takes them."""
        return to_json([dict(zip(self.key_names, key, strict=True)) for key in keys]).decode()

    def keys_of(self, rows: Iterable[Row]) -> str:
        """The keys of these rows, as a statement that looks them up takes them."""
        return self.rows.dump_json(list(rows), include=self.key_alone).decode()


class RollupTable(Table):
    """The groups of a rollup; one that has lost its last row is not kept."""

    def __init__(self, rollup: Rollup, schema: str = SCHEMA) -> None:
        super().__init__(rollup, schema)
        self.rollup = rollup
        self.add = self._add()
        self.empty = self._without(
            f"{record('k', self.columns)} cross join {self._there(f't.ctid, t.{ROWS}')}",
            f" and k.{ROWS} + r.{ROWS} = 0",
        )

    def count(self, column: Any = None) -> sa.ColumnElement[Any]:
        """The rows behind the groups; what is summed up is never null."""
        counted = sa.func.coalesce(sa.func.sum(self.table.c[ROWS]), sa.literal_column("0"))
        return sa.cast(counted, sa.BigInteger())

    def _add(self) -> str:
        """Add what the groups of a JSON list gain, but for those that are emptied beside it."""
        names = [quoted(column.name) for column in self.columns]
        sums = ", ".join(f"{name} = t.{name} + excluded.{name}" for name in self._beside_the_key())
        return (
            f"insert into {self.name} as t ({', '.join([TENANT, *names])})"
            f" select {', '.join(['$1', *(f'k.{name}' for name in names)])}"
            f" from {record('k', self.columns)} left join {self._there(f't.{ROWS}')} on true"
            f" where k.{ROWS} + coalesce(r.{ROWS}, 0) <> 0"
            f" on conflict ({self._keys()}) do update set {sums}"
        )

    def gather(self, rows: str) -> str:
        """Fill the empty table from the rows of all tenants."""
        by = [quoted(column.name) for column in self.rollup.by]
        months = [quoted(column.name) for column in self.rollup.months]
        sums = [quoted(column.name) for column in self.rollup.sums]
        groups = [*by, *(f"date_trunc('month', {day}::timestamp)::date" for day in months)]
        figures = ["count(*)", *(f"sum({name})" for name in sums)]
        return (
            f"insert into {self.name} ({', '.join([TENANT, *by, *months, ROWS, *sums])})"
            f" select {', '.join([TENANT, *groups, *figures])} from {rows}"
            f" group by {', '.join([TENANT, *groups])}"
        )

    def writes(self, came: Iterable[Row], went: Iterable[Row]) -> Iterator[Write]:
        """Both statements see the groups as they were before either of them."""
        gained = self.rollup.gained(came, went).values()
        if gained:
            yield self.add, self.text(gained)
        if less := [group for group in gained if getattr(group, ROWS) < 0]:
            yield self.empty, self.text(less)


class Model(Table):
    """A projection's table, with the tables of its rollups."""

    def __init__(self, projection: AnyProjection, schema: str = SCHEMA) -> None:
        super().__init__(projection, schema)
        self.projection = projection
        self.rollups = [RollupTable(rollup, schema) for rollup in projection.rollups]
        keys = f"{record('k', self.key)} cross join "
        self.read = f"select json_agg(r) from {keys}{self._there(self._shown())}"
        self.remove = self._without(f"{keys}{self._there('t.ctid')}")

    def answering(self, summary: Summary) -> Table:
        """The table with the fewest rows to read for this answer."""
        able = (rolled for rolled in self.rollups if rolled.rollup.answers(summary))
        return next(able, self)

    def writes(self, before: Mapping[Key, Row], after: Mapping[Key, Row]) -> Iterator[Write]:
        """What turns the rows before into the rows after, here and in the rollups."""
        changed = {key: row for key, row in after.items() if before.get(key) != row}
        left = {key: row for key, row in before.items() if key not in after}
        if changed:
            yield self.put, self.text(changed.values())
        if left:
            yield self.remove, self.keys_of(left.values())
        went = [row for key, row in before.items() if key in changed or key in left]
        for rolled in self.rollups:
            yield from rolled.writes(changed.values(), went)

    def holding(self, rows: Mapping[Key, Row]) -> Iterator[tuple[Table, Mapping[Key, Row]]]:
        """Each table with all that it holds when these are the projection's rows."""
        yield self, rows
        for rolled in self.rollups:
            yield rolled, rolled.rollup.gained(rows.values())


def as_json(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """A column as it goes into JSON: numerics as text, or they would lose digits on the way."""
    if isinstance(column.type, sa.Numeric):
        return sa.cast(column, sa.Text()).label(column.name)
    return column


def numbered(statement: str, parameter: int) -> str:
    """The statement with its list as another parameter, to stand beside other statements."""
    return statement.replace(LIST, f"${parameter}")


def record(alias: str, columns: Sequence[sa.Column[Any]]) -> str:
    """The JSON list of a statement's second parameter as a table."""
    fields = ", ".join(f"{quoted(column.name)} {type_name(column)}" for column in columns)
    return f"json_to_recordset({LIST}::json) as {alias} ({fields})"


def row_of(alias: str, columns: Sequence[sa.Column[Any]]) -> str:
    """The columns together, as they are compared from left to right."""
    return f"({', '.join(f'{alias}.{quoted(column.name)}' for column in columns)})"


def same(left: str, right: str, columns: Sequence[sa.Column[Any]]) -> str:
    pairs = (quoted(column.name) for column in columns)
    return " and ".join(f"{left}.{name} = {right}.{name}" for name in pairs)
