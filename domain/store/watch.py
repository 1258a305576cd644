"""The watch: how the store fares at this moment, for whoever asks."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from domain.store import measures
from domain.store.checkpoints import Checkpoints, Lag
from domain.store.committer import Committer
from domain.store.connections import Connection, Connections, Record
from domain.store.event_store import StoreUnavailable
from domain.store.measures import Figure
from domain.store.rebuild import LOCK
from domain.store.sql import NEXT, SCHEMA

PATIENCE = 8.0  # Seconds; whoever asks gives up after ten.
LOOKING = 2.0  # Seconds of them in which tenants are looked at, the longest unseen first.
FRESH = 5.0  # Seconds for which nobody looks again, whoever asks.
REBUILD = f"""
select exists (select from pg_locks where locktype = 'advisory' and granted and objid = {LOCK}
                  and classid = 0 and objsubid = 1 and database = (select oid from pg_database
                                                   where datname = current_database())) as running,
       coalesce(sum(n_tup_ins) filter (where schemaname = '{NEXT}'), 0)::bigint as built,
       coalesce(sum(n_live_tup) filter (where schemaname = '{SCHEMA}'), 0)::bigint as kept
  from pg_stat_all_tables
"""


@dataclass(frozen=True)
class Look:
    """What was seen of a tenant, and when."""

    at: float
    lags: Sequence[Lag]


class Watch:
    """Costs nothing but when somebody asks; names no tenant and tells nothing of one."""

    def __init__(
        self,
        connections: Connections,
        committer: Committer,
        checkpoints: Checkpoints,
        tenants: Callable[[], Awaitable[Sequence[str]]],
    ) -> None:
        self.connections = connections
        self.committer = committer
        self.checkpoints = checkpoints
        self.tenants = tenants
        self.expected: set[str] = set()
        """Subscribers of this process, which may not have begun with a tenant."""
        self.seen: dict[str, Look] = {}
        self.count = 0
        self.found: list[Figure] = []
        self.asked = -math.inf
        self.lock = asyncio.Lock()

    async def figures(self) -> list[Figure]:
        """Every figure; while the database does not answer, those of this process alone."""
        try:
            async with asyncio.timeout(PATIENCE), self.lock:
                if time.monotonic() - self.asked >= FRESH:
                    self.found = await self._of_the_database()
                    self.asked = time.monotonic()
        except (StoreUnavailable, TimeoutError):
            return [*self._of_this_process(), Figure(measures.ANSWERS, {"": 0})]
        return [*self._of_this_process(), Figure(measures.ANSWERS, {"": 1}), *self.found]

    def _of_this_process(self) -> Iterator[Figure]:
        yield from self.committer.counts.figures()
        queues = self.committer.groups.queues.values()
        waiting = [len(queue.waiting) + len(queue.pressed) for queue in queues]
        yield Figure(measures.QUEUED, {"": sum(waiting)})
        yield Figure(measures.LONGEST, {"": max(waiting, default=0)})

    async def _of_the_database(self) -> list[Figure]:
        await self._look()
        rebuild = await self.connections.run(progress, again=True)
        lags: dict[str, list[Lag]] = {name: [] for name in sorted(self.expected)}
        for look in self.seen.values():
            for lag in look.lags:
                lags.setdefault(lag.subscriber, []).append(lag)
        oldest = min((look.at for look in self.seen.values()), default=time.monotonic())
        return [
            Figure(measures.TENANTS, {"": self.count}),
            Figure(measures.BEHIND, {n: sum(lag.behind for lag in of) for n, of in lags.items()}),
            Figure(measures.AGE, {n: oldest_of(of) for n, of in lags.items()}),
            Figure(
                measures.TENANTS_BEHIND,
                {n: sum(lag.behind > 0 for lag in of) for n, of in lags.items()},
            ),
            Figure(measures.PARKED, {n: sum(lag.parked for lag in of) for n, of in lags.items()}),
            Figure(measures.LOOKED, {"": time.monotonic() - oldest}),
            Figure(measures.REBUILDING, {"": int(rebuild["running"])}),
            Figure(measures.BUILT, {"": rebuild["built"]}),
            Figure(measures.KEPT, {"": rebuild["kept"]}),
        ]

    async def _look(self) -> None:
        """How far the subscribers have come with each tenant, or with as many as time allows."""
        there = await self.tenants()
        self.seen = {tenant: self.seen[tenant] for tenant in there if tenant in self.seen}
        began, self.count = time.monotonic(), len(there)
        for tenant in sorted(there, key=self._seen_at):
            lags = await self.checkpoints.lags(tenant, self.expected)
            self.seen[tenant] = Look(time.monotonic(), lags)
            if time.monotonic() - began > LOOKING:
                break

    def _seen_at(self, tenant: str) -> float:
        return self.seen[tenant].at if tenant in self.seen else 0.0


def oldest_of(lags: Sequence[Lag]) -> float:
    return max((lag.age.total_seconds() for lag in lags), default=0.0)


async def progress(connection: Connection) -> Record:
    """Of tables that are being built, by whichever process."""
    found: list[Record] = await connection.fetch(REBUILD)
    return found[0]
