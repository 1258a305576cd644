"""Following: what another process recorded is heard here too, a moment later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from domain.kernel import Fact

AT_ONCE = 1000


class Record(Protocol):
    """What a follower reads; it knows how far it has come by positions, which have no gaps."""

    async def tenants(self) -> list[str]: ...

    async def newest(self, tenant: str) -> int: ...

    async def page(self, tenant: str, after: int, limit: int = 1000) -> list[Fact]: ...


@dataclass
class Following:
    """The terminal signs in a process of its own, and an open card should show it."""

    record: Record
    tell: Callable[[str, Sequence[Fact]], None]
    seen: dict[str, int] = field(default_factory=dict)

    def heard(self, tenant: str, facts: Sequence[Fact]) -> None:
        """A commit of this process; told at once, and not read again unless others came between."""
        first, last = facts[0].position, facts[-1].position
        if self.seen.get(tenant) == first - 1:
            self.seen[tenant] = last
        self.tell(tenant, facts)

    async def look(self) -> None:
        """Tell what has been recorded since the last look."""
        for tenant in await self.record.tenants():
            newest = await self.record.newest(tenant)
            seen = self.seen.setdefault(tenant, newest)
            while seen < newest:
                facts = await self.record.page(tenant, seen, AT_ONCE)
                if not facts:
                    break
                self.tell(tenant, facts)
                seen = self.seen[tenant] = max(facts[-1].position, self.seen[tenant])
