"""Asking: a business founded from files in a house that keeps nothing, whose owner asks it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from assistant.house import furnished
from assistant.importing import Importer, Report
from assistant.settings import Settings
from domain import catalog
from domain.command_handler import CommandHandler
from domain.inventory.location import RegisterLocation, location
from domain.inventory.place import MAIN
from domain.kernel import Step
from domain.store.memory import MemoryCredentials, MemoryStore
from domain.store.memory_spending import MemorySpending
from guardrails.caller import Caller

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TENANT = "taken"
OWNER = Caller(TENANT, "owner", "Owner", ("owner",), "terminal")
MAIN_STORE = Step(
    location.stream(MAIN.location), RegisterLocation(location=MAIN.location, name=MAIN.name)
)
"""Every business has it from its founding on."""


@dataclass
class Business:
    """What was taken over, and the desk that answers about it."""

    desk: Any
    store: MemoryStore
    report: Report
    conversations: Any = field(default_factory=count)

    async def ask(self, text: str) -> dict[str, Any]:
        """The answer to a sentence in a conversation of its own."""
        found: dict[str, Any] = await self.desk.ask(OWNER, text, f"c-{next(self.conversations)}")
        assert found["kind"] == "answer", (text, found["kind"], found["text"])
        return found

    async def figures(self, text: str, *names: str) -> dict[Any, Decimal]:
        """The figure of each group, told by these fields of its row."""
        found = await self.ask(text)
        assert not found["truncated"], text
        single = len(names) == 1
        return {
            row[names[0]] if single else tuple(row[name] for name in names): Decimal(row["figure"])
            for row in found["rows"]
        }


@asynccontextmanager
async def founded(files: Path, home: Path) -> AsyncIterator[Business]:
    """A new business with everything that these files hold, signed by its owner."""
    store = MemoryStore(catalog.PROJECTIONS, lambda: NOON)
    await store.open_tenant(TENANT, {"name": "Taken", "currency": "USD", "timezone": "UTC"})

    def handler(tenant: str) -> CommandHandler:
        return CommandHandler(store, tenant)

    ticks = count()
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(
            furnished(
                Settings(home), store, MemoryCredentials(), handler, counters=MemorySpending()
            )
        )
        await house.approvals.record(TENANT, [MAIN_STORE], ("countersign",))
        desk: Any = house.office
        desk.clock = lambda: NOON
        importer = Importer(house.visits, house.approvals, lambda: NOON, lambda: next(ticks) / 1000)
        report = await importer.run(OWNER, files, mode="accept")
        yield Business(desk, store, report)
