"""A price list that a customer is put on exists, in the currency in which they pay."""

from decimal import Decimal

from domain.analysis.customer_checks import ask_terms, judge_terms
from domain.customers.customer_events import CustomerChanged
from domain.customers.price_lists import PriceListRow
from domain.customers.profile import Profile
from tests.domain.customer_lives import SINCE
from tests.spec import facts_of

GOLD = PriceListRow(price_list="GOLD", name="Dealers gold", currency="EUR", percent_off=Decimal(10))


def put_on_gold(currency="EUR", chosen="GOLD"):
    before = Profile(name="Radhaus Bern", kind="dealer", currency=currency, since=SINCE)
    after = before.model_copy(update={"price_list": chosen})
    changed = CustomerChanged(customer="C-3", before=before, after=after)
    [fact] = facts_of("customer-C-3", changed)
    return fact


def doubts(fact, *known):
    lists, customers = ask_terms(fact)
    return [doubt.code for doubt in judge_terms(fact, [lists.answer(known), customers.answer([])])]


def test_a_price_list_in_their_currency_is_fine():
    assert doubts(put_on_gold(), GOLD) == []


def test_one_in_another_currency_is_pointed_out():
    assert doubts(put_on_gold("CHF"), GOLD) == ["price_list_currency"]


def test_one_that_does_not_exist_cannot_be_signed():
    assert doubts(put_on_gold()) == ["unknown_price_list"]


def test_who_leaves_a_price_list_is_asked_nothing():
    fact = put_on_gold(chosen="")
    assert ask_terms(fact) == () and judge_terms(fact, []) == []
