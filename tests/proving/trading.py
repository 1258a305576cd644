"""A trade in locks, small enough to be founded anew for each proof, and its people."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain import catalog
from domain.command_handler import CommandHandler, Intent
from domain.governance.member import AddMember
from domain.inventory.item import RegisterItem
from domain.inventory.location import RegisterLocation
from domain.inventory.unit import RegisterUnit
from domain.kernel import Cause, Command, Fact, Money, Quantity, Step
from domain.procurement.order import Delivered, Line
from domain.procurement.order_commands import PlacePurchaseOrder, ReceiveGoods
from domain.procurement.sourcing import AgreeSourcing, key_of, sourcing
from domain.procurement.supplier import ChangeBankDetails, HoldSupplier, RegisterSupplier
from guardrails.caller import Caller

TODAY = datetime.now(UTC).date()
LATER = datetime.now(UTC) + timedelta(days=2)
PEOPLE = {"ben": "buyer", "olga": "owner", "max": "manager"}
HOUSEKEEPING = ("founder",)
LOCKS = 24
DRAFTS = 24  # That the process signs which is killed meanwhile.


def caller(tenant: str, user: str, **other: Any) -> Caller:
    known = {"name": user.capitalize(), "roles": (PEOPLE[user],), "surface": "chat"}
    return Caller(tenant=tenant, user=user, **known | other)


def on(command: Command, key: str) -> Step:
    return Step(catalog.decider_of(command).stream(key), command)


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def pieces(amount: int) -> Quantity:
    return Quantity(amount=Decimal(amount), unit="EA")


def lock(number: int) -> tuple[str, str]:
    return f"LOCK-{number}", f"Turn-lock, {number} mm"


def terms(number: int) -> Step:
    code, name = lock(number)
    command = AgreeSourcing(
        supplier="OST",
        supplier_name="Ostermark",
        item=code,
        item_name=name,
        price=euros("20.50"),
        unit="EA",
        lead_days=10,
    )
    return Step(sourcing.stream(key_of("OST", code)), command)


def registered(number: int) -> Step:
    code, name = lock(number)
    return on(RegisterItem(item=code, name=name, unit="EA", category="Hardware"), code)


def founding() -> list[Step]:
    members = [AddMember(user=u, name=u.capitalize(), roles=(r,)) for u, r in PEOPLE.items()]
    return [
        *(on(member, member.user) for member in members),
        on(RegisterUnit(code="EA", name="each"), "EA"),
        on(RegisterLocation(location="MAIN", name="Main store"), "MAIN"),
        on(RegisterSupplier(supplier="OST", name="Ostermark", currency="EUR"), "OST"),
        on(ChangeBankDetails(account="DE89370400440532013000"), "OST"),
        *(registered(number) for number in range(1, LOCKS + 1)),
        *(terms(number) for number in range(1, LOCKS + 1)),
    ]


async def started(store: Any, tenant: str) -> CommandHandler:
    """The trade on record, with nothing ordered yet."""
    await store.open_tenant(tenant, {"currency": "EUR", "timezone": "UTC"})
    handler = CommandHandler(store, tenant)
    await handler.record(founding(), Cause(HOUSEKEEPING))
    return handler


def intent(step: Step, title: str, by: str = "ben", **more: Any) -> Intent:
    known = {"kind": "Purchase order", "function": "procurement", "expires_at": LATER}
    return Intent(steps=(step,), title=title, by=(by, "assistant"), **known | more)


def order(number: int, amount: int = 30, by: str = "ben", **more: Any) -> Intent:
    """An order of a lock of its own: two of the same would be taken for a slip."""
    code, name = lock(number)
    line = Line(
        line=1,
        item=code,
        item_name=name,
        category="Hardware",
        quantity=pieces(amount),
        price=euros("20.50"),
        due_on=TODAY + timedelta(days=10),
    )
    place = PlacePurchaseOrder(
        number=f"PO-{number}",
        supplier="OST",
        supplier_name="Ostermark",
        ordered_on=TODAY,
        currency="EUR",
        lines=(line,),
    )
    return intent(on(place, f"PO-{number}"), f"Order {amount} locks", by, **more)


def receipt(number: int, amount: int, damaged: int = 0, by: str = "ben") -> Intent:
    came = Delivered(line=1, quantity=pieces(amount), damaged=Decimal(damaged))
    receive = ReceiveGoods(received_on=TODAY, lines=(came,))
    return intent(on(receive, f"PO-{number}"), f"Receive {amount} locks", by, kind="Goods receipt")


def hold(by: str = "ben") -> Intent:
    step = on(HoldSupplier(reason="Late three times"), "OST")
    return intent(step, "Hold Ostermark", by, kind="Supplier hold")


async def everything(store: Any, tenant: str) -> list[Fact]:
    """All facts of a tenant, in their order."""
    facts: list[Fact] = []
    while page := await store.page(tenant, len(facts), 1000):
        facts += page
    return facts


async def findings(store: Any, tenant: str) -> list[str]:
    return [finding async for finding in store.verify(tenant)]
