"""Figures are exact, carry their currency or unit, and read the same everywhere."""

from datetime import date
from decimal import Decimal

import pytest

from domain.kernel import wording

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("15630", "USD", "$15,630.00"),
        ("2316.00", "EUR", "€2,316.00"),
        ("-820.5", "EUR", "−€820.50"),
        ("31.2555", "USD", "$31.2555"),
        ("1250", "JPY", "¥1,250"),
        ("99.9", "CHF", "CHF 99.90"),
        ("0", "GBP", "£0.00"),
        ("1000000.000000", "EUR", "€1,000,000.00"),
    ],
)
def test_money_is_exact_and_under_its_sign(amount: str, currency: str, words: str) -> None:
    assert wording.money(Decimal(amount), currency) == words


def test_a_price_says_of_what() -> None:
    assert wording.price(Decimal("31.26"), "USD", "EA") == "$31.26 / EA"


def test_a_quantity_has_its_unit() -> None:
    assert wording.quantity(Decimal("500.00"), "EA") == "500 EA"
    assert wording.quantity(Decimal("1E+4"), "HIDE") == "10,000 HIDE"


def test_a_share_has_one_decimal_and_a_real_minus() -> None:
    assert wording.percent(Decimal("0.0634")) == "6.3 %"
    assert wording.percent(Decimal("1")) == "100.0 %"
    assert wording.percent(Decimal("-0.5")) == "−50.0 %"


def test_a_difference_always_carries_its_sign() -> None:
    assert [wording.signed(Decimal(n)) for n in ("35", "-4", "0")] == ["+35", "−4", "0"]


def test_a_day_has_its_year_only_when_it_is_another() -> None:
    assert wording.weekday(date(2026, 12, 1), TODAY) == "Tue 1 Dec"
    assert wording.weekday(date(2027, 1, 4), TODAY) == "Mon 4 Jan 2027"
    assert wording.short_day(date(2025, 9, 3), TODAY) == "3 Sep 2025"
    assert wording.month(date(2025, 9, 3)) == "Sep 2025"
