"""A text in a file means one thing, or a sentence says why it means nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.importing import values
from assistant.importing.values import Unfit


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        (".0000", "0"),
        ("-3.5", "-3.5"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("1'234'567.5", "1234567.5"),
        ("1,500", "1500"),
        ("1,5", "1.5"),
        ("$12.50", "12.50"),
        ("12.50 EUR", "12.50"),
        ("€ 1.250,00", "1250.00"),
        ("(12)", "-12"),
    ],
)
def test_a_number_may_be_written_in_many_ways(text: str, number: str) -> None:
    assert values.number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "-", ".", "NaN", "Infinity", "1e9", "12,34,5", "ten", "1..2"])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    with pytest.raises(Unfit):
        values.number(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("2022-04-15 00:00:00.000", date(2022, 4, 15)),
        ("2026-03-04T10:00:00Z", date(2026, 3, 4)),
        ("4.3.2026", date(2026, 3, 4)),
        ("24/03/2026", date(2026, 3, 24)),
        ("03/24/2026", date(2026, 3, 24)),
        ("05/05/2026", date(2026, 5, 5)),
    ],
)
def test_a_day_may_be_written_in_many_ways(text: str, day: date) -> None:
    assert values.day(text) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-30", "30 February 2026 does not exist"),
        ("31.04.2026", "31 April 2026 does not exist"),
        ("2026-13-01", "1 month 13 2026 does not exist"),
        ("03/04/2026", "may be 3 April or 4 March"),
        ("yesterday", "is not a date: write it as 2026-11-20"),
        ("20260304", "is not a date"),
    ],
)
def test_a_day_that_cannot_be_is_told(text: str, said: str) -> None:
    with pytest.raises(Unfit) as unfit:
        values.day(text)
    assert said in str(unfit.value)


@given(st.decimals(0, 10_000_000, allow_nan=False, places=4))
def test_a_number_survives_however_it_is_grouped(number: Decimal) -> None:
    assert values.number(f"{number:f}") == number
    assert values.number(f"{number:,f}") == number
    german = f"{number:,f}".replace(",", " ").replace(".", ",")
    assert values.number(german) == number


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_survives_with_and_without_its_time(day: date) -> None:
    assert values.day(day.isoformat()) == day
    assert values.day(f"{day.isoformat()} 12:30:00.000") == day
    assert values.day(f"{day.day}.{day.month}.{day.year}") == day


@given(st.text())
def test_no_text_is_more_than_unfit(text: str) -> None:
    """Whatever stands in a file, a reader answers with a value or with a sentence."""
    for read in (values.number, values.day, values.code, values.flag, values.stage, values.days):
        try:
            read(text)
        except Unfit as unfit:
            assert str(unfit)
