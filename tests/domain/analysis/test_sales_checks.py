"""What is odd about a sale is pointed out before it is signed, with both figures."""

from datetime import date
from typing import Any

from domain.analysis.doubt import Doubt
from domain.customers.customer import customer
from domain.customers.customer_events import CloseCustomer, HoldCustomer, RegisterCustomer
from domain.fulfillment.order_commands import CancelSalesOrder
from domain.fulfillment.sales_order import sales_order
from domain.inventory.item import RetireItem, item
from domain.inventory.place import MAIN, OUTSIDE, QUARANTINE
from domain.inventory.reservation import ReserveStock
from domain.inventory.stock import MoveStock, stock
from domain.kernel import Command
from tests.domain.analysis.world import World
from tests.domain.business import eur, register_item
from tests.domain.fulfillment.sales import WHY, bag, bags, order

BAG = {"item": "BAG-NOIR", "name": "Satchel, black", "unit": "EA", "category": "Bags"}

MARTIN = RegisterCustomer(
    customer="MARTIN", name="Maison Martin", currency="EUR", since=date(2026, 1, 5)
)


def known(**other: Any) -> World:
    card = {"kind": "finished", "standard_cost": eur("130")}
    registered = register_item(**BAG | card | {"reorder_point": 0, "order_up_to": 0} | other)
    return World().after(customer, "MARTIN", MARTIN).after(item, "BAG-NOIR", registered)


def codes(doubts: list[Doubt]) -> list[tuple[str, str]]:
    return [(each.code, each.severity) for each in doubts]


def ordered_before(on: date, **other: Any) -> Command:
    return order(bag(**other), order="SO-1", ordered_on=on)


def reserved(amount: int, number: str) -> ReserveStock:
    return ReserveStock(
        item="BAG-NOIR", item_name="Satchel, black", quantity=bags(amount), order=number
    )


def taken(amount: int, **other: Any) -> MoveStock:
    move = {"quantity": bags(amount), "source": MAIN, "target": OUTSIDE}
    named = {"item": "BAG-NOIR", "item_name": "Satchel, black"}
    return MoveStock.model_validate(named | move | other)


STORED = known().after(
    stock,
    "BAG-NOIR",
    taken(20, source=OUTSIDE, target=MAIN),
    reserved(10, "SO-7"),
    reserved(6, "SO-8"),
)


def moving(command: MoveStock) -> list[Doubt]:
    return STORED.doubts(STORED.does(stock, "BAG-NOIR", command))


def test_an_ordinary_sale_raises_no_doubt() -> None:
    assert known().selling(order()) == []


def test_a_sale_below_cost_is_stopped() -> None:
    [found] = known().selling(order(bag(price=eur("129.99"))))
    assert (found.code, found.severity) == ("below_cost", "stop")
    assert str(found) == (
        "Satchel, black is sold below its cost: €129.99 against €130.00 for one EA. (SO-7, line 1)"
    )
    assert known(standard_cost=None).selling(order(bag(price=eur("1")))) == []


def test_an_unknown_item_and_another_unit_are_blocked() -> None:
    martin = World().after(customer, "MARTIN", MARTIN)
    assert codes(martin.selling(order())) == [("unknown_item", "block")]
    assert codes(known(unit="BOX").selling(order())) == [("other_unit", "block")]


def test_a_retired_item_is_stopped() -> None:
    retired = known().after(item, "BAG-NOIR", RetireItem(reason=WHY))
    assert codes(retired.selling(order())) == [("item_retired", "stop")]


def test_the_same_goods_for_the_same_customer_within_two_days_are_stopped() -> None:
    yesterday = ordered_before(date(2026, 3, 1))
    world = known().after(sales_order, "SO-1", yesterday)
    [found] = world.selling(order())
    assert (found.code, found.severity) == ("possible_second_order", "stop")
    assert "10 EA Satchel, black on 1 Mar 2026" in str(found)
    other = RegisterCustomer(**dict(MARTIN) | {"customer": "DUPONT"})
    assert world.after(customer, "DUPONT", other).selling(order(customer="DUPONT")) == []
    assert world.selling(order(bag(quantity=bags(9)))) == []


def test_an_order_of_last_week_or_a_cancelled_one_is_not_repeated() -> None:
    old = known().after(sales_order, "SO-1", ordered_before(date(2026, 2, 20)))
    assert old.selling(order()) == []
    gone = known().after(
        sales_order, "SO-1", ordered_before(date(2026, 3, 1)), CancelSalesOrder(reason=WHY)
    )
    assert gone.selling(order()) == []


def test_goods_that_are_kept_back_are_not_taken_without_a_second_look() -> None:
    assert moving(taken(4)) == []
    [found] = moving(taken(5, target=QUARANTINE))
    assert (found.code, found.severity) == ("takes_reserved", "stop")
    assert str(found).startswith("Satchel, black is kept back for SO-7 and SO-8: 5 EA are taken")


def test_a_shipment_takes_what_is_kept_back_for_its_own_order_only() -> None:
    assert moving(taken(10, reason="Shipped for SO-7")) == []
    assert codes(moving(taken(15, reason="Shipped for SO-7"))) == [("takes_reserved", "stop")]
    assert codes(moving(taken(5, reason="Shipped for SO-99"))) == [("takes_reserved", "stop")]


def test_goods_that_come_in_or_move_elsewhere_are_not_asked_about() -> None:
    assert moving(taken(500, source=OUTSIDE, target=MAIN)) == []


def test_who_is_unknown_on_hold_or_closed_may_not_order() -> None:
    nobody = World().after(item, "BAG-NOIR", register_item(**BAG)).selling(order())
    assert ("unknown_customer", "block") in codes(nobody)
    held = known().after(customer, "MARTIN", HoldCustomer(reason="Unpaid."))
    assert codes(held.selling(order())) == [("customer_on_hold", "stop")]
    closed = known().after(customer, "MARTIN", CloseCustomer(reason="Moved away"))
    assert codes(closed.selling(order())) == [("customer_closed", "block")]
