"""A price on a list is held to what it costs us before it is signed, and to what it was."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Doubt
from domain.analysis.list_price_checks import ask_percent, judge_percent
from domain.category.base_price import base_price
from domain.category.product import product
from domain.customers.price_list import price_list
from domain.customers.price_list_events import ChangePriceList, RemoveListPrice, SetListPrice
from domain.inventory.item import item
from domain.kernel import Command
from domain.procurement.sourcing import key_of, sourcing
from tests.domain.analysis.world import World
from tests.domain.business import agree, eur, register_item
from tests.domain.catalogue import base, list_product
from tests.domain.customer_lives import gold

BAG = {"item": "BAG-1", "name": "Day bag", "unit": "EA", "category": "Bags"}


def sold(**other: Any) -> World:
    """A bag at 50 that costs us 40, and a list for dealers at 10 % off."""
    made = World().after(item, "BAG-1", register_item(**BAG | {"standard_cost": eur("40")} | other))
    listed = made.after(product, "BAG", list_product()).after(base_price, "BAG", base("50"))
    return listed.after(price_list, "GOLD", gold())


SOLD = sold()


def doubted(command: Command, world: World = SOLD, key: str = "GOLD") -> list[Doubt]:
    return world.doubts(world.does(price_list, key, command))


def bag(price: str, from_quantity: int = 1) -> SetListPrice:
    many = Decimal(from_quantity)
    return SetListPrice(
        product="BAG-1", product_name="Day bag", price=eur(price), from_quantity=many
    )


def off(percent: str) -> ChangePriceList:
    return ChangePriceList(percent_off=Decimal(percent))


def codes(found: list[Doubt]) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in found]


def test_an_ordinary_list_price_raises_no_doubt() -> None:
    assert doubted(bag("44")) == []
    assert doubted(off("14")) == []
    assert doubted(gold(price_list="SILVER", percent_off=Decimal(20)), key="SILVER") == []


def test_a_list_price_below_cost_needs_another_hand() -> None:
    jump, cost = doubted(bag("0.01"))
    assert (jump.code, jump.severity) == ("list_price_jump", "stop")
    assert "€0.01 against €45.00" in jump.text
    assert (cost.code, cost.severity) == ("below_cost", "stop")
    assert str(cost) == (
        "Day bag on Dealers gold at €0.01 is sold below cost: one EA costs us €40.00, so that "
        "each loses €39.99. (items)"
    )


def test_a_price_from_a_quantity_on_is_held_to_the_cost_as_well() -> None:
    assert codes(doubted(bag("39.99", 100)))[-1] == ("below_cost", "stop")


def test_a_jump_is_held_against_the_price_before_on_the_list() -> None:
    priced = SOLD.after(price_list, "GOLD", bag("44"))
    assert doubted(bag("43"), priced) == []
    assert codes(doubted(bag("60"), priced)) == [("list_price_jump", "stop")]


def test_where_a_price_of_its_own_ends_what_takes_over_is_looked_at() -> None:
    end = RemoveListPrice(product="BAG-1", product_name="Day bag")
    priced = SOLD.after(price_list, "GOLD", bag("44"))
    assert doubted(end, priced) == []
    deep = World(SOLD.facts).after(price_list, "GOLD", off("30"), bag("44"))
    assert codes(doubted(end, deep)) == [("list_price_jump", "care"), ("below_cost", "stop")]


def test_without_a_standard_cost_the_price_of_the_supplier_counts() -> None:
    world = sold(standard_cost=None)
    assert doubted(bag("44"), world) == []
    terms = agree(item="BAG-1", item_name="Day bag", unit="EA", price=eur("45"))
    bought = world.after(sourcing, key_of("CONTI", "BAG-1"), terms)
    assert codes(doubted(bag("44"), bought)) == [("below_cost", "stop")]


def test_without_any_cost_a_giveaway_is_still_far_from_the_base_price() -> None:
    assert codes(doubted(bag("0.01"), sold(standard_cost=None))) == [("list_price_jump", "stop")]


def test_a_percentage_that_takes_goods_below_cost_needs_another_hand() -> None:
    jump, cost = doubted(off("25"))
    assert (jump.code, jump.severity) == ("list_percent_jump", "care")
    assert str(cost) == (
        "Dealers gold would sell 1 product below cost: Day bag at €37.50, and one EA costs us "
        "€40.00. (items)"
    )
    new = gold(price_list="SILVER", percent_off=Decimal(25))
    assert codes(doubted(new, key="SILVER")) == [("below_cost", "stop")]


def test_what_has_a_price_of_its_own_is_not_held_to_the_percentage() -> None:
    priced = SOLD.after(price_list, "GOLD", bag("44"))
    assert codes(doubted(off("25"), priced)) == [("list_percent_jump", "care")]


def test_a_much_deeper_list_needs_another_hand_whatever_is_known_of_costs() -> None:
    assert codes(doubted(off("50"), sold(standard_cost=None))) == [("list_percent_jump", "stop")]


def test_less_off_and_another_name_raise_no_doubt() -> None:
    assert doubted(off("5")) == []
    assert doubted(ChangePriceList(name="Dealers")) == []


def test_of_a_very_long_catalogue_it_is_said_that_not_all_was_looked_at() -> None:
    [fact] = SOLD.does(price_list, "GOLD", off("11"))
    pages = [SOLD.answer(query) for query in ask_percent(fact)]
    assert judge_percent(fact, pages) == []
    pages[1] = replace(pages[1], total=pages[1].total + 1_000)
    assert codes(judge_percent(fact, pages)) == [("cost_not_checked", "care")]
