"""What a storekeeper asks: what is free, what is kept apart, what must be ordered."""

from decimal import Decimal

from domain.inventory.item import item
from domain.inventory.place import MAIN, QUARANTINE
from domain.inventory.stock import stock
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.inventory.stock_movements import stock_movements
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel import Command, Fact
from tests.domain.business import SHELF, eur, move, register_item
from tests.domain.histories import BY_HAND, steps_of
from tests.spec import facts_of


def stocked(*moves: Command) -> list[Fact]:
    """Calf hides, to be reordered below 30, and these moves."""
    card = register_item(standard_cost=eur("80"))
    known = [event for _, found in steps_of(item, [card]) for event in found]
    moved = [event for _, found in steps_of(stock, moves) for event in found]
    return [*facts_of("item-CALF", *known), *facts_of("stock-CALF", *moved)]


def level(*moves: Command) -> StockLevelRow:
    [row] = stock_levels.fold({}, stocked(*moves)).values()
    return row


def test_only_sound_goods_are_available() -> None:
    row = level(move(40), move(12, MAIN, QUARANTINE))
    assert (row.available, row.quarantine, row.total) == (28, 12, 40)
    assert (row.short_by, row.value) == (2, Decimal(3200))


def test_a_move_between_two_stores_changes_no_level() -> None:
    assert level(move(40), move(12, MAIN, SHELF)) == level(move(40))


def test_what_is_below_its_reorder_point_is_a_condition_of_the_question() -> None:
    short = stock_levels.where(StockLevelRow.short_by > 0)
    enough = stock_levels.fold({}, stocked(move(30))).values()
    too_few = stock_levels.fold({}, stocked(move(29))).values()
    assert (short.answer(enough).total, short.answer(too_few).total) == (0, 1)


def test_an_item_without_stock_is_short_of_all_of_it() -> None:
    assert level().short_by == Decimal(30)


def test_an_item_out_of_use_is_short_of_nothing() -> None:
    facts = [event for _, found in steps_of(item, BY_HAND["item"][:5]) for event in found]
    [row] = stock_levels.fold({}, facts_of("item-CALF", *facts)).values()
    assert (row.status, row.short_by) == ("retired", 0)


def test_a_place_shows_what_lies_there_and_leaves_when_it_is_empty() -> None:
    rows = stock_on_hand.fold({}, stocked(move(40), move(40, MAIN, SHELF))).values()
    [row] = stock_on_hand.where(StockOnHandRow.item == "CALF").answer(rows).rows
    assert (row.location_name, row.quantity, row.unit) == ("Hide shelf", 40, "HIDE")


def test_every_move_is_kept_and_says_why() -> None:
    events = [event for _, found in steps_of(stock, BY_HAND["stock"]) for event in found]
    rows = stock_movements.fold({}, facts_of("stock-CALF", *events)).values()
    told = [(row.kind, row.source, row.target, row.quantity) for row in rows]
    assert told == [
        ("opening", "OUTSIDE", "SHELF", 40),
        ("move", "OUTSIDE", "MAIN", 60),
        ("move", "MAIN", "MAIN", 5),
        ("adjustment", "MAIN", "OUTSIDE", 5),
        ("adjustment", "OUTSIDE", "MAIN", 6),
        ("production", "OUTSIDE", "MAIN", 4),
    ]
