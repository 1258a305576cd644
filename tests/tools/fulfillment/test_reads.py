"""What is asked of fulfillment is answered with the figure first, and with where it comes from."""

from typing import Any

import pytest


async def test_orders_are_listed_with_what_is_still_to_ship(reply: Any) -> None:
    found = await reply("list_sales_orders")
    assert found["headline"] == (
        "There is 1 sales order, worth €699.00, of which €534.00 is still to ship."
    )
    [row] = found["rows"]
    assert (row["order"], row["status"], row["goods"]) == ("SO-1", "partly_shipped", "2 lines")
    assert found["streams"] == ["sales_order-SO-1"]


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ({"customer": "MARTIN"}, 1),
        ({"customer": "Maison Martin", "item": "LOCK"}, 1),
        ({"status": "late"}, 1),
        ({"status": "waiting"}, 1),
        ({"status": "open", "period": "2026-11"}, 1),
        ({"status": "shipped"}, 0),
        ({"status": "cancelled"}, 0),
        ({"period": "2025"}, 0),
    ],
)
async def test_orders_are_narrowed_as_people_say(
    reply: Any, asked: dict[str, str], lines: int
) -> None:
    found = await reply("list_sales_orders", **asked)
    assert found["total_rows"] == lines


async def test_an_order_is_shown_with_how_far_each_line_has_come(reply: Any) -> None:
    found = await reply("show_sales_order", sales_order="SO-1")
    assert found["headline"] == (
        "SO-1 of Maison Martin over €699.00 is partly shipped; €534.00 is to ship, "
        "wanted by 18 Nov 2026 and 2 days late. Shipment 1 left 16 Nov with Colis Rapide."
    )
    locks, hides = found["rows"]
    assert (locks["picked"], locks["packed"], locks["back_ordered"]) == ("4", "2", "3")
    assert (hides["shipped"], hides["status"]) == ("1", "partly_shipped")
    assert locks["price_reason"] == "as agreed with Maison Martin"


async def test_no_answer_tells_where_a_person_lives(reply: Any) -> None:
    for tool, asked in (("list_sales_orders", {}), ("show_sales_order", {"sales_order": "1"})):
        assert "Mercière" not in str(await reply(tool, **asked))


async def test_the_history_of_an_order_is_told_from_its_beginning(reply: Any) -> None:
    found = await reply("sales_order_history", sales_order="SO-1")
    assert found["total_rows"] == 4
    assert found["rows"][0]["sentence"].startswith("Maison Martin orders 9 EA Brass turn-lock")
    assert "The last: 1 HIDE Calf hide leave" in found["headline"]


@pytest.mark.parametrize(
    ("stage", "headline", "amounts"),
    [
        ("pick", "2 lines of 1 order are to pick.", ["2", "1"]),
        ("pack", "1 line of 1 order is to pack.", ["2"]),
        ("ship", "1 line of 1 order is to ship.", ["2"]),
    ],
)
async def test_the_queue_says_what_is_to_be_done_next(
    reply: Any, stage: str, headline: str, amounts: list[str]
) -> None:
    found = await reply("fulfillment_queue", stage=stage)
    assert found["headline"] == headline
    assert [row["quantity"] for row in found["rows"]] == amounts
    assert {row["days_late"] for row in found["rows"]} == {2}


async def test_back_orders_stand_beside_what_is_free(reply: Any) -> None:
    found = await reply("list_back_orders")
    assert found["headline"] == (
        "1 line over 1 item waits for goods; of 1 line something is free now."
    )
    assert (found["rows"][0]["back_ordered"], found["rows"][0]["free"]) == ("3", "34")
    none = await reply("list_back_orders", item="CALF")
    assert none["headline"] == "Nothing of Calf hide is on back order."


async def test_what_is_free_is_what_nobody_is_promised(reply: Any) -> None:
    found = await reply("free_to_sell", item="LOCK")
    assert found["headline"] == (
        "34 EA Brass turn-lock are free to sell, 6 EA are reserved for 1 order."
    )
    assert (await reply("free_to_sell", item="THRD"))["headline"] == (
        "0 EA Linen thread are free to sell."
    )


async def test_shipments_are_listed_with_their_carrier(reply: Any) -> None:
    found = await reply("list_shipments", customer="Maison Martin", period="2026-11")
    assert found["headline"] == (
        "1 shipment line to Maison Martin in Nov 2026 left, worth €165.00."
    )
    assert found["rows"][0]["carrier"] == "Colis Rapide"
    assert (await reply("list_shipments", item="LOCK"))["headline"] == (
        "Nothing of Brass turn-lock was shipped."
    )


async def test_how_fast_we_ship_is_told_with_the_share_in_time(reply: Any) -> None:
    found = await reply("shipping_performance")
    assert found["headline"] == (
        "100.0 % of what we shipped left in time, 4.0 days after the order; "
        "1 line left, none came back."
    )
    assert (await reply("shipping_performance", period="2024"))["headline"] == (
        "Nothing was shipped in 2024."
    )


async def test_nothing_came_back_yet(reply: Any) -> None:
    assert (await reply("list_sales_returns"))["headline"] == "Nothing was returned."


async def test_a_customer_is_called_by_code_or_whole_name(ask: Any) -> None:
    part = await ask("list_sales_orders", customer="Maison")
    assert (part.outcome, part.code) == ("refused", "which_customer")
    assert part.content["options"][0]["value"] == "MARTIN"
    nobody = await ask("list_sales_orders", customer="Zork")
    assert nobody.code == "unknown_customer"
    assert (await ask("list_sales_orders", customer="maison martin")).outcome == "answered"


async def test_sales_are_asked_freely(reply: Any) -> None:
    found = await reply("ask_sales_order_lines", figure="amount", by="customer")
    assert "€699.00" in found["headline"]
