"""A market price is seen once a day at a seller, and the newest of each is told apart."""

from hypothesis import given, settings

from domain.category.market_price import WithdrawMarketPrice, market_price
from domain.category.market_prices import market_prices
from domain.kernel import Command
from tests.domain.catalogue import DAYS, seen
from tests.domain.histories import histories, steps_of
from tests.spec import Spec, facts_of

JANUARY, MARCH, JUNE, *_ = DAYS
known = Spec(market_price).given(*Spec(market_price).when(seen("48")).events)


def test_a_sighting_says_who_asks_how_much_and_what_it_was_before() -> None:
    Spec(market_price).when(seen("48")).says(
        "Nahtwerk asks €48.00 per EA for what we sell as Day bag, seen on 1 Jan 2026."
    )
    known.when(seen("47", JUNE)).says(
        "Nahtwerk asks €47.00 per EA for what we sell as Day bag, seen on 1 Jun 2026, "
        "€48.00 before."
    )


def test_a_seller_is_the_same_in_other_capitals() -> None:
    known.when(seen("50", JANUARY, "NAHTWERK")).refused("seen_already", "€48.00", "1 Jan 2026")


def test_nobody_sells_for_nothing() -> None:
    Spec(market_price).when(seen("0")).refused("no_price", "above 0")


def test_what_was_wrong_is_taken_back() -> None:
    known.when(WithdrawMarketPrice(seller="nahtwerk", seen_on=JANUARY)).says(
        "That Nahtwerk asked €48.00 for Day bag on 1 Jan 2026 is taken back."
    )
    known.when(WithdrawMarketPrice(seller="Beck", seen_on=JANUARY)).refused("unknown_sighting")


@settings(deadline=None, max_examples=300)
@given(commands=histories(market_price))
def test_one_sighting_of_each_seller_is_the_newest(commands: list[Command]) -> None:
    events = [event for _, found in steps_of(market_price, commands) for event in found]
    rows = list(market_prices.fold({}, facts_of("market_price-BAG", *events)).values())
    for seller in {row.seller.casefold() for row in rows}:
        mine = sorted(
            (row for row in rows if row.seller.casefold() == seller), key=lambda row: row.seen_on
        )
        assert [row.newest for row in mine] == [False] * (len(mine) - 1) + [True]
