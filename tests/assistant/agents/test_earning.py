"""What an agent has earned is executed on its shift; what nobody signed for in advance waits."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.command_handler import execution
from domain.fulfillment.order import LotPortion, Portion
from domain.fulfillment.order_commands import (
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
)
from domain.governance.authority import Rung
from domain.governance.drafts import DraftRow
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from tests import trade
from tests.assistant.agents.conftest import Business
from tests.assistant.agents.earning import NAME, earns, orders
from tests.selling import LOCK, sold
from tests.steps import of, on


@pytest.fixture(autouse=True)
def nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one draft in ten that is left to a person has a test of its own."""
    monkeypatch.setattr(execution, "looked_at", lambda draft: False)


async def left(business: Business, order: str, price: str = "41") -> None:
    """An order of five locks has left the house, and nobody has billed it."""
    goods = (Portion(line=1, quantity=of(5, "EA")),)
    placed = PlaceSalesOrder(
        order=order,
        customer="ROSSI",
        customer_name="Pelletteria Rossi",
        ordered_on=trade.TODAY,
        currency="EUR",
        lines=(sold(1, LOCK, of(5, "EA"), price),),
    )
    shipped = tuple(LotPortion(**dict(portion)) for portion in goods)
    for command in (
        placed,
        PickSalesOrder(lines=goods, picked_on=trade.TODAY),
        PackSalesOrder(lines=goods, packed_on=trade.TODAY),
        ShipSalesOrder(lines=shipped, shipped_on=trade.TODAY),
    ):
        await business.record(on(command, order))


@pytest.fixture
async def shipped(business: Business) -> AsyncIterator[Business]:
    await left(business, "SO-7001")
    yield business


async def bills(business: Business, order: str = "SO-7001") -> list[CustomerInvoiceRow]:
    asked = customer_invoices.where(CustomerInvoiceRow.order == order)
    return list((await business.handler.rows(asked)).rows)


async def about(business: Business, order: str = "SO-7001") -> list[DraftRow]:
    rows = await business.everything()
    return [row for row in rows if f"/invoice {order} " in row.occasion]


async def test_what_is_covered_and_earned_is_executed_on_the_same_shift(shipped: Business):
    await earns(shipped)
    report = (await shipped.work("fulfillment"))[NAME]
    [row] = await about(shipped)
    assert row.draft in report.drafts
    assert row.status == "signed"
    assert [each.order for each in await bills(shipped)] == ["SO-7001"]
    facts = await shipped.handler.history(f"draft-{row.draft}")
    assert "is executed under standing order STO-1, signed by owner" in str(facts[-1].event)
    assert (await orders(shipped)).used[0].count == 1


async def test_without_an_order_signed_in_advance_it_waits(shipped: Business):
    await shipped.work("fulfillment")
    assert [row.status for row in await about(shipped)] == ["waiting"]
    assert await bills(shipped) == []


async def test_what_no_order_covers_waits_beside_it(shipped: Business):
    await earns(shipped)
    await left(shipped, "SO-7002", price="200")  # More than the order allows for each.
    await shipped.work("fulfillment", "receivables")
    assert [row.status for row in await about(shipped)] == ["signed"]
    assert [row.status for row in await about(shipped, "SO-7002")] == ["waiting"]
    other = [row for row in await shipped.waiting(NAME) if "/match " in row.occasion]
    assert {row.status for row in other} == {"waiting"}


async def test_two_runners_execute_it_once(shipped: Business):
    await earns(shipped)
    runners = [shipped.another() for _ in range(2)]
    await asyncio.gather(*(each.run(trade.TENANT) for each in runners))
    assert len(await bills(shipped)) == 1
    [row] = await about(shipped)
    assert row.status == "signed"
    assert (await orders(shipped)).used[0].count == 1


async def test_under_l4_a_person_still_signs(shipped: Business):
    await earns(shipped, Rung.SIGN)
    await shipped.work("fulfillment")
    [row] = await about(shipped)
    assert row.status == "waiting"
    await shipped.sign(row.draft)
    assert len(await bills(shipped)) == 1
