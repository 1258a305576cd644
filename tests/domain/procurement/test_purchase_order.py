"""A purchase order is placed once, arrives in parts, and keeps what has happened."""

from datetime import date
from decimal import Decimal

from domain.procurement.order import Delivered, TakenLine
from domain.procurement.order_commands import (
    CancelPurchaseOrder,
    ChangePurchaseOrder,
    ClosePurchaseOrder,
    GiveBackPurchaseOrder,
    PlacePurchaseOrder,
    ReceiveGoods,
    ReinstatePurchaseOrder,
    ReleasePurchaseOrder,
    ReopenPurchaseOrder,
)
from domain.procurement.order_events import PurchaseOrderPlaced
from domain.procurement.purchase_order import purchase_order
from tests.domain.business import (
    ARRIVED,
    HEADER,
    eur,
    hides,
    line,
    place,
    receive,
    take_over,
    thread,
)
from tests.spec import Spec

order = Spec(purchase_order)
BY_MISTAKE = CancelPurchaseOrder(reason="Ordered by mistake.")


def after(*commands: object) -> Spec:
    """The order after these commands."""
    spec = order
    for command in commands:
        spec = spec.given(*spec.when(command).events)  # type: ignore[arg-type]
    return spec


def test_placing_an_order_records_what_was_asked_for() -> None:
    order.when(place()).then(PurchaseOrderPlaced(**dict(place())))


def test_an_order_says_what_it_commits_us_to() -> None:
    order.when(place()).says(
        "PO-7 orders 50 HIDE Calf hide from Conceria Conti for €4,125.00, due 20 Mar 2026."
    )


def test_all_of_an_order_is_at_stake() -> None:
    [placed] = order.when(place(line(), thread())).events
    assert placed.at_stake == eur("4175.40")


def test_a_long_order_names_three_goods_and_counts_the_rest() -> None:
    lines = [thread(number, item_name=f"Thread {number}") for number in range(1, 7)]
    [placed] = order.when(place(*lines)).events
    assert "12 SPOOL Thread 3 and 3 more items from" in str(placed)


def test_a_number_is_used_once() -> None:
    after(place()).when(place()).refused("number_taken", "PO-7")


def test_an_order_without_lines_is_no_order() -> None:
    empty = PlacePurchaseOrder(**HEADER | {"lines": ()})
    order.when(empty).refused("no_lines", "PO-7", "add at least one")


def test_nobody_orders_less_than_something() -> None:
    order.when(place(line(quantity=hides(0)))).refused("no_quantity", "0 HIDE", "line 1")
    order.when(place(line(quantity=hides(-3)))).refused("no_quantity", "-3 HIDE")


def test_a_price_is_not_below_zero() -> None:
    order.when(place(line(price=eur("-1")))).refused("negative_price", "−€1.00")


def test_an_order_is_in_one_currency() -> None:
    dollars = eur("4").model_copy(update={"currency": "USD"})
    order.when(place(line(price=dollars))).refused("mixed_currencies", "USD", "EUR")


def test_nothing_is_due_before_it_is_ordered() -> None:
    early = line(due_on=date(2026, 3, 1))
    order.when(place(early)).refused("due_before_ordered", "1 Mar 2026", "2 Mar 2026")


def test_two_lines_have_two_numbers() -> None:
    order.when(place(line(1), thread(1))).refused("line_twice", "two lines 1")


def test_goods_may_arrive_in_parts() -> None:
    after(place(), receive(30)).when(receive(20)).says(
        "20 HIDE Calf hide arrive from Conceria Conti for PO-7 on 18 Mar 2026."
    )


def test_damage_is_told_with_what_arrives() -> None:
    [arrived] = after(place()).when(receive(30, 4, delivery_note="D-88")).events
    assert "30 HIDE Calf hide (4 damaged) arrive" in str(arrived)
    assert str(arrived).endswith("on 18 Mar 2026, delivery note D-88.")


def test_a_little_more_than_ordered_is_taken() -> None:
    [arrived] = after(place(), receive(30)).when(receive(25)).events
    assert arrived.lines[0].settles == Decimal(20)


def test_much_more_than_ordered_is_refused_with_all_figures() -> None:
    after(place(), receive(30)).when(receive(26)).refused(
        "over_delivered", "20 HIDE of line 1 of PO-7 are outstanding", "26 HIDE", "at most 25 HIDE"
    )


def test_goods_are_received_in_the_unit_they_were_ordered_in() -> None:
    boxes = Delivered(line=1, quantity=hides(5).model_copy(update={"unit": "BOX"}))
    command = ReceiveGoods(received_on=ARRIVED, lines=(boxes,))
    after(place()).when(command).refused("wrong_unit", "HIDE", "5 BOX")


def test_the_damaged_are_among_those_that_came() -> None:
    after(place()).when(receive(5, 6)).refused("damaged_beyond_received", "6 damaged of 5 HIDE")


def test_a_line_is_received_once_in_a_delivery() -> None:
    twice = receive(5).lines * 2
    after(place()).when(receive(5, lines=twice)).refused("line_twice", "Line 1")


def test_a_line_that_was_not_ordered_is_not_received() -> None:
    wrong = (Delivered(line=9, quantity=hides(1)),)
    after(place()).when(receive(1, lines=wrong)).refused("unknown_line", "no line 9")


def test_nothing_arrives_for_an_order_that_does_not_exist() -> None:
    order.when(receive(1)).refused("unknown_order")


def test_nothing_arrives_for_a_closed_order() -> None:
    closed = after(place(), receive(30), ClosePurchaseOrder(reason="Rest not wanted"))
    closed.when(receive(5)).refused("order_closed", "PO-7 is closed")


def test_a_receipt_that_was_never_booked_is_not_taken_back() -> None:
    [arrived] = after(place()).when(receive(30)).events
    after(place()).when(arrived.undo()).refused("no_such_receipt", "18 Mar 2026")


def test_a_receipt_is_taken_back_only_once() -> None:
    spec = after(place(), receive(30))
    undo = spec.history[-1].undo()
    spec.given(*spec.when(undo).events).when(undo).refused("no_such_receipt")


def test_an_order_is_cancelled_with_its_reason() -> None:
    after(place()).when(BY_MISTAKE).says(
        "PO-7 to Conceria Conti over €4,125.00 is cancelled: Ordered by mistake."
    )


def test_an_order_that_has_begun_to_arrive_is_not_cancelled() -> None:
    after(place(), receive(1)).when(BY_MISTAKE).refused("goods_arrived", "close the order")


def test_a_cancelled_order_can_stand_again() -> None:
    spec = after(place(), BY_MISTAKE).when(ReinstatePurchaseOrder())
    spec.says("PO-7 to Conceria Conti over €4,125.00 stands again, due 20 Mar 2026.")


def test_a_short_order_is_closed_with_what_is_outstanding() -> None:
    close = ClosePurchaseOrder(reason="The rest is not made any more")
    after(place(), receive(30)).when(close).says(
        "PO-7 to Conceria Conti is closed with €1,650.00 outstanding: "
        "The rest is not made any more."
    )


def test_reopening_puts_at_stake_what_is_still_to_come() -> None:
    spec = after(place(), receive(30), ClosePurchaseOrder(reason="Late"))
    [reopened] = spec.when(ReopenPurchaseOrder()).events
    assert reopened.at_stake == eur("1650")


def test_a_change_names_both_values() -> None:
    more = ChangePurchaseOrder(line=1, quantity=hides(60))
    after(place()).when(more).says(
        "PO-7 changes in line 1, Calf hide from Conceria Conti: quantity from 50 HIDE to 60 HIDE."
    )


def test_a_growing_order_is_at_stake_as_a_whole() -> None:
    [grown] = after(place()).when(ChangePurchaseOrder(line=1, quantity=hides(60))).events
    [shrunk] = after(place()).when(ChangePurchaseOrder(line=1, quantity=hides(40))).events
    assert (grown.at_stake, shrunk.at_stake) == (eur("4950"), None)


def test_an_order_does_not_shrink_below_what_has_come() -> None:
    less = ChangePurchaseOrder(line=1, quantity=hides(29))
    after(place(), receive(30)).when(less).refused("below_received", "30 HIDE of Calf hide")


def test_the_price_of_what_has_come_stays() -> None:
    cheaper = ChangePurchaseOrder(line=1, price=eur("80"))
    after(place(), receive(30)).when(cheaper).refused("price_of_received", "€82.50 each")


def test_a_change_that_changes_nothing_is_refused() -> None:
    same = ChangePurchaseOrder(line=1, quantity=hides(50))
    after(place()).when(same).refused("no_change", "Line 1 of PO-7")


def test_a_later_day_may_be_agreed_but_not_one_before_the_order() -> None:
    later = ChangePurchaseOrder(line=1, due_on=date(2026, 4, 1))
    after(place()).when(later).says(
        "PO-7 changes in line 1, Calf hide from Conceria Conti: "
        "due on from 20 Mar 2026 to 1 Apr 2026."
    )
    early = ChangePurchaseOrder(line=1, due_on=date(2026, 2, 1))
    after(place()).when(early).refused("due_before_ordered")


def test_an_order_from_another_system_comes_with_what_had_arrived() -> None:
    spec = after(take_over("placed", received=40))
    spec.when(receive(16)).refused("over_delivered", "10 HIDE of line 1", "at most 15 HIDE")


def test_a_taken_over_order_names_its_stage_and_puts_nothing_at_stake() -> None:
    [taken] = order.when(take_over("closed")).events
    assert str(taken).endswith("ordered on 2 Mar 2026, is taken over as closed.")
    assert taken.at_stake is None


def test_a_draft_order_from_another_system_is_placed_by_releasing_it() -> None:
    draft = after(take_over("draft", received=0))
    draft.when(receive(5)).refused("order_draft", "PO-7 is draft")
    [released] = draft.when(ReleasePurchaseOrder()).events
    assert released.at_stake == eur("4125")
    draft.given(released).when(ReleasePurchaseOrder()).refused("order_placed")


def test_what_an_order_brought_with_it_does_not_stop_it_from_being_cancelled_again() -> None:
    again = after(take_over("cancelled", received=20), ReinstatePurchaseOrder())
    again.when(again.history[-1].undo()).says(
        "PO-7 to Conceria Conti over €4,125.00 is cancelled: It came as cancelled."
    )
    again.given(*again.when(receive(5)).events).when(BY_MISTAKE).refused("goods_arrived")


def test_a_taken_over_order_with_a_history_here_is_not_given_back() -> None:
    moved_on = after(take_over("placed", received=0), receive(5))
    moved_on.when(GiveBackPurchaseOrder()).refused("has_history", "PO-7")
    after(place()).when(GiveBackPurchaseOrder()).refused("has_history")


def test_a_number_given_back_is_free_only_for_the_system_it_came_from() -> None:
    back = after(take_over("closed"), GiveBackPurchaseOrder())
    back.when(place()).refused("number_taken", "PO-7 is a number of another system")
    back.when(take_over("closed")).then(back.history[0])


def test_the_days_of_an_order_from_another_system_are_history() -> None:
    odd = TakenLine(**dict(line(due_on=date(2026, 2, 1))))
    spec = after(take_over("placed", lines=(odd,)), ChangePurchaseOrder(line=1, due_on=ARRIVED))
    spec.when(spec.history[-1].undo()).says(
        "PO-7 changes in line 1, Calf hide from Conceria Conti: "
        "due on from 18 Mar 2026 to 1 Feb 2026."
    )


def test_more_rejected_than_received_is_not_taken_over() -> None:
    order.when(take_over("closed", received=1)).refused(
        "rejected_beyond_received", "PO-7", "1", "2"
    )
