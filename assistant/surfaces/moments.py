"""Moments: a point in the past as a person or a program writes it."""

from datetime import UTC, date, datetime, time

from assistant.records import Tenant


class UnknownMoment(ValueError):
    """The text is no date; the error says how to write one."""


def minute(tenant: Tenant, at: datetime) -> str:
    """A moment by the clock of the business: 2026-11-20 14:44."""
    return f"{tenant.local(at):%Y-%m-%d %H:%M}"


def moment_of(text: str) -> datetime:
    """A day means its end where the business is; a time is UTC unless it says otherwise."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return time_of(text)
    return datetime.combine(day, time.max)  # Its zone is that of the business.


def time_of(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        reason = f"{text[:40]!r} is no date: write it as 2026-05-31 or 2026-05-31T12:00."
        raise UnknownMoment(reason) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
