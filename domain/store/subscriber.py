"""Subscribers: who follows the events, and what is done with those that fail."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from domain.kernel import Fact
from domain.store.connections import Connection

LONGEST_CALL = 240.0  # Seconds; the server ends a transaction that idles for five minutes.
Inside = Callable[[Connection, str, Sequence[Fact]], Awaitable[None]]
Outside = Callable[[str, Sequence[Fact]], Awaitable[None]]


class Outage(Exception):
    """The other side is away: no event is to blame, so none is parked, and all of them wait."""


@dataclass(frozen=True, kw_only=True)
class Subscriber(ABC):
    """Hears of every fact of every tenant, a tenant's facts in the order of their positions."""

    name: str
    batch: int = 200  # Facts that one call takes at most.
    attempts: int = 5  # Failures of one fact before it is parked.
    pause: float = 0.5  # Seconds after the first failure; twice as many after each further one,
    longest: float = 30.0  # but never more than these.
    limit: float = 60.0  # Seconds of one call, after which it has failed; its claim is a lock.
    rests: float = 0.0  # So many times as long as a turn took the next one waits, for others' sake.

    def __post_init__(self) -> None:
        if self.batch < 1 or self.attempts < 1 or min(self.pause, self.longest, self.limit) <= 0:
            raise ValueError(f"{self.name} needs limits above zero: give it larger ones.")
        if self.rests < 0:
            raise ValueError(f"{self.name} cannot rest less than not at all: give 0 or more.")
        if self.limit > LONGEST_CALL:
            raise ValueError(f"{self.name} may take {LONGEST_CALL:g} seconds: let it take less.")

    @abstractmethod
    async def deliver(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None: ...

    def pause_after(self, pauses: int) -> float:
        """Seconds to wait after so many waits in a row; the exponent is bounded, floats are too."""
        return min(self.pause * 2.0 ** min(pauses, 60), self.longest)

    def rest_after(self, took: float) -> float:
        """Seconds to rest after a turn of so many seconds."""
        return min(self.rests * took, self.longest)


@dataclass(frozen=True, kw_only=True)
class Transactional(Subscriber):
    """Writes through the connection it is given, in the transaction that moves its checkpoint.

    The transaction is begun and ended by the store: `handle` neither commits nor rolls back.
    """

    handle: Inside

    async def deliver(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None:
        await self.handle(connection, tenant, facts)


@dataclass(frozen=True, kw_only=True)
class External(Subscriber):
    """Speaks to another system; its checkpoint moves afterwards, so it hears at least once."""

    handle: Outside

    async def deliver(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None:
        await self.handle(tenant, facts)
