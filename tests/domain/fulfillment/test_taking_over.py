"""A sales order that another system knows is taken over, and goes back as if it had not come."""

from decimal import Decimal
from typing import Any

import pytest

from domain.fulfillment.at_once import at_once
from domain.fulfillment.order_commands import GiveBackSalesOrder
from domain.fulfillment.order_events import (
    SalesOrderGivenBack,
    SalesOrderPlaced,
    SalesOrderTakenOver,
)
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_order_lines import sales_order_lines
from domain.fulfillment.sales_orders import sales_orders
from domain.kernel import Refused
from domain.policies.shipping import release, reserve
from tests.domain.fulfillment import sales
from tests.spec import facts_of


def after(*commands: Any) -> tuple[Any, list[Any]]:
    state, events = sales_order.initial, []
    for command in commands:
        found = sales_order.decide(state, command)
        events += found
        state = sales_order.fold([*events])
    return state, events


def test_it_is_an_order_like_any_other_and_nothing_is_at_stake():
    _, [taken] = after(sales.taken(sales.bag(), sales.belt()))
    assert isinstance(taken, SalesOrderTakenOver) and isinstance(taken, SalesOrderPlaced)
    assert taken.at_stake is None
    [fact] = facts_of("sales_order-SO-7", taken)
    assert len(reserve(fact)) == 2


def test_what_is_given_back_leaves_no_row_and_reserves_nothing():
    state, events = after(sales.taken(sales.bag(back_ordered=Decimal(2))), GiveBackSalesOrder())
    assert state == sales_order.initial and isinstance(events[-1], SalesOrderGivenBack)
    facts = facts_of("sales_order-SO-7", *events)
    assert not sales_orders.fold({}, facts) and not sales_order_lines.fold({}, facts)
    [step] = release(facts[-1])
    assert step.command.quantity.amount == 8


def test_what_was_given_back_can_come_again_with_its_address():
    _, events = after(sales.taken(), GiveBackSalesOrder())
    assert events[-1].undo() == sales.taken()


def test_an_order_with_a_history_here_is_not_given_back():
    for history in (sales.pick(1), sales.wait(2)):
        state, _ = after(sales.taken(), history)
        refused(state, "has a history here")


def test_an_order_that_was_placed_here_is_not_given_back():
    state, _ = after(sales.order())
    refused(state, "has a history here")


def test_what_left_elsewhere_is_picked_packed_and_shipped_on_one_day():
    state, events = after(sales.taken(), *at_once(sales.ship(10)))
    assert state.shipped(1) == 10 and len(events) == 4


def refused(state: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        sales_order.decide(state, GiveBackSalesOrder())
