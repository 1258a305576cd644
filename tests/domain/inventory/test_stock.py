"""Stock only ever moves between places, and what is not there does not move."""

from datetime import date
from decimal import Decimal

from domain.inventory.place import MAIN, OUTSIDE, QUARANTINE
from domain.inventory.stock import (
    AdjustStock,
    BookProduction,
    MoveStock,
    OpenStock,
    StockMoved,
    stock,
)
from tests.domain.business import SHELF, eur, hides, move
from tests.spec import Spec

JUNE = date(2026, 6, 30)
CALF = {"item": "CALF", "item_name": "Calf hide"}
ten = Spec(stock).given(StockMoved(**dict(move(10))))


def count(amount: int, **other: object) -> AdjustStock:
    known = CALF | {"quantity": hides(amount), "place": MAIN, "counted_on": JUNE}
    return AdjustStock.model_validate(known | {"reason": "Yearly count"} | other)


def open_with(amount: int) -> OpenStock:
    return OpenStock.model_validate(
        CALF | {"quantity": hides(amount), "place": SHELF, "counted_on": JUNE}
    )


def made(amount: int, **other: object) -> BookProduction:
    known = CALF | {"quantity": hides(amount), "place": SHELF, "lot": "B-7", "made_on": JUNE}
    return BookProduction.model_validate(known | other)


def test_what_the_workshop_made_comes_from_outside_with_its_lot() -> None:
    spec = ten.when(made(4))
    spec.says("4 HIDE Calf hide of lot B-7 come from the workshop to Hide shelf on 30 Jun 2026.")
    [event] = spec.events
    after = ten.given(event)
    lots = move(4, SHELF, MAIN).model_copy(update={"lot": "B-7"})
    after.when(lots).then(StockMoved(**dict(lots)))


def test_nothing_is_made_nowhere_and_never_less_than_one() -> None:
    ten.when(made(0)).refused("no_quantity", "nothing that was made")
    ten.when(made(4, place=OUTSIDE)).refused("outside", "Name the location")


def test_what_was_made_is_taken_back_by_the_move_the_other_way() -> None:
    [event] = ten.when(made(4)).events
    back = event.undo()
    assert isinstance(back, MoveStock)
    assert (back.source, back.target, back.lot) == (SHELF, OUTSIDE, "B-7")


def test_a_move_is_told_with_both_ends_and_its_reason() -> None:
    dated = move(4, MAIN, QUARANTINE).model_copy(update={"moved_on": JUNE, "reason": "Mould."})
    ten.when(dated).says(
        "4 HIDE Calf hide move from Main store to Main store, quarantine on 30 Jun 2026: Mould."
    )


def test_what_is_not_there_does_not_move() -> None:
    ten.when(move(12, MAIN, SHELF)).refused(
        "not_enough", "10 HIDE of Calf hide are at Main store", "12 HIDE"
    )
    ten.when(move(1, SHELF, MAIN)).refused("not_enough", "0 HIDE")


def test_a_lot_is_not_taken_from_another_lot() -> None:
    of_a_lot = move(1, MAIN, SHELF).model_copy(update={"lot": "L-3"})
    ten.when(of_a_lot).refused("not_enough", "0 HIDE of Calf hide of lot L-3")


def test_quarantined_goods_are_not_available() -> None:
    spec = ten.given(*ten.when(move(7, MAIN, QUARANTINE)).events)
    spec.when(move(4, MAIN, SHELF)).refused("not_enough", "3 HIDE")


def test_nothing_is_not_a_move() -> None:
    ten.when(move(0, MAIN, SHELF)).refused("no_quantity")
    ten.when(move(-1, MAIN, SHELF)).refused("no_quantity", "-1 HIDE")
    ten.when(move(1, MAIN, MAIN)).refused("same_place", "Main store")


def test_stock_is_kept_in_one_unit() -> None:
    metres = move(1).model_copy(update={"quantity": hides(1).model_copy(update={"unit": "M"})})
    ten.when(metres).refused("wrong_unit", "kept in HIDE", "1 M")


def test_the_outside_never_runs_out() -> None:
    ten.when(move(1_000_000)).then(StockMoved(**dict(move(1_000_000))))


def test_a_place_is_opened_once() -> None:
    spec = Spec(stock).when(open_with(40))
    spec.says("40 HIDE Calf hide lie at Hide shelf when the books open on 30 Jun 2026.")
    spec.given(*spec.events).when(open_with(40)).refused("already_open", "40 HIDE", "Hide shelf")


def test_the_books_do_not_open_outside_or_with_nothing() -> None:
    outside = open_with(4).model_copy(update={"place": OUTSIDE})
    Spec(stock).when(outside).refused("outside")
    Spec(stock).when(open_with(0)).refused("no_quantity")


def test_a_count_moves_only_the_difference() -> None:
    [less] = ten.when(count(7)).events
    [more] = ten.when(count(12)).events
    assert str(less) == (
        "7 HIDE Calf hide are counted at Main store on 30 Jun 2026, not 10 HIDE: Yearly count."
    )
    assert (less.quantity, less.target) == (hides(3), OUTSIDE)
    assert (more.quantity, more.source) == (hides(2), OUTSIDE)


def test_a_loss_is_money_at_stake_and_a_find_is_not() -> None:
    [less] = ten.when(count(7, unit_cost=eur("82.50"))).events
    [more] = ten.when(count(12, unit_cost=eur("82.50"))).events
    assert (less.at_stake, more.at_stake) == (eur("247.50"), None)
    assert AdjustStock.separated == "above_limit"


def test_a_count_that_agrees_changes_nothing() -> None:
    ten.when(count(10)).refused("no_change", "10 HIDE")
    ten.when(count(-1)).refused("no_quantity", "-1 HIDE")
    ten.when(count(1, place=OUTSIDE)).refused("outside")


def test_taking_back_a_count_leaves_later_moves_alone() -> None:
    counted = ten.given(*ten.when(count(7)).events)
    later = counted.given(*counted.when(move(5, MAIN, SHELF)).events)
    undo = counted.history[-1].undo()
    assert isinstance(undo, MoveStock)
    back = later.given(*later.when(undo).events)
    state = stock.fold(back.history)
    assert (state.there(MAIN, ""), state.there(SHELF, "")) == (Decimal(5), Decimal(5))
