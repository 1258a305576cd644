"""All orders are held against each other, however many came after the one that does not add up."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.command_handler import CommandHandler
from domain.fulfillment.order import LotGoods, LotPortion, Portion, ReturnedPortion, SalesLine
from domain.fulfillment.order_commands import (
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
    TakeReturn,
)
from domain.fulfillment.order_events import SalesOrderPlaced, SalesOrderShipped
from domain.fulfillment.sales_order import sales_order
from domain.kernel import Cause, Fact, Step
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import IssueCreditNote, IssueCustomerInvoice
from mcp_servers.visit import House
from tests.steps import euros, of, on
from tests.trade import TENANT

MARTIN = {"customer": "MARTIN", "customer_name": "Maison Martin", "currency": "EUR"}
LOCK = {"product": "LOCK", "product_name": "Brass turn-lock", "item": "LOCK", "item_name": "Lock"}
MANY = 2_200
LONG_AGO = date(2024, 3, 4)
BY = Cause(("owner",))


def placed(order: str, day: date) -> SalesOrderPlaced:
    line = SalesLine(line=1, quantity=of(4, "EA"), price=euros("25"), **LOCK)
    return SalesOrderPlaced(order=order, ordered_on=day, lines=(line,), **MARTIN)


async def many_after(house: House) -> CommandHandler:
    """Thousands of orders that add up, all of them newer."""
    handler = house.handler(TENANT)
    facts = [
        Fact(sales_order.stream(f"SO-{n}"), 1, placed(f"SO-{n}", date(2026, 11, 19)), BY)
        for n in range(1_000, 1_000 + MANY)
    ]
    await handler.store.append(TENANT, facts)
    return handler


def leaves(amount: int) -> list[Step]:
    portion = Portion(line=1, quantity=of(amount, "EA"))
    steps = (
        PickSalesOrder(lines=(portion,), picked_on=LONG_AGO),
        PackSalesOrder(lines=(portion,), packed_on=LONG_AGO),
        ShipSalesOrder(lines=(LotPortion(**dict(portion)),), shipped_on=LONG_AGO),
    )
    return [on(step, "SO-77") for step in steps]


def billed(amount: int) -> Step:
    line = SoldLine(
        position=1,
        order_line=1,
        description="Lock",
        quantity=of(amount, "EA"),
        price=Decimal(25),
        tax_rate=Decimal(20),
    )
    known = {"invoice": "INV-77", "order": "SO-77", "issued_on": LONG_AGO, "due_on": LONG_AGO}
    return on(IssueCustomerInvoice(**MARTIN, **known, lines=(line,)), "INV-77")


def back(amount: int) -> Step:
    portion = ReturnedPortion(line=1, quantity=of(amount, "EA"))
    return on(TakeReturn(lines=(portion,), returned_on=LONG_AGO, reason="Torn"), "SO-77")


async def returned_long_ago(house: House) -> CommandHandler:
    """Of four locks that were sold and billed two came back, and nobody credited them."""
    handler = await many_after(house)
    line = SalesLine(line=1, quantity=of(4, "EA"), price=euros("25"), **LOCK)
    order = PlaceSalesOrder(order="SO-77", ordered_on=LONG_AGO, lines=(line,), **MARTIN)
    for step in (on(order, "SO-77"), *leaves(4), billed(4), back(2)):
        await handler.record([step], BY)
    return handler


async def test_a_contradiction_in_an_old_order_is_found(house: House, reply: Any) -> None:
    handler = await many_after(house)
    first = placed("SO-77", LONG_AGO)
    left = SalesOrderShipped(
        **dict(first.header),
        shipment=1,
        shipped_on=LONG_AGO,
        lines=(LotGoods(line=1, quantity=of(6, "EA"), price=euros("25"), **LOCK),),
    )
    stream = sales_order.stream("SO-77")
    await handler.store.append(TENANT, [Fact(stream, 1, first, BY), Fact(stream, 2, left, BY)])
    found = await reply("unreconciled_orders")
    [row] = [row for row in found["rows"] if row["pair"] == "ordered - shipped"]
    assert row["order"] == "SO-77" and row["told"].startswith("ordered €100.00 is €")
    assert found["note"].startswith(f"from {MANY + 2:,} orders")


async def test_what_came_back_long_ago_is_to_be_credited(house: House, reply: Any) -> None:
    handler = await returned_long_ago(house)
    found = await reply("orders_to_credit")
    assert found["headline"] == "1 order is to be credited, €60.00 with tax."
    [row] = found["rows"]
    assert (row["order"], row["invoice"], row["net"]) == ("SO-77", "INV-77", "50")
    broken = await reply("unreconciled_orders")
    assert any("€50.00 to credit" in row["told"] for row in broken["rows"])

    note = {"credit_note": "CN-9", "currency": "EUR", "issued_on": LONG_AGO, "reason": "Torn"}
    await handler.record([on(IssueCreditNote(amount=Decimal(60), **note), "INV-77")], BY)
    found = await reply("orders_to_credit")
    assert found["headline"] == "Everything that came back is credited, or was never billed."
