"""The relay: a subscriber that hands every fact on to the message bus."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.kernel import Fact
from domain.store.attending import attending
from domain.store.bus import Bus
from domain.store.cloud_events import Publication, identity, publication, subjects
from domain.store.connections import Connection
from domain.store.lineage import UNBROKEN, Lineage, lineage
from domain.store.postgres import PostgresStore
from domain.store.signals import Signals
from domain.store.subscriber import Outage, Subscriber

NAME = "bus"
ASTRAY = timedelta(minutes=10)  # How far the clocks of the database and the bus may be apart.
KEPT = 10_000  # Tenants of whom a process remembers what it sent last.
RECORDED = "select recorded_at from es.events where tenant = $1 and position = $2"
Ask = Callable[..., Awaitable[Any]]
"""Sends a statement and answers its one value."""


class Ahead(Outage):
    """The bus has heard of an event that the record does not have, or has another in its place."""


class Relay:
    """The events are the outbox: nothing is kept here, and a page that failed is sent again."""

    def __init__(self, bus: Bus, source: str) -> None:
        """`source` names this installation to whoever listens, as a URI: https://erp.example."""
        self.bus = bus
        self.source = source
        self.caught_up: dict[str, Lineage] = {}
        """Of whom the bus has been asked for what left before a restore, to its newest message."""
        self.sent: dict[str, int] = {}

    async def handle(
        self,
        tenant: str,
        facts: Sequence[Fact],
        line: Lineage = UNBROKEN,
        ask: Ask | None = None,
    ) -> None:
        """Send the facts in their order; they are on the bus when this returns.

        Raises BusUnavailable; some may have been sent then, and are known again by their id.
        With `ask`, the record is asked whether it still has what the bus was told last. Raises
        Ahead when it has not: new events would then get the ids of lost ones, and be dropped as if
        they came again.
        """
        if facts and ask is not None and self.sent.get(tenant) != facts[0].position - 1:
            await self._agree(tenant, line, ask)
        sent = [publication(tenant, fact, self.source, line.mark(fact.position)) for fact in facts]
        first = facts[0].recorded_at if facts else None
        returned = sent[: sum(fact.position <= line.returned for fact in facts)]
        if first and returned and self.caught_up.get(tenant) != line:
            there = await self._there(tenant, returned, first)
            sent = [each for each in sent if each.id not in there]
            if returned[-1].id not in there:
                self.caught_up[tenant] = line
        await self.bus.publish(sent)
        if len(self.sent) >= KEPT:
            self.sent.clear()
        if facts:
            self.sent[tenant] = facts[-1].position

    async def _agree(self, tenant: str, line: Lineage, ask: Ask) -> None:
        """The newest event of a tenant on the bus is the one that the record has there.

        One of a history that ended with a restore is none of this one's, nor is its id.
        """
        newest = await self.bus.newest(subjects(tenant))
        if not newest:
            return
        said = json.loads(newest)
        position = int(said["position"])
        if said["id"] != identity(tenant, position, line.mark(position)):
            return
        if await ask(RECORDED, tenant, position) != datetime.fromisoformat(said["time"]):
            raise Ahead(
                f"The message bus was told of event {position} of {tenant}, recorded at "
                f"{said['time']}, and the database does not have it: a standby took over that was "
                "behind. Nothing more is sent for this tenant; the page on your own Postgres says "
                "how to let the bus begin again."
            )

    async def _there(
        self, tenant: str, returned: Sequence[Publication], first: datetime
    ) -> set[str]:
        """What left after the backup and before the restore: the checkpoint knows nothing of it."""
        ids = {each.id for each in returned}
        return await self.bus.recall(subjects(tenant), ids, first - ASTRAY)


@dataclass(frozen=True, kw_only=True)
class Relaying(Subscriber):
    """The relay as a subscriber; a restore in another process waits for its transaction."""

    relay: Relay

    async def deliver(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None:
        line = await lineage(connection, tenant)
        await self.relay.handle(tenant, facts, line, connection.fetchval)


@asynccontextmanager
async def relaying(
    store: PostgresStore, signals: Signals, url: str, source: str
) -> AsyncIterator[None]:
    """Hand every fact of every tenant on to the bus at this address, for as long as this lasts."""
    bus = Bus(url)
    relay = Relaying(name=NAME, relay=Relay(bus, source))
    try:
        async with attending(store, signals, relay):
            yield
    finally:
        await bus.close()
