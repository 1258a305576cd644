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
HASHES = "select position, hash from es.events where tenant = $1 and position = any($2)"
ROWS = 200_000  # Of all folds that are kept; the newest is kept whatever its size.
Fold = dict[Key, Any]
Place = tuple[str, str, int]
"""A tenant, a projection, and the position up to which it was folded."""


class Past:
    """Folds up to a position never change, so the last few are kept and continued from.

    Each is believed as long as the event at its position has the hash that it had: a server that
    took over from another may have lost the newest events, and has others in their places.
    Only events that the projection looks at are read; of its rows all are held while it answers.
    """

    def __init__(self, connections: Connections, codec: Codec) -> None:
        self.connections = connections
        self.codec = codec
        self.folds: OrderedDict[Place, tuple[bytes, Fold]] = OrderedDict()
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
            self._drop(tenant)

    def _drop(self, tenant: str) -> None:
        for place in [place for place in self.folds if place[0] == tenant]:
            del self.folds[place]

    async def _fold(self, connection: Connection, tenant: str, model: Model, position: int) -> Fold:
        wanted = (tenant, model.projection.name, position)
        nearest = self._nearest(wanted)
        asked = await connection.fetch(HASHES, tenant, [nearest[2], position])
        hashes = {record["position"]: record["hash"] for record in asked}
        kept = self.folds.get(nearest)
        if kept is not None and kept[0] != hashes.get(nearest[2], b""):
            self._drop(tenant)
            kept = None
        if kept is not None and nearest == wanted:
            self.folds.move_to_end(wanted)
            return kept[1]
        after, fold = (nearest[2], dict(kept[1])) if kept is not None else (0, {})
        without = self.codec.beside(model.projection.of)
        async for facts in all_facts(connection, self.codec, tenant, after, position, without):
            model.projection.follow(fold, model.projection.touched(facts))
        self.folds[wanted] = hashes.get(position, b""), fold
        self.folds.move_to_end(wanted)
        self._forget()
        return fold

    def _nearest(self, wanted: Place) -> Place:
        """The last fold up to this position or before it, or the beginning."""
        earlier = [k for k in self.folds if k[:2] == wanted[:2] and k[2] <= wanted[2]]
        return max(earlier, key=lambda place: place[2], default=(*wanted[:2], 0))

    def _forget(self) -> None:
        """Keep what was asked last, as far as it does not fill the memory."""
        while len(self.folds) > KEPT or (
            len(self.folds) > 1 and sum(len(fold) for _, fold in self.folds.values()) > ROWS
        ):
            self.folds.popitem(last=False)
