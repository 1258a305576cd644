"""Agents ask each other: they agree, or one takes up what another proposes, or people decide."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from assistant.agents.endings import OVER, hurry
from assistant.agents.peers import state_of
from domain.category.product import RelistProduct
from domain.customers.customer_events import HoldCustomer
from domain.customers.ticket_events import OpenTicket, ResolveTicket
from domain.fulfillment.order import Portion, ReturnedPortion
from domain.fulfillment.order_commands import (
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    TakeReturn,
)
from domain.governance.consultations import ConsultationRow
from domain.governance.passport import ReinstatePassport, RevokePassport
from domain.inventory.item import RetireItem, SetReorderPoint
from domain.inventory.place import MAIN, OUTSIDE, QUARANTINE
from domain.inventory.stock import MoveStock
from domain.kernel import Step
from domain.procurement.order_commands import ClosePurchaseOrder
from domain.receivables.credit import SetCreditLimit
from domain.receivables.invoice_events import RemindCustomer
from tests import trade
from tests.assistant.agents.conftest import Business
from tests.domain.talk_lives import ASKED
from tests.selling import sold
from tests.steps import euros, of, on

TODAY = trade.TODAY


async def talk(business: Business, about: str, rule: str) -> ConsultationRow:
    [row] = [r for r in await business.talks() if r.about == about and f"/{rule} " in r.occasion]
    return row


def moved(amount: int, source: Any, target: Any) -> Step:
    goods = {"item": "LOCK", "item_name": "Brass turn-lock", "quantity": of(amount, "EA")}
    return on(MoveStock.model_validate(goods | {"source": source, "target": target}), "LOCK")


@pytest.fixture
async def short(business: Business) -> AsyncIterator[Business]:
    """Nothing of the locks is on its way any more, and few are left."""
    await business.record(on(ClosePurchaseOrder(reason="Late"), "PO-3"))
    await business.record(on(SetReorderPoint(reorder_point=Decimal(60)), "LOCK"))
    yield business


async def test_procurement_asks_inventory_and_fulfillment_before_it_orders(short: Business):
    await short.work("procurement")
    row = await talk(short, "LOCK", "reorder")
    assert row.asked == ("inventory-agent", "fulfillment-agent")
    assert (row.status, row.round) == ("consensus", 1)
    [waiting] = await short.waiting("procurement-agent")
    assert row.draft == waiting.draft
    assert waiting.title.startswith("Order ")


async def test_it_orders_as_much_as_customers_wait_for(short: Business):
    wanted = {"customer": "ROSSI", "quantity": "300", "item": "LOCK", "price": "41"}
    asked = await short.tools.call(trade.caller("staff", agent=""), "draft_sales_order", wanted)
    await short.sign(asked["content"]["draft"])
    await short.work("procurement")
    row = await talk(short, "LOCK", "reorder")
    assert (row.status, row.round) == ("consensus", 2)
    assert any("fulfillment-agent proposes something else" in said for said in row.answers)
    [waiting] = await short.waiting("procurement-agent")
    state = await state_of(short.runner.desk, trade.TENANT, row.consultation)
    assert waiting.title.startswith(f"Order {state.arguments['quantity'].split()[0]} ")
    assert Decimal(state.arguments["quantity"].split()[0]) > 200


async def test_people_decide_when_enough_waits_in_quarantine(short: Business):
    await short.record(moved(25, MAIN, QUARANTINE))
    await short.record(on(SetReorderPoint(reorder_point=Decimal(35)), "LOCK"))
    await short.work("procurement")
    row = await talk(short, "LOCK", "reorder")
    assert row.status == "conflict"
    assert "wait in quarantine: decide about them first" in row.reason
    assert await short.waiting("procurement-agent") == []


async def test_a_conflict_is_settled_when_its_occasion_is_over(short: Business):
    await short.record(moved(25, MAIN, QUARANTINE))
    await short.record(on(SetReorderPoint(reorder_point=Decimal(35)), "LOCK"))
    await short.work("procurement")
    await short.record(moved(60, OUTSIDE, MAIN))
    await short.work("inventory")
    row = await talk(short, "LOCK", "reorder")
    assert (row.status, row.reason) == ("settled", OVER)


async def test_nobody_is_reminded_while_a_complaint_waits(business: Business):
    grave = OpenTicket(
        ticket="T-3",
        customer="ROSSI",
        customer_name="Pelletteria Rossi",
        subject="The lock jams",
        severity="urgent",
        opened_on=TODAY,
    )
    await business.record(on(grave, "T-3"))
    await business.work("receivables")
    row = await talk(business, "INV-1", "remind")
    assert row.status == "conflict"
    assert row.reason == "customers-agent: T-3 of ROSSI waits for an answer"
    assert not [r for r in await business.waiting() if "remind INV-1" in r.occasion]
    await business.record(on(ResolveTicket(note="It works now", on=TODAY), "T-3"))
    await business.work("receivables")
    assert (await talk(business, "INV-1", "remind")).status == "conflict"


async def packed(business: Business) -> None:
    """All that is reserved of the order of Maison Martin stands packed."""
    hide = Portion(line=2, quantity=of(1, "HIDE"))
    picked = (Portion(line=1, quantity=of(2, "EA")), hide)
    done = (Portion(line=1, quantity=of(4, "EA")), hide)
    await business.record(
        on(PickSalesOrder(lines=picked, picked_on=TODAY), "SO-1"),
        on(PackSalesOrder(lines=done, packed_on=TODAY), "SO-1"),
    )


async def test_what_is_packed_leaves_when_customers_and_receivables_agree(business: Business):
    await packed(business)
    await business.work("fulfillment")
    row = await talk(business, "SO-1", "ship")
    assert row.asked == ("customers-agent", "receivables-agent")
    assert row.status == "consensus"


async def test_nothing_leaves_for_who_is_held_or_does_not_pay(business: Business):
    await packed(business)
    await business.record(on(HoldCustomer(reason="Wrong address"), "MARTIN"))
    await business.work("fulfillment")
    row = await talk(business, "SO-1", "ship")
    assert (row.status, row.reason) == ("conflict", "customers-agent: MARTIN is on hold")


async def test_receivables_speaks_against_more_for_who_was_reminded_twice(business: Business):
    for level, day in ((1, 10), (2, 19)):
        await business.record(on(RemindCustomer(level=level, sent_on=date(2026, 11, day)), "INV-1"))
    wanted = {"customer": "ROSSI", "quantity": "1", "item": "LOCK", "price": "41"}
    who = trade.caller("staff", agent="")
    asked = await business.tools.call(who, "draft_sales_order", wanted)
    await business.sign(asked["content"]["draft"])
    for step in ("pick", "pack"):
        await business.work("fulfillment")
        [row] = [r for r in await business.waiting() if f"/{step} SO-2 " in r.occasion]
        await business.sign(row.draft)
    await business.work("fulfillment")
    found = await talk(business, "SO-2", "ship")
    assert found.status == "conflict"
    assert found.reason == "receivables-agent: INV-1 was reminded of 2 times and is not paid"


async def test_receivables_speaks_against_more_than_may_be_open(business: Business):
    limit = {"customer": "MARTIN", "customer_name": "Maison Martin", "limit": euros("1.00")}
    await business.record(on(SetCreditLimit.model_validate(limit), "MARTIN"))
    await packed(business)
    await business.work("fulfillment")
    found = await talk(business, "SO-1", "ship")
    assert found.status == "conflict"
    assert found.reason.startswith("receivables-agent: MARTIN owes €")
    assert found.reason.endswith(" with SO-1, and the credit limit is €1.00")


async def test_an_order_of_which_goods_came_back_is_billed_by_people(business: Business):
    back = ReturnedPortion(line=2, quantity=of(1, "HIDE"), damaged=Decimal(0))
    await packed(business)
    await business.work("fulfillment")
    [ship] = [r for r in await business.waiting() if "/ship SO-1 " in r.occasion]
    await business.sign(ship.draft)
    taken = TakeReturn(lines=(back,), returned_on=TODAY, reason="Too dark")
    await business.record(on(taken, "SO-1"))
    await business.work("receivables")
    found = [r for r in await business.talks() if "/invoice SO-1 " in r.occasion]
    assert found[-1].status == "conflict"
    assert "came back on 20 Nov 2026" in found[-1].reason


async def out_of_use(business: Business) -> None:
    """A thread that the catalogue offers is no longer made, and none of it is left."""
    await business.record(on(RelistProduct(), "OLD"), on(RetireItem(reason="Replaced"), "THRD"))


async def test_what_cannot_be_had_leaves_the_catalogue(business: Business):
    await out_of_use(business)
    await business.work("category")
    row = await talk(business, "OLD", "delist")
    assert (row.status, row.answers) == (
        "consensus",
        ("fulfillment-agent agrees: No open order has it",),
    )
    [waiting] = await business.waiting("category-agent")
    assert waiting.title == "Stop selling Thread on a card"


async def test_a_product_that_is_owed_stays_in_the_catalogue(business: Business):
    owed = sold(1, ("OLD", "Thread on a card"), of(2, "EA"), "4", later=2)
    placed = PlaceSalesOrder(
        order="SO-2",
        customer="MARTIN",
        customer_name="Maison Martin",
        ordered_on=TODAY,
        currency="EUR",
        lines=(owed.model_copy(update={"item": "THRD"}),),
    )
    await business.record(on(placed, "SO-2"))
    await out_of_use(business)
    await business.work("category")
    row = await talk(business, "OLD", "delist")
    assert (row.status, row.reason) == ("conflict", "fulfillment-agent: SO-2 still waits for it")
    assert await business.waiting("category-agent") == []


async def test_payables_asks_procurement_whether_the_goods_have_come(business: Business):
    await business.work("payables")
    good, dear = [await talk(business, n, "accept") for n in ("RE-88", "RE-99")]
    assert (good.status, dear.status) == ("consensus", "conflict")
    assert dear.reason == "procurement-agent: Less has come with PO-3 than this bills"


async def test_half_of_a_back_order_is_not_sent_when_the_rest_comes_at_once(business: Business):
    wanted = {"customer": "ROSSI", "quantity": "300", "item": "LOCK", "price": "41"}
    asked = await business.tools.call(trade.caller("staff", agent=""), "draft_sales_order", wanted)
    await business.sign(asked["content"]["draft"])
    await business.record(moved(20, OUTSIDE, MAIN))
    soon = trade.order("PO-7", trade.OST, TODAY, trade.locks(300, TODAY + timedelta(days=2)))
    await business.record(soon)
    await business.work("fulfillment")
    row = await talk(business, "SO-2", "fill")
    assert row.status == "conflict"
    assert "300 EA come on 22 Nov 2026 with PO-7" in row.reason


async def test_an_agent_that_is_stopped_answers_nothing_and_after_a_day_people_decide(
    business: Business,
):
    await business.record(on(RevokePassport(agent="customers-agent"), "customers-agent"))
    await business.work("receivables")
    row = await talk(business, "INV-1", "remind")
    assert (row.status, row.answers) == ("open", ())
    await hurry(business.runner.desk, trade.TENANT)
    assert (await talk(business, "INV-1", "remind")).status == "open"
    business.now += timedelta(days=1)
    await hurry(business.runner.desk, trade.TENANT)
    row = await talk(business, "INV-1", "remind")
    assert (row.status, row.reason) == ("conflict", "Nobody answered within a day.")


async def test_an_answer_that_comes_in_time_leads_to_the_draft(business: Business):
    await business.record(on(RevokePassport(agent="customers-agent"), "customers-agent"))
    await business.work("receivables")
    await business.record(on(ReinstatePassport(agent="customers-agent"), "customers-agent"))
    await business.another().run(trade.TENANT)
    row = await talk(business, "INV-1", "remind")
    assert row.status == "consensus"
    assert row.draft


async def test_after_a_crash_between_draft_and_word_the_word_is_said(business: Business):
    await business.work("receivables")
    [drafted] = [row for row in await business.waiting() if "match CP-1" in row.occasion]
    asked = ASKED.model_copy(update={"consultation": "CON-9", "occasion": drafted.occasion})
    await business.record(on(asked, "CON-9"))
    await hurry(business.runner.desk, trade.TENANT)
    [row] = [row for row in await business.talks() if row.consultation == "CON-9"]
    assert (row.status, row.draft) == ("consensus", drafted.draft)


async def test_every_message_is_on_record_under_the_trace_of_its_run(business: Business):
    report = (await business.work("receivables"))["receivables-agent"]
    row = await talk(business, "INV-1", "remind")
    facts = await business.handler.history(f"consultation-{row.consultation}")
    assert [(type(fact.event).__name__, fact.cause.by) for fact in facts] == [
        ("ConsultationOpened", ("receivables-agent",)),
        ("ConsultationAnswered", ("customers-agent",)),
        ("ConsultationConcluded", ("receivables-agent",)),
    ]
    assert {fact.cause.trace for fact in facts} == {report.trace}
