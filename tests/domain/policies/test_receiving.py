"""What follows from a delivery: sound goods into the main store, damaged ones kept apart."""

import pytest

from domain.inventory.stock import MoveStock, stock
from domain.kernel import Fact, Step
from domain.policies.damage import quarantine
from domain.policies.receiving import put_into_stock
from domain.procurement.order import Delivered
from domain.procurement.purchase_order import purchase_order
from tests.domain.business import ARRIVED, hides, line, place, receive, take_over, thread
from tests.spec import Spec, facts_of


def received(amount: int, damaged: int) -> Fact:
    order = Spec(purchase_order)
    placed = order.given(*order.when(place()).events)
    [event] = placed.when(receive(amount, damaged)).events
    return facts_of("purchase_order-PO-7", event)[0]


def told(steps: list[Step]) -> list[tuple[str, str, str]]:
    """The stream, the goods, and where they go."""
    moves = [step for step in steps if isinstance(step.command, MoveStock)]
    assert len(moves) == len(steps)
    return [
        (step.stream, step.command.goods, str(step.command.target))
        for step in steps
        if isinstance(step.command, MoveStock)
    ]


def test_sound_goods_go_into_the_main_store() -> None:
    steps = put_into_stock(received(40, 0))
    assert told(steps) == [(stock.stream("CALF"), "40 HIDE Calf hide", "Main store")]
    assert quarantine(received(40, 0)) == []


def test_damaged_goods_are_kept_apart_and_never_available() -> None:
    fact = received(40, 5)
    steps = [*put_into_stock(fact), *quarantine(fact)]
    assert [(goods, to) for _, goods, to in told(steps)] == [
        ("35 HIDE Calf hide", "Main store"),
        ("5 HIDE Calf hide", "Main store, quarantine"),
    ]


def test_a_delivery_that_is_all_damaged_makes_nothing_available() -> None:
    assert put_into_stock(received(5, 5)) == []
    assert len(quarantine(received(5, 5))) == 1


def test_a_move_remembers_the_day_and_the_order_it_came_for() -> None:
    [step] = put_into_stock(received(40, 0))
    assert isinstance(step.command, MoveStock)
    assert (step.command.moved_on, step.command.reason) == (ARRIVED, "Received for PO-7")


def test_each_line_goes_to_the_stock_of_its_item() -> None:
    order = Spec(purchase_order)
    placed = order.given(*order.when(place(line(), thread())).events)
    lines = tuple(
        Delivered(line=number, quantity=quantity)
        for number, quantity in ((1, hides(5)), (2, thread().quantity))
    )
    [event] = placed.when(receive(1, lines=lines)).events
    steps = put_into_stock(facts_of("purchase_order-PO-7", event)[0])
    assert [step.stream for step in steps] == ["stock-CALF", "stock-THREAD"]


@pytest.mark.parametrize("policy", [put_into_stock, quarantine])
def test_an_order_from_another_system_moves_no_stock(policy: object) -> None:
    assert callable(policy)
    [event] = Spec(purchase_order).when(take_over("closed")).events
    assert policy(facts_of("purchase_order-PO-7", event)[0]) == []
