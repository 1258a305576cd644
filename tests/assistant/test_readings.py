"""A signature for figures that have moved is not used, and the card says what was read."""

from datetime import timedelta

from assistant.readings import KEPT, Reading, Readings
from tests.assistant.atelier import House, caller

OWNER = caller("olivia")


def test_what_was_read_is_remembered_under_its_digest() -> None:
    readings, now = Readings(), House().now
    readings.show(OWNER, "D-1", "first", Reading(now))
    readings.show(OWNER, "D-1", "second", Reading(now + timedelta(minutes=9)))
    readings.refuse(OWNER, "D-1", "first", now + timedelta(minutes=10))
    assert readings.of(OWNER, "D-1") == Reading(now)
    assert readings.of(caller("max"), "D-1") is None


def test_a_decision_that_counts_ends_it() -> None:
    readings = Readings()
    readings.refuse(OWNER, "D-1", "gone", House().now)
    readings.settle(OWNER, "D-1")
    assert readings.of(OWNER, "D-1") is None


def test_only_so_many_readings_are_kept() -> None:
    readings, now = Readings(), House().now
    for number in range(KEPT + 5):
        readings.show(OWNER, f"D-{number}", "digest", Reading(now))
    assert len(readings.shown) == KEPT
