"""Read models: the tables of the projections, kept up to date inside the append's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from domain.kernel import AnyProjection, Fact, Row
from domain.kernel.projection import Key
from domain.store.connections import Connection
from domain.store.sql import TENANT, quoted, table, type_name

Touched = list[tuple[Key, Row, Fact]]
LIST = "$2"  # The parameter of a statement that holds rows or keys; the first is the tenant.


class Model:
    """One projection with its table, and the statements that read and write its rows."""

    def __init__(self, projection: AnyProjection) -> None:
        self.projection = projection
        self.table = table(projection)
        row: Any = projection.row
        self.rows: TypeAdapter[list[Row]] = TypeAdapter(list[row])
        self.name = quoted(self.table)
        self.columns = [column for column in self.table.c if column.name != TENANT]
        self.key = [self.table.c[column.name] for column in projection.key]
        self.shown = [as_json(column) for column in self.columns]
        self.read = self._read()
        self.put = self._put()
        self.remove = self._remove()
        self.all = self._all()

    def _read(self) -> str:
        """The rows with the keys of a JSON list, as one JSON list."""
        return f"select json_agg(r) from {self._found(self._shown())} r"

    def _found(self, shown: str) -> str:
        """What is shown of the rows with the keys of a JSON list.

        The offset keeps each key a look-up by itself: Postgres cannot know how few the keys are,
        and would rather read the whole table than look up what it takes for many.
        """
        return (
            f"{record('k', self.key)} cross join lateral (select {shown} from {self.name} t"
            f" where t.{TENANT} = $1 and {same('t', 'k', self.key)} offset 0)"
        )

    def _put(self) -> str:
        """Insert the rows of a JSON list, or replace those with the same key."""
        names = ", ".join(quoted(column.name) for column in self.columns)
        keys = ", ".join([TENANT, *(quoted(column.name) for column in self.key)])
        others = (quoted(c.name) for c in self.columns if c not in set(self.key))
        changes = ", ".join(f"{name} = excluded.{name}" for name in others)
        return (
            f"insert into {self.name} ({TENANT}, {names})"
            f" select $1, {names} from {record('r', self.columns)}"
            f" on conflict ({keys}) do {f'update set {changes}' if changes else 'nothing'}"
        )

    def _remove(self) -> str:
        """Delete the rows with the keys of a JSON list."""
        found = f"select r.ctid from {self._found('t.ctid')} r"
        return f"delete from {self.name} where {TENANT} = $1 and ctid = any(array({found}))"

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
        return {self.projection.key_of(row): row for row in rows}

    def text(self, rows: Iterable[Row]) -> str:
        return self.rows.dump_json(list(rows)).decode()


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


def same(left: str, right: str, columns: Sequence[sa.Column[Any]]) -> str:
    pairs = (quoted(column.name) for column in columns)
    return " and ".join(f"{left}.{name} = {right}.{name}" for name in pairs)


class ReadModels:
    """All projections; one round trip reads what facts touch, and one writes what became of it."""

    def __init__(self, projections: Iterable[AnyProjection]) -> None:
        self.models = {projection.name: Model(projection) for projection in projections}

    async def follow(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None:
        """Bring the rows up to these facts.

        The append's lock is held until the commit, so nobody else writes rows of this tenant
        between the two round trips, and the rows need no locks of their own.
        """
        models = self.models.values()
        touched = {model: list(model.projection.touched(facts)) for model in models}
        touched = {model: rows for model, rows in touched.items() if rows}
        if touched:
            before = await self._read(connection, tenant, touched)
            after = {m: m.projection.after(before[m], rows) for m, rows in touched.items()}
            await self._write(connection, tenant, before, after)

    async def _read(
        self, connection: Connection, tenant: str, touched: Mapping[Model, Touched]
    ) -> dict[Model, dict[Key, Row]]:
        parts = [f"select {n}, ({numbered(m.read, n)})" for n, m in enumerate(touched, 2)]
        keys = [model.text({k: row for k, row, _ in t}.values()) for model, t in touched.items()]
        found = dict(map(tuple, await connection.fetch(" union all ".join(parts), tenant, *keys)))
        return {model: model.parsed(found[n]) for n, model in enumerate(touched, 2)}

    async def _write(
        self,
        connection: Connection,
        tenant: str,
        before: Mapping[Model, Mapping[Key, Row]],
        after: Mapping[Model, Mapping[Key, Row]],
    ) -> None:
        parts: list[str] = []
        arguments: list[str] = []
        for model, rows in after.items():
            earlier = before[model]
            changed = [row for key, row in rows.items() if earlier.get(key) != row]
            left = [row for key, row in earlier.items() if key not in rows]
            for statement, asked in ((model.put, changed), (model.remove, left)):
                if asked:
                    arguments.append(model.text(asked))
                    parts.append(numbered(statement, len(arguments) + 1))
        if parts:
            steps = ", ".join(f"w{n} as ({part})" for n, part in enumerate(parts))
            await connection.execute(f"with {steps} select $1::text", tenant, *arguments)
