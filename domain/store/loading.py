"""Loading: streams that are asked for at the same moment are read by one question."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from domain.kernel import Fact
from domain.store.codec import Codec
from domain.store.connections import Connections
from domain.store.history import STREAMS

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Read = Callable[[str, Collection[K]], Awaitable[Mapping[K, V]]]
Histories = Mapping[str, Sequence[Fact]]


@dataclass(eq=False)
class Batch(Generic[K]):
    """What is about to be read, in the order it was asked for, and for how many callers."""

    keys: dict[K, None] = field(default_factory=dict)
    callers: int = 0


class Together(Generic[K, V]):
    """Many who decide at once ask for the same authority, and for streams beside each other."""

    def __init__(self, read: Read[K, V]) -> None:
        self.read = read
        self.batches: dict[str, tuple[Batch[K], asyncio.Task[Mapping[K, V]]]] = {}

    async def ask(self, tenant: str, keys: Collection[K]) -> Mapping[K, V]:
        """What was read of these keys, and perhaps of others."""
        if tenant not in self.batches:
            made: Batch[K] = Batch()
            self.batches[tenant] = made, asyncio.create_task(self._begin(tenant, made))
        batch, reading = self.batches[tenant]
        batch.keys.update(dict.fromkeys(keys))
        batch.callers += 1
        try:
            # Shielded, so that whoever goes away leaves the others their answer.
            return await asyncio.shield(reading)
        except Exception:
            if batch.callers == 1:
                raise
            return await self.read(tenant, keys)  # Another's stream may be to blame.

    async def _begin(self, tenant: str, batch: Batch[K]) -> Mapping[K, V]:
        """Begins when all who ask at this moment have asked; later ones make the next batch."""
        del self.batches[tenant]
        return await self.read(tenant, list(batch.keys))


class Loading:
    """Whole histories, for people who read them and for whoever folds them from the first fact."""

    def __init__(self, connections: Connections, codec: Codec) -> None:
        self.connections = connections
        self.codec = codec
        self.together: Together[str, Sequence[Fact]] = Together(self._read)

    async def load(self, tenant: str, streams: Collection[str]) -> dict[str, list[Fact]]:
        """The facts of each stream, oldest first; an unknown stream has none."""
        found = await self.together.ask(tenant, streams) if streams else {}
        return {stream: list(found.get(stream, ())) for stream in streams}

    async def _read(self, tenant: str, streams: Collection[str]) -> Histories:
        found: dict[str, list[Fact]] = {}
        ask = partial(self.connections.fetch, tenant)
        for fact in await self.codec.facts(tenant, await ask(STREAMS, tenant, list(streams)), ask):
            found.setdefault(fact.stream, []).append(fact)
        return found
