"""The relay: a subscriber that hands every fact on to the message bus."""

from collections.abc import Sequence

from domain.kernel import Fact
from domain.store.bus import Bus
from domain.store.cloud_events import publication


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
