"""Customers are written to without anybody thinking of it: agents draft, and people sign."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.customers.consent import WithdrawConsent
from domain.customers.customer_events import ChangeCustomer
from domain.customers.messages import MessageRow, messages
from domain.fulfillment.order import LotPortion, Portion
from domain.fulfillment.order_commands import (
    CancelSalesOrder,
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
)
from domain.governance.drafts import DraftRow
from domain.governance.passport import SHIPPED, IssuePassport
from domain.governance.proposal import Proposal
from tests import trade
from tests.assistant.agents.conftest import Business
from tests.assistant.agents.earning import bill
from tests.selling import LOCK, sold
from tests.steps import of, on

NAME = "customers-agent"
ROSSI = {"customer": "ROSSI", "customer_name": "Pelletteria Rossi"}


async def ordered(business: Business, order: str, ordered_on: date = trade.TODAY) -> None:
    placed = PlaceSalesOrder(
        order=order,
        **ROSSI,
        ordered_on=ordered_on,
        currency="EUR",
        lines=(sold(1, LOCK, of(5, "EA"), "41"),),
    )
    await business.record(on(placed, order))


async def shipped(business: Business, order: str, amount: int) -> None:
    goods = (Portion(line=1, quantity=of(amount, "EA")),)
    parcels = tuple(LotPortion(**dict(portion)) for portion in goods)
    for command in (
        PickSalesOrder(lines=goods, picked_on=trade.TODAY),
        PackSalesOrder(lines=goods, packed_on=trade.TODAY),
        ShipSalesOrder(lines=parcels, shipped_on=trade.TODAY),
    ):
        await business.record(on(command, order))


async def letters(business: Business, rule: str = "", customer: str = "ROSSI") -> list[DraftRow]:
    rules = (rule,) if rule else ("confirm", "announce", "send_invoice")
    rows = await business.waiting(NAME)
    return [r for r in rows if any(f"/{each} {customer} " in r.occasion for each in rules)]


async def proposal_of(business: Business, row: DraftRow) -> Proposal:
    proposal = (await business.handler.draft(row.draft)).proposal
    assert proposal is not None
    return proposal


async def mailed(business: Business, about: str) -> list[MessageRow]:
    return list((await business.handler.rows(messages.where(MessageRow.about == about))).rows)


def against(purpose: Any, channel: Any = "email") -> WithdrawConsent:
    said = {"channel": channel, "purpose": purpose, "source": "By telephone"}
    return WithdrawConsent(
        customer="ROSSI", name="Pelletteria Rossi", on=date(2026, 11, 19), **said
    )


async def test_an_order_is_confirmed_by_a_draft_that_a_person_signs(business: Business) -> None:
    await ordered(business, "SO-50")
    await business.follow()
    [row] = await letters(business)
    assert row.title == "Order confirmation of SO-50 to Pelletteria Rossi, by e-mail"
    proposal = await proposal_of(business, row)
    assert proposal.because == "SO-50 was ordered and is not confirmed."
    assert (proposal.by, proposal.model) == (("sales", NAME), "")
    told = {origin.field: origin for origin in proposal.origins}
    assert told["worded_by"].value == "the template"
    assert await mailed(business, "SO-50") == []
    await business.sign(row.draft)
    assert [each.kind for each in await mailed(business, "SO-50")] == ["order_confirmation"]
    await business.follow()
    assert await letters(business, "confirm") == []


async def test_what_leaves_is_announced_shipment_by_shipment(business: Business) -> None:
    await ordered(business, "SO-50")
    await shipped(business, "SO-50", 2)
    await business.work("fulfillment")
    [first] = await letters(business, "announce")
    assert (await proposal_of(business, first)).asked["shipment"] == 1
    await business.sign(first.draft)
    await business.work("fulfillment")
    assert await letters(business, "announce") == []
    await shipped(business, "SO-50", 3)
    await business.work("fulfillment")
    [second] = await letters(business, "announce")
    assert (await proposal_of(business, second)).asked["shipment"] == 2


async def test_an_invoice_goes_to_the_customer(business: Business) -> None:
    new = bill(77)
    issued = new.command.model_copy(update={"issued_on": trade.TODAY})
    await business.record(type(new)(new.stream, issued))
    await business.work("receivables")
    [row] = await letters(business, "send_invoice")
    assert row.title == "Invoice of INV-77 to Pelletteria Rossi, by e-mail"


async def test_the_reminder_brings_its_letter_in_one_draft(business: Business) -> None:
    await business.work("receivables")
    [row] = [r for r in await business.waiting() if "/remind INV-1 " in r.occasion]
    proposal = await proposal_of(business, row)
    assert [step.command for step in proposal.steps] == ["RemindCustomer", "ReleaseMessage"]
    await business.sign(row.draft)
    assert [each.kind for each in await mailed(business, "INV-1")] == ["reminder"]
    await business.follow()
    assert not [r for r in await business.waiting() if "/remind INV-1 " in r.occasion]


async def test_nobody_is_written_to_twice_whoever_looks(business: Business) -> None:
    await ordered(business, "SO-50")
    await business.work()
    once = [row.draft for row in await letters(business)]
    await business.work()
    await business.another().run(trade.TENANT)
    assert [row.draft for row in await letters(business)] == once
    assert len(once) == 1


async def test_what_a_person_has_written_is_not_written_again(business: Business) -> None:
    await ordered(business, "SO-50")
    who = trade.caller("staff", agent="")
    asked = {"sales_order": "SO-50"}
    mine = await business.tools.call(who, "draft_order_confirmation", asked)
    await business.work("fulfillment")
    assert await letters(business) == [], "it waits already"
    await business.sign(mine["content"]["draft"])
    await business.work("fulfillment")
    assert await letters(business) == []


async def test_a_no_to_a_letter_counts(business: Business) -> None:
    await ordered(business, "SO-50")
    await business.work("fulfillment")
    [row] = await letters(business)
    await business.reject(row.draft)
    await business.another().run(trade.TENANT)
    assert await letters(business) == []


async def test_a_letter_that_is_undone_does_not_come_back(business: Business) -> None:
    await ordered(business, "SO-50")
    await business.work("fulfillment")
    [row] = await letters(business)
    await business.sign(row.draft)
    who = trade.caller("manager", agent="")
    back = await business.approvals.undo(who, row.draft, trade.NOON, "t")
    await business.sign(back.content["draft"])
    assert [each.status for each in await mailed(business, "SO-50")] == ["withdrawn"]
    await business.another().run(trade.TENANT)
    assert await letters(business) == []


@pytest.mark.parametrize(
    "said", [ChangeCustomer(email=""), against("orders")], ids=["no address", "a word against it"]
)
async def test_who_cannot_be_written_to_is_not(business: Business, said: Any) -> None:
    await business.record(on(said, "ROSSI"))
    await ordered(business, "SO-50")
    await shipped(business, "SO-50", 5)
    report = (await business.work("fulfillment"))[NAME]
    assert await letters(business) == []
    assert report.refused == {}, "nobody is asked in vain"


@pytest.mark.parametrize("said", [against("newsletter"), against("orders", "sms")])
async def test_a_word_against_something_else_stops_nothing(
    business: Business, said: WithdrawConsent
) -> None:
    await business.record(on(said, "ROSSI"))
    await ordered(business, "SO-50")
    await business.work("fulfillment")
    assert len(await letters(business)) == 1


async def test_one_customer_has_one_letter_of_a_kind_waiting_at_a_time(business: Business) -> None:
    for number in range(50, 54):
        await ordered(business, f"SO-{number}")
    await business.work("fulfillment")
    [first] = await letters(business)
    assert "SO-50 " in first.title
    await business.sign(first.draft)
    await business.follow()
    [second] = await letters(business)
    assert "SO-51 " in second.title


async def test_old_and_cancelled_orders_are_no_news(business: Business) -> None:
    await ordered(business, "SO-50", trade.TODAY - timedelta(days=4))
    await ordered(business, "SO-51")
    await business.record(on(CancelSalesOrder(reason="Ordered twice"), "SO-51"))
    await business.work("fulfillment")
    assert await letters(business) == []


async def test_a_passport_switches_letters_off_and_leaves_the_rest(business: Business) -> None:
    narrow = dict(SHIPPED[NAME]) | {"functions": ("customers", "receivables")}
    await business.record(on(IssuePassport(**narrow), NAME))
    await ordered(business, "SO-50")
    new = bill(77)
    issued = new.command.model_copy(update={"issued_on": trade.TODAY})
    await business.record(type(new)(new.stream, issued))
    report = (await business.work())[NAME]
    assert report.rests == f"Denied: the passport of {NAME} does not cover fulfillment."
    assert [row.title.partition(" of ")[0] for row in await letters(business)] == ["Invoice"]
