"""Read models: the rows of the projections, kept up to date inside the append's transaction."""

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import asyncpg

from domain.kernel import AnyProjection, Fact, Row
from domain.kernel.row import Key
from domain.store.connections import Connection
from domain.store.data_keys import Ask
from domain.store.event_store import StoreUnavailable
from domain.store.sql import NEXT, SCHEMA, fingerprint
from domain.store.tables import Model, numbered

Guard = Callable[[str, Sequence[Fact], Ask], Awaitable[None]]
RULE = "select fingerprint from es.rules"
OTHER_FORM = (
    asyncpg.UndefinedColumnError,
    asyncpg.UndefinedFunctionError,
    asyncpg.UndefinedTableError,
    asyncpg.DatatypeMismatchError,
)


class Reading:
    """The rows that facts touch, and how to ask for them."""

    def __init__(self, touched: Mapping[Model, Mapping[Key, Row]]) -> None:
        self.touched = touched
        self.keys = [model.named(keys) for model, keys in touched.items()]

    def parts(self, first: int) -> list[str]:
        """A number and a JSON list of rows for each model; the keys are parameters from `first`."""
        numbers = enumerate(self.touched, first)
        return [f"select {n}, ({numbered(m.read, n)})::text" for n, m in numbers]

    def rows(self, found: Mapping[int, str | None]) -> dict[Model, dict[Key, Row]]:
        """The rows of each model, from what the statement found, in order of its numbers."""
        return {m: m.parsed(found[n]) for m, n in zip(self.touched, sorted(found), strict=True)}


class ReadModels:
    """All projections; one round trip reads what facts touch, and one writes what became of it."""

    def __init__(
        self,
        projections: Iterable[AnyProjection],
        guard: Guard | None = None,
        schema: str = SCHEMA,
    ) -> None:
        """`guard` sees all facts before their rows are written, and may refuse them."""
        self.guard = guard
        self.models = {p.name: Model(p, schema) for p in projections}
        prints = [fingerprint(model.projection) for model in self.models.values()]
        self.rule = rule_of(prints) if prints and schema != NEXT else None
        """By which rules the rows are kept; a store without rows takes part in none."""

    def reading(self, facts: Sequence[Fact]) -> Reading:
        """What must be read before these facts can be followed."""
        keys: dict[Model, dict[Key, Row]] = {}
        kinds = {type(fact.event) for fact in facts}
        for model in self.models.values():
            if not model.projection.looks_at(kinds):
                continue
            touched = {key: row for key, row, _ in model.projection.touched(facts)}
            if touched:
                keys[model] = touched
        return Reading(keys)

    async def catch_up(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None:
        """Bring rows that nobody else writes up to these facts."""
        reading = self.reading(facts)
        if reading.touched:
            asked = " union all ".join(reading.parts(2))
            found = dict(map(tuple, await connection.fetch(asked, tenant, *reading.keys)))
            await self.follow(connection, tenant, facts, reading, found)

    async def follow(
        self,
        connection: Connection,
        tenant: str,
        facts: Sequence[Fact],
        reading: Reading,
        found: Mapping[int, str | None],
    ) -> None:
        """Bring the rows up to these facts, from what was read under the append's lock.

        The lock is held until the commit, so nobody else writes rows of this tenant in between,
        and the rows need no locks of their own.
        """
        if self.guard is not None:
            await self.guard(tenant, facts, connection.fetch)
        before = reading.rows(found)
        after: dict[Model, dict[Key, Row]] = {}
        for model in reading.touched:
            touched = list(model.projection.touched(facts))
            missed = [key for key, _, _ in touched if key not in reading.touched[model]]
            if missed:
                raise ValueError(
                    f"{model.projection.name} touches {missed[0]} only once the fact has its "
                    "position and time: make its keys of what the event says."
                )
            after[model] = model.projection.after(before[model], touched)
        await self._write(connection, tenant, before, after)

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
