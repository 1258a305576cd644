"""Deliveries in memory: the same promises without a database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from domain.store.deliveries import Delivery


@dataclass
class Kept:
    kind: str
    body: dict[str, Any] | None
    at: float
    held: float


@dataclass
class MemoryDeliveries:
    """Keeps the contract of `PostgresDeliveries`."""

    clock: Callable[[], float] = monotonic
    kept: dict[tuple[str, str], Kept] = field(default_factory=dict)

    async def add(
        self, tenant: str, delivery: str, kind: str, body: Mapping[str, Any], hold: float
    ) -> bool:
        now = self.clock()
        if (tenant, delivery) in self.kept:
            return False
        self.kept[tenant, delivery] = Kept(kind, dict(body), now, now + hold)
        return True

    async def done(self, tenant: str, delivery: str) -> None:
        self.kept[tenant, delivery].body = None

    async def left(self, tenant: str, hold: float, most: int) -> list[Delivery]:
        now = self.clock()
        found: list[Delivery] = []
        for (of, name), each in self.kept.items():
            if of == tenant and each.body is not None and each.held <= now and len(found) < most:
                each.held = now + hold
                found.append(Delivery(name, each.kind, each.body, now - each.at))
        return found
