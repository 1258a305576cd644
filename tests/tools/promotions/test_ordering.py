"""What is ordered under a promotion keeps its price, counts for it, and outlives it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.command_handler.intent import Decision
from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.inventory.item import SetStandardCost
from domain.kernel import Cause, Step
from tests.selling import LOCK, sold
from tests.steps import of
from tests.trade import NOON, TENANT

SALE = {"customer": "MARTIN", "product": "TURN", "quantity": "5"}
TODAY = {"product": "TURN", "first": "2026-11-20", "last": "2026-11-24"}


async def signed(house: Any, answer: Any, by: str = "olga") -> None:
    """The draft of this answer, signed by the owner."""
    assert answer.outcome == "answered", answer
    card = answer.content
    known = {"signer": by, "role": "owner", "hands": (by,), "at": NOON}
    told = {name: card[name] for name in ("draft", "version", "digest")}
    await house.handler(TENANT).sign(Decision(**told, **known))


async def ordered(house: Any, ask: Any, **other: str) -> SalesOrderLineRow:
    """The first line of an order that was just signed."""
    answer = await ask("draft_sales_order", **SALE | other)
    await signed(house, answer)
    page = await house.handler(TENANT).rows(
        sales_order_lines.where(
            SalesOrderLineRow.product == "TURN", order_by=(SalesOrderLineRow.order,)
        )
    )
    return page.rows[-1]


async def test_a_line_is_frozen_with_the_promotion_that_lowered_it(house: Any, ask: Any) -> None:
    plan = {"percent": "15", "name": "Black week"}
    await signed(house, await ask("draft_promotion", **TODAY, **plan))
    line = await ordered(house, ask, customer="C-1")
    assert f"{line.price:.2f}" == "27.20"
    assert line.price_reason == "base price since 1 Mar 2026, less 15 % for Black week"
    assert (line.promotion, line.promotion_name) == ("PRO-4", "Black week")
    assert f"{line.discount_amount:.2f}" == "24.00"


async def test_the_list_of_the_dealer_comes_first_and_the_floor_holds(house: Any, ask: Any) -> None:
    await signed(house, await ask("draft_promotion", **TODAY, percent="35", name="Black week"))
    line = await ordered(house, ask)
    assert f"{line.price:.2f}" == "20.00"
    assert line.price_reason == (
        "base price since 1 Mar 2026, less 10 % for Dealers gold, less 35 % for Black week, no "
        "lower than the house allows"
    )
    assert f"{line.list_price:.2f}" == "28.80"


@pytest.mark.parametrize("buyers", [{"kind": "consumer"}, {"segment": "Workshops"}])
async def test_who_is_not_meant_pays_the_list_price(
    house: Any, ask: Any, buyers: dict[str, str]
) -> None:
    await signed(house, await ask("draft_promotion", **TODAY, percent="10", **buyers))
    line = await ordered(house, ask)
    assert (f"{line.price:.2f}", line.promotion) == ("28.80", "")


async def test_what_is_over_or_to_come_does_not_count(house: Any, ask: Any) -> None:
    line = await ordered(house, ask, customer="C-1")
    assert (f"{line.price:.2f}", line.promotion) == ("32.00", "")


async def test_a_quantity_that_is_not_reached_gets_nothing(house: Any, ask: Any) -> None:
    await signed(house, await ask("draft_promotion", **TODAY, percent="10", from_quantity="6"))
    assert (await ordered(house, ask)).promotion == ""
    assert (await ordered(house, ask, quantity="6")).promotion == "PRO-4"


async def test_the_end_of_a_promotion_leaves_frozen_orders_alone(house: Any, ask: Any) -> None:
    await signed(house, await ask("draft_promotion", **TODAY, percent="15", name="Black week"))
    line = await ordered(house, ask, customer="C-1")
    handler = house.handler(TENANT)
    history = await handler.history("promotion-PRO-4")

    await handler.record([Step("promotion-PRO-4", history[-1].event.undo())], Cause(("olga",)))
    page = await handler.rows(
        sales_order_lines.where(SalesOrderLineRow.order == line.order, limit=1)
    )
    assert page.rows == (line,)
    after = await ordered(house, ask, customer="C-1", quantity="7")
    assert (f"{after.price:.2f}", after.promotion) == ("32.00", "")


async def test_a_list_gets_the_promotion_on_each_line(house: Any, ask: Any, drafted: Any) -> None:
    await signed(house, await ask("draft_promotion", **TODAY, percent="10", name="Black week"))
    proposal = await drafted("draft_sales_order_list", customer="C-1", lines="TURN 2, LOCK 3")
    lines = proposal.steps[0].arguments["lines"]
    assert [line["promotion"] for line in lines] == ["PRO-4", "PRO-4"]


async def test_what_is_sold_counts_for_its_promotion(house: Any, ask: Any, reply: Any) -> None:
    await signed(house, await ask("draft_promotion", **TODAY, percent="10", name="Black week"))
    aims = {"promotion": "Black week", "units": "10", "revenue": "100", "budget": "30"}
    await signed(house, await ask("draft_promotion_targets", **aims))
    await ordered(house, ask, customer="C-1")
    found = await reply("promotion_performance", promotion="Black week")
    assert found["headline"] == (
        "Black week sold 5 EA for €144.00, 50.0 % of the target in units and 144.0 % of the target "
        "in revenue; €16.00 were given away. At standard cost €44.00 is left, 30.6 % of it. All "
        "sales of its goods were €144.00, against €0.00 on 19 Nov 2026: €44.00 of extra margin, "
        "275.0 % of the discount."
    )
    every = await reply("promotions_performance")
    assert every["rows"][0]["name"] == "Black week"
    chart = every["chart"]
    assert (chart["kind"], chart["title"]) == ("bar", "Reached of the target, percent")
    assert (chart["x"], chart["y"]) == (["Black week", "Autumn"], ["144.0", "0.0"])
    asked = await reply("ask_sales_order_lines", figure="amount", by="promotion")
    assert ("Black week", "144.00") in [
        (row["promotion_name"], f"{float(row['figure']):.2f}") for row in asked["rows"]
    ]


async def sold_before(house: Any, day: date, quantity: int) -> None:
    """An order of an earlier day, at the price of then."""
    line = sold(1, LOCK, of(quantity, "EA"), "32").model_copy(update={"product": "TURN"})
    order = PlaceSalesOrder(
        order="SO-77",
        customer="C-1",
        customer_name="Anna Rossi",
        ordered_on=day,
        currency="EUR",
        lines=(line,),
    )
    await house.handler(TENANT).record([Step("sales_order-SO-77", order)], Cause(("olga",)))


async def test_what_a_promotion_earned_agrees_with_the_orders_by_hand(
    house: Any, ask: Any, reply: Any
) -> None:
    """Five at 28.80 and three at 28.80 cost 20 each; two at 32 were sold on the day before."""
    await sold_before(house, date(2026, 11, 19), 2)
    await signed(house, await ask("draft_promotion", **TODAY, percent="10", name="Black week"))
    await ordered(house, ask, customer="C-1")
    await ordered(house, ask, customer="C-1", quantity="3")
    found = await reply("promotion_performance", promotion="Black week")
    [row], chart = found["rows"], found["chart"]
    revenue, cost = 8 * Decimal("28.80"), 8 * Decimal(20)
    discount, before = 8 * Decimal("3.20"), 2 * (Decimal(32) - 20)
    assert (Decimal(row["revenue"]), Decimal(row["cost"])) == (revenue, cost)
    assert Decimal(row["margin"]) == revenue - cost
    assert Decimal(row["discount"]) == discount
    assert Decimal(row["sales_before"]) == 64
    assert chart["x"] == ["before: 19 Nov", "Black week: 20 Nov"]
    assert [Decimal(figure) for figure in chart["y"]] == [64, revenue]
    assert Decimal(row["extra_margin"]) == revenue - cost - before
    assert round(Decimal(row["payback"]), 6) == round((revenue - cost - before) / discount, 6)


async def test_goods_without_a_cost_are_said_and_never_counted_as_free(
    house: Any, ask: Any, reply: Any
) -> None:
    await signed(house, await ask("draft_promotion", **TODAY, percent="10", name="Black week"))
    await ordered(house, ask, customer="C-1")
    unknown = Step("item-LOCK", SetStandardCost(standard_cost=None))
    await house.handler(TENANT).record([unknown], Cause(("olga",)))
    found = await reply("promotion_performance", promotion="Black week")
    [row] = found["rows"]
    assert (row["margin"], row["payback"], Decimal(row["uncosted"])) == (None, None, 144)
    assert "none of its goods has a standard cost on record" in found["headline"]
