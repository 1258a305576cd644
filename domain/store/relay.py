"""The relay: a subscriber that hands every fact on to the message bus."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from domain.kernel import Fact
from domain.store.bus import Bus
from domain.store.cloud_events import FAMILY, publication, token
from domain.store.connections import Record
from domain.store.postgres import PostgresStore
from domain.store.signals import Signals
from domain.store.subscriber import External, Outage
from domain.store.subscriptions import Subscriptions

NAME = "bus"
KEPT = 10_000  # Tenants of whom a process remembers what it sent last.
RECORDED = "select recorded_at from es.events where tenant = $1 and position = $2"
Ask = Callable[..., Awaitable[list[Record]]]
"""Sends a statement for one tenant, and answers its records."""


class Ahead(Outage):
    """The bus has heard of an event that the record does not have, or has another in its place."""


class Relay:
    """The events are the outbox: nothing is kept here, and a page that failed is sent again."""

    def __init__(self, bus: Bus, source: str, ask: Ask | None = None) -> None:
        """`source` names this installation to whoever listens, as a URI: https://erp.example.

        With `ask`, the record is asked whether it still has what the bus was told last.
        """
        self.bus = bus
        self.source = source
        self.ask = ask
        self.sent: dict[str, int] = {}

    async def handle(self, tenant: str, facts: Sequence[Fact]) -> None:
        """Send the facts in their order; they are on the bus when this returns.

        Raises BusUnavailable; some may have been sent then, and are known again by their id.
        Raises Ahead when the record has lost what the bus knows: new events would then get the ids
        of lost ones, and be dropped as if they came again.
        """
        if facts and self.ask is not None and self.sent.get(tenant) != facts[0].position - 1:
            await self._agree(tenant, self.ask)
        await self.bus.publish([publication(tenant, fact, self.source) for fact in facts])
        if len(self.sent) >= KEPT:
            self.sent.clear()
        if facts:
            self.sent[tenant] = facts[-1].position

    async def _agree(self, tenant: str, ask: Ask) -> None:
        """The newest event of a tenant on the bus is the one that the record has there."""
        newest = await self.bus.newest(f"{FAMILY}.{token(tenant)}.>")
        if not newest:
            return
        said = json.loads(newest)
        position = int(said["position"])
        found = await ask(tenant, RECORDED, tenant, position)
        if not found or found[0]["recorded_at"] != datetime.fromisoformat(said["time"]):
            raise Ahead(
                f"The message bus was told of event {position} of {tenant}, recorded at "
                f"{said['time']}, and the database does not have it: an older backup was restored, "
                "or a standby took over that was behind. Nothing more is sent for this tenant; the "
                "page on backups says how to let the bus begin again."
            )


@asynccontextmanager
async def relaying(
    store: PostgresStore, signals: Signals, url: str, source: str
) -> AsyncIterator[None]:
    """Hand every fact of every tenant on to the bus at this address, for as long as this lasts."""
    bus = Bus(url)
    relay = External(name=NAME, handle=Relay(bus, source, store.connections.fetch).handle)
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
