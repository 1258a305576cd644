"""Days: "October 3", "the tenth of November", "next Friday", 03/10/2025."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from assistant.phrasebook import calendar
from assistant.phrasebook.periods import MONTH, MONTH_NUMBERS, YEAR
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.vocabulary.calendar_words import (
    AMBIGUOUS_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)
from assistant.phrasebook.vocabulary.cardinals import ORDINALS

Days = tuple[date, ...]  # more than one: the sentence does not say which
Reader = Callable[[re.Match[str], Settings], Days]

WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)} | SHORT_WEEKDAYS
WEEKDAY = "|".join(sorted(WEEKDAY_NUMBERS, key=len, reverse=True))
LONG_WEEKDAY = "|".join(WEEKDAYS)
DAY = r"(?P<day>(?:20 |30 )?(?:{words})|\d{{1,2}}(?:st|nd|rd|th)?)".format(words="|".join(ORDINALS))
ORDINAL = r"(?P<day>(?:20 |30 )?(?:{words})|\d{{1,2}}(?:st|nd|rd|th))".format(
    words="|".join(ORDINALS)
)
SAID_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def day_number(said: str) -> int:
    """Of "10th", "tenth" or "20 first" the number."""
    tens, _, last = said.rpartition(" ")
    number = ORDINALS.get(last) or int(re.sub(r"\D", "", last))
    return number + (int(tens) if tens else 0)


def known(*days: date | None) -> Days:
    return tuple(dict.fromkeys(day for day in days if day))


def in_month(found: re.Match[str], settings: Settings) -> Days:
    month, day = MONTH_NUMBERS[found["month"]], day_number(found["day"])
    if found["year"]:
        return known(calendar.day_of(int(found["year"]), month, day))
    return known(calendar.next_day(settings.today, month, day))


def of_this_month(found: re.Match[str], settings: Settings) -> Days:
    """ "On the 15th": the next one there is."""
    number, today = day_number(found["day"]), settings.today
    for ahead in range(3):
        month = calendar.month_of(today.year, today.month + ahead).first
        day = calendar.day_of(month.year, month.month, number)
        if day and day >= today:
            return (day,)
    return ()


def iso(found: re.Match[str], settings: Settings) -> Days:
    return known(calendar.day_of(*(int(part) for part in found["iso"].split("-"))))


def numeric(found: re.Match[str], settings: Settings) -> Days:
    """Day and month, unless both orders make a day and the tenant has not chosen one."""
    first, second, year = (int(found[name]) for name in ("first", "second", "year"))
    year += 2000 if year < 100 else 0
    day_first = calendar.day_of(year, second, first)
    month_first = calendar.day_of(year, first, second)
    if settings.day_first is None and found["mark"] == "/":
        return known(day_first, month_first)
    return known(day_first if settings.day_first is not False else month_first)


def said_today(found: re.Match[str], settings: Settings) -> Days:
    return (settings.today + timedelta(days=SAID_TODAY[found["word"]]),)


def this_morning(found: re.Match[str], settings: Settings) -> Days:
    return (settings.today,)


def weekday(found: re.Match[str], settings: Settings) -> Days:
    """Alone or with "this" the coming one; "next" may be that one or the one a week later."""
    number, today = WEEKDAY_NUMBERS[found["weekday"]], settings.today
    coming = today + timedelta(days=(number - today.weekday()) % 7)
    match found["which"]:
        case "last":
            return (today - timedelta(days=(today.weekday() - number - 1) % 7 + 1),)
        case "next":
            next_week = calendar.weekday_in(calendar.around(settings, "week", 1), number)
            return known(coming if coming > today else None, next_week)
        case _:
            return (coming,)


def weekday_of_week(found: re.Match[str], settings: Settings) -> Days:
    step = {"this": 0, "next": 1, "last": -1}[found["which"]]
    week = calendar.around(settings, "week", step)
    return (calendar.weekday_in(week, WEEKDAY_NUMBERS[found["weekday"]]),)


def ahead(found: re.Match[str], settings: Settings) -> Days:
    days = int(found["count"]) * (7 if found["unit"] == "week" else 1)
    return (settings.today + timedelta(days=days),)


def ago(found: re.Match[str], settings: Settings) -> Days:
    days = int(found["count"]) * (7 if found["unit"] == "week" else 1)
    return (settings.today - timedelta(days=days),)


def rule(pattern: str, reader: Reader) -> tuple[re.Pattern[str], Reader]:
    return re.compile(pattern + r"(?![^ ])"), reader


ON = r"(?:(?:on|by|to|for|until) )?(?:the )?"
DAY_RULES = (
    rule(rf"{ON}{DAY}(?: of)? (?P<month>{MONTH})(?: (?P<year>{YEAR}))?", in_month),
    rule(rf"{ON}(?P<month>{MONTH}) (?:the )?{DAY}(?: (?P<year>{YEAR}))?", in_month),
    rule(rf"(?:on|by|until|to) the {ORDINAL}", of_this_month),
    rule(r"(?:on |by )?(?P<iso>\d{4}-\d{1,2}-\d{1,2})", iso),
    rule(
        r"(?:on |by )?(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})[./](?P<year>\d{2,4})",
        numeric,
    ),
    rule(r"(?P<word>today|tonight|yesterday|tomorrow)", said_today),
    rule(r"this (?:morning|afternoon|evening)", this_morning),
    rule(rf"(?:on |by )?(?P<which>)(?P<weekday>{LONG_WEEKDAY})", weekday),
    rule(rf"(?:on |by )?(?P<which>this|next|last|on|by) (?P<weekday>{WEEKDAY})", weekday),
    rule(
        rf"(?:on |by )?(?P<weekday>{WEEKDAY}) (?:of )?(?P<which>this|next|last) week",
        weekday_of_week,
    ),
    rule(r"in (?P<count>\d{1,3}) (?P<unit>day|week)(?: time)?", ahead),
    rule(r"(?P<count>\d{1,3}) (?P<unit>day|week) ago", ago),
)


def days_at(text: str, settings: Settings) -> Iterator[tuple[int, Days]]:
    """Every day that begins this folded text, with the number of words it takes."""
    for pattern, reader in DAY_RULES:
        found = pattern.match(text)
        days = reader(found, settings) if found else ()
        if found and (days or surely_meant(found)):
            yield found.group().count(" ") + 1, days


def surely_meant(found: re.Match[str]) -> bool:
    """Whether a day that does not exist was meant as one: "March 40" may be forty of something."""
    parts = found.groupdict()
    if parts.get("day") and parts.get("month"):
        return parts["month"] not in AMBIGUOUS_MONTHS
    return bool(parts.get("iso") or parts.get("mark"))
