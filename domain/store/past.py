"""The past: rows as they stood at an earlier time, folded again from the events."""

from collections import OrderedDict
from datetime import datetime
from typing import Any

from domain.kernel.row import Key
from domain.store.codec import Codec
from domain.store.connections import Connection, Connections, speaking_for
from domain.store.history import all_facts
from domain.store.tables import Model

KEPT = 16
POSITION = (
    "select es.position_at($1, $2),"
    " (select coalesce(max(number), 0) from es.forgotten where tenant = $1)"
)
Fold = dict[Key, Any]


class Past:
    """Folds up to a position never change, so the last few are kept and continued from."""

    def __init__(self, connections: Connections, codec: Codec) -> None:
        self.connections = connections
        self.codec = codec
        self.folds: OrderedDict[tuple[str, str, int], Fold] = OrderedDict()
        self.forgotten: dict[str, int] = {}

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
            fold = self.folds.get(nearest, {})
            pages = all_facts(connection, self.codec, tenant, nearest[2], position)
            async for facts in pages:
                fold = model.projection.fold(fold, facts)
            self.folds[wanted] = fold
            if len(self.folds) > KEPT:
                self.folds.popitem(last=False)
        self.folds.move_to_end(wanted)
        return self.folds[wanted]
