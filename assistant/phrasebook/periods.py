"""Periods: "last quarter", "in 2024", "since March", "first half of 2025"."""

import re
from collections.abc import Callable, Iterator

from assistant.phrasebook import calendar
from assistant.phrasebook.calendar import Span
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.vocabulary.calendar_words import AMBIGUOUS_MONTHS, MONTHS, SHORT_MONTHS

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Settings], Span | None]]

MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | SHORT_MONTHS
MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
PLAIN_MONTH = "|".join(sorted(MONTH_NUMBERS.keys() - AMBIGUOUS_MONTHS))
YEAR = r"(?:19|20)\d\d"
WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
PARTS = "|".join(WHICH)
LAST_OF_YEAR = {"month": 12, "quarter": 4, "half": 2}
OF_YEAR = rf"(?: (?:of )?(?:(?P<year>{YEAR})|(?P<rel>this|last|next) year))?"
LEAD = r"(?:(?:in|during|for|of|over|within) )?(?:the )?"
STEPS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}
FURTHEST = 1200  # of days, weeks or months back; more is a slip


def year_said(found: re.Match[str], settings: Settings) -> int | None:
    if found["year"]:
        return int(found["year"])
    if found["rel"]:
        return calendar.fiscal_year_of(settings, settings.today) + STEPS[found["rel"]]
    return None


def relative(found: re.Match[str], settings: Settings) -> Span | None:
    return calendar.around(settings, found["unit"], STEPS[found["which"]])


def past(found: re.Match[str], settings: Settings) -> Span | None:
    count = int(found["count"])
    return calendar.last_days(settings, count, found["unit"]) if 0 < count <= FURTHEST else None


def part(found: re.Match[str], settings: Settings, number: int, parts: int) -> Span | None:
    year = year_said(found, settings)
    if number > parts:
        return None
    if year is None:
        return calendar.latest_begun(settings, number, parts)
    return calendar.part_of_year(settings, year, number, parts)


def short_part(found: re.Match[str], settings: Settings) -> Span | None:
    return part(found, settings, int(found["number"]), 4 if found["letter"] == "q" else 2)


def spelt_part(found: re.Match[str], settings: Settings) -> Span | None:
    return part(found, settings, WHICH[found["which"]], 4 if found["unit"] == "quarter" else 2)


def last_part(found: re.Match[str], settings: Settings) -> Span | None:
    """ "The last quarter of 2024" is its fourth, and not the one before today."""
    parts = LAST_OF_YEAR[found["unit"]]
    if parts == 12:
        return calendar.month_of(int(found["year"]), parts)
    return calendar.part_of_year(settings, int(found["year"]), parts, parts)


def month(found: re.Match[str], settings: Settings) -> Span | None:
    number, year = MONTH_NUMBERS[found["month"]], year_said(found, settings)
    if year is None:
        return calendar.latest_month(settings, number)
    return calendar.month_of(year, number)


def since_month(found: re.Match[str], settings: Settings) -> Span | None:
    began = month(found, settings)
    return up_to_today(began, settings) if began else None


def since_unit(found: re.Match[str], settings: Settings) -> Span | None:
    return up_to_today(calendar.around(settings, found["unit"], STEPS[found["which"]]), settings)


def since_year(found: re.Match[str], settings: Settings) -> Span | None:
    return up_to_today(calendar.calendar_year(int(found["year"])), settings)


def up_to_today(began: Span, settings: Settings) -> Span | None:
    return Span(began.first, settings.today) if began.first <= settings.today else None


def months(found: re.Match[str], settings: Settings) -> Span | None:
    """Between two months; one year counts for both, and the first never follows the last."""
    first, last = MONTH_NUMBERS[found["first"]], MONTH_NUMBERS[found["month"]]
    year = year_said(found, settings)
    end = calendar.month_of(year, last) if year else calendar.latest_month(settings, last)
    said = found["start"]
    begin_year = int(said) if said else end.last.year - (first > last)
    begin = calendar.month_of(begin_year, first)
    return Span(begin.first, end.last) if begin.first <= end.last else None


def whole_year(found: re.Match[str], settings: Settings) -> Span | None:
    return calendar.calendar_year(int(found["year"]))


def a_fiscal_year(found: re.Match[str], settings: Settings) -> Span | None:
    return calendar.fiscal_year(settings, int(found["year"]))


def to_date(found: re.Match[str], settings: Settings) -> Span | None:
    unit = found.groupdict().get("unit") or "year"
    return up_to_today(calendar.around(settings, unit, 0), settings)


def rule(pattern: str, reader: Callable[[re.Match[str], Settings], Span | None]) -> Rule:
    return re.compile(pattern + r"(?![^ ])"), reader


UNIT = r"(?P<unit>day|week|month|quarter|half|fiscal year|year)"
PERIOD_RULES: tuple[Rule, ...] = (
    rule(rf"{LEAD}(?P<which>last|this|previous|current|next) {UNIT}", relative),
    rule(rf"{LEAD}(?:last|past|previous) (?P<count>\d{{1,4}}) {UNIT}", past),
    rule(rf"{LEAD}(?P<letter>[qh])(?P<number>[1-4]){OF_YEAR}", short_part),
    rule(rf"{LEAD}(?P<which>{PARTS}) (?P<unit>quarter|half){OF_YEAR}", spelt_part),
    rule(rf"{LEAD}last (?P<unit>month|quarter|half) of (?:the year )?(?P<year>{YEAR})", last_part),
    rule(rf"(?:in|during|of|for) (?P<month>{MONTH}){OF_YEAR}", month),
    rule(rf"(?P<month>{PLAIN_MONTH}){OF_YEAR}", month),
    rule(rf"(?P<month>{MONTH}) (?:of )?(?P<year>{YEAR})(?P<rel>)", month),
    rule(rf"since (?:the )?(?:begin of )?(?P<month>{MONTH}){OF_YEAR}", since_month),
    rule(rf"since (?:the )?(?P<which>last|this|previous) {UNIT}", since_unit),
    rule(rf"since (?P<year>{YEAR})", since_year),
    rule(
        rf"(?:between|from) (?P<first>{MONTH})(?: (?P<start>{YEAR}))? (?:and|to|until|through) "
        rf"(?P<month>{MONTH}){OF_YEAR}",
        months,
    ),
    rule(rf"(?:in|during|for|of) (?:the year )?(?P<year>{YEAR})", whole_year),
    rule(rf"(?:in |during |for )?(?:fy|fiscal year) ?(?P<year>{YEAR})", a_fiscal_year),
    rule(r"(?:so far )?this (?P<unit>week|month|quarter|year) so far", to_date),
    rule(r"so far this (?P<unit>week|month|quarter|year)", to_date),
    rule(r"(?P<unit>week|month|quarter|year) to date", to_date),
)


def periods_at(text: str, settings: Settings) -> Iterator[tuple[int, Span]]:
    """Every period that begins this folded text, with the number of words it takes."""
    for pattern, reader in PERIOD_RULES:
        found = pattern.match(text)
        span = reader(found, settings) if found else None
        if found and span:
            yield found.group().count(" ") + 1, span
