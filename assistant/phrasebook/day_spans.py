"""Day spans: "between 1 March and 30 June 2026", "since 3 October", from one day to another."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from assistant.phrasebook import calendar
from assistant.phrasebook.calendar import Span
from assistant.phrasebook.days import DAY, day_number
from assistant.phrasebook.periods import MONTH, MONTH_NUMBERS, YEAR
from assistant.phrasebook.settings import Settings

NAMED = re.compile(r"\?P<\w+>")


def a_day(name: str) -> str:
    """A day of a month in either order, or as 2026-03-01, in one group of this name."""
    day = NAMED.sub("?:", DAY)
    year = rf"(?: {YEAR})?"
    spelt = rf"(?:the )?{day}(?: of)? (?:{MONTH}){year}|(?:{MONTH}) (?:the )?{day}{year}"
    return rf"(?P<{name}>{spelt}|\d{{4}}-\d{{1,2}}-\d{{1,2}})"


BETWEEN = re.compile(
    rf"(?:between|from) {a_day('first')} (?:and|to|until|till|through) {a_day('last')}(?![^ ])"
)
OF_ONE_MONTH = re.compile(
    rf"(?:between|from) (?:the )?{NAMED.sub('?P<start>', DAY, count=1)} "
    rf"(?:and|to|until|till|through) {a_day('last')}(?![^ ])"
)
"""From 1 to 15 December: the month is said but once."""
SINCE_YESTERDAY = re.compile(r"since yesterday(?: morning)?(?![^ ])")
SINCE = re.compile(rf"since {a_day('first')}(?![^ ])")
SPELT = re.compile(
    rf"(?:the )?(?:{DAY}(?: of)? (?P<month>{MONTH})|(?P<before>{MONTH}) (?:the )?"
    rf"{DAY.replace('?P<day>', '?P<behind>')})(?: (?P<year>{YEAR}))?"
)


def day_spans_at(text: str, settings: Settings) -> Iterator[tuple[int, Span]]:
    """Every span of days that begins this folded text, with the number of words it takes."""
    recently = SINCE_YESTERDAY.match(text)
    if recently:
        yesterday = settings.today - timedelta(days=1)
        yield recently.group().count(" ") + 1, Span(yesterday, settings.today)
    for pattern in (BETWEEN, OF_ONE_MONTH, SINCE):
        found = pattern.match(text)
        span = span_of(found, settings.today) if found else None
        if found and span:
            yield found.group().count(" ") + 1, span


def span_of(found: re.Match[str], today: date) -> Span | None:
    """Up to today without a last day; without a year the latest such span that has begun."""
    said = found.groupdict()
    for year in (today.year, today.year - 1):
        last = day_said(said["last"], year) if "last" in said else today
        first = last and first_said(said, last)
        if first and last and first <= min(last, today):
            return Span(first, last)
    return None


def first_said(said: Mapping[str, str], last: date) -> date | None:
    if "start" in said:
        return calendar.day_of(last.year, last.month, day_number(said["start"]))
    return latest(said["first"], last)


def latest(said: str, last: date) -> date | None:
    """The first day: the newest one that is no later than the last, unless its year is said."""
    found = day_said(said, last.year)
    return day_said(said, last.year - 1) if found and found > last else found


def day_said(said: str, year: int) -> date | None:
    """The day in its own year, or in this one where none is said."""
    found = SPELT.fullmatch(said)
    if found is None:
        return calendar.day_of(*(int(part) for part in said.split("-")))
    month = MONTH_NUMBERS[found["month"] or found["before"]]
    day = day_number(found["day"] or found["behind"])
    return calendar.day_of(int(found["year"] or year), month, day)
