"""What is asked of the stock tells apart what can be used and what only lies there."""

from typing import Any


async def test_what_is_free_comes_first_and_quarantine_beside_it(reply: Any) -> None:
    found = await reply("stock_on_hand", item="Brass turn-lock")
    assert found["headline"] == "40 EA Brass turn-lock are available, and 5 EA in quarantine."
    assert found["totals"] == {"available": "40 EA", "quarantine": "5 EA"}
    apart = await reply("stock_on_hand", item="LOCK", status="quarantine")
    assert apart["headline"] == "5 EA Brass turn-lock are in quarantine."


async def test_what_lies_at_a_place(reply: Any) -> None:
    found = await reply("stock_on_hand", place="Atelier")
    assert [(row["item"], row["quantity"], row["unit"]) for row in found["rows"]] == [
        ("CALF", "3", "HIDE")
    ]
    assert (await reply("stock_on_hand", place="Atelier", status="hold"))["headline"] == (
        "Nothing lies on hold in Atelier."
    )


async def test_what_to_order_counts_what_is_coming(reply: Any) -> None:
    found = await reply("below_reorder_point")
    [row] = found["rows"]
    assert found["headline"] == (
        "1 item is below the reorder point; the furthest is Brass turn-lock with 40 EA "
        "against 50 EA."
    )
    assert (row["on_order"], row["suggested"]) == ("24", "56")
    there = await reply("below_reorder_point", place="Atelier")
    assert there["headline"] == "Nothing in Atelier is below its reorder point."


async def test_movements_are_told_from_where_to_where(reply: Any) -> None:
    found = await reply("stock_movements", item="Brass turn-lock", period="2026-11")
    assert {(row["quantity"], row["source"], row["target"]) for row in found["rows"]} == {
        ("95", "Main store", "outside"),
        ("35", "outside", "Main store"),
        ("5", "outside", "Main store, quarantine"),
    }


async def test_stock_has_a_value_by_category_and_by_place(reply: Any) -> None:
    found = await reply("stock_value")
    assert found["headline"] == (
        "The stock is worth €1,620.00, the largest part Hardware with €900.00."
    )
    there = await reply("stock_value", place="Atelier")
    assert there["headline"] == "The stock in Atelier is worth €240.00."


async def test_items_are_listed_by_kind_and_shown_with_what_is_coming(reply: Any) -> None:
    raw = await reply("list_items", kind="raw")
    assert [row["item_name"] for row in raw["rows"]] == ["Calf hide"]
    shown = await reply("show_item", item="LOCK")
    assert shown["headline"] == (
        "40 EA Brass turn-lock are available and 24 EA on order; it is reordered below 50 EA."
    )
