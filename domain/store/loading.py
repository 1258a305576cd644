"""Loading: streams that are asked for at the same moment are read by one question."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from domain.kernel import Fact
from domain.store.codec import Codec
from domain.store.connections import Connections
from domain.store.history import STREAMS

Histories = Mapping[str, Sequence[Fact]]


@dataclass(eq=False)
class Batch:
    """The streams that are about to be read, and for how many callers."""

    streams: set[str] = field(default_factory=set)
    callers: int = 0


class Loading:
    """Many who decide at once ask for the same authority, and for streams beside each other."""

    def __init__(self, connections: Connections, codec: Codec) -> None:
        self.connections = connections
        self.codec = codec
        self.batches: dict[str, tuple[Batch, asyncio.Task[Histories]]] = {}

    async def load(self, tenant: str, streams: Collection[str]) -> dict[str, list[Fact]]:
        """The facts of each stream, oldest first; an unknown stream has none."""
        found = await self._together(tenant, streams) if streams else {}
        return {stream: list(found.get(stream, ())) for stream in streams}

    async def _together(self, tenant: str, streams: Collection[str]) -> Histories:
        if tenant not in self.batches:
            batch = Batch()
            self.batches[tenant] = batch, asyncio.create_task(self._begin(tenant, batch))
        batch, reading = self.batches[tenant]
        batch.streams.update(streams)
        batch.callers += 1
        try:
            # Shielded, so that whoever goes away leaves the others their answer.
            return await asyncio.shield(reading)
        except Exception:
            if batch.callers == 1:
                raise
            return await self._read(tenant, streams)  # Another's stream may be to blame.

    async def _begin(self, tenant: str, batch: Batch) -> Histories:
        """Begins when all who ask at this moment have asked; later ones make the next batch."""
        del self.batches[tenant]
        return await self._read(tenant, batch.streams)

    async def _read(self, tenant: str, streams: Collection[str]) -> Histories:
        found: dict[str, list[Fact]] = {}
        ask = partial(self.connections.fetch, tenant)
        for fact in await self.codec.facts(tenant, await ask(STREAMS, tenant, list(streams)), ask):
            found.setdefault(fact.stream, []).append(fact)
        return found
