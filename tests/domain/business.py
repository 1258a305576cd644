"""A small trade that the domain's tests share: hides from Prato, one buyer, one store."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.inventory.item import RegisterItem
from domain.inventory.place import MAIN, OUTSIDE, Place
from domain.inventory.stock import MoveStock
from domain.kernel import Money, Quantity
from domain.payables.invoice import Billed
from domain.payables.invoice_events import RecordSupplierInvoice
from domain.procurement.order import Delivered, Line, TakenLine
from domain.procurement.order_commands import (
    PlacePurchaseOrder,
    ReceiveGoods,
    TakeOverPurchaseOrder,
)
from domain.procurement.sourcing import AgreeSourcing
from domain.procurement.supplier import RegisterSupplier

ORDERED, DUE, ARRIVED = date(2026, 3, 2), date(2026, 3, 20), date(2026, 3, 18)
SHELF = Place(location="SHELF", name="Hide shelf")
GOOD_IBAN, OTHER_IBAN = "IT60 X054 2811 1010 0000 0123 456", "DE89 3704 0044 0532 0130 00"


def eur(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def hides(amount: int | str) -> Quantity:
    return Quantity(amount=Decimal(amount), unit="HIDE")


def line(number: int = 1, **other: Any) -> Line:
    known = {
        "line": number,
        "item": "CALF",
        "item_name": "Calf hide",
        "category": "Leather",
        "quantity": hides(50),
        "price": eur("82.50"),
        "due_on": DUE,
    }
    return Line(**known | other)


def thread(number: int = 2, **other: Any) -> Line:
    known = {
        "item": "THREAD",
        "item_name": "Linen thread",
        "category": "Thread",
        "quantity": Quantity(amount=Decimal(12), unit="SPOOL"),
        "price": eur("4.20"),
    }
    return line(number, **known | other)


HEADER = {
    "number": "PO-7",
    "supplier": "CONTI",
    "supplier_name": "Conceria Conti",
    "ordered_on": ORDERED,
    "currency": "EUR",
}


def place(*lines: Line, **other: Any) -> PlacePurchaseOrder:
    return PlacePurchaseOrder(**HEADER | {"lines": lines or (line(),)} | other)


def receive(amount: int | str, damaged: int | str = 0, **other: Any) -> ReceiveGoods:
    came = Delivered(line=1, quantity=hides(amount), damaged=Decimal(damaged))
    return ReceiveGoods(**{"received_on": ARRIVED, "lines": (came,)} | other)


def take_over(stage: str = "closed", received: int = 40, **other: Any) -> TakeOverPurchaseOrder:
    came = {"received": Decimal(received), "rejected": Decimal(2), "received_on": ARRIVED}
    lines = (TakenLine(**dict(line()), **came if received else {}),)
    return TakeOverPurchaseOrder(**HEADER | {"stage": stage, "lines": lines} | other)


def register_supplier(**other: Any) -> RegisterSupplier:
    known = {"supplier": "CONTI", "name": "Conceria Conti", "city": "Prato", "country": "Italy"}
    return RegisterSupplier(**known | {"currency": "EUR"} | other)


def agree(**other: Any) -> AgreeSourcing:
    known = {
        "supplier": "CONTI",
        "supplier_name": "Conceria Conti",
        "item": "CALF",
        "item_name": "Calf hide",
        "price": eur("82.50"),
        "unit": "HIDE",
        "min_order": Decimal(10),
        "max_order": Decimal(400),
        "lead_days": 14,
    }
    return AgreeSourcing(**known | other)


def register_item(**other: Any) -> RegisterItem:
    known = {"item": "CALF", "name": "Calf hide", "unit": "HIDE", "category": "Leather"}
    rule = {"kind": "raw", "reorder_point": Decimal(30), "order_up_to": Decimal(80)}
    return RegisterItem(**known | rule | other)


def move(amount: int | str, source: Place = OUTSIDE, target: Place = MAIN) -> MoveStock:
    return MoveStock(
        item="CALF", item_name="Calf hide", quantity=hides(amount), source=source, target=target
    )


def billed(position: int = 1, **other: Any) -> Billed:
    known = {
        "position": position,
        "item": "CALF",
        "description": "Calf hide",
        "quantity": Decimal(50),
        "unit": "HIDE",
        "price": Decimal("82.50"),
        "net": Decimal(4125),
        "tax_rate": Decimal(22),
        "order_line": 1,
    }
    return Billed.model_validate(known | other)


def bill(**other: Any) -> RecordSupplierInvoice:
    """An invoice for 50 hides at the price of the order, with 22 % tax."""
    known = {
        "supplier": "CONTI",
        "supplier_name": "Conceria Conti",
        "number": "2026/118",
        "issued_on": date(2026, 3, 20),
        "due_on": date(2026, 4, 19),
        "order": "PO-7",
        "currency": "EUR",
        "net": Decimal(4125),
        "tax": Decimal("907.50"),
        "gross": Decimal("5032.50"),
        "lines": (billed(),),
    }
    return RecordSupplierInvoice.model_validate(known | other)
