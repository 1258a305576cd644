"""A price below cost or far from the market is brought to people, once, with the arithmetic."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.agents.agent import MOST, Suggestion
from domain.agents.pricing import review
from domain.category.market_prices import MarketPriceRow
from domain.category.products import ProductRow
from domain.inventory.items import ItemRow
from tests.domain.agents.test_many_rows import TODAY, looked


def product(code: str = "TURN", price: str = "32", **other: Any) -> ProductRow:
    known = {"product": code, "name": code, "item": f"I-{code}", "unit": "EA", "status": "listed"}
    priced = {"currency": "EUR", "price": price, "price_since": date(2026, 1, 1)}
    return ProductRow.model_validate(known | priced | other)


def item(code: str = "TURN", cost: str | None = "20", currency: str = "EUR") -> ItemRow:
    known = {"item": f"I-{code}", "name": code, "unit": "EA"}
    return ItemRow.model_validate(known | {"standard_cost": cost, "currency": currency})


def seen(price: str, seller: str = "Beck", days: int = 5, **other: Any) -> MarketPriceRow:
    known = {"product": "TURN", "product_name": "TURN", "unit": "EA", "currency": "EUR"}
    when = {"seller": seller, "price": price, "seen_on": TODAY - timedelta(days=days)}
    return MarketPriceRow.model_validate(known | when | other)


def reviewed(
    products: list[ProductRow], items: list[ItemRow], market: list[MarketPriceRow] | None = None
) -> tuple[Suggestion, ...]:
    return looked(review, {"products": products, "items": items, "market_prices": market or []})


def proposed(found: tuple[Suggestion, ...]) -> list[str]:
    return [str(each.arguments["price"]) for each in found]


def test_what_is_sold_below_cost_is_proposed_at_its_cost() -> None:
    [found] = reviewed([product(price="18")], [item(cost="20.003")])
    assert (found.tool, found.arguments["price"]) == ("draft_base_price", "20.01 EUR")
    assert found.because == "It is sold at €18.00 / EA and costs €20.003 / EA."


@pytest.mark.parametrize(
    "items", [[item(cost=None)], [item(currency="USD")], [], [item(cost="18")]]
)
def test_a_cost_that_is_unknown_or_reached_is_no_reason(items: list[ItemRow]) -> None:
    assert reviewed([product(price="18")], items) == ()


@pytest.mark.parametrize(
    ("market", "price"),
    [
        (["40"], []),  # Exactly a quarter away is not more.
        (["40.01"], ["40.01 EUR"]),
        (["24"], []),
        (["23.99"], ["23.99 EUR"]),
        (["39", "60", "45"], ["45 EUR"]),
        (["10"], ["20 EUR"]),  # Never below what it costs.
    ],
)
def test_a_market_more_than_a_quarter_away_is_proposed(market: list[str], price: list[str]) -> None:
    rows = [seen(each, f"Seller {number}") for number, each in enumerate(market)]
    assert proposed(reviewed([product()], [item()], rows)) == price


@pytest.mark.parametrize(
    "row",
    [
        seen("60", days=91),
        seen("60", currency="USD"),
        seen("60", unit="BOX"),
        seen("60", newest=False),
    ],
)
def test_what_is_old_or_of_another_measure_is_no_market(row: MarketPriceRow) -> None:
    assert reviewed([product()], [item()], [row]) == ()


def test_where_another_price_is_planned_somebody_has_looked_already() -> None:
    coming = product(price="18", next_price="25", next_since=TODAY + timedelta(days=1))
    assert reviewed([coming], [item()]) == ()


def test_it_is_brought_once_until_the_price_or_its_measure_changes() -> None:
    first, again = (reviewed([product(price="18")], [item()]) for _ in range(2))
    assert first == again
    [dearer] = reviewed([product(price="18")], [item(cost="21")])
    assert dearer.occasion != first[0].occasion
    assert dearer.occasion.startswith("category-agent/review_price TURN")


def test_many_products_that_are_in_order_hide_none_that_is_not() -> None:
    many = [product(f"P{number:04}") for number in range(MOST + 50)]
    fine = [item(f"P{number:04}") for number in range(MOST + 50)]
    loss = product("Z", price="1")
    found = reviewed([*many, loss], [*fine, item("Z", cost="2")])
    assert [each.about for each in found] == ["Z"]
    assert Decimal(str(found[0].arguments["price"]).split()[0]) == 2
