"""A price list asks a percentage less, or prices of its own from a quantity on."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.customers.list_prices import in_force, list_prices
from domain.customers.price_list import price_list
from domain.customers.price_list_events import ChangePriceList, RemovePriceList, SetListPrice
from domain.customers.price_lists import price_lists
from tests.domain.customer_lives import euros, gold, no_offer, offer
from tests.domain.histories import histories, steps_of
from tests.spec import Spec, facts_of

none = Spec(price_list)


def done(*commands):
    spec = none
    for command in commands:
        spec = spec.given(*spec.when(command).events)
    return spec


def test_a_price_list_begins_with_its_percentage():
    none.when(gold()).says(
        "The price list Dealers gold, GOLD, begins in EUR at 10 % below base price."
    )
    done(gold()).when(gold()).refused("known", "Dealers gold")


@pytest.mark.parametrize("points", ["-1", "100", "250"])
def test_a_percentage_leaves_something_to_pay_and_never_adds(points):
    with pytest.raises(ValidationError):
        gold(percent_off=Decimal(points))


def test_a_price_counts_from_a_quantity_on():
    done(gold()).when(offer("17", 100)).says(
        "Brass turn-lock from 100 on costs €17.00 on the price list Dealers gold."
    )
    done(gold(), offer()).when(offer("18")).says(
        "Brass turn-lock costs €18.00 on the price list Dealers gold, no longer €18.50."
    )
    done(gold(), offer()).when(offer()).refused("no_change")


@pytest.mark.parametrize("price", ["0", "-4"])
def test_a_price_of_zero_or_below_is_refused(price):
    done(gold()).when(offer(price)).refused("no_price", "Brass turn-lock")


def test_a_quantity_of_nothing_and_another_currency_are_refused():
    done(gold()).when(offer("18", 0)).refused("no_quantity")
    dollars = offer().model_copy(
        update={"price": euros("18").model_copy(update={"currency": "USD"})}
    )
    assert isinstance(dollars, SetListPrice)
    done(gold()).when(dollars).refused("wrong_currency", "EUR")


def test_the_price_of_the_highest_step_counts():
    spec = done(gold(), offer("18.50"), offer("17", 100), offer("16", 500))
    rows = list_prices.fold({}, facts_of("price_list-GOLD", *spec.history)).values()
    found = [in_force(rows, "LOCK", Decimal(n)) for n in (1, 99, 100, 499, 5_000)]
    assert [row and row.price for row in found] == [
        Decimal(p) for p in ("18.5", "18.5", "17", "17", "16")
    ]
    assert in_force(rows, "CALF", Decimal(1)) is None
    assert in_force(rows, "LOCK", Decimal("0.5")) is None


def test_a_price_that_ends_must_be_there():
    done(gold(), offer()).when(no_offer(10)).refused("unknown_price", "Brass turn-lock", "10")
    assert done(gold(), offer()).when(no_offer()).events


def test_a_list_with_prices_is_not_removed():
    done(gold(), offer()).when(RemovePriceList()).refused("has_prices", "1 price")
    assert done(gold()).when(RemovePriceList()).events


def test_another_percentage_is_told_with_both():
    done(gold()).when(ChangePriceList(percent_off=Decimal(12))).says(
        "The price list Dealers gold changes: percent off from 10 to 12."
    )
    done(gold()).when(ChangePriceList(name="Dealers gold")).refused("no_change")
    none.when(ChangePriceList(name="x")).refused("unknown_price_list")


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_every_change_followed_by_its_undo_leaves_all_prices_as_they_were(data):
    commands = data.draw(histories(price_list))
    for state, events in steps_of(price_list, commands):
        [event] = events
        after = price_list.evolve(state, event)
        [undone] = price_list.decide(after, event.undo())
        assert price_list.evolve(after, undone) == state


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_a_list_counts_its_prices_and_all_are_above_zero(data):
    events = [
        e for _, found in steps_of(price_list, data.draw(histories(price_list))) for e in found
    ]
    happened = facts_of("price_list-GOLD", *events)
    prices = list_prices.fold({}, happened)
    assert all(row.price > 0 for row in prices.values())
    for row in price_lists.fold({}, happened).values():
        assert row.prices == len(prices)
