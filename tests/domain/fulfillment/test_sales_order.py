"""A sales order is promised once, leaves in parts, and never leaves or comes back twice."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from domain.fulfillment.order_commands import (
    BillSalesOrder,
    CancelSalesOrder,
    RecallShipment,
    ReinstateSalesOrder,
    ReverseReturn,
    ShipSalesOrder,
)
from domain.fulfillment.order_events import SalesOrderCancelled, SalesOrderShipped
from domain.fulfillment.order_rules import LINES
from domain.fulfillment.order_state import SalesOrder
from domain.fulfillment.sales_order import sales_order
from domain.kernel import Command
from tests.domain.business import eur
from tests.domain.fulfillment.sales import (
    ORDERED,
    WHY,
    bag,
    bags,
    belt,
    bring_back,
    fill,
    of,
    order,
    pack,
    pick,
    ship,
    unpack,
    unpick,
    wait,
)
from tests.domain.histories import steps_of
from tests.domain.known_steps import LONG_WALKS
from tests.domain.reached import Reached
from tests.spec import Spec

NOTHING: Any = Spec(sales_order)


def after(*commands: Command) -> Spec:
    """An order to which all of this has happened."""
    spec = Spec(sales_order)
    for command in commands:
        spec = spec.given(*spec.when(command).events)
    return spec


PACKED = (order(), pick(8), pack(6))
SHIPPED = (*PACKED, ship(5))


def test_an_order_says_who_wants_what_for_how_much_and_by_when() -> None:
    NOTHING.when(order(bag(), belt())).says(
        "Maison Martin orders 10 EA Satchel, black and 4 EA Belt for €2,642.00 as SO-7, "
        "wanted by 20 Mar 2026."
    )


def test_an_order_of_many_lines_names_the_first_of_them() -> None:
    lines = [bag(number, quantity=bags(1)) for number in range(1, 6)]
    [placed] = NOTHING.when(order(*lines, requested_on=None)).events
    assert "and 2 more lines for €1,200.00 as SO-7." in str(placed)


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ({"price": eur("0")}, "no_price", "€0.00"),
        ({"price": eur("-1")}, "no_price", "more than 0"),
        ({"quantity": bags(0)}, "no_quantity", "more than 0"),
        ({"quantity": bags(-3)}, "no_quantity", "Satchel"),
        ({"price": {"amount": "9", "currency": "USD"}}, "mixed_currencies", "USD"),
        ({"back_ordered": Decimal(11)}, "waiting_beyond_ordered", "11"),
        ({"back_ordered": Decimal(-1)}, "waiting_beyond_ordered", "between 0 and 10 EA"),
    ],
)
def test_what_nobody_could_order_is_refused(line: dict[str, Any], code: str, word: str) -> None:
    NOTHING.when(order(bag(**line))).refused(code, word)


def test_an_order_has_lines_each_once_and_not_too_many() -> None:
    NOTHING.when(order().model_copy(update={"lines": ()})).refused("no_lines", "SO-7")
    NOTHING.when(order(bag(), bag())).refused("line_twice", "two lines 1")
    many = [bag(number) for number in range(1, LINES + 2)]
    NOTHING.when(order(*many)).refused("too_many_lines", "10,001 lines")


def test_nothing_is_wanted_before_it_is_ordered() -> None:
    early = order(requested_on=ORDERED.replace(day=1))
    NOTHING.when(early).refused("wanted_before_ordered", "later day")


def test_a_number_is_used_once() -> None:
    after(order()).when(order()).refused("number_taken", "SO-7")


def test_what_was_never_ordered_is_not_handled() -> None:
    NOTHING.when(pick(1)).refused("unknown_order", "check the number")


def test_goods_are_picked_then_packed_then_shipped() -> None:
    after(order()).when(pack(1)).refused("more_than_picked_and_not_packed", "0 EA")
    after(order(), pick(3)).when(ship(1)).refused("more_than_packed_and_not_shipped", "0 EA")
    after(order(), pick(3), pack(2)).when(ship(2)).says(
        "2 EA Satchel, black leave for Maison Martin on 5 Mar 2026 with Colis Rapide, CR 81, "
        "for SO-7."
    )


def test_no_more_is_picked_than_is_reserved() -> None:
    waiting = order(bag(back_ordered=Decimal(4)))
    code = "more_than_reserved_and_to_be_picked"
    after(waiting).when(pick(7)).refused(code, "6 EA", "give 6 EA or less")
    after(waiting, fill(4)).when(pick(10)).says(
        "10 EA Satchel, black are picked for SO-7 on 4 Mar 2026."
    )


def test_goods_wait_only_as_long_as_nobody_picked_them() -> None:
    after(order(), pick(8)).when(wait(3)).refused("more_than_reserved_and_to_be_picked", "2 EA")
    after(order()).when(fill(1)).refused("more_than_on_back_order", "0 EA")


def test_what_is_done_can_be_done_back_until_the_next_step() -> None:
    after(*PACKED).when(unpick(3)).refused("more_than_picked_and_not_packed", "2 EA")
    after(*SHIPPED).when(unpack(2)).refused("more_than_packed_and_not_shipped", "1 EA")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (pick(1).model_copy(update={"lines": ()}), "no_lines"),
        (pick(1).model_copy(update={"lines": (of(1), of(1))}), "line_twice"),
        (pick(0), "no_quantity"),
        (pick(-2), "no_quantity"),
        (pick(1, line=9), "unknown_line"),
        (pick(1).model_copy(update={"picked_on": ORDERED.replace(day=1)}), "picked_before_ordered"),
    ],
)
def test_a_part_of_an_order_makes_sense_in_itself(command: Command, code: str) -> None:
    after(order()).when(command).refused(code)


def test_another_unit_is_refused() -> None:
    boxes = of(1).model_copy(update={"quantity": bags(1).model_copy(update={"unit": "BOX"})})
    command = pick(1).model_copy(update={"lines": (boxes,)})
    after(order()).when(command).refused("wrong_unit", "sold in EA", "1 BOX")


def test_a_line_may_leave_in_several_lots_but_not_as_more_than_it_is() -> None:
    two = (*ship(2, lot="L1").lines, *ship(3, lot="L2").lines)
    command = ship(1).model_copy(update={"lines": two})
    [shipped] = after(*PACKED).when(command).events
    assert isinstance(shipped, SalesOrderShipped)
    assert [line.lot for line in shipped.lines] == ["L1", "L2"]
    over = command.model_copy(update={"lines": (*two, *ship(2).lines)})
    after(*PACKED).when(over).refused("more_than_packed_and_not_shipped", "7 EA")


def test_no_more_comes_back_than_left() -> None:
    after(*PACKED).when(bring_back(1)).refused("more_than_shipped_and_not_returned", "0 EA")
    after(*SHIPPED).when(bring_back(6)).refused("more_than_shipped_and_not_returned", "5 EA")
    again = after(*SHIPPED, bring_back(4))
    again.when(bring_back(2)).refused("more_than_shipped_and_not_returned", "1 EA")


def test_the_damaged_are_among_what_came_back() -> None:
    after(*SHIPPED).when(bring_back(2, 3)).refused("damaged_beyond_returned", "3 damaged")
    after(*SHIPPED).when(bring_back(2, 1)).says(
        "2 EA Satchel, black (1 damaged) of SO-7 come back from Maison Martin on 12 Mar 2026: "
        "The strap is too short."
    )


def test_a_shipment_that_came_back_is_not_recalled() -> None:
    shipped = after(*SHIPPED, bring_back(1))
    shipped.when(RecallShipment(shipment=1)).refused("came_back", "take back the return")
    after(*SHIPPED).when(RecallShipment(shipment=2)).refused("no_such_shipment", "2")
    after(*SHIPPED).when(ReverseReturn(return_number=1)).refused("no_such_return", "1")


def test_a_shipment_that_two_invoices_claim_names_both() -> None:
    one, two = (
        BillSalesOrder(invoice=invoice, lines=(of(amount),))
        for invoice, amount in (("INV-1", 3), ("INV-2", 2))
    )
    after(*SHIPPED, one, two).when(RecallShipment(shipment=1)).refused(
        "billed", "INV-1 and INV-2 of SO-7 claim Satchel, black of it: cancel the invoices first"
    )


def test_a_recalled_shipment_leaves_again_under_its_number_and_others_under_the_next() -> None:
    both = after(*PACKED, ship(1), ship(2), RecallShipment(shipment=1))
    [third] = both.when(ship(1)).events
    [first] = both.when(ship(1, shipment=1)).events
    assert isinstance(third, SalesOrderShipped) and isinstance(first, SalesOrderShipped)
    assert (third.shipment, first.shipment) == (3, 1)
    both.when(ship(1, shipment=2)).refused("number_taken", "shipment 2")


def test_what_has_not_left_is_cancelled_and_its_reservation_given_back() -> None:
    partly = after(order(bag(back_ordered=Decimal(2)), belt()), pick(5), pack(5), ship(3))
    [cancelled] = partly.when(CancelSalesOrder(reason=WHY)).events
    assert str(cancelled) == (
        "SO-7 of Maison Martin is cancelled with €1,922.00 not shipped: Somebody said so."
    )
    assert isinstance(cancelled, SalesOrderCancelled)
    released = [(line.line, line.quantity) for line in cancelled.released]
    assert released == [(1, bags(5)), (2, bags(4))]


def test_of_a_cancelled_order_nothing_leaves_and_what_left_may_come_back() -> None:
    gone = after(*SHIPPED, CancelSalesOrder(reason=WHY))
    for command in (pick(1), pack(1), ship(1), wait(1), RecallShipment(shipment=1)):
        gone.when(command).refused("order_cancelled", "reinstate")
    gone.when(CancelSalesOrder(reason=WHY)).refused("order_cancelled")
    assert gone.when(bring_back(5)).events
    gone.when(ReinstateSalesOrder()).says(
        "SO-7 of Maison Martin stands again with €1,200.00 to ship."
    )
    after(order()).when(ReinstateSalesOrder()).refused("not_cancelled")


def test_an_order_that_has_left_is_not_cancelled() -> None:
    left = after(order(), pick(10), pack(10), ship(10))
    left.when(CancelSalesOrder(reason=WHY)).refused("all_shipped", "return")


def test_a_large_order_is_money_at_stake() -> None:
    [placed] = NOTHING.when(order()).events
    assert placed.at_stake == eur("2400")


ANSWERS = {kind for kind in sales_order.records if getattr(kind, "irreversible", "")}
"""What a carrier answered has tests of its own."""
REACHED = Reached(set(sales_order.records) - ANSWERS, at_least=2)


@REACHED
@settings(deadline=None, max_examples=60)
@given(commands=LONG_WALKS["sales_order"])
def test_no_line_ever_leaves_or_comes_back_beyond_what_was_ordered(commands: list[Command]) -> None:
    so = SalesOrder()
    for state, events in steps_of(sales_order, commands):
        so = state
        for event in events:
            so = sales_order.evolve(so, event)
        REACHED.saw(*events)
    for line in so.sale.lines if so.sale else ():
        shipped, waiting = so.shipped(line.line), so.waiting.get(line.line, Decimal(0))
        picked, packed = (a.get(line.line, Decimal(0)) for a in (so.picked, so.packed))
        assert 0 <= so.returned(line.line) <= shipped <= packed <= picked
        assert picked <= line.quantity.amount - waiting <= line.quantity.amount


@REACHED
@settings(deadline=None, max_examples=60)
@given(commands=LONG_WALKS["sales_order"])
def test_every_step_followed_by_its_undo_leaves_all_as_it_was(commands: list[Command]) -> None:
    said = ((state, event) for state, events in steps_of(sales_order, commands) for event in events)
    for state, event in said:
        REACHED.saw(event)
        then = sales_order.evolve(state, event)
        [undone] = sales_order.decide(then, event.undo())
        before = sales_order.evolve(then, undone)
        if state.sale:  # An order that is taken back stays, as cancelled.
            assert before == state or before.reason != state.reason
            assert (before.shipments, before.returns) == (state.shipments, state.returns)
            assert (before.picked, before.packed) == (state.picked, state.packed)
            assert (before.waiting, before.stage) == (state.waiting, state.stage)
            assert before.bills == state.bills


def test_a_shipment_is_a_command_that_can_be_said_again() -> None:
    [event] = after(*PACKED).when(ship(2)).events
    recalled = after(*SHIPPED).when(RecallShipment(shipment=1)).events[0]
    assert isinstance(recalled.undo(), ShipSalesOrder) and event.undo() == RecallShipment(
        shipment=1
    )
