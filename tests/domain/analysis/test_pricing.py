"""A price comes with its reason, is rounded as invoices are, and is never zero."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.pricing import Step, Terms, base_on, payable, priced
from domain.analysis.stacking import Promoted
from domain.category.products import ProductRow
from domain.kernel import Quantity, Refused
from tests.domain.business import eur

JANUARY, JUNE, DECEMBER = date(2026, 1, 1), date(2026, 6, 15), date(2026, 12, 1)
BAG = ProductRow(
    product="BAG",
    name="Day bag",
    category="Bags",
    item="BAG-1",
    unit="EA",
    status="listed",
    currency="EUR",
    price=Decimal(50),
    price_since=JANUARY,
    next_price=Decimal(55),
    next_since=DECEMBER,
)
GOLD = Terms(name="dealers gold", currency="EUR", percent_off=Decimal(10))
STEPS = (
    Step(product="BAG", from_quantity=Decimal(10), price=eur("42")),
    Step(product="BAG", from_quantity=Decimal(50), price=eur("40")),
    Step(product="HAT", price=eur("5")),
)
STEPPED = GOLD.model_copy(update={"steps": STEPS})


def promotion(name: str = "Summer", **other: Any) -> Promoted:
    days = {"first_on": date(2026, 6, 1), "last_on": date(2026, 6, 30)}
    return Promoted.model_validate({"name": name, **days, **other})


def asked(
    product: ProductRow = BAG,
    terms: Terms | None = None,
    promotions: tuple[Promoted, ...] = (),
    amount: str = "1",
    on: date = JUNE,
) -> tuple[str, str]:
    found = priced(product, terms, promotions, Quantity(amount=Decimal(amount)), on)
    return str(found.price), found.reason


def refused(code: str, **known: Any) -> str:
    with pytest.raises(Refused) as refusal:
        asked(**known)
    assert refusal.value.code == code
    return str(refusal.value)


def test_the_base_price_of_the_day_holds_for_everybody_else() -> None:
    assert asked() == ("€50.00", "base price since 1 Jan 2026")
    assert asked(on=DECEMBER) == ("€55.00", "base price since 1 Dec 2026")


def test_a_price_list_takes_so_much_off() -> None:
    assert asked(terms=GOLD) == (
        "€45.00",
        "base price since 1 Jan 2026, less 10 % for dealers gold",
    )


def test_a_price_of_the_list_holds_from_its_quantity_on() -> None:
    assert asked(terms=STEPPED, amount="9")[0] == "€45.00"
    assert asked(terms=STEPPED, amount="10") == ("€42.00", "price of dealers gold from 10 EA on")
    assert asked(terms=STEPPED, amount="50")[0] == "€40.00"


def test_a_promotion_holds_on_its_first_and_last_day_and_not_after() -> None:
    summer = (promotion(percent_off="20"),)
    reason = "base price since 1 Jan 2026, less 20 % for Summer"
    for day in (date(2026, 6, 1), date(2026, 6, 30)):
        assert asked(promotions=summer, on=day) == ("€40.00", reason)
    for day in (date(2026, 5, 31), date(2026, 7, 1)):
        assert asked(promotions=summer, on=day)[0] == "€50.00"


def test_a_promotional_price_says_what_it_replaces() -> None:
    assert asked(promotions=(promotion(price=eur("39.90")),)) == (
        "€39.90",
        "promotional price of Summer until 30 Jun 2026, instead of €50.00",
    )
    assert asked(promotions=(promotion(price=eur("60")),))[0] == "€50.00"


def test_promotions_that_stack_are_taken_together_and_others_alone() -> None:
    stacking = (promotion("A", percent_off="10", stacks=True), promotion("B", percent_off="10"))
    assert asked(promotions=stacking)[0] == "€45.00"
    both = (*stacking[:1], promotion("C", percent_off="10", stacks=True))
    assert asked(promotions=both) == (
        "€40.50",
        "base price since 1 Jan 2026, less 10 % for A, less 10 % for C",
    )
    assert asked(promotions=(*both, promotion("D", percent_off="30")))[0] == "€35.00"


def test_a_promotion_is_about_its_products_and_categories() -> None:
    hats = promotion(percent_off="50", products=("HAT",), categories=("Hats",))
    bags = promotion(percent_off="10", categories=("Bags",))
    many = promotion(percent_off="40", from_quantity="5")
    assert asked(promotions=(hats,))[0] == "€50.00"
    assert asked(promotions=(hats, bags))[0] == "€45.00"
    assert asked(promotions=(many,))[0] == "€50.00"
    assert asked(promotions=(many,), amount="5")[0] == "€30.00"


def test_half_a_cent_is_rounded_up() -> None:
    odd = BAG.model_copy(update={"price": Decimal("0.25")})
    assert asked(odd, GOLD)[0] == "€0.23"  # 0.225
    assert payable(Decimal("1234.5"), "JPY").amount == Decimal(1235)


def test_what_would_cost_nothing_is_refused() -> None:
    cheap = BAG.model_copy(update={"price": Decimal("0.01")})
    said = refused("zero_price", product=cheap, promotions=(promotion(percent_off="60"),))
    assert "Day bag" in said and "Summer" in said
    free = Step(product="BAG", price=eur("0"))
    refused("zero_price", terms=GOLD.model_copy(update={"steps": (free,)}))


def test_there_is_no_price_for_what_is_not_sold_or_not_priced() -> None:
    refused("not_sold", product=BAG.model_copy(update={"status": "delisted"}))
    assert "1 Dec 2025" in refused("no_base_price", on=date(2025, 12, 1))
    refused("no_quantity", amount="0")
    with pytest.raises(Refused) as refusal:
        priced(BAG, None, (), Quantity(amount=Decimal(1), unit="BOX"), JUNE)
    assert refusal.value.code == "wrong_unit"


def test_currencies_are_not_mixed() -> None:
    dollars = GOLD.model_copy(update={"currency": "USD"})
    refused("other_currency", terms=dollars)
    there = eur("4").model_copy(update={"currency": "USD"})
    refused("other_currency", promotions=(promotion(price=there),))
    step = Step(product="BAG", price=there)
    refused("other_currency", terms=GOLD.model_copy(update={"steps": (step,)}))


offs = st.decimals(0, 90, places=2)


@given(
    price=st.decimals("1", "9999", places=2),
    list_off=offs,
    promotions=st.lists(st.tuples(offs, st.booleans()), max_size=4),
)
def test_nobody_pays_more_than_the_base_price_and_the_order_changes_nothing(
    price: Decimal, list_off: Decimal, promotions: list[tuple[Decimal, bool]]
) -> None:
    row = BAG.model_copy(update={"price": price})
    terms = GOLD.model_copy(update={"percent_off": list_off})
    held = tuple(
        promotion(f"P{n}", percent_off=off, stacks=stacks)
        for n, (off, stacks) in enumerate(promotions)
    )
    one = Quantity(amount=Decimal(1))
    try:
        found = priced(row, terms, held, one, JUNE)
    except Refused as refusal:
        assert refusal.code == "zero_price"
        return
    assert 0 < found.price.amount <= price
    assert found.price.amount == round(found.price.amount, 2)
    assert priced(row, terms, held[::-1], one, JUNE) == found
    assert base_on(row, JUNE) == (price, JANUARY)
