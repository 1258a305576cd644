"""Dates are found where they are meant, with the days they mean, and nowhere else."""

from dataclasses import replace

import pytest

from assistant.phrasebook.dates import take_dates
from assistant.phrasebook.strip import Strip
from assistant.phrasebook.tokens import tokens_of


def dates_in(text, settings):
    strip = Strip(text, tokens_of(text))
    take_dates(strip, settings)
    return [sorted(mention.senses.items()) for mention in strip.mentions]


def only(text, settings, kind):
    (senses,) = dates_in(text, settings)
    return [sense.wire for sense in dict(senses)[kind]]


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("last quarter", "2025-04-01..2025-06-30"),
        ("this quarter", "2025-07-01..2025-09-30"),
        ("last week", "2025-09-15..2025-09-21"),
        ("last month", "2025-08-01..2025-08-31"),
        ("last year", "2024-01-01..2024-12-31"),
        ("in the last 30 days", "2025-08-24..2025-09-22"),
        ("past 3 months", "2025-06-23..2025-09-22"),
        ("Q2", "2025-04-01..2025-06-30"),
        ("Q4", "2024-10-01..2024-12-31"),
        ("Q1 2024", "2024-01-01..2024-03-31"),
        ("in the second quarter of twenty twenty four", "2024-04-01..2024-06-30"),
        ("in the last quarter of 2024", "2024-10-01..2024-12-31"),
        ("last month of 2024", "2024-12-01..2024-12-31"),
        ("between 1 March and 30 June 2025", "2025-03-01..2025-06-30"),
        ("between March 1 and June 30", "2025-03-01..2025-06-30"),
        ("from 1 November to 31 January", "2024-11-01..2025-01-31"),
        ("from 2025-03-01 to 2025-03-15", "2025-03-01..2025-03-15"),
        ("since 3 October", "2024-10-03..2025-09-22"),
        ("since the 1st of March 2025", "2025-03-01..2025-09-22"),
        ("since yesterday", "2025-09-21..2025-09-22"),
        ("tomorrow", "2025-09-23..2025-09-23"),
        ("first half of 2025", "2025-01-01..2025-06-30"),
        ("in november", "2024-11-01..2024-11-30"),
        ("in May", "2025-05-01..2025-05-31"),
        ("June 2023", "2023-06-01..2023-06-30"),
        ("since March", "2025-03-01..2025-09-22"),
        ("between January and March", "2025-01-01..2025-03-31"),
        ("from November to January", "2024-11-01..2025-01-31"),
        ("in 2024", "2024-01-01..2024-12-31"),
        ("so far this year", "2025-01-01..2025-09-22"),
        ("year to date", "2025-01-01..2025-09-22"),
        ("yesterday", "2025-09-21..2025-09-21"),
    ],
)
def test_a_period(settings, said, period):
    assert only(said, settings, "period") == [period]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2025-09-22"),
        ("tomorrow", "2025-09-23"),
        ("October 3", "2025-10-03"),
        ("on the third of october", "2025-10-03"),
        ("the twenty first of november", "2025-11-21"),
        ("March 3", "2026-03-03"),
        ("3 March 2025", "2025-03-03"),
        ("2025-10-03", "2025-10-03"),
        ("13/10/2025", "2025-10-13"),
        ("3.10.2025", "2025-10-03"),
        ("friday", "2025-09-26"),
        ("friday next week", "2025-10-03"),
        ("last friday", "2025-09-19"),
        ("in 3 weeks", "2025-10-13"),
        ("on the 15th", "2025-10-15"),
    ],
)
def test_a_day(settings, said, day):
    assert only(said, settings, "day") == [day]


@pytest.mark.parametrize("said", ["03/10/2025", "next friday"])
def test_two_readings_stay_two(settings, said):
    assert len(only(said, settings, "day")) == 2


def test_a_tenant_may_settle_the_order_of_day_and_month(settings):
    assert only("03/10/2025", replace(settings, day_first=True), "day") == ["2025-10-03"]
    assert only("03/10/2025", replace(settings, day_first=False), "day") == ["2025-03-10"]


@pytest.mark.parametrize("said", ["February 30", "31 April 2025", "99/99/2025", "2025-02-30"])
def test_a_day_that_does_not_exist_is_no_day(settings, said):
    assert only(said, settings, "day") == []


def test_a_fiscal_year_of_its_own_moves_the_quarters(settings):
    october = replace(settings, fiscal_year_start=10)
    assert only("Q1 2025", october, "period") == ["2024-10-01..2024-12-31"]
    assert only("this quarter", october, "period") == ["2025-07-01..2025-09-30"]
    assert only("FY2025", october, "period") == ["2024-10-01..2025-09-30"]


def test_a_week_may_begin_on_sunday(settings):
    assert only("this week", replace(settings, week_starts=6), "period") == [
        "2025-09-21..2025-09-27"
    ]


@pytest.mark.parametrize(
    "said",
    [
        "may we order 10 Stem",
        "how much did we spend",
        "PO-2301 for Mountain-500",
        "the Sun Hides and Mar Leather",
        "march on",
        "2,024 pieces",
        "a second one",
    ],
)
def test_what_is_no_date_is_none(settings, said):
    assert dates_in(said, settings) == []


def test_a_week_behind_by_is_a_day_that_nobody_has_named(settings):
    assert only("by next week", settings, "day") == ["2025-09-29", "2025-10-05"]
    assert only("by next week", settings, "period") == ["2025-09-29..2025-10-05"]
    (senses,) = dates_in("by last week", settings)
    assert [kind for kind, _ in senses] == ["period"]
