"""Items, units and locations are known by name, and an item is ordered before it runs out."""

from decimal import Decimal

from domain.inventory.item import (
    ChangeItem,
    ItemRegistered,
    ItemRetired,
    ReinstateItem,
    RemoveItem,
    RetireItem,
    SetReorderPoint,
    SetStandardCost,
    item,
)
from domain.inventory.location import (
    LocationRegistered,
    RegisterLocation,
    RemoveLocation,
    RenameLocation,
    location,
)
from domain.inventory.unit import RegisterUnit, RemoveUnit, RenameUnit, UnitRegistered, unit
from tests.domain.business import eur, register_item
from tests.spec import Spec

calf = Spec(item).given(ItemRegistered(**dict(register_item())))
retired = calf.given(ItemRetired(item="CALF", name="Calf hide", unit="HIDE", reason="Not sold."))
hide = Spec(unit).given(UnitRegistered(code="HIDE", name="Hide"))
shelf = Spec(location).given(LocationRegistered(location="SHELF", name="Hide shelf"))


def test_an_item_is_introduced_with_its_unit_and_cost() -> None:
    Spec(item).when(register_item(standard_cost=eur("82.50"))).says(
        "Calf hide becomes an item, bought and counted in HIDE at a standard cost of €82.50."
    )
    calf.when(register_item()).refused("known", "CALF", "Calf hide")


def test_a_renamed_item_keeps_its_code() -> None:
    [renamed] = calf.when(ChangeItem(name="Calf hide, brown")).events
    assert str(renamed) == "Calf hide changes: name from Calf hide to Calf hide, brown."
    calf.when(ChangeItem(name="Calf hide")).refused("no_change")


def test_a_cost_can_become_known_and_unknown_again() -> None:
    spec = calf.when(SetStandardCost(standard_cost=eur("80")))
    spec.says("The standard cost of Calf hide changes from none to €80.00 per HIDE.")
    assert spec.events[0].undo() == SetStandardCost(standard_cost=None)
    calf.when(SetStandardCost(standard_cost=eur("-1"))).refused("negative_cost", "−€1.00")
    calf.when(SetStandardCost(standard_cost=None)).refused("no_change")


def test_a_reorder_rule_is_told_with_the_old_one() -> None:
    rule = SetReorderPoint(reorder_point=Decimal(40), order_up_to=Decimal(100))
    calf.when(rule).says("Calf hide is reordered below 40 HIDE instead of 30, and up to 100.")


def test_a_reorder_rule_must_be_one_that_helps() -> None:
    below = SetReorderPoint(reorder_point=Decimal(40), order_up_to=Decimal(20))
    calf.when(below).refused("impossible_reorder", "20", "40")
    calf.when(SetReorderPoint(reorder_point=Decimal(-1))).refused("negative_reorder")
    same = SetReorderPoint(reorder_point=Decimal(30), order_up_to=Decimal(80))
    calf.when(same).refused("no_change")


def test_an_item_is_retired_with_a_reason_and_comes_back() -> None:
    calf.when(RetireItem(reason="Not sold.")).says("Calf hide is retired: Not sold.")
    retired.when(RetireItem(reason="Again")).refused("retired", "Not sold")
    retired.when(RemoveItem()).refused("retired", "reinstate")
    retired.when(ReinstateItem()).says("Calf hide is in use again; it was retired for: Not sold.")
    calf.when(ReinstateItem()).refused("not_retired")


def test_an_unknown_item_is_registered_first() -> None:
    Spec(item).when(RetireItem(reason="x")).refused("unknown_item", "register it first")


def test_a_unit_is_a_code_with_a_name() -> None:
    Spec(unit).when(RegisterUnit(code="HIDE", name="Hide")).says(
        "Hide becomes a unit of measure, written HIDE."
    )
    hide.when(RegisterUnit(code="HIDE", name="Skin")).refused("known", "HIDE")
    hide.when(RenameUnit(name="Skin")).says("The unit HIDE is called Skin instead of Hide.")
    hide.when(RenameUnit(name="Hide")).refused("no_change")
    hide.when(RemoveUnit()).says("Hide is no longer a unit of measure.")
    Spec(unit).when(RemoveUnit()).refused("unknown_unit")


def test_a_location_is_a_store_or_a_work_centre() -> None:
    bench = RegisterLocation(location="B1", name="Cutting bench", kind="workcentre")
    Spec(location).when(bench).says("Cutting bench becomes a work centre.")
    shelf.when(RegisterLocation(location="SHELF", name="Shelf")).refused("known", "Hide shelf")
    shelf.when(RenameLocation(name="Long shelf")).says(
        "The store Hide shelf is called Long shelf from now on."
    )
    shelf.when(RenameLocation(name="Hide shelf")).refused("no_change")
    shelf.when(RemoveLocation()).says("Hide shelf is no longer a store.")
    Spec(location).when(RemoveLocation()).refused("unknown_location")
