"""Nobody is disturbed in their quiet hours, and a last call comes before them if it must."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from domain.analysis.quiet_time import LAST_CALL, digest_due, free_from, last_call, quiet_since
from domain.governance.wish import WEEK, WORKING, Digest, Quiet

ROME = ZoneInfo("Europe/Rome")
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=ROME)
NIGHT = Quiet(begins=time(19), ends=time(7))
LUNCH = Quiet(begins=time(12), ends=time(13))
WEEKEND = Quiet(days=("saturday", "sunday"))
quiets = some.builds(
    Quiet,
    begins=some.times().map(lambda at: at.replace(second=0, microsecond=0)),
    ends=some.times().map(lambda at: at.replace(second=0, microsecond=0)),
    days=some.sets(some.sampled_from(WEEK), max_size=6).map(
        lambda days: tuple(day for day in WEEK if day in days)
    ),
).filter(lambda quiet: quiet.begins != quiet.ends)
moments = some.integers(-300_000, 300_000).map(lambda n: FRIDAY + timedelta(minutes=n))


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return FRIDAY.replace(hour=hour, minute=minute) + timedelta(days=days)


def test_quiet_hours_cross_midnight_and_their_end_is_free():
    assert NIGHT.covers(at(19)) and NIGHT.covers(at(23, 59)) and NIGHT.covers(at(6, 59))
    assert not NIGHT.covers(at(7)) and not NIGHT.covers(at(18, 59))
    assert LUNCH.covers(at(12, 30)) and not LUNCH.covers(at(13))


def test_what_comes_at_night_is_told_in_the_morning_and_after_the_weekend():
    assert free_from(NIGHT, at(21)) == at(7, days=1)
    assert free_from(NIGHT, at(3)) == at(7)
    assert free_from(NIGHT, at(9)) == at(9)
    both = Quiet(begins=time(19), ends=time(7), days=WEEKEND.days)
    assert free_from(both, at(21)) == at(7, days=3)


def test_since_when_it_is_quiet():
    assert quiet_since(NIGHT, at(3, days=1)) == at(19)
    assert quiet_since(WEEKEND, at(15, days=2)) == at(0, days=1)
    assert quiet_since(NIGHT, at(12)) == at(12)


@given(quiets, moments)
def test_the_next_free_moment_is_free_and_none_before_it_is(quiet: Quiet, now: datetime):
    free = free_from(quiet, now)
    assert not quiet.covers(free) and free >= now
    if free > now:
        assert quiet.covers(free - timedelta(minutes=1)) or free - timedelta(minutes=1) < now


def test_the_last_call_is_two_hours_before_the_end_if_that_is_a_free_time():
    assert last_call(NIGHT, at(18)) == at(16)
    assert last_call(NIGHT, at(8)) == at(6)  # Told at seven, an hour before.


def test_what_ends_at_night_is_called_before_the_night():
    assert last_call(NIGHT, at(4, days=1)) == at(17)
    assert last_call(WEEKEND, at(15, days=2)) == at(22)


@given(quiets, moments)
def test_there_is_a_free_moment_between_the_last_call_and_the_end(quiet: Quiet, end: datetime):
    call = last_call(quiet, end)
    assert call <= end - LAST_CALL
    assert free_from(quiet, call) < end


def test_the_digest_comes_at_its_time_on_its_days_and_not_hours_later():
    digest = Digest(at=time(7, 30), days=WORKING)
    assert not digest_due(digest, Quiet(), at(7, 29))
    assert digest_due(digest, Quiet(), at(7, 30)) and digest_due(digest, Quiet(), at(9))
    assert not digest_due(digest, Quiet(), at(12))
    assert not digest_due(digest, Quiet(), at(8, days=1))
    assert not digest_due(Digest(at=None), Quiet(), at(8))


def test_a_digest_in_quiet_hours_comes_at_their_end_or_not_that_day():
    digest = Digest(at=time(6), days=WEEK)
    assert not digest_due(digest, NIGHT, at(6)) and digest_due(digest, NIGHT, at(7))
    assert not digest_due(digest, WEEKEND, at(6, days=1))
