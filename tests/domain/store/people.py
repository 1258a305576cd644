"""People in the record, for the tests of forgetting: suppliers' contacts and members."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain import catalog
from domain.governance.member import MemberAdded
from domain.kernel import Cause, Event, Fact
from domain.procurement.supplier import Profile, SupplierChanged, SupplierRegistered
from domain.procurement.suppliers import suppliers
from domain.store.forgetting import QUIET
from domain.store.memory import MemoryStore
from domain.store.postgres import PostgresStore

WHY = "She asked for it by letter."
LATER = datetime(2999, 1, 1, tzinfo=UTC)
ANNA, BERTA = "anna@conti.example", "berta@brenner.example"
CONTI, BRENNER = "supplier-contact:CONTI", "supplier-contact:BRENNER"
NAMES = {"CONTI": "Conceria Conti", "BRENNER": "Brenner Garne"}


def fact(stream: str, event: Event, version: int = 1) -> Fact:
    return Fact(stream, version, event, Cause(("ben",)))


def registered(code: str, email: str) -> Fact:
    event = SupplierRegistered(supplier=code, name=NAMES[code], currency="EUR", email=email)
    return fact(f"supplier-{code}", event)


def changed(code: str, before: str, after: str, version: int = 2) -> Fact:
    old, new = (Profile(name=NAMES[code], currency="EUR", email=e) for e in (before, after))
    event = SupplierChanged(supplier=code, before=old, after=new)
    return fact(f"supplier-{code}", event, version)


def joined(user: str = "carla", name: str = "Carla Wiesner") -> Fact:
    return fact(f"member-{user}", MemberAdded(user=user, name=name, roles=("buyer",)))


async def opened(server: Any) -> PostgresStore:
    """A process of its own, as far as keys and folds in memory are concerned."""
    events = catalog.EVENTS.values()
    return await PostgresStore.open(server.dsn, events, catalog.PROJECTIONS, server.revive)


def in_memory() -> MemoryStore:
    return MemoryStore(catalog.PROJECTIONS)


async def forget(store, tenant, subject=CONTI, reason=WHY):
    return await store.privacy.forget(tenant, subject, "admin", reason, "t-forget")


async def addresses(store, tenant, as_of=None):
    page = await store.rows(tenant, suppliers.where(), as_of=as_of)
    return {row.supplier: row.email for row in page.rows}


async def findings(store, tenant):
    return [finding async for finding in store.verify(tenant)]


async def long_ago(store, owner):
    """As if everybody had been forgotten some minutes earlier."""
    earlier = datetime.now(UTC) - timedelta(seconds=QUIET)
    await owner.execute("update es.forgotten set forgotten_at = $1", earlier)
    for gone in getattr(store.privacy, "gone", {}).values():
        gone.update(dict.fromkeys(gone, earlier))
