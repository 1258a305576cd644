"""A day without its year, on which something has happened, is the last such day there was."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.phrasebook import Act, Names, Record, Settings
from assistant.phrasebook.bygone import bygone
from assistant.phrasebook.context import Context
from assistant.phrasebooks import phrasebook_of
from mcp_servers.client import whole_menu

TODAY = date(2026, 11, 20)  # A Friday.
NAMES = Names(
    [
        Record("customer", "MARTIN", "Maison Martin", codes=("MARTIN",)),
        Record("item", "LOCK", "Brass turn-lock", codes=("LOCK",)),
        Record("supplier", "OST", "Ostermark", codes=("OST",)),
    ]
)


def said(text: str, context: Context | None = None) -> Any:
    settings = Settings(TODAY, "EUR", units={"EA": ("EA", "pieces")})
    book = phrasebook_of(whole_menu())
    found = book.understand(text, NAMES, settings, lambda *_: True, context or Context())
    assert isinstance(found, Act), found
    return found.arguments


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        ("on 18 November", "2026-11-18"),
        ("on 3 October", "2026-10-03"),
        ("on 20 November", "2026-11-20"),
        ("on the 25th", "2026-10-25"),
        ("on Monday", "2026-11-16"),
        ("yesterday", "2026-11-19"),
        ("on 18 November 2027", "2027-11-18"),
        ("on 2027-11-18", "2027-11-18"),
        ("on 2 December", "2026-12-02"),
        ("tomorrow", "2026-11-21"),
    ],
)
def test_a_payment_came_on_the_last_such_day(day: str, meant: str) -> None:
    assert said(f"Maison Martin paid 500 EUR {day}")["received_on"] == meant


def test_what_is_to_come_stays_to_come() -> None:
    assert said("order 40 Brass turn-lock from Ostermark by 18 November")["due"] == "2027-11-18"


def test_a_29th_of_february_is_that_of_the_last_leap_year() -> None:
    assert bygone(date(2028, 2, 29), "on 29 February", date(2024, 6, 1)) == date(2024, 2, 29)


@given(some.dates(date(2001, 1, 1), date(2100, 1, 1)), some.integers(1, 366))
def test_the_nearer_of_both_days_is_meant(today: date, ahead: int) -> None:
    day = date.fromordinal(today.toordinal() + ahead)
    found = bygone(day, f"on {day.day} {day:%B}", today)
    assert (found.month, found.day) == (day.month, day.day)
    assert found == day or today - found <= day - today
