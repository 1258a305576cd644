"""An order becomes cash by signed drafts, and every one of them can be taken back."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from assistant.approvals import Approvals
from domain import catalog
from domain.analysis.order_billing import OrderBillingRow, order_billing
from domain.inventory.stock_on_hand import stock_on_hand
from domain.inventory.stock_reservations import stock_reservations
from domain.kernel import Refused
from domain.receivables.customer_accounts import customer_accounts
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments
from domain.store.postgres import PostgresStore
from mcp_servers.visit import House
from tests.domain.store.conftest import Server, server  # noqa: F401 — a fixture, used by name.
from tests.tools.conftest import TOOLS
from tests.trade import NOON, caller, house_in, in_memory

SALE = {"customer": "Maison Martin", "item": "LOCK", "quantity": "5", "price": "41"}
PAID = {"customer": "MARTIN", "amount": "246", "reference": "Your invoice inv-5, thank you"}
FLOW: tuple[tuple[str, dict[str, str]], ...] = (
    ("draft_sales_order", SALE),
    ("draft_picking", {"sales_order": "SO-2"}),
    ("draft_packing", {"sales_order": "SO-2"}),
    ("draft_shipment", {"sales_order": "SO-2"}),
    ("draft_customer_invoice", {"order": "SO-2", "tax_rate": "20"}),
    ("draft_customer_payment", PAID),
)
BALANCES = (
    stock_on_hand.where(limit=1_000),
    stock_reservations.where(limit=1_000),
    customer_accounts.where(limit=1_000),
    customer_invoices.where(CustomerInvoiceRow.open_amount > 0, limit=1_000),
    customer_payments.where(CustomerPaymentRow.unallocated_amount > 0, limit=1_000),
    order_billing.where(OrderBillingRow.to_bill_amount > 0, limit=1_000),
)


class Office:
    """One house with somebody who drafts, somebody else who signs, and the record of both."""

    def __init__(self, house: House, tenant: str) -> None:
        self.house, self.tenant = house, tenant
        self.approvals = Approvals(house.handler, house.gate)

    async def ask(self, tool: str, **arguments: Any) -> Any:
        by = caller("staff", tenant=self.tenant)
        return await self.house.visit(by).use(TOOLS[tool], arguments)

    async def headline(self, tool: str, **arguments: Any) -> str:
        answer = await self.ask(tool, **arguments)
        assert answer.outcome == "answered", answer
        return str(answer.content["headline"])

    async def sign(self, draft: str) -> None:
        card = await self.house.handler(self.tenant).card(draft)
        owner = caller("owner", tenant=self.tenant, agent="")
        signed = await self.approvals.sign(owner, draft, card.version, card.digest, NOON, "t")
        assert signed.outcome == "answered", signed

    async def done(self, tool: str, **arguments: Any) -> str:
        drafted = await self.ask(tool, **arguments)
        assert drafted.outcome == "answered", drafted
        await self.sign(drafted.content["draft"])
        return str(drafted.content["draft"])

    async def undone(self, draft: str) -> None:
        by = caller("staff", tenant=self.tenant, agent="")
        card = await self.approvals.undo(by, draft, NOON, "t")
        assert card.outcome == "answered", card
        await self.sign(card.content["draft"])

    async def balances(self) -> list[list[Any]]:
        handler = self.house.handler(self.tenant)
        return [list((await handler.rows(query)).rows) for query in BALANCES]


@pytest.fixture(params=["memory", "postgres"])
async def office(
    request: pytest.FixtureRequest,
    server: Server,  # noqa: F811
) -> AsyncIterator[Office]:
    tenant = f"t-{uuid4().hex}"
    if request.param == "memory":
        yield Office(await house_in(in_memory(), tenant), tenant)
        return
    events = tuple(catalog.EVENTS.values())
    store = await PostgresStore.open(server.dsn, events, catalog.PROJECTIONS, server.revive)
    yield Office(await house_in(store, tenant), tenant)
    await store.close()


async def test_an_order_becomes_cash_and_all_of_it_can_be_undone(office: Office) -> None:
    before = [await office.balances()]
    drafts = []
    for tool, arguments in FLOW:
        drafts.append(await office.done(tool, **arguments))
        before.append(await office.balances())
    free = await office.headline("free_to_sell", item="LOCK")
    assert free.startswith("29 EA Brass turn-lock are free to sell")
    assert await office.headline("show_customer_invoice", invoice="INV-5") == (
        "INV-5 to Maison Martin for SO-2 is over €246.00, €41.00 of it tax; "
        "€246.00 was paid with CP-3; €0.00 is open."
    )
    aging = await office.ask("receivables_aging", customer="Maison Martin")
    assert aging.content["rows"] == []
    assert await office.headline("reconcile_order", sales_order="SO-2") == (
        "SO-2 of Maison Martin is settled to the cent: €246.00 was billed with INV-5, "
        "and nothing is open."
    )
    again = await office.ask("draft_customer_invoice", order="SO-2", tax_rate="20")
    assert (again.outcome, again.code) == ("refused", "all_billed")
    for draft, balances in zip(reversed(drafts), reversed(before[:-1]), strict=True):
        await office.undone(draft)
        assert await office.balances() == balances
    nothing = await office.ask("draft_customer_invoice", order="SO-2", tax_rate="20")
    assert (nothing.outcome, nothing.code) == ("refused", "nothing_shipped")


async def test_a_shipment_whose_invoice_stands_is_not_taken_back(office: Office) -> None:
    shipped = ""
    for tool, arguments in FLOW[:5]:
        drafted = await office.done(tool, **arguments)
        shipped = drafted if tool == "draft_shipment" else shipped
    by = caller("staff", tenant=office.tenant, agent="")
    refused = await office.approvals.undo(by, shipped, NOON, "t")
    assert (refused.outcome, refused.code) == ("refused", "billed")
    assert refused.reason == (
        "Not recalled. INV-5 of SO-2 claims Turn-lock of it: cancel the invoice first, "
        "or take a return."
    )


async def test_two_signatures_at_the_same_instant_bill_goods_once(office: Office) -> None:
    """Two invoices have two streams; the order is the one that both must be written on."""
    bill = {"order": "SO-1", "tax_rate": "20"}
    drafts = [await office.ask("draft_customer_invoice", **bill) for _ in range(4)]
    handler = office.house.handler(office.tenant)
    cards = [await handler.card(drafted.content["draft"]) for drafted in drafts]
    owner = caller("owner", tenant=office.tenant, agent="")
    ended = await asyncio.gather(
        *(office.approvals.sign(owner, c.draft, c.version, c.digest, NOON, "t") for c in cards)
    )
    assert sorted(answer.code for answer in ended) == ["", *["billed_beyond_shipment"] * 3]
    lines = order_billing.where(OrderBillingRow.order == "SO-1", OrderBillingRow.billed > 0)
    [row] = (await handler.rows(lines)).rows
    assert (row.shipped, row.billed, row.to_bill) == (1, 1, 0)


async def test_two_drafts_of_one_invoice_cannot_both_be_signed(office: Office) -> None:
    bill = {"order": "SO-1", "tax_rate": "20"}
    one, other = [await office.ask("draft_customer_invoice", **bill) for _ in range(2)]
    await office.sign(one.content["draft"])
    with pytest.raises(Refused) as refused:
        await office.sign(other.content["draft"])
    assert refused.value.code == "billed_beyond_shipment"
    assert str(refused.value) == (
        "Of Calf hide on SO-1, 0 HIDE is left to bill: not 1 HIDE. Draft the invoice again."
    )
