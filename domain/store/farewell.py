"""A farewell: rows folded without somebody, ahead of the moment in which they are forgotten."""

from collections.abc import Iterable, Sequence
from typing import Any

from domain.kernel import Row
from domain.kernel.row import Key
from domain.store.codec import COLUMNS, Codec
from domain.store.connections import Connection
from domain.store.data_keys import DataKey
from domain.store.forgetting import texts_about
from domain.store.history import NEWEST, all_facts
from domain.store.tables import Model, Table

SEALED = (
    f"select {COLUMNS} from es.events where tenant = $1 and position > $3"
    " and payload::text like '%' || $2 || '%' order by position limit 1000"
)

CHUNK = 5_000
FORGOTTEN = "select coalesce(max(number), 0) from es.forgotten where tenant = $1"


class Farewell:
    """What one key sealed, and the rows as they will be without it.

    A long history takes a while to fold, and nobody should wait to record for that long: it is
    folded once before the lock is taken, and what came in between is added under the lock.
    """

    def __init__(self, tenant: str, key: DataKey, models: Iterable[Model], codec: Codec) -> None:
        self.tenant = tenant
        self.key = key
        self.models = list(models)
        self.codec = codec
        self._begin(0)

    def _begin(self, forgotten: int) -> None:
        self.forgotten = forgotten
        self.before, self.afterwards = self.codec.anew(), self.codec.anew()
        self.before.keys.given_away = {self.key.key_id: self.key}
        self.afterwards.keys.given_away = {self.key.key_id: None}
        self.position = 0
        self.texts: set[str] = set()
        self.folds: dict[Model, dict[Key, Any]] = {}

    async def forward(self, connection: Connection) -> None:
        """Take in everything up to the newest event."""
        newest = await connection.fetchval(NEWEST, self.tenant)
        forgotten = await connection.fetchval(FORGOTTEN, self.tenant)
        if forgotten != self.forgotten:
            self._begin(forgotten)  # Somebody else was forgotten, who stands in these rows.
        known = list(self.folds)
        await self._look(connection)
        fresh = [model for model in self.folds if model not in known]
        for models, after in ((known, self.position), (fresh, 0)):
            if models and after < newest:
                await self._fold(connection, models, after, newest)
        self.position = newest

    async def _look(self, connection: Connection) -> None:
        """The texts that the key sealed, and the projections that saw such an event."""
        after, ask = self.position, connection.fetch
        while records := await ask(SEALED, self.tenant, self.key.key_id, after):
            after = records[-1]["position"]
            facts = await self.before.facts(self.tenant, records, ask)
            self.texts |= texts_about(self.key.subject, facts)
            for model in self.models:
                if model not in self.folds and any(model.projection.touched(facts)):
                    self.folds[model] = {}

    async def _fold(
        self, connection: Connection, models: list[Model], after: int, until: int
    ) -> None:
        async for facts in all_facts(connection, self.afterwards, self.tenant, after, until):
            for model in models:
                self.folds[model] = model.projection.fold(self.folds[model], facts)

    async def write(self, connection: Connection) -> None:
        """Put the rows in the place of those that stand there."""
        for model, fold in self.folds.items():
            for table, rows in model.holding(fold):
                await fill(connection, self.tenant, table, list(rows.values()))


async def fill(connection: Connection, tenant: str, table: Table, rows: Sequence[Row]) -> None:
    """Put these rows in the place of all that the tenant has in this table."""
    await connection.execute(f"delete from {table.name} where tenant = $1", tenant)
    for start in range(0, len(rows), CHUNK):
        await connection.execute(table.put, tenant, table.text(rows[start : start + CHUNK]))
