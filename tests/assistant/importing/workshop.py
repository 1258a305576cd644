"""A workshop: one tenant on a store that keeps nothing, into which files are taken over."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.approvals import Approvals
from assistant.importing import Importer, Report
from domain import catalog
from domain.command_handler import CommandHandler
from domain.kernel import AnyProjection
from domain.store.memory import MemoryStore
from guardrails.call import Answer
from guardrails.caller import Caller
from guardrails.gate import Gate
from mcp_servers.visit import House

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
OWNER = Caller("workshop", "olga", "Olga", ("owner",), "terminal")
EVERYTHING = 1_000_000


@dataclass
class Business:
    """One tenant that files are taken over into."""

    store: MemoryStore
    visits: House
    approvals: Approvals
    importer: Importer

    async def take(
        self, path: Path, mode: Any = "accept", by: Caller = OWNER, **how: Any
    ) -> Report:
        return await self.importer.run(by, path, mode=mode, **how)

    async def rows(self, projection: AnyProjection) -> list[Any]:
        query = projection.where(limit=EVERYTHING)
        return list((await self.store.rows(OWNER.tenant, query)).rows)

    async def sign(self, draft: str, version: int, digest: str, by: Caller = OWNER) -> Answer:
        return await self.approvals.sign(by, draft, version, digest, NOON, "trace")

    async def undo(self, draft: str) -> Answer:
        """Take a batch back: drafted, and signed."""
        answer = await self.approvals.undo(OWNER, draft, NOON, "trace")
        if answer.outcome != "answered":
            return answer
        card = answer.content
        return await self.sign(card["draft"], card["version"], card["digest"])

    async def facts(self) -> int:
        return len(await self.store.page(OWNER.tenant, 0, EVERYTHING))


def caller(role: str) -> Caller:
    return replace(OWNER, user=role, name=role.capitalize(), roles=(role,))


async def opened(currency: str = "EUR") -> Business:
    """A tenant with nothing in it, and a clock that ticks once a look."""
    store = MemoryStore(catalog.PROJECTIONS, lambda: NOON)
    await store.open_tenant(OWNER.tenant, {"currency": currency})
    ticks = iter(range(EVERYTHING))

    def seconds() -> float:
        return next(ticks) / 1000

    gate = Gate(store.enter, seconds)

    def handler(tenant: str) -> CommandHandler:
        return CommandHandler(store, tenant)

    approvals = Approvals(handler, gate)
    visits = House(handler, gate, lambda: NOON.date())
    return Business(store, visits, approvals, Importer(visits, approvals, lambda: NOON, seconds))
