"""A day in the past means its end where the business is, a time what is written."""

from datetime import UTC, datetime

import pytest

from assistant.records import Tenant
from assistant.surfaces.moments import UnknownMoment, minute, moment_of


def test_a_day_lasts_until_its_last_moment() -> None:
    end = moment_of("2026-06-01")
    assert end.isoformat() == "2026-06-01T23:59:59.999999"  # Its zone is that of the business.


def test_a_time_is_taken_as_it_is_written() -> None:
    assert moment_of("2026-06-01T12:00") == datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert moment_of("2026-06-01T12:00+02:00") == datetime(2026, 6, 1, 10, tzinfo=UTC)


def test_a_day_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownMoment, match="2026-02-30"):
        moment_of("2026-02-30")


def test_a_person_reads_the_clock_of_the_business() -> None:
    house = Tenant("atelier", "Atelier", "EUR", "Europe/Rome")
    assert minute(house, datetime(2026, 11, 20, 13, 44, tzinfo=UTC)) == "2026-11-20 14:44"
