"""Arguments are read exactly, or the answer says how to write them; nothing is guessed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tools import periods, readings
from tools.readings import Said, Span


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("40", "40", ""),
        (40, "40", ""),
        ("3 BOX", "3", "BOX"),
        ("2.5 m", "2.5", "M"),
        ("1,250", "1250", ""),
        ("-5", "-5", ""),
    ],
)
def test_a_quantity_is_a_number_and_perhaps_a_unit(text: Any, amount: str, unit: str) -> None:
    assert readings.quantity(text) == Said(amount=Decimal(amount), of=unit)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("4.20 USD", "4.20", "USD"),
        ("$4.20", "4.20", "USD"),
        ("€ 1,250.00", "1250", "EUR"),
        ("4.20", "4.20", ""),
        (4.2, "4.2", ""),
    ],
)
def test_an_amount_is_exact_and_names_its_currency_or_none(
    text: Any, amount: str, currency: str
) -> None:
    assert readings.money(text) == Said(amount=Decimal(amount), of=currency)


@pytest.mark.parametrize(
    "text",
    [
        *("many", "1.250,50", "12,34", "1e400", "9" * 20, "5 %", "4; DROP TABLE", True),
        pytest.param("9" * 10_000_000, id="ten million digits"),
    ],
)
def test_what_is_no_quantity_is_not_read_as_one(text: Any) -> None:
    with pytest.raises(ValueError):
        readings.quantity(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        (2024, date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-05-03", date(2024, 5, 3), date(2024, 5, 3)),
        ("2024-01-01..2024-03-15", date(2024, 1, 1), date(2024, 3, 15)),
        ("2023..2024", date(2023, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_has_two_ends_that_belong_to_it(text: Any, first: date, last: date) -> None:
    assert readings.period(text) == Span(first=first, last=last)


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "last year", "2024..2023", "0000", ""])
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError):
        readings.period(text)


@pytest.mark.parametrize("text", ["PO-7", "po 7", "7", 7, "PO-0007"])
def test_a_purchase_order_has_one_spelling(text: Any) -> None:
    assert readings.purchase_order(text) == "PO-7"


@pytest.mark.parametrize("text", ["SO-7", "PO-", "seven", "PO-7; --"])
def test_another_document_is_no_purchase_order(text: str) -> None:
    with pytest.raises(ValueError):
        readings.purchase_order(text)


def test_a_day_that_does_not_exist_is_no_day() -> None:
    with pytest.raises(ValueError, match="a day that exists"):
        readings.day("2026-02-30")


@pytest.mark.parametrize(
    ("text", "words", "before"),
    [
        ("2024", "in 2024", "2023"),
        ("2024-Q1", "in Q1 2024", "2023-Q4"),
        ("2024-01", "in Jan 2024", "2023-12"),
        ("2024-05-08..2024-05-14", "from 8 May 2024 to 14 May 2024", "2024-05-01..2024-05-07"),
        ("2024-01..2024-06", "from 1 Jan 2024 to 30 Jun 2024", "2023-07..2023-12"),
        ("2024-05-03", "on 3 May 2024", "2024-05-02"),
    ],
)
def test_a_period_has_its_words_and_the_one_before_it(text: str, words: str, before: str) -> None:
    span = readings.period(text)
    assert periods.spoken(span) == words
    assert periods.before(span) == readings.period(before)
