"""A small business for the tests of the store: orders are placed, received in parts, cancelled."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from domain.kernel import (
    Amount,
    Cause,
    Event,
    Fact,
    Money,
    Projection,
    Rollup,
    Row,
    among,
    narrow,
)


class Status(StrEnum):
    OPEN = "open"
    RECEIVED = "received"


class OrderPlaced(Event):
    supplier: str
    amount: Amount
    day: date = date(2026, 1, 15)
    due: datetime | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()


class GoodsReceived(Event):
    quantity: int = 1


class OrderCancelled(Event):
    pass


EVENTS = (OrderPlaced, GoodsReceived, OrderCancelled)


class Order(Row):
    order: str
    supplier: str
    amount: Amount
    received: int = 0
    day: date
    due: datetime | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    price: Money
    status: Status = Status.OPEN
    urgent: bool = False
    grade: Literal["a", "b"] = "a"
    position: int = 0
    recorded_at: datetime | None = None


class Supplier(Row):
    supplier: str
    orders: int = 0


def orders_touched(fact: Fact) -> list[Order]:
    match fact.event:
        case OrderPlaced() as placed:
            price = Money(amount=placed.amount, currency="EUR")
            return [Order(order=fact.stream, price=price, position=fact.position, **dict(placed))]
        case _:
            nothing = Money(amount=Decimal(0), currency="EUR")
            empty = {"supplier": "", "amount": Decimal(0), "day": date.min, "price": nothing}
            return [Order(order=fact.stream, **empty)]


def order_after(row: Order, fact: Fact) -> Order | None:
    match fact.event:
        case GoodsReceived(quantity=quantity):
            return row.model_copy(
                update={"received": row.received + quantity, "status": Status.RECEIVED}
            )
        case OrderCancelled():
            return None
        case _:
            return row.model_copy(update={"recorded_at": fact.recorded_at})


def suppliers_touched(fact: Fact) -> list[Supplier]:
    match fact.event:
        case OrderPlaced(supplier=supplier):
            return [Supplier(supplier=supplier)]
        case _:
            return []


def supplier_after(row: Supplier, fact: Fact) -> Supplier:
    return row.model_copy(update={"orders": row.orders + 1})


by_supplier = Rollup(
    name="test_orders_by_supplier",
    of=Order,
    by=(Order.supplier, Order.status),
    months=(Order.day,),
    sums=(Order.amount, Order.received),
)
orders = Projection(
    name="test_orders",
    row=Order,
    key=(Order.order,),
    indexes=(
        (Order.supplier, Order.day),
        narrow(
            among(Order.status, [Status.OPEN, Status.RECEIVED]),
            Order.amount > Decimal("5.5"),
            by=(Order.day, Order.order),
        ),
    ),
    rollups=(by_supplier,),
    touches=orders_touched,
    project=order_after,
)
suppliers = Projection(
    name="test_suppliers",
    row=Supplier,
    key=(Supplier.supplier,),
    touches=suppliers_touched,
    project=supplier_after,
)
PROJECTIONS = (orders, suppliers)


def placed(order: str, supplier: str = "ACME", amount: str = "10", **more: object) -> Fact:
    event = OrderPlaced(supplier=supplier, amount=Decimal(amount), **more)
    return Fact(order, 1, event, Cause(("ana",), draft=f"draft-{order}", trace="trace-1"))


def received(order: str, version: int = 2, quantity: int = 1) -> Fact:
    return Fact(order, version, GoodsReceived(quantity=quantity), Cause(("ben",)))


def cancelled(order: str, version: int = 2) -> Fact:
    return Fact(order, version, OrderCancelled(), Cause(("ana", "agent")))


def bare(facts: Sequence[Fact]) -> list[tuple[str, int, Event, Cause]]:
    """The facts as they were before the store gave them their place."""
    return [(fact.stream, fact.version, fact.event, fact.cause) for fact in facts]
