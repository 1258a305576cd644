"""Bygone: which day is meant without its year, where something has happened on it."""

import re
from datetime import date, timedelta

from assistant.phrasebook import calendar
from assistant.phrasebook.days import WEEKDAY_NUMBERS
from assistant.phrasebook.periods import MONTH_NUMBERS
from assistant.phrasebook.tokens import folds_of

YEAR_SAID = re.compile(r"\d{4}|\d[/.]\d")
TO_COME = frozenset({"next", "tomorrow", "in"})
"""Words that mean a day to come, whatever has happened; the tool says what is wrong with it."""
WEEK = timedelta(days=7)
YEARS = 8
"""So far apart two 29ths of February can be."""


def bygone(day: date, said: str, today: date) -> date:
    """The last such day; the day itself where it is over, or where nothing else can be meant.

    Of a day with its month the nearer one is meant: “on 2 December” in November is to come.
    """
    words = frozenset(folds_of(said))
    if day <= today or YEAR_SAID.search(said) or words & TO_COME:
        return day
    if words & WEEKDAY_NUMBERS.keys():
        return day - WEEK
    if words & MONTH_NUMBERS.keys():
        before = year_before(day)
        return before if before and today - before <= day - today else day
    return month_before(day, today)


def year_before(day: date) -> date | None:
    years = range(day.year - 1, day.year - 1 - YEARS, -1)
    found = (calendar.day_of(year, day.month, day.day) for year in years)
    return next(filter(None, found), None)


def month_before(day: date, today: date) -> date:
    """ "On the 25th": the last one there was."""
    for back in range(1, 4):
        month = calendar.month_of(day.year, day.month - back).first
        found = calendar.day_of(month.year, month.month, day.day)
        if found and found <= today:
            return found
    return day
