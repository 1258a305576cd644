"""Weekly demand is what left for customers less what came back, in the week in which it did."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.fulfillment.order import LotPortion, Portion, ReturnedPortion
from domain.fulfillment.order_commands import (
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
    TakeReturn,
)
from domain.kernel import Cause, Step
from mcp_servers.visit import House
from tests.selling import LOCK, sold
from tests.steps import of, on
from tests.trade import TENANT

FIRST, SECOND = date(2026, 10, 29), date(2026, 11, 12)
BACK = date(2026, 11, 18)


def shipped(number: int, left: date, amount: int) -> Iterable[Step]:
    """An order of locks that leaves whole on a day, whenever it was placed."""
    name, line = f"SO-{number}", sold(1, LOCK, of(amount, "EA"), "41")
    placed = PlaceSalesOrder(
        order=name,
        customer="MARTIN",
        customer_name="Maison Martin",
        ordered_on=date(2026, 10, 1),
        currency="EUR",
        lines=(line,),
    )
    part = Portion(line=1, quantity=of(amount, "EA"))
    gone = (LotPortion(**dict(part)),)
    yield on(placed, name)
    yield on(PickSalesOrder(lines=(part,), picked_on=left), name)
    yield on(PackSalesOrder(lines=(part,), packed_on=left), name)
    yield on(ShipSalesOrder(lines=gone, shipped_on=left, carrier="Post"), name)


@pytest.fixture
async def traded(house: House) -> None:
    """Six locks leave in October, eight in November, of which two come back a week later."""
    back = ReturnedPortion(line=1, quantity=of(2, "EA"))
    taken = TakeReturn(lines=(back,), returned_on=BACK, reason="A scratch")
    steps = (*shipped(71, FIRST, 6), *shipped(72, SECOND, 8), on(taken, "SO-72"))
    await house.handler(TENANT).record(list(steps), Cause(("demo",)))


async def test_each_week_tells_what_left_and_what_came_back(reply: Any, traded: None) -> None:
    found = await reply("weekly_demand", item="LOCK")
    moved = [row for row in found["rows"] if row["shipped"] != "0" or row["returned"] != "0"]
    assert [
        (row["week"], row["shipped"], row["returned"], row["demand"], row["unit"]) for row in moved
    ] == [
        ("2026-10-26", "6", "0", "6", "EA"),
        ("2026-11-09", "8", "0", "8", "EA"),
        ("2026-11-16", "0", "2", "-2", "EA"),
    ]
    assert found["headline"] == (
        "14 EA Brass turn-lock left in the last 13 weeks and 2 EA came back: "
        "0.9 EA a week over 13 weeks."
    )


async def test_a_week_in_which_nothing_left_is_no_gap(reply: Any, traded: None) -> None:
    found = await reply("weekly_demand", item="LOCK")
    assert len(found["rows"]) == 13
    assert (found["rows"][0]["week"], found["rows"][-1]["week"]) == ("2026-08-24", "2026-11-16")
    assert found["chart"]["kind"] == "line" and len(found["chart"]["x"]) == 13
    assert found["chart"]["x"][0] == "24 Aug"
    assert sum(map(Decimal, found["chart"]["y"])) == 12


async def test_what_was_only_ordered_is_no_demand_yet(reply: Any) -> None:
    """Nine locks and two hides are ordered with SO-1, and one hide has left so far."""
    found = await reply("weekly_demand")
    assert [(row["item"], row["week"], row["demand"]) for row in found["rows"]] == [
        ("CALF", "2026-11-16", "1")
    ]
    assert found["headline"] == "1 item left for customers in the last 13 weeks, week by week."
    locks = await reply("weekly_demand", item="LOCK")
    assert locks["headline"] == (
        "Nothing of Brass turn-lock left for customers in the last 13 weeks."
    )


async def test_a_period_bounds_both_what_left_and_what_came_back(reply: Any, traded: None) -> None:
    november = await reply("weekly_demand", item="LOCK", period="2026-11-01..2026-11-15")
    assert november["headline"] == (
        "8 EA Brass turn-lock left from 1 Nov 2026 to 15 Nov 2026: 2.7 EA a week over 3 weeks."
    )


async def test_demand_agrees_with_what_left_the_stock(reply: Any, traded: None) -> None:
    """The same goods, told by the stock ledger: what went out for orders less what came in."""
    found = await reply("weekly_demand", item="LOCK")
    moves = (await reply("stock_movements", item="LOCK", period="2026-10-20..2026-11-20"))["rows"]
    of_orders = [row for row in moves if "SO-7" in row["reason"]]
    out = sum(Decimal(r["quantity"]) for r in of_orders if r["target"] == "outside")
    back = sum(Decimal(r["quantity"]) for r in of_orders if r["source"] == "outside")
    assert out - back == sum(Decimal(row["demand"]) for row in found["rows"])


async def test_who_may_not_read_orders_reads_no_demand(ask: Any) -> None:
    assert (await ask("weekly_demand", "artisan")).outcome == "denied"
    assert (await ask("weekly_demand", "sales")).outcome == "answered"


async def test_how_much_came_back_stands_beside_how_fast_it_left(reply: Any, traded: None) -> None:
    """Two lines left in November, one of them of SO-1, and one came back."""
    found = await reply("shipping_performance", period="2026-11")
    assert [(row["lines"], row["returned"], row["returned_share"]) for row in found["rows"]] == [
        (2, 1, "0.5")
    ]
    assert found["headline"].endswith("; 2 lines left, 1 came back.")
