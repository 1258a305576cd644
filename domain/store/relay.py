"""The relay: a subscriber that hands every fact on to the message bus."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.kernel import Fact
from domain.store.bus import Bus
from domain.store.cloud_events import Publication, publication, subjects
from domain.store.connections import Connection
from domain.store.lineage import UNBROKEN, Lineage, lineage
from domain.store.postgres import PostgresStore
from domain.store.signals import Signals
from domain.store.subscriber import Subscriber
from domain.store.subscriptions import Subscriptions

NAME = "bus"
ASTRAY = timedelta(minutes=10)  # How far the clocks of the database and the bus may be apart.


class Relay:
    """The events are the outbox: nothing is kept here, and a page that failed is sent again."""

    def __init__(self, bus: Bus, source: str) -> None:
        """`source` names this installation to whoever listens, as a URI: https://erp.example."""
        self.bus = bus
        self.source = source
        self.caught_up: dict[str, Lineage] = {}
        """Of whom the bus has been asked for what left before a restore, to its newest message."""

    async def handle(self, tenant: str, facts: Sequence[Fact], line: Lineage = UNBROKEN) -> None:
        """Send the facts in their order; they are on the bus when this returns.

        Raises BusUnavailable; some may have been sent then, and are known again by their id.
        """
        sent = [publication(tenant, fact, self.source, line.mark(fact.position)) for fact in facts]
        first = facts[0].recorded_at if facts else None
        returned = sent[: sum(fact.position <= line.returned for fact in facts)]
        if first and returned and self.caught_up.get(tenant) != line:
            there = await self._there(tenant, returned, first)
            sent = [each for each in sent if each.id not in there]
            if returned[-1].id not in there:
                self.caught_up[tenant] = line
        await self.bus.publish(sent)

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
        await self.relay.handle(tenant, facts, await lineage(connection, tenant))


@asynccontextmanager
async def relaying(
    store: PostgresStore, signals: Signals, url: str, source: str
) -> AsyncIterator[None]:
    """Hand every fact of every tenant on to the bus at this address, for as long as this lasts."""
    bus = Bus(url)
    relay = Relaying(name=NAME, relay=Relay(bus, source))
    following = Subscriptions(store.connections, store.codec, store.tenants, [relay])
    store.on_commit(following.wake)
    signals.on_signal(following.wake)
    signals.on_resume(following.look_again)
    running = asyncio.create_task(following.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await bus.close()
