"""A price or a listing that is allowed and odd is pointed out before it is signed."""

from domain.analysis.doubt import Doubt
from domain.category.base_price import SetBasePrice, WithdrawBasePrice, base_price
from domain.category.market_price import market_price
from domain.category.product import DelistProduct, WithdrawProduct, product
from domain.inventory.item import RetireItem, item
from domain.kernel import Command
from tests.domain.analysis.world import World
from tests.domain.business import eur, register_item
from tests.domain.catalogue import DAYS, base, list_product, seen

JANUARY, MARCH, JUNE, *_ = DAYS
BAG = {"item": "BAG-1", "name": "Day bag", "unit": "EA", "category": "Bags"}
MADE = World().after(item, "BAG-1", register_item(**BAG, standard_cost=eur("40")))
SOLD = MADE.after(product, "BAG", list_product()).after(base_price, "BAG", base("50"))


def doubted(world: World, command: Command, key: str = "BAG") -> list[Doubt]:
    decider = base_price if isinstance(command, SetBasePrice) else product
    return world.doubts(world.does(decider, key, command))


def codes(found: list[Doubt]) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in found]


def test_an_ordinary_price_raises_no_doubt() -> None:
    assert doubted(SOLD, base("52", MARCH)) == []


def test_a_price_below_cost_needs_another_hand() -> None:
    found = doubted(SOLD, base("39", MARCH))
    assert codes(found) == [("base_price_jump", "care"), ("below_cost", "stop")]
    assert str(found[1]) == (
        "Day bag at €39.00 is sold below cost: one EA costs us €40.00, so that each loses €1.00. "
        "(items)"
    )


def test_a_jump_is_shown_with_both_prices() -> None:
    [found] = doubted(SOLD, base("65", MARCH))
    assert (found.code, found.severity) == ("base_price_jump", "stop")
    assert "30.0 % above" in found.bold and "€65.00 against €50.00" in found.text
    [slip] = doubted(SOLD, base("500", JANUARY))
    assert (slip.code, slip.severity) == ("base_price_jump", "stop")


def test_a_price_far_from_all_others_is_pointed_out() -> None:
    known = SOLD.after(market_price, "BAG", seen("41"), seen("43", JUNE, "Beck"))
    assert doubted(known, base("53", MARCH)) != []
    found = doubted(known, base("60", MARCH))
    assert ("far_from_market", "care") in codes(found)
    assert "39.5 % above the dearest other seller" in found[-1].bold
    assert doubted(known, base("49", MARCH)) == []


def test_a_cost_in_another_currency_is_not_compared() -> None:
    dollars = eur("40").model_copy(update={"currency": "USD"})
    world = World().after(item, "BAG-1", register_item(**BAG, standard_cost=dollars))
    listed = world.after(product, "BAG", list_product())
    assert codes(doubted(listed, base("50"))) == [("cost_not_comparable", "care")]


def test_a_price_for_what_is_not_listed_waits() -> None:
    assert codes(doubted(MADE, base("50"))) == [("not_there_yet", "wait")]


def test_a_product_needs_its_item_in_its_unit() -> None:
    assert codes(doubted(World(), list_product())) == [("not_there_yet", "wait")]
    assert codes(doubted(MADE, list_product(unit="BOX"))) == [("wrong_unit", "block")]
    retired = MADE.after(item, "BAG-1", RetireItem(reason="Old"))
    assert codes(doubted(retired, list_product())) == [("retired_item", "stop")]


def test_doubles_in_the_catalogue_are_pointed_out() -> None:
    again = list_product(product="BAG-2")
    assert codes(doubted(SOLD, again, "BAG-2")) == [
        ("namesake_product", "care"),
        ("shared_barcode", "stop"),
        ("sold_already", "care"),
    ]
    gone = SOLD.after(product, "BAG", DelistProduct(reason="Old"))
    assert ("sold_already", "care") not in codes(doubted(gone, again, "BAG-2"))


def test_a_listing_with_prices_is_not_withdrawn() -> None:
    assert codes(doubted(SOLD, WithdrawProduct())) == [("still_in_use", "block")]


def test_a_listing_goes_together_with_its_only_price() -> None:
    price = SOLD.does(base_price, "BAG", WithdrawBasePrice(effective_from=JANUARY))
    listing = SOLD.does(product, "BAG", WithdrawProduct())
    assert SOLD.doubts([*price, *listing]) == []
    two = SOLD.after(base_price, "BAG", base("52", MARCH))
    last = two.does(base_price, "BAG", WithdrawBasePrice(effective_from=MARCH))
    assert codes(two.doubts([*last, *listing])) == [("still_in_use", "block")]
