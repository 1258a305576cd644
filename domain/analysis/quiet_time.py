"""Quiet time: when somebody may be told again, and when the last call before a deadline is."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from domain.governance.wish import Digest, Quiet

DAY = timedelta(days=1)
FARTHEST = 8
"""Days to look ahead and back; one day of each week is free."""
LAST_CALL = timedelta(hours=2)
LATE = timedelta(hours=4)
"""A digest that could not come at its time comes up to so long after it, and then not that day."""
MIDNIGHT = time()


def edges(quiet: Quiet, local: datetime) -> Iterator[datetime]:
    """The times around this one at which it may become quiet or free again."""
    times = sorted({MIDNIGHT, *filter(None, (quiet.begins, quiet.ends))})
    for days in range(-FARTHEST, FARTHEST + 1):
        on = (local + days * DAY).date()
        yield from (datetime.combine(on, at, local.tzinfo) for at in times)


def free_from(quiet: Quiet, local: datetime) -> datetime:
    """This moment, or the first after it at which something may be sent."""
    if not quiet.covers(local):
        return local
    later = (edge for edge in edges(quiet, local) if edge > local and not quiet.covers(edge))
    return next(later, local + FARTHEST * DAY)


def quiet_since(quiet: Quiet, local: datetime) -> datetime:
    """Since when it has been quiet without a break; this moment where it is free."""
    begun = local
    for edge in sorted((e for e in edges(quiet, local) if e <= local), reverse=True):
        if not quiet.covers(edge):
            return begun
        begun = edge
    return begun


def last_call(quiet: Quiet, expires: datetime) -> datetime:
    """From when on somebody hears that a draft is about to expire: before their quiet hours,
    where there would be no other time."""
    call = expires - LAST_CALL
    if free_from(quiet, call) < expires:
        return call
    return quiet_since(quiet, call) - LAST_CALL


def digest_due(digest: Digest, quiet: Quiet, local: datetime) -> bool:
    """Whether it is the time of this day's digest, or shortly after the end of quiet then."""
    if digest.at is None:
        return False
    at = free_from(quiet, datetime.combine(local.date(), digest.at, local.tzinfo))
    wanted = local.strftime("%A").lower() in digest.days
    return wanted and at.date() == local.date() and at <= local < at + LATE
