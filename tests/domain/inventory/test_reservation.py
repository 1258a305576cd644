"""What is promised to one order is not promised to another; who works here is told to whom."""

import pytest

from domain.inventory.reservation import ReserveStock
from domain.inventory.stock import StockMoved, stock
from domain.kernel import Refused
from tests.domain.business import hides, move
from tests.spec import Spec

CALF = {"item": "CALF", "item_name": "Calf hide"}


def reserve(amount: int, order: str) -> ReserveStock:
    return ReserveStock.model_validate(CALF | {"quantity": hides(amount), "order": order})


def kept(*commands: ReserveStock) -> Spec:
    spec = Spec(stock).given(StockMoved(**dict(move(20))))
    for command in commands:
        spec = spec.given(*spec.when(command).events)
    return spec


def told_inside(spec: Spec, command: ReserveStock) -> str:
    state = stock.fold(spec.history)
    with pytest.raises(Refused) as refusal:
        stock.decide(state, command)
    assert "SO-1" not in str(refusal.value), "Who buys here learns nothing of another's order."
    return refusal.value.inside


def test_the_order_that_holds_just_enough_is_asked_to_wait() -> None:
    spec = kept(reserve(9, "SO-1"), reserve(4, "SO-2"), reserve(6, "SO-3"))
    spec.when(reserve(6, "SO-9")).refused("not_enough_free", "1 HIDE Calf hide are free")
    told = told_inside(spec, reserve(6, "SO-9"))
    assert "9 HIDE for SO-1, 6 HIDE for SO-3 and 4 HIDE for SO-2" in told
    assert "“put 5 HIDE Calf hide of SO-3 on back order”" in told


def test_where_no_order_alone_holds_enough_the_largest_is_the_first() -> None:
    told = told_inside(kept(reserve(9, "SO-1"), reserve(11, "SO-2")), reserve(15, "SO-9"))
    assert "To free 15 HIDE" in told and "“put 11 HIDE Calf hide of SO-2 on back order”" in told


def test_of_many_orders_a_few_are_named_and_the_rest_counted() -> None:
    spec = kept(*(reserve(2, f"SO-{number}") for number in range(10, 20)))
    assert "more for 5 other orders" in told_inside(spec, reserve(1, "SO-9"))


def test_where_nobody_holds_anything_there_is_nobody_to_name() -> None:
    assert told_inside(kept(), reserve(21, "SO-9")) == ""
