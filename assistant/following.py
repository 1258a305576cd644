"""Following: what another process recorded is heard here too, a moment later."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from domain.kernel import Fact

AT_ONCE = 1000
AT_A_LOOK = 1000  # Tenants; where there are more, they are looked at in turn.


class Record(Protocol):
    """What a follower reads; it knows how far it has come by positions, which have no gaps."""

    async def tenants(self) -> list[str]: ...

    async def newest(self, tenant: str) -> int: ...

    async def newest_of(self, tenants: Sequence[str]) -> dict[str, int]: ...

    async def page(self, tenant: str, after: int, limit: int = 1000) -> list[Fact]: ...


@dataclass
class Following:
    """The terminal signs in a process of its own, and an open card should show it."""

    record: Record
    tell: Callable[[str, Sequence[Fact]], None]
    seen: dict[str, int] = field(default_factory=dict)
    woken: set[str] = field(default_factory=set)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    left: list[str] = field(default_factory=list)
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def heard(self, tenant: str, facts: Sequence[Fact]) -> None:
        """A commit of this process; told at once, and not read again unless others came between."""
        first, last = facts[0].position, facts[-1].position
        if self.seen.get(tenant) == first - 1:
            self.seen[tenant] = last
        self.tell(tenant, facts)

    def wake(self, tenant: str) -> None:
        """A signal that another process has recorded something for this tenant."""
        self.woken.add(tenant)
        self.news.set()

    async def look(self) -> None:
        """Tell what has been recorded since the last look."""
        if not self.left:
            self.left = list(await self.record.tenants())
        turn, self.left = self.left[:AT_A_LOOK], self.left[AT_A_LOOK:]
        for tenant, newest in (await self.record.newest_of(turn)).items():
            if self.seen.setdefault(tenant, newest) != newest:
                await self._look_at(tenant)

    async def look_when_woken(self) -> None:
        """Wait for a signal, and look where it came from; what a signal misses, `look` finds."""
        await self.news.wait()
        self.news.clear()
        woken, self.woken = self.woken, set()
        for tenant in sorted(woken):
            await self._look_at(tenant)

    async def _look_at(self, tenant: str) -> None:
        async with self.looking:  # Two looks at the same moment would tell everything twice.
            newest = await self.record.newest(tenant)
            seen = self.seen.setdefault(tenant, newest)
            while seen < newest:
                facts = await self.record.page(tenant, seen, AT_ONCE)
                if not facts:
                    break
                self.tell(tenant, facts)
                seen = self.seen[tenant] = max(facts[-1].position, self.seen[tenant])
