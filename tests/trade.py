"""A small trade in locks and hides, with its members, for tests that go through the tools."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain
from time import perf_counter
from typing import Any

from domain import catalog
from domain.command_handler import CommandHandler
from domain.governance.member import ROLES, AddMember
from domain.inventory.item import RegisterItem
from domain.inventory.location import RegisterLocation
from domain.inventory.place import OUTSIDE, Place
from domain.inventory.stock import MoveStock
from domain.inventory.unit import RegisterUnit
from domain.kernel import Cause, Step
from domain.payables.invoice import Billed
from domain.payables.invoice import key_of as invoice_key
from domain.payables.invoice_events import RecordSupplierInvoice
from domain.payables.supplier_invoice import supplier_invoice
from domain.procurement.order import Delivered, Line
from domain.procurement.order_commands import (
    ClosePurchaseOrder,
    PlacePurchaseOrder,
    ReceiveGoods,
)
from domain.procurement.sourcing import AgreeSourcing, key_of, sourcing
from domain.procurement.supplier import ChangeBankDetails, HoldSupplier, RegisterSupplier
from domain.store.memory import MemoryStore, Tenant
from guardrails.caller import Caller
from guardrails.gate import Gate
from mcp_servers.visit import House
from tests.buyers import buyers
from tests.mailed import mailed
from tests.owing import owed
from tests.promoted import promotions
from tests.selling import catalogue, sales
from tests.steps import euros, of, on
from tests.talking import talked

TENANT = "bellavier"
TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
IBAN = "DE89370400440532013000"
NASTY = "<img src=x>'); DROP TABLE suppliers;--\u202e\u200b Ltd"
ATELIER = Place(location="ATELIER", name="Atelier")


def caller(role: str = "buyer", **other: Any) -> Caller:
    known = {"tenant": TENANT, "user": role, "name": role.capitalize(), "surface": "chat"}
    return Caller(**{**known, "roles": (role,), "agent": "assistant", **other})


def item(code: str, name: str, unit: str, category: str, **other: Any) -> Step:
    return on(RegisterItem(item=code, name=name, unit=unit, category=category, **other), code)


def supplier(code: str, name: str, city: str = "", **other: Any) -> Step:
    known = {"supplier": code, "name": name, "city": city, "currency": "EUR"}
    return on(RegisterSupplier(**known | other), code)


def terms(who: tuple[str, str], what: tuple[str, str], unit: str, price: str, **more: Any) -> Step:
    command = AgreeSourcing(
        supplier=who[0],
        supplier_name=who[1],
        item=what[0],
        item_name=what[1],
        unit=unit,
        price=euros(price),
        **more,
    )
    return Step(sourcing.stream(key_of(who[0], what[0])), command)


def order(
    number: str, who: tuple[str, str], ordered: date, *lines: Line, money: str = "EUR"
) -> Step:
    command = PlacePurchaseOrder(
        number=number,
        supplier=who[0],
        supplier_name=who[1],
        ordered_on=ordered,
        currency=money,
        lines=lines,
    )
    return on(command, number)


def locks(amount: int, due: date, price: str = "20.50", number: int = 1) -> Line:
    return Line(
        line=number,
        item="LOCK",
        item_name="Brass turn-lock",
        category="Hardware",
        quantity=of(amount, "EA"),
        price=euros(price),
        due_on=due,
    )


def hides(amount: int, due: date, price: str = "82.50", number: int = 1) -> Line:
    return Line(
        line=number,
        item="CALF",
        item_name="Calf hide",
        category="Leather",
        quantity=of(amount, "HIDE"),
        price=euros(price),
        due_on=due,
    )


def came(number: str, on_day: date, amount: int, unit: str, damaged: int = 0) -> Step:
    line = Delivered(line=1, quantity=of(amount, unit), damaged=Decimal(damaged))
    return on(ReceiveGoods(received_on=on_day, lines=(line,)), number)


OST, CONTI, NORD = ("OST", "Ostermark"), ("CONTI", "Conceria Conti"), ("NORD", "Conti Nord")
LOCK, CALF, THREAD = ("LOCK", "Brass turn-lock"), ("CALF", "Calf hide"), ("THRD", "Linen thread")


def invoice(number: str, who: tuple[str, str], order_number: str, *lines: Billed) -> Step:
    net = sum((line.net for line in lines), Decimal(0))
    command = RecordSupplierInvoice(
        supplier=who[0],
        supplier_name=who[1],
        number=number,
        issued_on=date(2026, 11, 12),
        due_on=date(2026, 11, 26),
        order=order_number,
        currency="EUR",
        net=net,
        tax=(net * Decimal("0.19")).quantize(Decimal("0.01")),
        gross=(net * Decimal("1.19")).quantize(Decimal("0.01")),
        lines=lines,
    )
    key = invoice_key(who[0], "invoice", number)
    return Step(supplier_invoice.stream(key), command)


def billed_locks(amount: int, price: str) -> Billed:
    return Billed(
        position=1,
        item="LOCK",
        description="Brass turn-lock",
        quantity=Decimal(amount),
        unit="EA",
        price=Decimal(price),
        net=amount * Decimal(price),
        order_line=1,
    )


def master_data() -> Iterator[Step]:
    yield on(RegisterUnit(code="EA", name="each"), "EA")
    yield on(RegisterUnit(code="HIDE", name="hide"), "HIDE")
    yield on(RegisterLocation(location="MAIN", name="Main store"), "MAIN")
    yield on(RegisterLocation(location="ATELIER", name="Atelier"), "ATELIER")
    rule = {"reorder_point": Decimal(50), "order_up_to": Decimal(120)}
    yield item(*LOCK, "EA", "Hardware", standard_cost=euros("20.00"), **rule)
    yield item(*CALF, "HIDE", "Leather", kind="raw", standard_cost=euros("80.00"))
    yield item(*THREAD, "EA", "Thread")
    yield supplier(*OST, "Solingen", payment_days=14)
    yield supplier(*CONTI, "Prato")
    yield supplier(*NORD, "Kiel")
    yield supplier("BAD", NASTY)
    yield supplier("TWIN1", "Twin Cycles", "Bern")
    yield supplier("TWIN2", "Twin Cycles", "Basel")
    yield supplier("USA", "Bolt Works", "Reno", currency="USD")
    yield on(ChangeBankDetails(account=IBAN, bank="Sparkasse"), "OST")
    yield on(HoldSupplier(reason="Late three times"), "NORD")
    yield terms(OST, LOCK, "EA", "20.50", lead_days=10, min_order=Decimal(20))
    yield terms(CONTI, CALF, "HIDE", "82.50", lead_days=14)
    yield terms(NORD, CALF, "HIDE", "79.00", lead_days=30)


def events() -> Iterator[Step]:
    """Two years of a little trade: one order is late, one has two lines, one came damaged."""
    yield order("PO-1", OST, date(2025, 3, 3), locks(100, date(2025, 3, 20), "18.00"))
    yield came("PO-1", date(2025, 3, 18), 100, "EA")
    yield order("PO-2", CONTI, date(2025, 6, 2), hides(10, date(2025, 6, 20)))
    yield came("PO-2", date(2025, 6, 25), 10, "HIDE", damaged=2)
    yield order("PO-3", OST, date(2026, 10, 20), locks(60, date(2026, 11, 2), "20.00"))
    yield came("PO-3", date(2026, 11, 9), 40, "EA", damaged=5)
    two = hides(5, date(2026, 12, 4)), locks(4, date(2026, 12, 4), "21.00", number=2)
    yield order("PO-4", CONTI, date(2026, 11, 16), *two)
    yield order("PO-5", OST, date(2026, 2, 2), locks(8, date(2026, 2, 12)))
    yield on(ClosePurchaseOrder(reason="They stopped making it"), "PO-5")
    yield on(
        MoveStock(
            item="LOCK",
            item_name="Brass turn-lock",
            quantity=of(95, "EA"),
            source=Place(location="MAIN", name="Main store"),
            target=OUTSIDE,
            moved_on=date(2026, 11, 10),
            reason="Issued",
        ),
        "LOCK",
    )
    yield on(
        MoveStock(
            item="CALF",
            item_name="Calf hide",
            quantity=of(3, "HIDE"),
            source=Place(location="MAIN", name="Main store"),
            target=ATELIER,
            moved_on=date(2026, 11, 10),
        ),
        "CALF",
    )


def billed() -> Iterator[Step]:
    """One invoice that bills what came, and one that bills more and dearer."""
    yield invoice("RE-88", OST, "PO-3", billed_locks(20, "20.00"))
    yield invoice("RE-99", OST, "PO-3", billed_locks(40, "21.00"))


def members() -> Iterator[Step]:
    for role in ROLES:
        yield on(AddMember(user=role, name=role.capitalize(), roles=(role,)), role)


ON_RECORD: dict[str, Tenant] = {}
"""The whole trade as a store in memory keeps it, for all stores in memory that come after."""


async def found(store: Any, tenant: str = TENANT) -> CommandHandler:
    """The whole trade on record in this store."""
    if not (isinstance(store, MemoryStore) and store.clock() == NOON and not store.kept):
        return await recorded(store, tenant)
    if tenant not in ON_RECORD:
        first = in_memory()
        await recorded(first, tenant)
        ON_RECORD[tenant] = first.kept[tenant]
    store.kept[tenant] = another(ON_RECORD[tenant])
    return CommandHandler(store, tenant)


def another(kept: Tenant) -> Tenant:
    """The same facts and rows, which never change, in lists and tables of its own."""
    rows = {name: dict(table) for name, table in kept.rows.items()}
    streams = {name: list(facts) for name, facts in kept.streams.items()}
    return replace(
        kept,
        facts=list(kept.facts),
        keys=dict(kept.keys),
        rows=defaultdict(dict, rows),
        streams=defaultdict(list, streams),
        numbers=defaultdict(int, kept.numbers),
        ledger=list(kept.ledger),
        conversations=dict(kept.conversations),
    )


async def recorded(store: Any, tenant: str) -> CommandHandler:
    await store.open_tenant(tenant, {"currency": "EUR"})
    handler = CommandHandler(store, tenant)
    sold = (buyers(), catalogue(), sales(), owed(), promotions(), talked(), mailed())
    trade = (master_data(), events(), billed(), *sold)
    await handler.record([*members(), *chain.from_iterable(trade)], Cause(("demo",)))
    await store.next_number(tenant, "purchase_order", 6)
    await store.next_number(tenant, "customer", 4)
    await store.next_number(tenant, "ticket", 2)
    await store.next_number(tenant, "sales_order", 1)
    await store.next_number(tenant, "promotion", 3)
    await store.next_number(tenant, "customer_message", 1)
    for name, used in (("customer_invoice", 4), ("customer_payment", 2), ("credit_note", 1)):
        await store.next_number(tenant, name, used)
    return handler


async def house_in(store: Any, tenant: str = TENANT) -> House:
    await found(store, tenant)
    return House(
        lambda name: CommandHandler(store, name), Gate(store.enter, perf_counter), lambda: TODAY
    )


def in_memory() -> MemoryStore:
    return MemoryStore(catalog.PROJECTIONS, lambda: NOON)
