"""A small workshop in memory: its people, one supplier, one leather, and the whole house."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.capturing.capture import Reading
from assistant.house import furnished
from assistant.settings import Settings
from assistant.surfaces.office import House
from domain import catalog
from domain.command_handler import CommandHandler
from domain.inventory.item import RegisterItem, item
from domain.inventory.unit import RegisterUnit, unit
from domain.kernel import Money, Step
from domain.procurement.sourcing import AgreeSourcing, sourcing
from domain.procurement.supplier import ChangeBankDetails, RegisterSupplier, supplier
from domain.store.event_store import StoreUnavailable
from domain.store.memory import MemoryCredentials, MemoryStore
from guardrails.caller import Caller

TENANT, OTHER = "bellavier", "atelier"
PROFILE = {"name": "Workshop", "currency": "EUR", "timezone": "Europe/Paris"}
ACCOUNT = "IT60 X054 2811 1010 0000 0123 456"
PRICE = Money(amount=Decimal("14.20"), currency="EUR")
LEATHERS = {"LMB-NOIR-08": "Black lambskin", "CLF-COGN-12": "Cognac calfskin"}


def beginning() -> Iterator[Step]:
    """One supplier, and what it sells."""
    yield Step(unit.stream("SQFT"), RegisterUnit(code="SQFT", name="square foot"))
    tannery = RegisterSupplier(supplier="TANNERIE", name="Tannerie du Lac", currency="EUR")
    yield Step(supplier.stream("TANNERIE"), tannery)
    yield Step(supplier.stream("TANNERIE"), ChangeBankDetails(account=ACCOUNT))
    for code, name in LEATHERS.items():
        leather = RegisterItem(
            item=code, name=name, unit="SQFT", category="Leather", standard_cost=PRICE
        )
        yield Step(item.stream(code), leather)
        terms = AgreeSourcing(
            supplier="TANNERIE",
            supplier_name="Tannerie du Lac",
            item=code,
            item_name=name,
            price=PRICE,
            unit="SQFT",
            lead_days=14,
        )
        yield Step(sourcing.stream(f"TANNERIE.{code}"), terms)


ORDER = {"supplier": "TANNERIE", "item": "LMB-NOIR-08", "quantity": "480"}


class MemoryKeeper:
    """Opens the same business again and again; it lives as long as the test."""

    unavailable = StoreUnavailable

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home)
        self.store: Any = MemoryStore(catalog.PROJECTIONS)
        self.vault = MemoryCredentials()
        self.reading: Reading | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[House]:
        """Entered and left by one task, as the servers inside it need."""

        def handler(tenant: str) -> CommandHandler:
            return CommandHandler(self.store, tenant)

        settings, reading = self.settings, self.reading
        async with furnished(settings, self.store, self.vault, handler, reading=reading) as house:
            if await house.upkeep.profile(TENANT) is None:
                await settle(house)
            yield house

    async def up(self, host: str, port: int | None, origins: Sequence[str]) -> None:
        raise StoreUnavailable("There is nothing to serve here.")

    async def migrate(self, phase: str) -> list[str]:
        return []

    async def backup(self, file: Path) -> None:
        file.write_bytes(b"copy")

    async def restore(self, file: Path, instead: bool) -> int:
        raise StoreUnavailable(f"There is no backup called {file}.")


async def settle(house: House) -> None:
    for tenant in (TENANT, OTHER):
        await house.upkeep.open_tenant(tenant, PROFILE)
        await house.accounts.settle(tenant)
    await house.approvals.record(TENANT, [*beginning()], ("founder",))


async def draft(house: House, user: str = "buyer", **changes: str) -> str:
    """A purchase order that the assistant drafted for somebody; its id."""
    caller = Caller(TENANT, user, user.capitalize(), (user,), "terminal", "assistant")
    arguments: Mapping[str, str] = ORDER | changes
    origins = dict.fromkeys(arguments, f"typed by {user.capitalize()}")
    found = await house.tools.call(caller, "draft_purchase_order", arguments, origins=origins)
    assert found["outcome"] == "answered", found
    return str(found["content"]["draft"])


@pytest.fixture
def keeper(tmp_path: Path) -> MemoryKeeper:
    return MemoryKeeper(tmp_path)


@pytest.fixture
async def house(keeper: MemoryKeeper) -> AsyncIterator[House]:
    async with keeper.open() as found:
        yield found
