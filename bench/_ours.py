"""The store as the product asks it: tasks of one process that append event after event."""

import asyncio
import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from secrets import token_hex

from _business import BY
from _measuring import settled

from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import StockMoved
from domain.kernel import Fact, Quantity
from domain.store.postgres import PostgresStore

MOST = 25_000  # Events a second that nobody appends.
MOVE = StockMoved(
    item="CALF",
    item_name="Calf hide",
    quantity=Quantity(amount=Decimal(12), unit="HIDE"),
    source=OUTSIDE,
    target=MAIN,
    moved_on=date(2026, 11, 20),
    reason="Received for PO-4711",
)


def moved(number: int) -> StockMoved:
    """A movement of an item of its own."""
    return MOVE.model_copy(update={"item": f"I-{number}"})


class Ours:
    """The store, asked by tasks of this process as the product asks it."""

    def __init__(self, store: PostgresStore) -> None:
        self.store = store
        self.latencies: list[float] = []

    async def one_tenant(self, writers: int, seconds: float) -> float:
        return await self.rate([f"bench-{token_hex(6)}"] * writers, seconds)

    async def a_tenant_each(self, writers: int, seconds: float) -> float:
        return await self.rate([f"bench-{token_hex(6)}" for _ in range(writers)], seconds)

    async def sixteen_tenants(self, writers: int, seconds: float) -> float:
        """As many writers in each of sixteen businesses."""
        tenants = [f"bench-{token_hex(6)}" for _ in range(16)]
        return await self.rate(tenants * (writers // 16), seconds)

    async def rate(self, tenants: Sequence[str], seconds: float) -> float:
        """Events a second when each writer keeps appending, after its last one is recorded.

        What is appended is made beforehand, as it is for the peers.
        """
        first = time.time_ns()  # As no other program counts.
        many = range(first, first + int(seconds * MOST))
        facts = [Fact(f"stock-I-{number}", 1, moved(number), BY) for number in many]
        waiting = zip(facts, (f"key-{number}" for number in many), strict=True)
        self.latencies = []
        for tenant in set(tenants):
            fact, key = next(waiting)
            await self.store.append(tenant, [fact], key)
        settled()
        begun = time.perf_counter()

        async def writer(tenant: str) -> None:
            append = self.store.append
            while (now := time.perf_counter()) < begun + seconds:
                fact, key = next(waiting)
                await append(tenant, [fact], key)
                self.latencies.append(time.perf_counter() - now)

        await asyncio.gather(*map(writer, tenants))
        return len(self.latencies) / (time.perf_counter() - begun)
