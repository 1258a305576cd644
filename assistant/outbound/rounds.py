"""Rounds: how whatever was signed for the world outside is found, in this process and others."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from assistant.records import Records
from domain.kernel import Event, Fact, Step

HANDS = ("countersign",)
AT_A_LOOK = 50
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
TRIES = 10  # About a day; what has not left by then is decided by a person.
Record = Callable[[str, Sequence[Step], tuple[str, ...]], Awaitable[None]]


@dataclass(kw_only=True)
class Rounds(ABC):
    """Goes to a business at once when something is signed there, and now and then to all."""

    news_of: ClassVar[tuple[type[Event], ...]]
    """The facts after which something new waits."""

    records: Callable[[str], Records]
    record: Record
    tenants: Callable[[], Awaitable[list[str]]]
    clock: Callable[[], datetime]
    woken: set[str] = field(default_factory=set)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    working: asyncio.Lock = field(default_factory=asyncio.Lock)

    @abstractmethod
    async def deal_with(self, tenant: str) -> None:
        """Everything of one business that is due now."""

    def heard(self, tenant: str, facts: Sequence[Fact]) -> None:
        """Something was signed in this process: it need not wait for the next look."""
        if any(isinstance(fact.event, self.news_of) for fact in facts):
            self.woken.add(tenant)
            self.news.set()

    async def look_when_woken(self) -> None:
        await self.news.wait()
        self.news.clear()
        woken, self.woken = self.woken, set()
        for tenant in sorted(woken):
            await self.work(tenant)

    async def look(self) -> None:
        """What other processes have signed, and what is due again."""
        for tenant in await self.tenants():
            await self.work(tenant)

    async def work(self, tenant: str) -> None:
        async with self.working:
            await self.deal_with(tenant)


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries in vain; None where there were enough."""
    if tries >= TRIES:
        return None
    return min(FIRST_PAUSE * (1 << (tries - 1)), LONGEST_PAUSE)
