"""A pick list is walked past its shelves, and what lies nowhere known comes last."""

from decimal import Decimal
from typing import Any

from domain.inventory.item import ChangeItem
from domain.kernel import Cause
from tests.steps import on
from tests.tools.procurement.test_drafts import sentences
from tests.trade import TENANT


async def test_an_order_is_picked_in_the_order_of_its_shelves(reply: Any, house: Any) -> None:
    for item, shelf in (("LOCK", "B-2-1"), ("CALF", "A-7-1")):
        handler = house.handler(TENANT)
        await handler.record([on(ChangeItem(shelf=shelf), item)], Cause(("test",)))
    found = await reply("pick_list", sales_order="SO-1")
    assert found["headline"] == "2 lines are to pick for SO-1, in the order of their shelves."
    walk = [(row["step"], row["shelf"], row["item"]) for row in found["rows"]]
    assert walk == [(1, "A-7-1", "CALF"), (2, "B-2-1", "LOCK")]
    assert [Decimal(row["quantity"]) for row in found["rows"]] == [1, 2]


async def test_all_open_picks_are_one_walk(reply: Any) -> None:
    found = await reply("pick_list")
    assert found["headline"] == "2 lines are to pick, in the order of their shelves."
    assert [row["shelf"] for row in found["rows"]] == ["", ""]


async def test_a_shelf_is_told_by_a_draft(drafted: Any) -> None:
    proposal = await drafted("draft_item_shelf", item="LOCK", shelf="A-3-2")
    assert sentences(proposal) == ["Brass turn-lock changes: shelf from none to A-3-2."]
