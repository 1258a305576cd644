"""The past: rows and streams as they stood at an earlier time, read again from the events."""

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any

from domain.kernel import Fact
from domain.kernel.row import Key
from domain.store.codec import Codec
from domain.store.connections import Connection, Connections, speaking_for
from domain.store.history import STREAMS_UNTIL, all_facts
from domain.store.tables import Model

KEPT = 16
POSITION = (
    "select es.position_at($1, $2),"
    " (select coalesce(max(number), 0) from es.forgotten where tenant = $1)"
)
ROWS = 200_000  # Of all folds that are kept; the newest is kept whatever its size.
Fold = dict[Key, Any]


class Past:
    """Folds up to a position never change, so the last few are kept and continued from.

    Only events that the projection looks at are read; of its rows all are held while it answers.
    """

    def __init__(self, connections: Connections, codec: Codec) -> None:
        self.connections = connections
        self.codec = codec
        self.folds: OrderedDict[tuple[str, str, int], Fold] = OrderedDict()
        self.forgotten: dict[str, int] = {}

    async def streams(
        self, tenant: str, streams: Collection[str], at: datetime
    ) -> dict[str, list[Fact]]:
        """The facts of each stream that had been recorded by this time."""
        found: dict[str, list[Fact]] = {stream: [] for stream in streams}
        ask = partial(self.connections.fetch, tenant)
        records = await ask(STREAMS_UNTIL, tenant, list(found), at)
        for fact in await self.codec.facts(tenant, records, ask):
            found[fact.stream].append(fact)
        return found

    async def rows(self, tenant: str, model: Model, at: datetime) -> list[Any]:
        """All rows of a projection as they stood at this time, by key."""

        async def read(connection: Connection) -> Fold:
            async with speaking_for(connection, tenant, "read only"):
                found = await connection.fetchrow(POSITION, tenant, at)
                position, forgotten = found or (0, 0)
                self._know(tenant, forgotten)
                return await self._fold(connection, tenant, model, position)

        fold = await self.connections.run(read, again=True)
        return [fold[key] for key in sorted(fold)]

    def _know(self, tenant: str, forgotten: int) -> None:
        """Whoever was forgotten since, by whatever process, is in none of the folds kept here."""
        if self.forgotten.setdefault(tenant, forgotten) != forgotten:
            self.forgotten[tenant] = forgotten
            self.codec.keys.drop(tenant)
            for place in [place for place in self.folds if place[0] == tenant]:
                del self.folds[place]

    async def _fold(self, connection: Connection, tenant: str, model: Model, position: int) -> Fold:
        name = model.projection.name
        wanted = (tenant, name, position)
        if wanted not in self.folds:
            earlier = [k for k in self.folds if k[:2] == wanted[:2] and k[2] < position]
            nearest = max(earlier, key=lambda key: key[2], default=(tenant, name, 0))
            fold = dict(self.folds.get(nearest, {}))
            without = self.codec.beside(model.projection.of)
            pages = all_facts(connection, self.codec, tenant, nearest[2], position, without)
            async for facts in pages:
                model.projection.follow(fold, model.projection.touched(facts))
            self.folds[wanted] = fold
        self.folds.move_to_end(wanted)
        self._forget()
        return self.folds[wanted]

    def _forget(self) -> None:
        """Keep what was asked last, as far as it does not fill the memory."""
        while len(self.folds) > KEPT or (
            len(self.folds) > 1 and sum(map(len, self.folds.values())) > ROWS
        ):
            self.folds.popitem(last=False)
