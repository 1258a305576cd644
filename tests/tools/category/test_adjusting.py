"""Prices that rise or fall by a share or an amount are drafted with what they were before."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog import step_of
from domain.category.base_price import SetBasePrice
from domain.category.products import ProductRow, products
from domain.kernel import Cause, Money, Step
from mcp_servers.visit import House
from tests.selling import product
from tests.steps import euros, on
from tests.trade import TENANT
from tools.category.adjusting import Move

BELTS = {"B-1": "10.10", "B-2": "0.05", "B-3": "99.90"}


def shelf() -> Iterator[Step]:
    """Three belts with a price and one without."""
    for code in (*BELTS, "B-4"):
        yield product(code, f"Belt {code}", ("LOCK", "EA"), "Belts")
    for code, price in BELTS.items():
        since = {"effective_from": date(2026, 1, 1), "decided_on": date(2026, 1, 1)}
        named = {"product": code, "product_name": f"Belt {code}", "item": "LOCK"}
        yield on(SetBasePrice(**named, **since, price=euros(price), reason="First"), code)


@pytest.fixture
async def belts(house: House) -> None:
    await house.handler(TENANT).record(list(shelf()), Cause(("test",)))


def sentences(proposal: Any) -> list[str]:
    return [fact["sentence"] for fact in proposal.preview["facts"]]


@pytest.mark.parametrize(
    ("direction", "said", "price"),
    [
        ("up", {"percent": "5"}, "33.60"),
        ("up", {"percent": "5 %"}, "33.60"),
        ("down", {"percent": "12.5"}, "28.00"),
        ("up", {"amount": "1.25"}, "33.25"),
        ("down", {"amount": "2 EUR"}, "30.00"),
    ],
)
async def test_a_price_says_what_it_was_and_what_it_will_be(
    drafted: Any, direction: str, said: dict[str, str], price: str
) -> None:
    proposal = await drafted("draft_price_change", product="TURN", direction=direction, **said)
    assert proposal.title == f"Sell Turn-lock at €{price} instead of €32.00"
    [sentence] = sentences(proposal)
    assert sentence.startswith(f"Turn-lock costs €{price} per EA instead of €32.00 from 20 Nov")
    assert {o.field: o.value for o in proposal.origins}["price_before"] == "€32.00"


async def test_the_price_that_holds_on_the_day_is_the_one_that_changes(drafted: Any) -> None:
    proposal = await drafted(
        "draft_price_change", product="TURN", direction="up", percent="10", on="2027-01-01"
    )
    assert proposal.title == "Sell Turn-lock at €36.85 instead of €33.50 from 1 Jan 2027 on"


async def test_everything_in_a_category_changes_in_one_draft(
    drafted: Any, house: House, belts: None
) -> None:
    """To the cent, half a cent up; what has no price is told and left out."""
    proposal = await drafted("draft_price_change", category="belts", direction="up", percent="5")
    assert proposal.title == "Put 3 prices in Belts up by 5 %"
    assert proposal.because == "1 product has no price yet, Belt B-4 first; left out."
    assert [each.split(" from ")[0] for each in sentences(proposal)] == [
        "Belt B-1 costs €10.61 per EA instead of €10.10",
        "Belt B-2 costs €0.05 per EA instead of €0.05",
        "Belt B-3 costs €104.90 per EA instead of €99.90",
    ]
    handler = house.handler(TENANT)
    recorded = await handler.record([step_of(each) for each in proposal.steps], Cause(("ana",)))
    back = [Step(fact.stream, fact.event.undo()) for fact in reversed(recorded.facts)]
    await handler.record(back, Cause(("ana",)))
    rows = await handler.rows(products.where(ProductRow.category == "Belts"))
    assert {row.product: row.price for row in rows.rows if row.price} == {
        code: Decimal(price) for code, price in BELTS.items()
    }


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"product": "TURN"}, "missing_percent"),
        ({"percent": "5"}, "missing_product"),
        ({"product": "TURN", "percent": "100"}, "no_price"),
        ({"product": "TURN", "amount": "40"}, "no_price"),
        ({"product": "TURN", "amount": "2 USD"}, "other_currency"),
        ({"product": "TURN", "amount": "0"}, "no_change"),
        ({"product": "TURN", "amount": "-5"}, "no_change"),
        ({"product": "TURN", "amount": "5", "percent": "5"}, "two_changes"),
        ({"product": "TURN", "percent": "5", "on": "2026-11-19"}, "in_the_past"),
        ({"product": "B-4", "percent": "5"}, "no_base_price"),
        ({"category": "Hats", "percent": "5"}, "missing_category"),
    ],
)
async def test_what_cannot_be_a_price_is_refused(
    ask: Any, belts: None, said: dict[str, str], code: str
) -> None:
    answer = await ask("draft_price_change", direction="down", **said)
    assert (answer.outcome, answer.code) == ("refused", code)


async def test_a_price_that_falls_below_cost_needs_an_independent_hand(drafted: Any) -> None:
    proposal = await drafted("draft_price_change", product="TURN", direction="down", percent="40")
    assert "below_cost" in {doubt["code"] for doubt in proposal.preview["doubts"]}
    assert proposal.requirement.independent


@given(
    st.decimals("0.01", "99999.99", places=2), st.decimals("0.01", "99.99", places=2), st.booleans()
)
def test_cents_are_rounded_as_a_cashier_does(price: Decimal, share: Decimal, up: bool) -> None:
    after = Move(up, share).after(Money(amount=price, currency="EUR"))
    exact = price * (100 + share if up else 100 - share) / 100
    assert after.amount == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Move(up, share).after(Money(amount=Decimal(1050), currency="JPY")).amount % 1 == 0
