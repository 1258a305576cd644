"""Read models: the rows of the projections, kept up to date inside the append's transaction."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import asyncpg

from domain.kernel import AnyProjection, Fact, Row
from domain.kernel.row import Key
from domain.store.connections import Connection
from domain.store.event_store import StoreUnavailable
from domain.store.sql import NEXT, SCHEMA, fingerprint
from domain.store.tables import Model, numbered

Touched = list[tuple[Key, Row, Fact]]
OTHER_FORM = (
    asyncpg.UndefinedColumnError,
    asyncpg.UndefinedFunctionError,
    asyncpg.UndefinedTableError,
    asyncpg.DatatypeMismatchError,
)
RULE = "select 0, to_json(fingerprint) from es.rules"


class ReadModels:
    """All projections; one round trip reads what facts touch, and one writes what became of it."""

    def __init__(self, projections: Iterable[AnyProjection], schema: str = SCHEMA) -> None:
        self.models = {p.name: Model(p, schema) for p in projections}
        prints = (fingerprint(model.projection) for model in self.models.values())
        self.rule = None if schema == NEXT else rule_of(prints)

    async def follow(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None:
        """Bring the rows up to these facts, unless another program's rules have taken over.

        The append's lock is held until the commit, so nobody else writes rows of this tenant
        between the two round trips, and the rows need no locks of their own.
        """
        models = self.models.values()
        touched = {model: list(model.projection.touched(facts)) for model in models}
        touched = {model: rows for model, rows in touched.items() if rows}
        if facts and (touched or self.rule):
            before = await self._read(connection, tenant, touched)
            after = {m: m.projection.after(before[m], rows) for m, rows in touched.items()}
            await self._write(connection, tenant, before, after)

    async def _read(
        self, connection: Connection, tenant: str, touched: Mapping[Model, Touched]
    ) -> dict[Model, dict[Key, Row]]:
        parts = [f"select {n}, ({numbered(m.read, n)})" for n, m in enumerate(touched, 2)]
        keys = [m.keys_of({k: row for k, row, _ in t}.values()) for m, t in touched.items()]
        told = [tenant, *keys] if touched else []
        rule = [RULE] if self.rule else []
        asked = " union all ".join([*rule, *parts])
        with in_todays_form():
            found = dict(map(tuple, await connection.fetch(asked, *told)))
        if self.rule and json.loads(found.get(0, "null")) != self.rule:
            raise newer()
        return {model: model.parsed(found[n]) for n, model in enumerate(touched, 2)}

    async def _write(
        self,
        connection: Connection,
        tenant: str,
        before: Mapping[Model, Mapping[Key, Row]],
        after: Mapping[Model, Mapping[Key, Row]],
    ) -> None:
        writes = [
            each for model, rows in after.items() for each in model.writes(before[model], rows)
        ]
        if writes:
            parts = (numbered(statement, n) for n, (statement, _) in enumerate(writes, 2))
            steps = ", ".join(f"w{n} as ({part})" for n, part in enumerate(parts))
            texts = (text for _, text in writes)
            await connection.execute(f"with {steps} select $1::text", tenant, *texts)


@contextmanager
def in_todays_form() -> Iterator[None]:
    """Tables that no longer have the columns of this program were exchanged by another one."""
    try:
        yield
    except OTHER_FORM as error:
        raise newer() from error


def rule_of(prints: Iterable[str]) -> str:
    """All rules of a program as one."""
    return hashlib.sha256("\n".join(sorted(prints)).encode()).hexdigest()


def newer() -> StoreUnavailable:
    return StoreUnavailable(
        "Nothing was done: another version of Countersign has been started on this database and "
        "keeps its rows by other rules. Use that one, or start this one again."
    )
