"""Moments: a point in the past as a person or a program writes it."""

from datetime import UTC, date, datetime, time, timedelta


class UnknownMoment(ValueError):
    """The text is no date; the error says how to write one."""


def moment_of(text: str) -> datetime:
    """A day means its end; a time is taken as UTC unless it says otherwise."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return time_of(text)
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def time_of(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        reason = f"{text[:40]!r} is no date: write it as 2026-05-31 or 2026-05-31T12:00."
        raise UnknownMoment(reason) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
