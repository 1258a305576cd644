"""Several promotions of one product come to one price, by one rule, whoever planned them when."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.analysis.pricing import Priced, priced
from domain.analysis.stacking import Promoted
from domain.kernel import Quantity, Refused
from tests.domain.analysis.test_pricing import BAG, GOLD, JUNE, promotion
from tests.domain.business import eur

ONE = Quantity(amount=Decimal(1))


def price(promotions: Sequence[Promoted], floor: str | None = None) -> Priced:
    return priced(BAG, None, promotions, ONE, JUNE, Decimal(floor) if floor else None)


def named(name: str, **other: object) -> Promoted:
    return promotion(name, promotion=f"PRO-{name}", **other)


def test_a_line_names_the_promotion_and_the_price_without_it() -> None:
    found = price([named("A", percent_off="20")])
    assert (found.promotion, found.promotion_name) == ("PRO-A", "A")
    assert (found.price, found.list_price) == (eur("40"), eur("50"))
    without = price([])
    assert (without.promotion, without.list_price) == ("", None)


def test_a_fixed_price_that_stacks_comes_before_the_percentages() -> None:
    off, fixed = named("A", percent_off="10", stacks=True), named("B", price=eur("40"), stacks=True)
    found = price([off, fixed])
    assert found.price == eur("36")
    assert found.reason == (
        "promotional price of B until 30 Jun 2026, instead of €50.00, less 10 % for A"
    )
    assert found.promotion == "PRO-B"  # It takes off ten, and the other four.
    dearer = named("C", price=eur("45"), stacks=True)
    assert price([off, dearer, fixed]).price == eur("36")


def test_a_promotion_for_so_many_leaves_more_to_the_next_one() -> None:
    """As in a scale of discounts, where no product is in every one of its tiers."""
    tiers = [
        named("few", percent_off="2", from_quantity="11", to_quantity="14"),
        named("some", percent_off="5", from_quantity="15", to_quantity="24"),
        named("many", percent_off="20", from_quantity="61"),
    ]
    off = {
        amount: 50 - priced(BAG, None, tiers, quantity_of(amount), JUNE).price.amount
        for amount in (1, 10, 11, 14, 15, 24, 25, 60, 61, 900)
    }
    few, some, many = Decimal(1), Decimal("2.5"), Decimal(10)
    assert off == {1: 0, 10: 0, 11: few, 14: few, 15: some, 24: some, 25: 0, 60: 0} | {
        61: many,
        900: many,
    }


def quantity_of(amount: int) -> Quantity:
    return Quantity(amount=Decimal(amount), unit="EA")


def test_no_promotion_takes_a_price_below_the_floor() -> None:
    deep = [named("A", percent_off="30", stacks=True), named("B", percent_off="30", stacks=True)]
    assert price(deep).price == eur("24.50")
    held = price(deep, "40.004")
    assert held.price == eur("40.01")
    assert held.reason.endswith("less 30 % for A, less 30 % for B, no lower than the house allows")
    assert price(deep, "60").price == eur("50")
    assert price(deep, "60").promotion == ""


def test_a_price_list_may_be_below_the_floor_and_a_promotion_leaves_it_there() -> None:
    found = priced(BAG, GOLD, [named("A", percent_off="20")], ONE, JUNE, Decimal(48))
    assert (found.price, found.promotion) == (eur("45"), "")


many = st.lists(
    st.builds(
        lambda number, off, fixed, stacks: named(
            f"P{number}",
            percent_off=Decimal(0) if fixed else off,
            price=eur(str(fixed)) if fixed else None,
            stacks=stacks,
        ),
        st.integers(0, 99),
        st.decimals("0.01", "90", places=2),
        st.none() | st.integers(1, 60),
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda each: each.promotion,
)


@settings(deadline=None)
@given(promotions=many, floor=st.none() | st.decimals("0.01", "60", places=3), seed=st.randoms())
def test_the_order_changes_nothing_and_the_price_stays_between_floor_and_list(
    promotions: list[Promoted], floor: Decimal | None, seed: object
) -> None:
    try:
        found = priced(BAG, None, promotions, ONE, JUNE, floor)
    except Refused as refused:
        assume(refused.code != "zero_price")
        raise
    shuffled = list(promotions)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert priced(BAG, None, shuffled, ONE, JUNE, floor) == found
    assert 0 < found.price.amount <= 50
    if floor is not None:
        assert found.price.amount >= min(floor, Decimal(50))
    assert bool(found.promotion) == (found.price.amount < 50)
    assert found.list_price in (None, eur("50"))


@settings(deadline=None)
@given(promotions=many)
def test_the_buyer_never_pays_more_than_under_any_one_of_them(promotions: list[Promoted]) -> None:
    alone = [price([each]).price.amount for each in promotions]
    try:
        assert price(promotions).price.amount <= min([Decimal(50), *alone])
    except Refused as refused:
        assert refused.code == "zero_price"
