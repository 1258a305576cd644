"""The promotions agent at work: it drafts the end of what has done its part, once it was asked."""

from datetime import date
from decimal import Decimal

from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.governance.draft import draft
from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import MoveStock
from domain.procurement.order_commands import ClosePurchaseOrder
from domain.promotions.promotions import PromotionRow, promotions
from tests.assistant.agents.conftest import Business
from tests.promoted import promotion
from tests.selling import sold
from tests.steps import euros, of, on

NAME = "promotions-agent"
DAYS = date(2026, 11, 16), date(2026, 11, 30)


async def sell(business: Business) -> None:
    """Five turn-locks of one promotion, at 6 off each."""
    line = sold(1, ("LOCK", "Brass turn-lock"), of(5, "EA"), "26")
    counted = {"promotion": "PRO-4", "promotion_name": "Locks", "list_price": euros("32")}
    order = PlaceSalesOrder(
        order="SO-5",
        customer="ROSSI",
        customer_name="Pelletteria Rossi",
        ordered_on=date(2026, 11, 18),
        currency="EUR",
        lines=(line.model_copy(update=counted),),
    )
    await business.record(on(order, "SO-5"))


async def test_a_promotion_whose_budget_is_used_up_is_drafted_to_end_today(business: Business):
    await business.record(promotion("PRO-4", "Locks", *DAYS, "20", budget=euros("30")))
    await business.work("promotions")
    assert await business.waiting(NAME) == []
    await sell(business)
    await business.work("fulfillment")
    [row] = await business.waiting(NAME)
    assert row.title == "End Locks on 20 Nov 2026"
    proposal = draft.after(await business.handler.history(draft.stream(row.draft))).proposal
    assert proposal is not None
    assert proposal.because == (
        "Locks gave away €30.00 of a budget of €30.00, and it would run until 30 Nov 2026."
    )
    await business.sign(row.draft)
    found = await business.handler.rows(promotions.where(PromotionRow.promotion == "PRO-4"))
    assert found.first is not None
    assert found.first.end_reason == "Its budget is used up"
    await business.work("promotions")
    assert await business.waiting(NAME) == []


async def test_a_target_that_is_not_reached_ends_nothing(business: Business):
    await business.record(promotion("PRO-4", "Locks", *DAYS, "20", target_units=Decimal(6)))
    await sell(business)
    await business.work("promotions")
    assert await business.waiting(NAME) == []


async def sold_out(business: Business) -> None:
    """Whatever no order has been promised leaves the house."""
    await business.record(promotion("PRO-4", "Locks", *DAYS, "20"))
    await sell(business)
    rest = {"item": "LOCK", "item_name": "Brass turn-lock", "quantity": of(29, "EA")}
    out = MoveStock.model_validate(rest | {"source": MAIN, "target": OUTSIDE})
    await business.record(on(out, "LOCK"))


async def test_what_is_sold_out_runs_on_where_more_is_due_in_time(business: Business):
    await sold_out(business)
    await business.work("inventory")
    [talk] = [row for row in await business.talks() if row.about == "PRO-4"]
    assert (talk.status, talk.asked) == ("conflict", ("procurement-agent",))
    assert await business.waiting(NAME) == []


async def test_what_is_sold_out_ends_where_nothing_more_is_due(business: Business):
    await business.record(on(ClosePurchaseOrder(reason="Late"), "PO-3"))
    await sold_out(business)
    await business.work("inventory")
    [row] = await business.waiting(NAME)
    assert row.title == "End Locks on 20 Nov 2026"
