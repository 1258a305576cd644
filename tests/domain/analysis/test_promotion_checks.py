"""A promotion is held against costs, the limits of the house and its likes before it is signed."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.analysis.doubt import Doubt
from domain.category.base_price import base_price
from domain.category.product import WithdrawProduct, product
from domain.inventory.item import item
from domain.kernel import Command
from domain.procurement.sourcing import key_of, sourcing
from domain.promotions.depth_rule import RuleBelowCost, depth_rule
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import GiveBackPromotion
from domain.promotions.promotion_terms import Buyers
from tests.domain.analysis.world import World
from tests.domain.business import agree, eur, register_item
from tests.domain.catalogue import base, list_product
from tests.domain.promotions.histories import change, limit, move, plan, take_over

BAG = {"item": "BAG-1", "name": "Day bag", "unit": "EA", "category": "Bags"}
MADE = World().after(item, "BAG-1", register_item(**BAG, standard_cost=eur("40")))
SOLD = MADE.after(product, "BAG", list_product()).after(base_price, "BAG", base("50"))


def doubted(world: World, command: Command, key: str = "PRO-1") -> list[Doubt]:
    return world.doubts(world.does(promotion, key, command))


def codes(found: list[Doubt]) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in found]


def priced(amount: str, **other: Any) -> Command:
    return plan(price=eur(amount), percent_off=Decimal(0), **other)


def test_an_ordinary_promotion_raises_no_doubt() -> None:
    assert doubted(SOLD, plan(percent_off=Decimal(10))) == []
    assert doubted(SOLD, plan()) == []  # 20 % off 50 is the cost itself.


def test_a_promotion_below_cost_is_blocked() -> None:
    [found] = doubted(SOLD, plan(percent_off=Decimal(25)))
    assert (found.code, found.severity) == ("below_cost", "block")
    assert str(found) == (
        "Day bag would be sold below cost: Day bag at €37.50, and one EA costs us €40.00; no "
        "promotion may go below cost. (items)"
    )


@pytest.mark.parametrize(
    "command", [priced("39.99"), plan(products=(), categories=("Bags",), category_items=("BAG-1",))]
)
def test_a_price_and_a_category_are_held_to_the_cost_as_well(command: Any) -> None:
    deeper = {} if command.price else {"percent_off": Decimal(30), "name": "Bags off"}
    deep = command.model_copy(update={"budget": eur("500"), **deeper})
    assert codes(doubted(SOLD, deep)) == [("below_cost", "block")]


def test_a_deep_promotion_that_nothing_bounds_needs_another_hand() -> None:
    world = World().after(item, "BAG-1", register_item(**BAG, standard_cost=None))
    world = world.after(product, "BAG", list_product()).after(base_price, "BAG", base("50"))
    assert doubted(world, plan(percent_off=Decimal(25))) == []
    [found] = doubted(world, plan(percent_off=Decimal(40)))
    assert (found.code, found.severity) == ("no_budget", "stop")
    assert str(found) == (
        "Nothing says how much Advent may give away: Day bag gets 40.0 % cheaper; a budget would "
        "say it. (promotions)"
    )
    assert codes(doubted(world, priced("30"))) == [("no_budget", "stop")]
    assert codes(doubted(world, priced("30", target_revenue=eur("900")))) == [("no_budget", "stop")]
    for bounded in ({"budget": eur("900")}, {"target_revenue": eur("900")}):
        assert doubted(world, plan(percent_off=Decimal(40), **bounded)) == []


def test_where_the_house_allows_it_another_hand_signs() -> None:
    loose = SOLD.after(depth_rule, "tenant", RuleBelowCost(allowed=True))
    assert codes(doubted(loose, plan(percent_off=Decimal(25)))) == [("below_cost", "stop")]


def test_without_a_standard_cost_the_price_of_the_supplier_counts() -> None:
    world = World().after(item, "BAG-1", register_item(**BAG, standard_cost=None))
    world = world.after(product, "BAG", list_product()).after(base_price, "BAG", base("50"))
    assert doubted(world, plan(percent_off=Decimal(25))) == []
    bought = world.after(
        sourcing,
        key_of("CONTI", "BAG-1"),
        agree(item="BAG-1", item_name="Day bag", unit="EA", price=eur("41")),
    )
    [found] = doubted(bought, plan(percent_off=Decimal(25)))
    assert (found.code, found.source) == ("below_cost", "terms with Conceria Conti")


def test_a_cost_in_another_currency_is_not_compared() -> None:
    dollars = eur("40").model_copy(update={"currency": "USD"})
    world = World().after(item, "BAG-1", register_item(**BAG, standard_cost=dollars))
    world = world.after(product, "BAG", list_product()).after(base_price, "BAG", base("50"))
    assert codes(doubted(world, plan(percent_off=Decimal(25)))) == [("cost_not_comparable", "care")]


def test_the_limit_of_the_category_counts_before_the_one_for_everything() -> None:
    house = SOLD.after(depth_rule, "tenant", limit("15"))
    [found] = doubted(house, plan())
    assert (found.code, found.severity) == ("too_deep", "block")
    assert "20.0 % cheaper" in found.bold and "at most 15 %" in found.text
    assert codes(doubted(house, priced("42"))) == [("too_deep", "block")]
    bags = house.after(depth_rule, "tenant", limit("25", "Bags"))
    assert doubted(bags, plan()) == []


def test_overlaps_are_told_with_what_both_come_to() -> None:
    other = SOLD.after(promotion, "PRO-2", plan(promotion="PRO-2", name="Winter"))
    [found] = doubted(other, plan(percent_off=Decimal(10)))
    assert (found.code, found.severity) == ("overlapping_promotion", "care")
    assert str(found) == (
        "Winter holds for Day bag as well, from 1 Dec 2026 to 24 Dec 2026: the lower price "
        "counts, €40.00 for one EA of Day bag. (promotions, PRO-2)"
    )


def test_two_that_stack_are_held_at_the_floor() -> None:
    stacking = plan(promotion="PRO-2", name="Winter", stacks=True)
    other = SOLD.after(promotion, "PRO-2", stacking)
    [found] = doubted(other, plan(percent_off=Decimal(10), stacks=True))
    assert found.text == "they add up, €40.00 for one EA of Day bag."


def test_a_category_overlaps_with_a_product_in_it() -> None:
    shelf = plan(promotion="PRO-2", name="Bags off", products=(), categories=("Bags",))
    other = SOLD.after(promotion, "PRO-2", shelf)
    assert codes(doubted(other, plan())) == [("overlapping_promotion", "care")]
    mine = SOLD.after(promotion, "PRO-2", plan(promotion="PRO-2"))
    assert codes(doubted(mine, plan(products=(), categories=("Bags",)))) == [
        ("overlapping_promotion", "care")
    ]


def test_what_is_for_others_or_for_other_days_does_not_overlap() -> None:
    dealers = plan(promotion="PRO-2", buyers=Buyers(kind="dealer"))
    other = SOLD.after(promotion, "PRO-2", dealers)
    assert doubted(other, plan(buyers=Buyers(kind="consumer"))) == []
    assert codes(doubted(other, plan(buyers=Buyers(segment="Workshops")))) != []
    later = plan().model_copy(
        update={
            "first_on": plan().last_on.replace(day=25),
            "last_on": plan().last_on.replace(day=30),
        }
    )
    assert doubted(other, later) == []


def test_what_is_for_fewer_or_for_more_does_not_overlap() -> None:
    tier = plan(promotion="PRO-2", from_quantity=Decimal(11), to_quantity=Decimal(14))
    other = SOLD.after(promotion, "PRO-2", tier)
    assert doubted(other, plan(from_quantity=Decimal(15))) == []
    assert doubted(other, plan(to_quantity=Decimal(10))) == []
    for meeting in (plan(from_quantity=Decimal(14)), plan(to_quantity=Decimal(11)), plan()):
        assert codes(doubted(other, meeting)) == [("overlapping_promotion", "care")]


def test_a_promotion_for_less_than_one_is_held_to_the_cost_as_well() -> None:
    half = plan(percent_off=Decimal(25), to_quantity=Decimal("0.5"))
    assert codes(doubted(SOLD, half)) == [("below_cost", "block")]


def test_what_another_system_promoted_is_not_held_against_the_costs_of_today() -> None:
    house = SOLD.after(depth_rule, "tenant", limit("15"))
    assert doubted(house, take_over(percent_off=Decimal(60))) == []
    unknown = doubted(MADE, take_over())
    assert codes(unknown) == [("not_there_yet", "wait")]


def test_a_product_stays_as_long_as_a_promotion_names_it() -> None:
    listed = MADE.after(product, "BAG", list_product())
    named = listed.after(promotion, "PRO-1", take_over())
    [kept] = named.doubts(named.does(product, "BAG", WithdrawProduct()))
    assert (kept.code, kept.severity) == ("still_in_use", "block")
    assert "1 promotion still names" in kept.bold
    gone = named.after(promotion, "PRO-1", GiveBackPromotion())
    assert gone.doubts(gone.does(product, "BAG", WithdrawProduct())) == []


def test_other_days_and_other_terms_are_judged_anew() -> None:
    there = SOLD.after(promotion, "PRO-1", plan())
    there = there.after(promotion, "PRO-2", plan(promotion="PRO-2", first_on=plan().last_on))
    assert codes(doubted(there, change(percent_off=Decimal(30), budget=eur("500")))) == [
        ("below_cost", "block"),
        ("overlapping_promotion", "care"),
    ]
    apart = replace(there).does(promotion, "PRO-1", move(last_on=plan().first_on))
    assert there.doubts(apart) == []


def test_what_gets_no_cheaper_or_has_no_price_is_pointed_out() -> None:
    assert codes(doubted(SOLD, priced("55"))) == [("no_cheaper", "care")]
    unpriced = MADE.after(product, "BAG", list_product())
    assert codes(doubted(unpriced, plan())) == [("no_base_price", "care")]
    dollars = eur("45").model_copy(update={"currency": "USD"})
    assert codes(doubted(SOLD, plan(price=dollars, percent_off=Decimal(0)))) == [
        ("other_currency", "block")
    ]
    assert codes(doubted(World(), plan())) == [("nothing_promoted", "care")]
