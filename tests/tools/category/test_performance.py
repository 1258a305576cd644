"""What sells and what does not, beside the days before, agrees with the order lines."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.analysis.product_performance import LONGEST, Sales, around, change, margin, sells_badly
from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.kernel import Cause, Step
from mcp_servers.visit import House
from tests.selling import LOCK, sold
from tests.steps import of, on
from tests.trade import TENANT

TURN = ("TURN", "Turn-lock")


def ordered(number: int, day: date, amount: int, price: str) -> Step:
    """An order of nothing but turn-locks on that day."""
    line = sold(1, TURN, of(amount, "EA"), price)
    line = line.model_copy(update={"item": LOCK[0], "item_name": LOCK[1], "category": "Fittings"})
    command = PlaceSalesOrder(
        order=f"SO-{number}",
        customer="MARTIN",
        customer_name="Maison Martin",
        ordered_on=day,
        requested_on=day + timedelta(days=6),
        currency="EUR",
        ship_to="12 rue Mercière, Lyon",
        lines=(line,),
    )
    return on(command, command.order)


@pytest.fixture
async def sales(house: House) -> None:
    """Nine before the price rose on 1 March and four after it; two in the last ninety days."""
    steps = [
        ordered(101, date(2025, 12, 20), 5, "30"),
        ordered(102, date(2026, 2, 28), 4, "30"),
        ordered(103, date(2026, 3, 1), 1, "32"),
        ordered(104, date(2026, 5, 29), 3, "32"),
        ordered(105, date(2026, 8, 1), 6, "32"),
        ordered(106, date(2026, 11, 19), 2, "32"),
    ]
    await house.handler(TENANT).record(steps, Cause(("owner",)))


async def test_the_best_sellers_come_first_with_what_they_earned(reply: Any, sales: None) -> None:
    found = await reply("product_performance", category="Fittings")
    [row] = found["rows"]
    assert (row["product"], row["units"], row["revenue"]) == ("TURN", "2", "64")
    assert row["margin"] == "24"
    assert (row["before"], row["change"]) == ("288", str(Decimal(-224) / 288))
    assert found["headline"] == "Turn-lock sold best in the last 90 days, for €64.00."


async def test_what_fell_by_more_than_half_sells_badly(reply: Any, sales: None) -> None:
    found = await reply("products_that_sell_badly")
    assert [(row["product"], row["revenue"], row["before"]) for row in found["rows"]] == [
        ("TURN", "64", "288")
    ]
    assert found["headline"].endswith("The worst is Turn-lock, with €64.00 after €288.00.")
    summer = await reply("products_that_sell_badly", period="2026-07-01..2026-09-30")
    assert summer["total_rows"] == 0
    assert summer["headline"].startswith("No product on sale sells badly in Q3 2026.")


async def test_what_never_sold_sells_badly_and_what_is_not_on_sale_is_not_told(reply: Any) -> None:
    found = await reply("products_that_sell_badly")
    assert [(row["product"], row["revenue"]) for row in found["rows"]] == [("TURN", "0")]
    said = "The worst is Turn-lock, which sold nothing, as in the days before."
    assert found["headline"].endswith(said)


async def test_a_change_of_price_is_seen_beside_as_many_days_before(
    reply: Any, sales: None
) -> None:
    found = await reply("price_effect", product="Turn-lock")
    before, since = found["rows"]
    assert (before["units"], before["revenue"], before["price"]) == ("9", "270", "30")
    assert (since["units"], since["revenue"], since["price"]) == ("4", "128", "32")
    assert (before["first_on"], before["last_on"]) == ("2025-12-01", "2026-02-28")
    assert (since["first_on"], since["last_on"]) == ("2026-03-01", "2026-05-29")
    assert found["headline"] == (
        "Turn-lock costs €32.00 instead of €30.00 since 1 Mar 2026: in 90 days from then on 4 EA "
        "were sold for €128.00, in as many before 9 EA for €270.00."
    )


async def test_without_a_change_there_is_nothing_to_compare(reply: Any) -> None:
    found = await reply("price_effect", product="OLD")
    assert "has not changed yet" in found["headline"]


@pytest.mark.parametrize("days", [0, 1, 29, 89, 90, 400])
def test_both_sides_of_a_change_have_as_many_days_and_touch(days: int) -> None:
    on_day = date(2026, 3, 1)
    spans = around(on_day, on_day + timedelta(days=days))
    assert spans.first == on_day and spans.before_last == on_day - timedelta(days=1)
    assert (spans.before_last - spans.before_first).days + 1 == spans.days
    assert spans.days == min(days + 1, LONGEST)


def test_half_is_not_yet_badly_and_nothing_always_is() -> None:
    before = Sales(revenue=Decimal(100))
    assert not sells_badly(Sales(revenue=Decimal(50)), before)
    assert sells_badly(Sales(revenue=Decimal("49.99")), before)
    assert sells_badly(Sales(), Sales())


def test_what_cannot_be_compared_or_has_no_cost_has_no_figure() -> None:
    assert change(Sales(revenue=Decimal(5)), Sales()) is None
    assert margin(Sales(units=Decimal(2), revenue=Decimal(5)), None) is None
