"""Subscriptions: subscribers are woken where something happens, and looked after everywhere."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence

from domain.kernel import Fact
from domain.store.agenda import Agenda
from domain.store.checkpoints import Checkpoints, Lag
from domain.store.codec import Codec
from domain.store.connections import Connections
from domain.store.delivery import Delivery, Outcome
from domain.store.event_store import StoreUnavailable
from domain.store.rounds import Rounds
from domain.store.subscriber import Subscriber

log = logging.getLogger(__name__)

Key = tuple[str, str]  # Subscriber and tenant.
TICK = 1.0  # Seconds between two looks at what is active.
WORKERS = 4  # Turns at the same time; each holds a connection.
LONGEST = 30.0


class Subscriptions:
    """The subscribers of one process; other processes may run the same ones, and share the work.

    `tenants` answers the names of all tenants. Signals only make it quick: without any of them
    everything is found by looking.
    """

    def __init__(
        self,
        connections: Connections,
        codec: Codec,
        tenants: Callable[[], Awaitable[Sequence[str]]],
        subscribers: Iterable[Subscriber],
        tick: float = TICK,
    ) -> None:
        self.checkpoints = Checkpoints(connections)
        self.deliveries: dict[str, Delivery] = {}
        for subscriber in subscribers:
            if subscriber.name in self.deliveries:
                raise ValueError(f"Two subscribers are called {subscriber.name}: rename one.")
            self.deliveries[subscriber.name] = Delivery(connections, codec, subscriber)
        self.tenants = tenants
        self.tick = tick
        self.agenda: Agenda[Key] = Agenda()
        self.rounds = Rounds()
        self.troubles: dict[Key, int] = {}

    def wake(self, tenant: str, facts: Sequence[Fact] = ()) -> None:
        """Something was recorded for this tenant; a listener for commits and for signals."""
        self.rounds.heard(tenant, asyncio.get_running_loop().time())
        for name in self.deliveries:
            self.agenda.put((name, tenant))

    def look_again(self) -> None:
        """Signals may have been missed: look at all tenants, soon."""
        self.rounds.begin_again()

    async def run(self) -> None:
        """Deliver until cancelled; what is cut off in the middle leaves nothing behind."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._look_around())
                for _ in range(WORKERS):
                    group.create_task(self._work())
        finally:
            self.agenda.forget_appointments()

    async def catch_up(self, tenant: str) -> None:
        """Deliver here and now what can be delivered; it ends where something has to wait."""
        for delivery in self.deliveries.values():
            while (await delivery.turn(tenant)).more:
                continue

    async def lag(self, subscriber: str) -> dict[str, Lag]:
        """How far a subscriber is behind, by tenant."""
        found: dict[str, Lag] = {}
        for tenant in await self.tenants():
            for lag in await self.checkpoints.lags(tenant, [subscriber]):
                if lag.subscriber == subscriber:
                    found[tenant] = lag
        return found

    async def retry_parked(
        self, tenant: str, subscriber: str, position: int | None = None
    ) -> list[int]:
        """Try again, soon, what a subscriber has parked: all of it, or one event."""
        asked = await self.checkpoints.retry_parked(tenant, subscriber, position)
        self.wake(tenant)
        return asked

    async def _work(self) -> None:
        while True:
            key = await self.agenda.take()
            outcome = Outcome()
            try:
                outcome = await self._turn(*key)
            finally:
                self.agenda.done(key, outcome.rest)
            if outcome.more:
                self.agenda.put(key)
            elif outcome.wait:
                self.agenda.put_later(key, outcome.wait)

    async def _turn(self, subscriber: str, tenant: str) -> Outcome:
        """A turn that cannot be taken is taken later: the others must not wait for its sake."""
        key = (subscriber, tenant)
        try:
            outcome = await self.deliveries[subscriber].turn(tenant)
        except Exception as error:
            count = self.troubles[key] = self.troubles.get(key, 0) + 1
            if not isinstance(error, StoreUnavailable):
                log.exception("%s could not be served with %s.", subscriber, tenant)
            elif count == 1:
                log.warning("%s waits with %s: %s", subscriber, tenant, error)
            return Outcome(wait=min(0.1 * 2.0 ** min(count, 60), LONGEST))
        self.troubles.pop(key, None)
        return outcome

    async def _look_around(self) -> None:
        away = False
        while True:
            try:
                await self._look()
                away = False
            except Exception as error:  # Whatever it is, the next look may see more.
                if not away:
                    known = isinstance(error, StoreUnavailable)
                    log.warning("Subscribers are not looked after: %s", error, exc_info=not known)
                away = True
            await asyncio.sleep(self.tick)

    async def _look(self) -> None:
        """One tick's round: ask who is behind, for all of its tenants at once."""
        if self.rounds.over:
            self.rounds.begin(await self.tenants())
        looked = self.rounds.next(asyncio.get_running_loop().time())
        for tenant, subscriber in await self.checkpoints.due(looked, self.deliveries):
            self.agenda.put((subscriber, tenant))
