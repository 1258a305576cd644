"""The calendar of a tenant: weeks, months, quarters, halves and years as stretches of days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.phrasebook.settings import Settings


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"


def months_from(year: int, month: int, count: int) -> Span:
    """So many whole months; the month may lie outside 1 to 12 and moves the year."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    ahead = first.month - 1 + count
    following = date(first.year + ahead // 12, ahead % 12 + 1, 1)
    return Span(first, following - timedelta(days=1))


def month_of(year: int, month: int) -> Span:
    return months_from(year, month, 1)


def calendar_year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def fiscal_year(settings: Settings, year: int) -> Span:
    """Named after the calendar year in which it ends."""
    start = settings.fiscal_year_start
    return months_from(year - (start > 1), start, 12)


def part_of_year(settings: Settings, year: int, number: int, parts: int) -> Span:
    """The second quarter, the first half: a part of a fiscal year."""
    months = 12 // parts
    opening = fiscal_year(settings, year).first
    return months_from(opening.year, opening.month + (number - 1) * months, months)


def fiscal_year_of(settings: Settings, day: date) -> int:
    later = settings.fiscal_year_start > 1 and day.month >= settings.fiscal_year_start
    return day.year + later


def latest_begun(settings: Settings, number: int, parts: int) -> Span:
    """A part of a year without its year: the latest one that has begun."""
    year = fiscal_year_of(settings, settings.today)
    span = part_of_year(settings, year, number, parts)
    return span if span.first <= settings.today else part_of_year(settings, year - 1, number, parts)


def latest_month(settings: Settings, month: int) -> Span:
    year = settings.today.year - (month > settings.today.month)
    return month_of(year, month)


def around(settings: Settings, unit: str, step: int) -> Span:
    """This unit of time, or the one so many steps away."""
    today = settings.today
    match unit:
        case "day":
            day = today + timedelta(days=step)
            return Span(day, day)
        case "week":
            since = (today.weekday() - settings.week_starts) % 7
            first = today + timedelta(days=7 * step - since)
            return Span(first, first + timedelta(days=6))
        case "month":
            return month_of(today.year, today.month + step)
        case "quarter" | "half":
            parts = 4 if unit == "quarter" else 2
            year = fiscal_year_of(settings, today)
            passed = (today.month - settings.fiscal_year_start) % 12 // (12 // parts)
            return part_of_year(settings, year, passed + 1 + step, parts)
        case "fiscal year":
            return fiscal_year(settings, fiscal_year_of(settings, today) + step)
        case _:
            return calendar_year(today.year + step)


def last_days(settings: Settings, count: int, unit: str) -> Span:
    """The past so many days, weeks, months or years up to and with today."""
    today = settings.today
    if unit in ("day", "week"):
        first = today - timedelta(days=count * (7 if unit == "week" else 1) - 1)
    else:
        months = count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
        first = months_before(today, months) + timedelta(days=1)
    return Span(first, today)


def months_before(day: date, months: int) -> date:
    month = month_of(day.year, day.month - months)
    return month.first.replace(day=min(day.day, month.last.day))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or nothing if there is no such day."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def next_day(today: date, month: int, day: int) -> date | None:
    """A day without a year: the next one, today included."""
    for year in range(today.year, today.year + 9):
        found = day_of(year, month, day)
        if found and found >= today:
            return found
    return None


def weekday_in(span: Span, weekday: int) -> date:
    return span.first + timedelta(days=(weekday - span.first.weekday()) % 7)
