"""A promotion is ended when it has done what it was for, and never when it merely disappoints."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.agents import promotions
from domain.agents.agent import Suggestion
from domain.category.products import ProductRow
from domain.fulfillment.sales_order_lines import SalesOrderLineRow
from domain.inventory.stock_levels import StockLevelRow
from domain.inventory.stock_reservations import StockReservationRow
from domain.promotions.promotion_goods import PromotionGoodsRow
from domain.promotions.promotions import PromotionRow

TODAY = date(2026, 11, 20)
LAST = date(2026, 11, 30)
amounts = st.integers(0, 60).map(Decimal)
aims = st.none() | st.integers(1, 100).map(Decimal)
NOTHING_SEEN: Mapping[str, Decimal] = {}


def promotion(**other: Any) -> PromotionRow:
    known = {"promotion": "PRO-1", "name": "Advent", "first_on": TODAY, "last_on": LAST}
    return PromotionRow.model_validate(known | {"currency": "EUR"} | other)


def line(units: int | Decimal, amount: int | Decimal, off: int | Decimal) -> SalesOrderLineRow:
    order = {"order": "SO-1", "line": 1, "product": "TURN", "product_name": "Turn-lock"}
    who = {"customer": "ROSSI", "customer_name": "Rossi", "ordered_on": TODAY, "requested_on": None}
    what = {"item": "LOCK", "item_name": "Lock", "category": "", "unit": "EA", "currency": "EUR"}
    sums = {"ordered": units, "amount": amount, "discount_amount": off, "promotion": "PRO-1"}
    return SalesOrderLineRow.model_validate(order | who | what | sums)


def ended(
    row: PromotionRow, *lines: SalesOrderLineRow, free: Mapping[str, Decimal] = NOTHING_SEEN
) -> list[Suggestion]:
    return list(promotions.ends([row], {"PRO-1": lines}, {"PRO-1": free}, TODAY))


lines = st.builds(line, amounts, amounts, amounts)


@given(st.lists(lines, min_size=1, max_size=4), aims, aims, aims, amounts)
def test_it_ends_when_a_limit_is_reached_and_only_then(sold, budget, units, revenue, left):
    row = promotion(budget_amount=budget, target_units=units, target_amount=revenue)
    sums = [sum(getattr(each, name) for each in sold) for name in ("ordered", "amount")]
    given_away = sum(each.discount_amount for each in sold)
    spent = budget is not None and given_away >= budget
    shares = [(s, t) for s, t in zip(sums, (units, revenue), strict=True) if t is not None]
    reached = bool(shares) and all(done >= target for done, target in shares)
    assert bool(ended(row, *sold, free={"LOCK": left})) == (spent or reached or not left)


def test_it_says_which_limit_it_was_and_until_when_it_would_run():
    [spent] = ended(promotion(budget_amount=300), line(5, 90, 312))
    assert spent.because == (
        "Advent gave away €312.00 of a budget of €300.00, and it would run until 30 Nov 2026."
    )
    assert spent.arguments == {"promotion": "PRO-1", "reason": "Its budget is used up"}
    [full] = ended(promotion(target_units=40, target_amount=900), line(41, 905, 20))
    assert full.because == (
        "Advent reached its target, 41 EA of 40 EA for €905.00 of €900.00, "
        "and it would run until 30 Nov 2026."
    )
    assert full.asks == ()


def test_what_is_sold_out_is_asked_of_the_buyers_first():
    [gone] = ended(promotion(), line(3, 90, 10), free={"LOCK": Decimal(0), "BELT": Decimal(-2)})
    assert [question.topic for question in gone.asks] == ["comes_again"]
    assert gone.subject["items"].splitlines() == ["BELT", "LOCK"]
    assert gone.subject["until"] == "2026-11-30"
    assert ended(promotion(), line(3, 90, 10), free={"LOCK": Decimal(0), "BELT": Decimal(1)}) == []


def test_a_promotion_that_sold_nothing_is_left_alone():
    assert ended(promotion(target_units=40), free={"LOCK": Decimal(0)}) == []


def test_another_budget_is_another_occasion():
    [first] = ended(promotion(budget_amount=300), line(5, 90, 312))
    [again] = ended(promotion(budget_amount=300), line(5, 90, 330))
    [more] = ended(promotion(budget_amount=310), line(5, 90, 312))
    assert first.occasion == again.occasion != more.occasion


def test_goods_of_a_category_are_all_that_is_sold_in_it():
    goods = [
        PromotionGoodsRow(promotion="PRO-1", product="TURN", first_on=TODAY, last_on=LAST),
        PromotionGoodsRow(promotion="PRO-2", category="Belts", first_on=TODAY, last_on=LAST),
    ]
    sold = [
        ProductRow(product="TURN", name="Turn-lock", item="LOCK"),
        ProductRow(product="BELT", name="Belt", item="STRAP", category="Belts"),
        ProductRow(product="HAT", name="Hat", item="HAT", category="Hats"),
    ]
    levels = [StockLevelRow(item="STRAP", item_name="Strap", unit="EA", available=Decimal(7))]
    kept = {"item": "STRAP", "item_name": "Strap", "unit": "EA", "order": "SO-1", "quantity": 3}
    promised = StockReservationRow.model_validate(kept)
    found = promotions.on_offer(goods, sold, promotions.free_of(levels, [promised]))
    assert found == {"PRO-1": {"LOCK": Decimal(0)}, "PRO-2": {"STRAP": Decimal(4)}}
