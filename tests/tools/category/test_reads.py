"""The catalogue is read with today's price, its history, the market beside it and its gaps."""

from typing import Any

import pytest

from domain.kernel import Cause
from tests.selling import product


async def test_the_catalogue_shows_what_is_on_sale_with_the_price_of_today(reply: Any) -> None:
    found = await reply("list_products")
    assert found["headline"] == "1 product is on sale."
    [row] = found["rows"]
    assert (row["product"], row["price"], row["next_price"]) == ("TURN", "32", "33.5")
    assert row["price_since"] == "2026-03-01"
    gone = await reply("list_products", status="delisted")
    assert [row["product"] for row in gone["rows"]] == ["OLD"]
    assert (await reply("list_products", category="fittings"))["total_rows"] == 1
    assert (await reply("list_products", category="Belts"))["headline"] == (
        "No products in Belts are on sale."
    )


async def test_a_product_is_shown_with_what_it_costs_and_will_cost(reply: Any) -> None:
    found = await reply("show_product", product="Turn-lock")
    assert found["headline"] == (
        "Turn-lock is on sale in Fittings at €32.00 / EA since 1 Mar, "
        "€33.50 / EA from 1 Jan 2027 on."
    )
    gone = await reply("show_product", product="OLD")
    assert gone["headline"] == "Thread on a card is no longer sold: Nobody asked for it."


@pytest.mark.parametrize(
    ("day", "price", "since"),
    [
        ("2025-06-01", "€30.00", "1 Jan 2025"),
        ("2026-02-28", "€30.00", "1 Jan 2025"),
        ("2026-11-20", "€32.00", "1 Mar 2026"),
        ("2027-01-01", "€33.50", "1 Jan 2027"),
    ],
)
async def test_a_price_is_that_of_its_day(reply: Any, day: str, price: str, since: str) -> None:
    found = await reply("selling_price", product="TURN", on=day)
    assert f"{price} / EA" in found["headline"]
    assert found["rows"][0]["reason"] == f"base price since {since}"


async def test_before_its_first_price_a_product_has_none(ask: Any) -> None:
    early = await ask("selling_price", product="TURN", on="2024-12-31")
    assert (early.outcome, early.code) == ("refused", "no_base_price")
    gone = await ask("selling_price", product="OLD")
    assert (gone.outcome, gone.code) == ("refused", "not_sold")
    other = await ask("selling_price", product="TURN", quantity="3 BOX")
    assert (other.outcome, other.code) == ("refused", "wrong_unit")


async def test_the_history_tells_each_price_with_its_reason(reply: Any) -> None:
    found = await reply("base_price_history", product="TURN")
    assert [(row["price"], row["until"], row["reason"]) for row in found["rows"]] == [
        ("33.5", None, "New year"),
        ("32", "2027-01-01", "Brass got dearer"),
        ("30", "2026-03-01", "First price"),
    ]
    assert found["chart"]["y"] == ["30", "32", "33.5"]
    assert found["headline"] == (
        "3 base prices of Turn-lock begin; the last is Turn-lock at €33.50 / EA from 1 Jan 2027 "
        "on, 4.7 % more than before."
    )
    empty = await reply("base_price_history", product="TURN", period="2024")
    assert empty["headline"] == "No base price begins of Turn-lock in 2024."


async def test_what_changes_next_is_told(reply: Any) -> None:
    found = await reply("planned_prices")
    assert found["headline"] == (
        "1 change of a base price is planned; the next is Turn-lock at €33.50 / EA from "
        "1 Jan 2027 on."
    )


async def test_the_newest_price_of_each_seller_stands_beside_ours(reply: Any) -> None:
    found = await reply("list_market_prices", product="TURN")
    assert found["headline"] == (
        "2 sellers ask for Turn-lock; the lowest price is €28.00 of Riemen & Co; ours is €32.00."
    )
    assert [(row["seller"], row["price"]) for row in found["rows"]] == [
        ("Riemen & Co", "28"),
        ("Nahtwerk", "31.9"),
    ]
    none = await reply("list_market_prices", product="OLD")
    assert none["headline"] == "No market price of Thread on a card was recorded."


async def test_the_position_in_the_market_is_against_the_average(reply: Any) -> None:
    found = await reply("market_position")
    [row] = found["rows"]
    assert (row["lowest"], row["average"], row["highest"]) == ("28", "29.950000", "31.9")
    assert found["headline"] == (
        "1 of 1 product is dearer than the average of other sellers; Turn-lock is 6.8 % above it."
    )
    nothing = await reply("market_position", category="Belts")
    assert "No product can be compared" in nothing["headline"]


async def test_a_margin_is_the_price_less_the_standard_cost(reply: Any) -> None:
    found = await reply("product_margins", product="TURN")
    [row] = found["rows"]
    assert (row["price"], row["cost"], row["margin"]) == ("32", "20", "12")
    assert found["headline"] == "Turn-lock has a margin of 37.5 % of its price."
    every = await reply("product_margins")
    assert every["headline"] == (
        "No products are priced below cost; the lowest margin is 37.5 % of Turn-lock."
    )


async def test_gaps_are_products_without_a_price_and_items_without_a_product(
    reply: Any, house: Any
) -> None:
    full = await reply("catalogue_gaps")
    assert full["headline"].startswith("Nothing is missing")
    await house.handler("bellavier").record(
        [product("NEW", "Hide", ("CALF", ""), "x")], Cause(("demo",))
    )
    found = await reply("catalogue_gaps")
    assert found["headline"] == "1 product has no base price."
    assert [(row["code"], row["missing"]) for row in found["rows"]] == [("NEW", "no base price")]


async def test_an_unknown_product_is_answered_with_those_there_are(ask: Any) -> None:
    answer = await ask("show_product", product="Handbag")
    assert (answer.outcome, answer.code) == ("refused", "unknown_product")
    assert "Turn-lock" in answer.reason


async def test_the_catalogue_may_be_asked_freely(reply: Any) -> None:
    found = await reply("ask_base_prices", figure="count", by="year")
    assert found["total_rows"] == 3
    sellers = await reply("ask_market_prices", figure="price", how="smallest", by="seller")
    assert [row["figure"] for row in sellers["rows"]]


async def test_who_may_not_read_the_catalogue_reads_none_of_it(ask: Any) -> None:
    denied = await ask("list_products", role="artisan")
    assert denied.outcome == "denied"
