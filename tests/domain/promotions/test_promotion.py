"""A promotion lowers prices for some days, says so in a sentence, and can be taken back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Money
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import (
    GiveBackPromotion,
    ResumePromotion,
    WithdrawPromotion,
)
from domain.promotions.promotion_goods import promotion_goods
from domain.promotions.promotion_terms import Buyers
from domain.promotions.promotions import promotions
from tests.domain.business import eur
from tests.domain.histories import histories, steps_of
from tests.domain.promotions.histories import (
    BAG,
    BELT,
    FIRST,
    LAST,
    change,
    end,
    move,
    plan,
    take_over,
)
from tests.spec import Spec, facts_of

none = Spec(promotion)


def done(*commands: Any) -> Spec:
    spec = none
    for command in commands:
        spec = spec.given(*spec.when(command).events)
    return spec


planned = done(plan())
taken = done(take_over())
DOLLARS = Money(amount=Decimal(500), currency="USD")


def test_a_promotion_says_what_it_gives_to_whom_and_when() -> None:
    none.when(plan()).says("Advent, PRO-1: Day bag at 20 % off from 1 Dec 2026 to 24 Dec 2026.")
    few = Buyers(kind="dealer", segment="Workshops", price_list="GOLD")
    told = plan(price=eur("39.90"), percent_off=Decimal(0), buyers=few, from_quantity=Decimal(5))
    none.when(told).says(
        "Advent, PRO-1: Day bag from 5 on at €39.90 for dealers of Workshops on GOLD from "
        "1 Dec 2026 to 24 Dec 2026."
    )
    planned.when(plan()).refused("known", "Advent")


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        ("0", None, "Day bag at 20 % off"),
        ("11", None, "Day bag from 11 on at 20 % off"),
        ("11", "14", "Day bag from 11 to 14 at 20 % off"),
        ("0", "10", "Day bag up to 10 at 20 % off"),
    ],
)
def test_a_promotion_says_for_how_many_it_holds(least: str, most: str | None, said: str) -> None:
    many = {"from_quantity": Decimal(least), "to_quantity": most and Decimal(most)}
    none.when(plan(**many)).says(f"Advent, PRO-1: {said} from 1 Dec 2026 to 24 Dec 2026.")


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"products": ()}, "no_products"),
        ({"percent_off": Decimal(0)}, "no_reduction"),
        ({"percent_off": Decimal(-5)}, "no_reduction"),
        ({"percent_off": Decimal(100)}, "no_price"),
        ({"percent_off": Decimal(0), "price": eur("0")}, "no_price"),
        ({"percent_off": Decimal(0), "price": eur("-4")}, "no_price"),
        ({"price": eur("40")}, "two_reductions"),
        ({"products": (BAG, BAG)}, "named_twice"),
        ({"from_quantity": Decimal(-1)}, "no_quantity"),
        ({"to_quantity": Decimal(0)}, "no_quantity"),
        ({"from_quantity": Decimal(5), "to_quantity": Decimal(4)}, "no_quantity"),
        ({"target_units": Decimal(0)}, "no_target"),
        ({"budget": eur("-1")}, "no_target"),
        ({"budget": eur("100"), "target_revenue": DOLLARS}, "two_currencies"),
    ],
)
def test_terms_that_nobody_could_buy_under_are_refused(terms: dict[str, Any], code: str) -> None:
    none.when(plan(**terms)).refused(code)
    planned.when(change(**terms)).refused(code)


def test_a_promotion_begins_before_it_ends_and_never_in_the_past() -> None:
    before = {"first_on": LAST, "last_on": FIRST}
    none.when(plan(**before)).refused("ends_before_it_begins", "1 Dec 2026", "24 Dec 2026")
    none.when(plan(first_on=date(2026, 11, 19))).refused("in_the_past", "19 Nov 2026")
    assert none.when(plan(first_on=FIRST, last_on=FIRST)).events


def test_what_changes_is_told_with_both_values() -> None:
    planned.when(change(percent_off=Decimal(25), stacks=True)).says(
        "The promotion Advent changes: reduction from 20 % to 25 % and stacking from no to yes."
    )
    planned.when(change(products=(BAG, BELT))).says(
        "The promotion Advent changes: goods from BAG to BAG, BELT."
    )
    planned.when(change()).refused("no_change")
    none.when(change()).refused("unknown_promotion")


def test_one_that_has_begun_keeps_its_first_day() -> None:
    today = date(2026, 12, 5)
    planned.when(move(date(2026, 12, 2), on=today)).refused("has_begun", "1 Dec 2026")
    planned.when(move(last_on=date(2026, 12, 4), on=today)).refused("in_the_past")
    planned.when(move(last_on=date(2026, 12, 31), on=today)).says(
        "The promotion Advent holds from 1 Dec 2026 to 31 Dec 2026, no longer from 1 Dec 2026 to "
        "24 Dec 2026."
    )
    planned.when(move(date(2026, 11, 1), on=date(2026, 11, 20))).refused("in_the_past")
    planned.when(move(LAST, FIRST)).refused("ends_before_it_begins")


def test_one_that_runs_is_ended_and_one_to_come_is_withdrawn() -> None:
    planned.when(end(date(2026, 12, 10))).says(
        "Advent ends on 10 Dec 2026 instead of 24 Dec 2026: Somebody said so."
    )
    planned.when(end(date(2026, 11, 30))).refused("not_begun", "withdraw")
    planned.when(end(LAST)).refused("ends_by_itself")
    planned.when(WithdrawPromotion(on=FIRST)).refused("has_begun", "end it early")
    planned.when(WithdrawPromotion(on=date(2026, 11, 30))).says(
        "The promotion Advent from 1 Dec 2026 to 24 Dec 2026 is taken back; orders keep their "
        "prices."
    )


def test_what_was_ended_early_is_only_resumed() -> None:
    over = planned.given(*planned.when(end(date(2026, 12, 10))).events)
    for command in (change(percent_off=Decimal(30)), move(LAST), end(FIRST), WithdrawPromotion()):
        over.when(command).refused("ended_early", "10 Dec 2026")
    over.when(ResumePromotion()).says("Advent holds until 24 Dec 2026 again, as it was planned.")
    planned.when(ResumePromotion()).refused("not_ended")


def test_what_another_system_promoted_is_taken_over_by_the_same_rules() -> None:
    none.when(take_over()).says(
        "Advent, PRO-1: Day bag at 20 % off from 1 Dec 2026 to 24 Dec 2026, taken over."
    )
    planned.when(take_over()).refused("known", "Advent")
    none.when(take_over(products=())).refused("no_products")
    none.when(take_over(first_on=LAST, last_on=FIRST)).refused("ends_before_it_begins")
    none.when(take_over(first_on=date(2026, 11, 19))).refused("in_the_past")
    [event] = none.when(take_over(budget=eur("900"))).events
    assert event.at_stake is None


def test_what_was_taken_over_is_given_back_as_if_it_had_not_come() -> None:
    [event] = taken.when(GiveBackPromotion()).events
    assert str(event).endswith("is given back, as if it had not come.")
    assert event.undo() == take_over()
    happened = facts_of("promotion-PRO-1", *taken.history, event)
    assert not promotions.fold({}, happened) and not promotion_goods.fold({}, happened)


def test_an_early_end_is_taken_back_before_the_takeover() -> None:
    early = taken.given(*taken.when(end(date(2026, 12, 10))).events)
    early.when(GiveBackPromotion()).refused("ended_early", "10 Dec 2026", "take that back first")
    resumed = early.given(*early.when(ResumePromotion()).events)
    assert resumed.when(GiveBackPromotion()).events
    none.when(GiveBackPromotion()).refused("unknown_promotion")


def test_the_budget_is_what_is_at_stake() -> None:
    [event] = none.when(plan(budget=eur("900"))).events
    assert event.at_stake == eur("900")
    [event] = planned.when(change(budget=eur("50"))).events
    assert event.at_stake == eur("50")


def test_without_a_budget_the_target_says_what_is_given_away() -> None:
    [event] = none.when(plan(target_revenue=eur("2000"))).events
    assert event.at_stake == eur("500")  # 2,000 at 20 % off would have been 2,500.
    [event] = none.when(plan(target_revenue=eur("2000"), budget=eur("900"))).events
    assert event.at_stake == eur("900")
    [event] = none.when(plan(target_units=Decimal(40))).events
    assert event.at_stake is None


def test_all_of_it_is_at_stake_again_when_it_gives_more() -> None:
    bounded = done(plan(budget=eur("900")))
    [deeper] = bounded.when(change(budget=eur("900"), percent_off=Decimal(50))).events
    [renamed] = bounded.when(change(budget=eur("900"), name="Christmas")).events
    assert (deeper.at_stake, renamed.at_stake) == (eur("900"), None)
    [longer] = bounded.when(move(last_on=date(2026, 12, 31))).events
    [shorter] = bounded.when(move(last_on=date(2026, 12, 20))).events
    assert (longer.at_stake, shorter.at_stake) == (eur("900"), None)
    over = bounded.given(*bounded.when(end(date(2026, 12, 10))).events)
    [resumed] = over.when(ResumePromotion()).events
    assert resumed.at_stake == eur("900")


def test_rows_end_with_the_early_end() -> None:
    spec = planned.given(*planned.when(end(date(2026, 12, 10))).events)
    happened = facts_of("promotion-PRO-1", *spec.history)
    [row] = promotions.fold({}, happened).values()
    [goods] = promotion_goods.fold({}, happened).values()
    assert row.last_on == goods.last_on == date(2026, 12, 10)
    assert (row.ended_early, row.planned_last_on) == (True, LAST)


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_every_row_of_goods_says_what_its_promotion_says(data: st.DataObject) -> None:
    steps = steps_of(promotion, data.draw(histories(promotion)))
    happened = facts_of("promotion-PRO-1", *(e for _, found in steps for e in found))
    rows = promotions.fold({}, happened)
    for goods in promotion_goods.fold({}, happened).values():
        [row] = [row for row in rows.values() if row.promotion == goods.promotion]
        assert (row.first_on, row.last_on, row.stacks) == (
            goods.first_on,
            goods.last_on,
            goods.stacks,
        )
        assert goods.price is None or goods.price > 0
        assert bool(goods.product) != bool(goods.category)
