"""An order runs through the house by itself: agents draft the next step, people only sign."""

from datetime import date
from decimal import Decimal

import pytest

from domain.analysis.attention.sources import SOURCES
from domain.command_handler import execution
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.governance.draft import draft
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.receivables.credit import SetCreditLimit
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.payment_events import ReceiveCustomerPayment
from tests import trade
from tests.assistant.agents.conftest import Business
from tests.assistant.agents.earning import earns, orders
from tests.owing import ROSSI
from tests.steps import euros, on


async def available(business: Business) -> Decimal:
    found = await business.handler.rows(stock_levels.where(StockLevelRow.item == "LOCK"))
    assert found.first is not None
    return found.first.available


async def signed_next(business: Business, about: str) -> str:
    """The kind of the one draft that an agent made about this, once a person has signed it."""
    await business.follow()
    [row] = [row for row in await business.waiting() if about in row.occasion]
    history = await business.handler.history(draft.stream(row.draft))
    proposal = draft.after(history).proposal
    assert proposal is not None
    assert proposal.because and proposal.trace and proposal.agent == row.agent
    assert await business.store.ledger(trade.TENANT, proposal.trace)
    await business.sign(row.draft)
    return row.kind


async def ordered(business: Business, price: str = "41") -> None:
    wanted = {"customer": "ROSSI", "quantity": "5", "item": "LOCK", "price": price}
    asked = await business.tools.call(trade.caller("staff", agent=""), "draft_sales_order", wanted)
    assert asked["outcome"] == "answered", asked
    await business.sign(asked["content"]["draft"])


async def billed(business: Business) -> CustomerInvoiceRow:
    asked = customer_invoices.where(CustomerInvoiceRow.order == "SO-2")
    [invoice] = (await business.handler.rows(asked)).rows
    return invoice


async def pays(business: Business, invoice: CustomerInvoiceRow) -> None:
    came = ReceiveCustomerPayment(
        payment="CP-3",
        customer="ROSSI",
        customer_name="Pelletteria Rossi",
        received_on=date(2026, 11, 20),
        amount=invoice.gross,
        currency="EUR",
        reference=invoice.invoice,
    )
    await business.record(on(came, "CP-3"))


async def test_from_a_signed_order_to_a_matched_payment_people_only_sign(business: Business):
    before = await available(business)
    await ordered(business)

    kinds = [await signed_next(business, "SO-2 ") for _ in range(4)]
    assert kinds == ["Picking", "Packing", "Shipment", "Customer invoice"]
    assert await available(business) == before - 5

    await pays(business, await billed(business))
    assert await signed_next(business, "CP-3 ") == "Payment allocation"
    assert (await billed(business)).status == "paid"
    order = await business.handler.rows(sales_orders.where(SalesOrderRow.order == "SO-2"))
    assert order.first is not None
    assert order.first.status == "shipped"

    await everything_is_talked_over(business)
    await business.follow()
    assert not [row for row in await business.waiting() if "SO-2 " in row.occasion]


async def test_what_is_earned_runs_without_a_click_and_the_rest_is_signed(
    business: Business, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(execution, "looked_at", lambda draft: False)
    await earns(business)
    await ordered(business)
    kinds = [await signed_next(business, "SO-2 ") for _ in range(2)]
    assert kinds == ["Picking", "Packing"]
    assert await demand(business) == [], "what is ordered has not left yet"
    assert await signed_next(business, "SO-2 ") == "Shipment"

    await business.follow()
    assert not [row for row in await business.waiting() if "SO-2 " in row.occasion]
    [done] = [row for row in await business.everything() if "/invoice SO-2 " in row.occasion]
    assert done.status == "signed"
    assert (await orders(business)).used[0].count == 1

    await pays(business, await billed(business))
    assert await signed_next(business, "CP-3 ") == "Payment allocation"
    assert (await billed(business)).status == "paid"
    assert await demand(business) == [("LOCK", "2026-11-16", "5")]


async def demand(business: Business) -> list[tuple[str, str, str]]:
    """What a forecast begins with: what left of an item in each week, less what came back.

    Nothing is forecast here; the history that it needs is there as soon as a shipment is signed.
    """
    who = trade.caller("staff", agent="")
    found = await business.tools.call(who, "weekly_demand", {"item": "LOCK"})
    assert found["outcome"] == "answered", found
    rows = found["content"]["rows"]
    return [(row["item"], row["week"], row["demand"]) for row in rows if row["demand"] != "0"]


async def test_an_agent_bills_no_more_than_its_passport_allows_and_people_are_told(
    business: Business,
):
    rich = SetCreditLimit(**ROSSI, limit=euros("90000.00"))
    await business.record(on(rich, "ROSSI"))
    await ordered(business, "5001")
    assert [await signed_next(business, "SO-2 ") for _ in range(3)] == [
        *("Picking", "Packing", "Shipment"),
    ]
    report = (await business.work("receivables", "fulfillment"))["receivables-agent"]
    ends = "The passport of receivables-agent ends at €25,000.00: draft it yourself."
    assert report.refused["SO-2"].endswith(ends), report
    assert not [row for row in await business.waiting() if "/invoice SO-2 " in row.occasion]
    [source] = [source for source in SOURCES if source.name == "orders_to_bill"]
    pages = await business.handler.many(source.ask(trade.TODAY))
    assert "SO-2" in [row.order for page in pages for row in page.rows]


async def everything_is_talked_over(business: Business) -> None:
    talks = {row.occasion: row for row in await business.talks() if row.about == "SO-2"}
    assert {row.status for row in talks.values()} == {"consensus"}
    assert {asked for row in talks.values() for asked in row.asked} == {
        "customers-agent",
        "receivables-agent",
        "fulfillment-agent",
    }
    assert all(row.draft for row in talks.values())


async def test_the_card_says_which_agent_proposes_it_and_why(business: Business):
    await business.work("receivables")
    [row] = [row for row in await business.waiting() if "match CP-1" in row.occasion]
    proposal = (await business.handler.draft(row.draft)).proposal
    assert proposal is not None
    assert proposal.because == "CP-1 fits INV-2 and no other open invoice."
    assert proposal.by == ("accounting", "receivables-agent")
    assert {origin.kind for origin in proposal.origins if origin.field == "payment"} == {"record"}
