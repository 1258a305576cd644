"""What was told to whom in memory, which keeps the same contract as Postgres."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.store.told import UNSENT, Kept, Mark


class MemoryTold:
    """Keeps the contract of `Told`; nothing of it survives the process."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, Mark], Kept] = {}

    async def claim(
        self, tenant: str, marks: Sequence[Mark], way: str, now: datetime
    ) -> list[Mark]:
        free = []
        for mark in dict.fromkeys(marks):
            standing = self.kept.get((tenant, mark))
            if standing is None or (not standing.sent and standing.told_at <= now - UNSENT):
                self.kept[tenant, mark] = Kept(*mark, way, now, sent=False)
                free.append(mark)
        return free

    async def sent(self, tenant: str, marks: Sequence[Mark]) -> None:
        for mark in marks:
            if (tenant, mark) in self.kept:
                self.kept[tenant, mark] = replace(self.kept[tenant, mark], sent=True)

    async def release(self, tenant: str, marks: Sequence[Mark]) -> None:
        for mark in marks:
            standing = self.kept.get((tenant, mark))
            if standing and not standing.sent:
                del self.kept[tenant, mark]

    async def about(self, tenant: str, drafts: Sequence[str]) -> list[Kept]:
        return [
            kept for (of, _), kept in self.kept.items() if of == tenant and kept.about in drafts
        ]

    async def since(self, tenant: str, moment: datetime) -> list[Kept]:
        return [
            kept for (of, _), kept in self.kept.items() if of == tenant and kept.told_at > moment
        ]

    async def tidy(self, tenant: str, before: datetime) -> int:
        old = [key for key, kept in self.kept.items() if key[0] == tenant and kept.told_at < before]
        for key in old:
            del self.kept[key]
        return len(old)
