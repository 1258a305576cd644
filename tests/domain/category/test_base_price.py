"""A base price holds from a day until the next one, and what was charged is never rewritten."""

from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.analysis.pricing import base_on
from domain.category.base_price import MOST, BasePrice, WithdrawBasePrice, base_price
from domain.category.base_prices import BasePriceRow, base_prices
from domain.category.products import products
from domain.kernel import Command, Money, Refused
from tests.domain.catalogue import DAYS, base
from tests.domain.histories import histories, steps_of
from tests.spec import Spec, facts_of

JANUARY, MARCH, JUNE, SEPTEMBER, DECEMBER = DAYS


def after(*commands: Command) -> Spec:
    spec = Spec(base_price)
    for command in commands:
        spec = spec.given(*spec.when(command).events)
    return spec


priced = after(base("50"), base("55", SEPTEMBER, JUNE))


def test_a_price_says_what_it_takes_over_from_and_why() -> None:
    Spec(base_price).when(base("50")).says(
        "Day bag costs €50.00 per EA from 1 Jan 2026 on: Somebody said so."
    )
    after(base("50")).when(base("55", SEPTEMBER, JUNE)).says(
        "Day bag costs €55.00 per EA instead of €50.00 from 1 Sep 2026 on: Somebody said so."
    )
    priced.when(base("52", JUNE)).says(
        "Day bag costs €52.00 per EA instead of €50.00 from 1 Jun 2026 on until 1 Sep 2026: "
        "Somebody said so."
    )


def test_a_second_price_for_one_day_corrects_the_first() -> None:
    priced.when(base("56", SEPTEMBER, JUNE)).says(
        "The price of Day bag from 1 Sep 2026 on is corrected from €55.00 to €56.00 per EA: "
        "Somebody said so."
    )
    priced.when(base("55", SEPTEMBER, JUNE)).refused("no_change", "€55.00")


def test_a_price_of_zero_or_less_is_no_price() -> None:
    for amount in ("0", "-1"):
        Spec(base_price).when(base(amount)).refused("no_price", "Day bag", "more than 0")


def test_currencies_are_not_mixed() -> None:
    dollars = base("50").model_copy(update={"price": Money(amount=Decimal(60), currency="USD")})
    after(base("40", JANUARY)).when(dollars).refused("other_currency", "EUR", "USD")


def test_what_was_charged_is_history() -> None:
    later = after(base("50"), base("55", MARCH), base("60", JUNE))
    later.when(base("51", JANUARY, JUNE)).refused("in_the_past", "€60.00", "1 Jun 2026")
    later.when(base("51", date(2026, 2, 1), JUNE)).refused("in_the_past")
    later.when(WithdrawBasePrice(effective_from=MARCH)).refused("in_the_past")


def test_only_one_price_lies_ahead() -> None:
    priced.when(base("60", DECEMBER, JUNE)).refused("one_ahead", "€55.00", "1 Sep 2026")


def test_taking_a_price_back_says_what_holds_instead() -> None:
    priced.when(WithdrawBasePrice(effective_from=SEPTEMBER)).says(
        "The price of €55.00 for Day bag from 1 Sep 2026 on is taken back; it stays at €50.00."
    )
    after(base("50")).when(WithdrawBasePrice(effective_from=JANUARY)).says(
        "The price of €50.00 for Day bag from 1 Jan 2026 on is taken back; it has no other price."
    )
    priced.when(WithdrawBasePrice(effective_from=MARCH)).refused("unknown_price", "1 Mar 2026")
    Spec(base_price).when(WithdrawBasePrice(effective_from=MARCH)).refused("no_base_price")


def test_a_product_has_a_limited_number_of_prices() -> None:
    one = after(base("50")).history[0]
    full = BasePrice(one, (priced.history[0],) * MOST)  # type: ignore[arg-type]
    try:
        base_price.decide(full, base("60", DECEMBER))
    except Refused as refusal:
        assert refusal.code == "too_many_prices"
    else:
        raise AssertionError("the limit is not held")


def test_the_product_knows_what_holds_and_what_comes() -> None:
    [row] = products.fold({}, facts_of("base_price-BAG", *priced.history)).values()
    assert (row.status, row.price, row.price_since) == ("unlisted", Decimal(50), JANUARY)
    assert (row.next_price, row.next_since) == (Decimal(55), SEPTEMBER)


@settings(deadline=None, max_examples=300)
@given(commands=histories(base_price))
def test_on_every_day_there_is_one_price_at_most(commands: list[Command]) -> None:
    rows = rows_of(commands)
    for row, follower in zip_longest(rows, rows[1:]):
        assert row.until == (follower and follower.effective_from)
        assert follower is None or follower.previous_price == row.price
        assert row.price > 0


@settings(deadline=None, max_examples=300)
@given(commands=histories(base_price))
def test_every_action_followed_by_its_undo_leaves_the_schedule_as_it_was(
    commands: list[Command],
) -> None:
    for state, events in steps_of(base_price, commands):
        [event] = events
        undone = base_price.decide(base_price.evolve(state, event), event.undo())
        after_both = base_price.evolve(base_price.evolve(state, event), undone[0])
        assert after_both.schedule == state.schedule


@settings(deadline=None, max_examples=300)
@given(commands=histories(base_price), on=st.sampled_from(DAYS))
def test_the_row_and_the_history_agree_on_every_day_from_now_on(
    commands: list[Command], on: date
) -> None:
    found = products.fold({}, facts_of("base_price-BAG", *events_of(commands))).values()
    held = [row for row in rows_of(commands) if row.effective_from <= on]
    for row in found:
        known = base_on(row, on)
        if known:
            assert known == (held[-1].price, held[-1].effective_from)
        else:
            assert row.price_since is None or on < row.price_since


def rows_of(commands: list[Command]) -> list[BasePriceRow]:
    rows = base_prices.fold({}, facts_of("base_price-BAG", *events_of(commands))).values()
    return sorted(rows, key=lambda row: row.effective_from)


def events_of(commands: list[Command]) -> list[Any]:
    return [event for _, events in steps_of(base_price, commands) for event in events]
