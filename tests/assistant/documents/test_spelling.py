"""Dates and amounts are read as they were written, and left alone where they could be two."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.spelling import MONTHS, amount, iso_date, spoken_amount
from assistant.documents.values import accounts_in, amounts, amounts_in, dates, number_at

CENTS = st.decimals(min_value="0.01", max_value="99999999.99", places=2)


@given(CENTS, st.sampled_from((",", ".", "'", " ", "\u00a0", "")), st.booleans())
def test_an_amount_is_read_whatever_divides_its_thousands(
    value: Decimal, mark: str, negative: bool
) -> None:
    comma = mark != ","
    whole, places = f"{value:,.2f}".split(".")
    text = whole.replace(",", mark) + ("," if comma else ".") + places
    told = spoken_amount(f"-{text}" if negative else text)
    assert Decimal(told) == (-value if negative else value)
    assert amounts_in(f"Total {text} EUR") == {value}


@given(st.decimals(min_value="-9999999", max_value="9999999", places=4))
def test_what_a_program_wrote_keeps_its_value(value: Decimal) -> None:
    assert Decimal(amount(f"{value:f}")) == value


@pytest.mark.parametrize(
    "text", ["1.234", "12,345", "1.2.3", "1,23,456.00", "--1", "1e9", "", "NaN"]
)
def test_a_number_that_could_be_two_is_none(text: str) -> None:
    assert spoken_amount(text) == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [("(12.50)", "-12.50"), ("12,50-", "-12.50"), ("0,125", "0.125"), ("1.234.567", "1234567")],
)
def test_negative_and_small_amounts_are_read(text: str, value: str) -> None:
    assert spoken_amount(text) == value


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_date_is_read_in_each_of_its_spellings(day: date) -> None:
    iso = day.isoformat()
    assert iso_date(iso) == iso_date(f"{day:%Y%m%d}") == iso_date(f"{day:%d.%m.%Y}") == iso
    for name, month in MONTHS.items():
        if month == day.month:
            assert iso_date(f"{day.day}. {name} {day.year}") == iso
            assert iso_date(f"{name} {day.day}, {day.year}") == iso
    slashed = iso_date(f"{day:%d/%m/%Y}")
    assert slashed == ("" if day.day <= 12 and day.day != day.month else iso)


def test_a_date_is_no_amount_and_a_percentage_is_none() -> None:
    text = "On 05.03.2018 and 05.03.18, 20,00 % of 10,50 at 9,9000"
    assert [piece.value for piece in amounts(text)] == ["10.50"]
    assert [piece.value for piece in dates(text)] == ["2018-03-05", "2018-03-05"]


def test_an_account_ends_where_its_country_says() -> None:
    assert accounts_in("IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX") == [
        "DE89370400440532013000"
    ]
    assert accounts_in("IBAN DE88 3704 0044 0532 0130 00") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("RE-2018/507 of", "RE-2018/507"),
        ("01.234.567.8-2018-1", "01.234.567.8-2018-1"),
        ("018304 / 28865", "018304 / 28865"),
    ],
)
def test_a_number_of_a_document_is_taken_whole(text: str, value: str) -> None:
    piece = number_at(text)
    assert piece
    assert piece.value == value


@pytest.mark.parametrize("text", ["05.03.2018", "12,50", "19 %", "dated", "- 5"])
def test_a_date_an_amount_and_a_word_are_no_number_of_a_document(text: str) -> None:
    assert number_at(text) is None
