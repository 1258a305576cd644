"""A small business with one supplier, one item and agreed terms, in a store that keeps nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain import catalog
from domain.command_handler import CommandHandler, Decision, Intent
from domain.inventory.item import RegisterItem
from domain.inventory.unit import RegisterUnit
from domain.kernel import Cause, Command, Money, Quantity, Step
from domain.preview import DraftCard
from domain.procurement.order import Delivered, Line
from domain.procurement.order_commands import PlacePurchaseOrder, ReceiveGoods
from domain.procurement.sourcing import AgreeSourcing
from domain.procurement.supplier import RegisterSupplier
from domain.store.memory import MemoryStore

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)
EURO = "EUR"


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency=EURO)


def pieces(amount: int) -> Quantity:
    return Quantity(amount=Decimal(amount), unit="EA")


def order_of(amount: int = 60, price: str = "20.50", number: str = "PO-1") -> PlacePurchaseOrder:
    line = Line(
        line=1,
        item="LOCK",
        item_name="Brass turn-lock",
        category="Hardware",
        quantity=pieces(amount),
        price=euros(price),
        due_on=TODAY + timedelta(days=10),
    )
    return PlacePurchaseOrder(
        number=number,
        supplier="OST",
        supplier_name="Ostermark",
        ordered_on=TODAY,
        currency=EURO,
        lines=(line,),
    )


def receipt_of(amount: int = 40, damaged: int = 5) -> ReceiveGoods:
    line = Delivered(line=1, quantity=pieces(amount), damaged=Decimal(damaged))
    return ReceiveGoods(received_on=TODAY, lines=(line,))


def on_stream(command: Command, key: str) -> Step:
    return Step(catalog.decider_of(command).stream(key), command)


def intent(*steps: Step, by: tuple[str, ...] = ("ben", "assistant"), **how: Any) -> Intent:
    fields = {"title": "Order 60 Brass turn-lock", "kind": "Purchase order"} | how
    return Intent(
        steps=steps, function="procurement", by=by, expires_at=NOON + timedelta(days=2), **fields
    )


FOUNDED = (
    on_stream(RegisterUnit(code="EA", name="each"), "EA"),
    on_stream(
        RegisterItem(item="LOCK", name="Brass turn-lock", unit="EA", category="Hardware"), "LOCK"
    ),
    on_stream(RegisterSupplier(supplier="OST", name="Ostermark", currency=EURO), "OST"),
    on_stream(
        AgreeSourcing(
            supplier="OST",
            supplier_name="Ostermark",
            item="LOCK",
            item_name="Brass turn-lock",
            price=euros("20.50"),
            unit="EA",
            lead_days=10,
        ),
        "OST.LOCK",
    ),
)


@pytest.fixture
async def handler() -> CommandHandler:
    store = MemoryStore(catalog.PROJECTIONS, lambda: NOON)
    await store.open_tenant("bellavier", {"currency": EURO})
    handler = CommandHandler(store, "bellavier")
    await handler.record(FOUNDED, Cause(("demo",)))
    return handler


@pytest.fixture
def signing(handler: CommandHandler) -> Callable[..., Any]:
    async def sign(card: DraftCard, signer: str = "olga", **how: Any) -> Any:
        fields = {"version": card.version, "digest": card.digest} | how
        decision = Decision(
            draft=card.draft, signer=signer, role="owner", hands=(signer,), at=NOON, **fields
        )
        return await handler.sign(decision)

    return sign


@pytest.fixture
async def placed(handler: CommandHandler, signing: Callable[..., Any]) -> CommandHandler:
    """The business with PO-1 over sixty locks placed."""
    await signing(await handler.propose(intent(on_stream(order_of(), "PO-1"))))
    return handler
