"""What the workshop made comes into stock by a draft, and is then there for those who wait."""

from decimal import Decimal
from typing import Any

from assistant.approvals import Approvals
from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import MoveStock
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel import Cause
from guardrails.call import Answer
from mcp_servers.visit import House
from tests.steps import of, on
from tests.trade import NOON, TENANT, caller

LOCK = {"item": "LOCK", "item_name": "Brass turn-lock"}


async def signed(house: House, answer: Answer, role: str = "warehouse") -> Any:
    assert answer.outcome == "answered", answer
    name = answer.content["draft"]
    card = await house.handler(TENANT).card(name)
    approvals = Approvals(house.handler, house.gate)
    return await approvals.sign(caller(role, agent=""), name, 1, card.digest, NOON, "")


async def lying(house: House, place: str) -> Decimal:
    row = StockOnHandRow
    where = (row.item == "LOCK", row.location == place, row.status == "available")
    found = await house.handler(TENANT).rows(stock_on_hand.where(*where))
    return sum((each.quantity for each in found.rows), Decimal(0))


async def test_what_was_made_goes_to_the_main_store_where_nobody_says_otherwise(
    drafted: Any,
) -> None:
    proposal = await drafted("draft_goods_made", item="LOCK", quantity="12")
    assert proposal.title == "Take in 12 Brass turn-lock from the workshop to Main store"
    [fact] = proposal.preview["facts"]
    assert fact["sentence"] == (
        "12 EA Brass turn-lock come from the workshop to Main store on 20 Nov 2026."
    )
    assert {o.field: o.kind for o in proposal.origins}["place"] == "default"


async def test_a_place_a_lot_and_a_day_are_kept(drafted: Any) -> None:
    proposal = await drafted(
        "draft_goods_made",
        item="LOCK",
        quantity="12",
        place="Atelier",
        lot="B-7",
        made_on="2026-11-18",
    )
    made = proposal.steps[0].arguments
    assert (made["place"]["location"], made["lot"], made["made_on"]) == (
        *("ATELIER", "B-7", "2026-11-18"),
    )


async def test_it_is_on_the_record_as_production_and_can_be_taken_back(
    house: House, ask: Any, reply: Any
) -> None:
    before = await lying(house, "MAIN")
    answer = await ask("draft_goods_made", "artisan", item="LOCK", quantity="12")
    done = await signed(house, answer)
    assert done.outcome == "answered", done
    assert await lying(house, "MAIN") == before + 12
    [row] = [
        row
        for row in (await reply("stock_movements", item="LOCK"))["rows"]
        if row["kind"] == "production"
    ]
    assert (row["quantity"], row["source"], row["target"]) == ("12", "outside", "Main store")
    assert row["reason"] == "Made in the workshop"
    approvals = Approvals(house.handler, house.gate)
    who = caller("warehouse", agent="")
    undone = await approvals.undo(who, answer.content["draft"], NOON, "")
    assert undone.outcome == "answered", undone
    back = await signed(house, undone)
    assert back.outcome == "answered", back
    assert await lying(house, "MAIN") == before


async def test_an_artisan_books_what_they_made_and_the_warehouse_signs(
    house: House, ask: Any
) -> None:
    answer = await ask("draft_goods_made", "artisan", item="LOCK", quantity="2")
    denied = await signed(house, answer, "artisan")
    assert (denied.outcome, denied.code) == ("denied", "A4")
    assert (await signed(house, answer)).outcome == "answered"
    for role in ("sales", "accounting", "buyer"):
        other = await ask("draft_goods_made", role, item="LOCK", quantity="2")
        assert (other.outcome == "answered") == (role == "buyer"), (role, other)


async def test_a_back_order_is_filled_from_what_the_workshop_made(house: House, ask: Any) -> None:
    """Nothing is free any more: three locks of an order wait for the next that come."""
    gone = MoveStock(**LOCK, quantity=of(40, "EA"), source=MAIN, target=OUTSIDE)
    await house.handler(TENANT).record([on(gone, "LOCK")], Cause(("demo",)))
    filling = {"sales_order": "SO-1", "item": "LOCK"}
    early = await ask("draft_back_order_filling", **filling)
    assert (early.outcome, early.code) == ("refused", "not_enough_free"), early
    made = await ask("draft_goods_made", item="LOCK", quantity="12")
    assert (await signed(house, made)).outcome == "answered"
    filled = await ask("draft_back_order_filling", **filling)
    assert filled.outcome == "answered", filled


async def test_hides_do_not_come_from_the_workshop(drafted: Any) -> None:
    proposal = await drafted("draft_goods_made", item="CALF", quantity="2")
    [doubt] = [d for d in proposal.preview["doubts"] if d["code"] == "raw_material_made"]
    assert doubt["severity"] == "stop"


async def test_the_same_once_more_on_a_day_is_doubted(house: House, ask: Any, drafted: Any) -> None:
    first = await ask("draft_goods_made", item="LOCK", quantity="12")
    assert (await signed(house, first)).outcome == "answered"
    again = await drafted("draft_goods_made", item="LOCK", quantity="12")
    codes = [doubt["code"] for doubt in again.preview["doubts"]]
    assert codes == ["possible_second_production"]
    other = await drafted("draft_goods_made", item="LOCK", quantity="11")
    assert not other.preview["doubts"]


async def test_tomorrow_has_not_been_made_and_metres_are_no_pieces(ask: Any) -> None:
    later = await ask("draft_goods_made", item="LOCK", quantity="12", made_on="2026-11-21")
    assert (later.outcome, later.code) == ("refused", "in_the_future")
    metres = await ask("draft_goods_made", item="LOCK", quantity="12 M")
    assert (metres.outcome, metres.code) == ("refused", "wrong_unit")
