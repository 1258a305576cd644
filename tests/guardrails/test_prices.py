"""What a call costs follows from its tokens by kind; what is not known is taken for dear."""

from datetime import date
from decimal import Decimal

import pytest

from guardrails.prices import SHIPPED, Usage, read

MILLION = Usage(input=1_000_000)


def test_each_kind_of_token_has_its_price():
    assert SHIPPED.cost("claude-sonnet-4-5", MILLION, "USD") == 3
    every = Usage(input=1000, output=1000, cache_read=1000, cache_write=1000)
    assert SHIPPED.cost("claude-sonnet-4-5", every, "USD") == Decimal("0.022050")


def test_the_longest_beginning_of_a_name_counts():
    assert SHIPPED.cost("claude-opus-4-5-20251101", MILLION, "USD") == 5
    assert SHIPPED.cost("claude-opus-4-1", MILLION, "USD") == 15


def test_an_unknown_model_costs_as_much_as_the_dearest():
    assert SHIPPED.cost("mystery", MILLION, "USD") == 15


def test_a_currency_without_a_rate_has_no_price_unless_it_is_free():
    assert SHIPPED.cost("claude-haiku", MILLION, "XAU") is None
    assert SHIPPED.cost("claude-haiku", MILLION, "JPY") == 170
    free = read("local=0/0", SHIPPED, date(2026, 11, 29))
    assert free.cost("local-llama", MILLION, "XAU") == 0


def test_prices_that_somebody_set_come_first():
    own = read("claude-opus=4/20, local=0/0", SHIPPED, date(2026, 11, 29))
    assert own.cost("claude-opus-4-1", MILLION, "EUR") == 4
    assert own.as_of == date(2026, 11, 29)


@pytest.mark.parametrize("text", ["opus=cheap", "opus=-1/2", "opus=nan/1", "=1/2", "opus", "a=1"])
def test_a_price_that_cannot_be_read_is_named(text):
    with pytest.raises(ValueError, match=f"'{text}' is no price"):
        read(text, SHIPPED, date(2026, 11, 29))
