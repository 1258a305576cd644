"""Periods: a span of days in words, as conditions, and the span that came before it."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from domain.kernel.wording import month
from domain.kernel.words import day
from tools.readings import Span

ALWAYS = ""


def within(column: Any, span: Span | None) -> tuple[bool, ...]:
    """The conditions that a date column lies in a span; none for all time."""
    return () if span is None else (column >= span.first, column <= span.last)


def spoken(span: Span | None) -> str:
    """As it follows a figure: in 2024, in Q1 2024, in May 2024, from 1 May 2024 to 7 May 2024."""
    if span is None:
        return ALWAYS
    if span.first == span.last:
        return f"on {day(span.first)}"
    match months_in(span):
        case 12 if span.first.month == 1:
            return f"in {span.first.year}"
        case 3 if span.first.month % 3 == 1:
            return f"in Q{span.first.month // 3 + 1} {span.first.year}"
        case 1:
            return f"in {month(span.first)}"
        case _:
            return f"from {day(span.first)} to {day(span.last)}"


def before(span: Span) -> Span:
    """The span of the same length that ends where this one begins."""
    last = span.first - timedelta(days=1)
    whole = months_in(span)
    if not whole:
        return Span(first=span.first - (span.last - span.first) - timedelta(days=1), last=last)
    counted = span.first.year * 12 + span.first.month - 1 - whole
    return Span(first=date(counted // 12, counted % 12 + 1, 1), last=last)


def covered(span: Span, begun: date) -> bool:
    """Whether the records, which begin on that day, miss no more than a tenth of the span."""
    return (begun - span.first).days * 10 <= (span.last - span.first).days + 1


def months_in(span: Span) -> int:
    """How many whole calendar months a span is; 0 when it is no such thing."""
    whole = span.first.day == 1 and span.last.day == last_of_month(span.last)
    years = span.last.year - span.first.year
    return years * 12 + span.last.month - span.first.month + 1 if whole else 0


def last_of_month(on: date) -> int:
    return monthrange(on.year, on.month)[1]
