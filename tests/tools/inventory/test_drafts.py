"""Stock is moved, counted, scrapped and set apart by drafts that name place, lot and loss."""

from typing import Any


def sentences(proposal: Any) -> list[str]:
    return [fact["sentence"] for fact in proposal.preview["facts"]]


async def test_goods_move_from_place_to_place(drafted: Any) -> None:
    where = {"source": "Main store", "target": "Atelier"}
    proposal = await drafted("draft_stock_move", item="Calf hide", quantity="2", **where)
    assert proposal.title == "Move 2 HIDE Calf hide from Main store to Atelier"
    assert sentences(proposal) == [
        "2 HIDE Calf hide move from Main store to Atelier on 20 Nov 2026."
    ]


async def test_more_than_lies_there_cannot_move(ask: Any) -> None:
    where = {"source": "Main store", "target": "Atelier"}
    answer = await ask("draft_stock_move", item="Calf hide", quantity="200", **where)
    assert (answer.outcome, answer.code) == ("refused", "not_enough")
    nowhere = await ask(
        "draft_stock_move",
        item="LOCK",
        quantity="2",
        **dict(zip(("source", "target"), ("Atelier", "Main store"), strict=True)),
    )
    assert nowhere.code == "not_there"


async def test_goods_leave_quarantine_where_they_lie(drafted: Any) -> None:
    proposal = await drafted("draft_stock_condition", item="LOCK", quantity="5", status="available")
    assert sentences(proposal)[0].startswith(
        "5 EA Brass turn-lock move from Main store, quarantine to Main store"
    )
    [origin] = [o for o in proposal.origins if o.field == "place"]
    assert origin.source == "the only place of Brass turn-lock"


async def test_a_count_puts_the_loss_at_stake(drafted: Any) -> None:
    counted = await drafted("draft_stock_count", item="LOCK", quantity="38", place="Main store")
    assert counted.preview["amounts"] == [{"amount": "40", "currency": "EUR"}]


async def test_scrap_names_its_place_or_asks(drafted: Any, ask: Any) -> None:
    scrapped = await drafted("draft_scrap", item="LOCK", quantity="3", reason="Bent")
    assert scrapped.title == "Scrap 3 Brass turn-lock in Main store"
    assert scrapped.preview["amounts"] == [{"amount": "60", "currency": "EUR"}]
    somewhere = await ask("draft_scrap", item="CALF", quantity="1")
    assert somewhere.code == "which_place"
    assert [option["detail"] for option in somewhere.content["options"]] == ["4 HIDE", "3 HIDE"]
    assert (await ask("draft_scrap", item="LOCK", quantity="500")).code == "not_enough"


async def test_a_reorder_point_keeps_the_level_it_does_not_overtake(drafted: Any) -> None:
    low = await drafted("draft_reorder_point", item="LOCK", quantity="60")
    assert low.steps[0].arguments == {"reorder_point": "60", "order_up_to": "120"}
    high = await drafted("draft_reorder_point", item="LOCK", quantity="300")
    assert high.steps[0].arguments == {"reorder_point": "300", "order_up_to": "0"}


async def test_a_new_item_is_counted_in_a_unit_that_exists(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_new_item", name="Buckle", unit="each", cost="3.20")
    assert sentences(proposal) == [
        "Buckle becomes an item, bought and counted in EA at a standard cost of €3.20."
    ]
    other = await ask("draft_new_item", name="Buckle", unit="parsec")
    assert other.code == "which_unit"
    assert (await ask("draft_new_item", name="calf hide")).code == "known"
