"""Tails and snapshots of the store in memory, which are checked as Postgres checks them."""

import hashlib
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from domain.kernel import Fact
from domain.store.event_store import Known, Snapshot, Tail
from domain.store.naming import checked


class MemoryTails(ABC):
    """What a store adds that can load whole histories."""

    def __init__(self) -> None:
        self.snapshots: dict[str, dict[str, Snapshot]] = defaultdict(dict)

    @abstractmethod
    async def load(self, tenant: str, streams: Collection[str]) -> dict[str, list[Fact]]: ...

    async def tails(self, tenant: str, known: Mapping[str, Known]) -> dict[str, Tail]:
        histories = await self.load(tenant, known)
        kept = self.snapshots[checked(tenant)]
        return {
            stream: tail(histories[stream], what, kept.get(stream))
            for stream, what in known.items()
        }

    async def keep_snapshot(self, tenant: str, snapshot: Snapshot) -> None:
        self.snapshots[checked(tenant)][snapshot.stream] = snapshot

    async def drop_snapshots(self, tenant: str) -> None:
        self.snapshots[checked(tenant)].clear()


def tail(history: Sequence[Fact], known: Known, kept: Snapshot | None) -> Tail:
    state = ""
    if known.version == 0 and kept is not None and kept.rule == known.rule:
        known, state = Known(kept.version, kept.mark), kept.state
    witness = history[known.version - 1 : known.version] if known.version else ()
    if known.version and not (witness and mark_of(witness) == known.mark):
        known, state = Known(), ""
    return Tail(known.version, tuple(history[known.version :]), mark_of(history[-1:]), state)


def mark_of(last: Sequence[Fact]) -> str:
    """What Postgres has the chain's hash for."""
    told = "".join(f"{fact.position} {fact.recorded_at} {fact.event!r}" for fact in last)
    return hashlib.sha256(told.encode()).hexdigest() if last else ""
