"""Read models: the rows of the projections, kept up to date inside the append's transaction."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from domain.kernel import AnyProjection, Fact, Row
from domain.kernel.row import Key
from domain.store.connections import Connection
from domain.store.data_keys import Ask
from domain.store.tables import Model, numbered

Touched = list[tuple[Key, Row, Fact]]
Guard = Callable[[str, Sequence[Fact], Ask], Awaitable[None]]


class ReadModels:
    """All projections; one round trip reads what facts touch, and one writes what became of it."""

    def __init__(self, projections: Iterable[AnyProjection], guard: Guard | None = None) -> None:
        """`guard` sees all facts before their rows are written, and may refuse them."""
        self.guard = guard
        self.models = {projection.name: Model(projection) for projection in projections}

    async def follow(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None:
        """Bring the rows up to these facts.

        The append's lock is held until the commit, so nobody else writes rows of this tenant
        between the two round trips, and the rows need no locks of their own.
        """
        if self.guard is not None:
            await self.guard(tenant, facts, connection.fetch)
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
        keys = [m.keys_of({k: row for k, row, _ in t}.values()) for m, t in touched.items()]
        found = dict(map(tuple, await connection.fetch(" union all ".join(parts), tenant, *keys)))
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
