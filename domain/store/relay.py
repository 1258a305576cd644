"""The relay: a subscriber that hands every fact on to the message bus."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from domain.kernel import Fact
from domain.store.bus import Bus
from domain.store.cloud_events import publication
from domain.store.postgres import PostgresStore
from domain.store.signals import Signals
from domain.store.subscriber import External
from domain.store.subscriptions import Subscriptions

NAME = "bus"


class Relay:
    """The events are the outbox: nothing is kept here, and a page that failed is sent again."""

    def __init__(self, bus: Bus, source: str) -> None:
        """`source` names this installation to whoever listens, as a URI: https://erp.example."""
        self.bus = bus
        self.source = source

    async def handle(self, tenant: str, facts: Sequence[Fact]) -> None:
        """Send the facts in their order; they are on the bus when this returns.

        Raises BusUnavailable; some may have been sent then, and are known again by their id.
        """
        await self.bus.publish([publication(tenant, fact, self.source) for fact in facts])


@asynccontextmanager
async def relaying(
    store: PostgresStore, signals: Signals, url: str, source: str
) -> AsyncIterator[None]:
    """Hand every fact of every tenant on to the bus at this address, for as long as this lasts."""
    bus = Bus(url)
    relay = External(name=NAME, handle=Relay(bus, source).handle)
    following = Subscriptions(store.connections, store.codec, store.tenants, [relay])
    store.watch.expected.add(NAME)
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
