"""A breaker opens by outages, errors and costs, waits, tries one call, and closes by a good one."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from guardrails.breakers import (
    MINUTE,
    USUAL,
    Breaker,
    Limits,
    Outcome,
    Trip,
    begun,
    ended,
    faster,
    looping,
)

GOOD, BAD, AWAY = Outcome(ok=True), Outcome(ok=False), Outcome(ok=False, down=True)
NEW = Breaker("agent.assistant")


def after(*outcomes: Outcome, breaker: Breaker = NEW) -> tuple[Breaker, Trip | None]:
    trip = None
    for outcome in outcomes:
        breaker, trip = ended(breaker, outcome, 0.0)
    return breaker, trip


def test_an_outage_opens_it_and_says_so_once():
    breaker, trip = after(AWAY, AWAY, AWAY)
    assert breaker.state == "open" and trip is not None and trip.kind == "outage"
    assert ended(breaker, AWAY, 1.0) == (breaker, None)


def test_a_good_call_in_between_begins_the_count_anew():
    assert after(AWAY, AWAY, GOOD, AWAY, AWAY)[0].state == "closed"


def test_more_errors_than_answers_open_it_when_there_were_enough_calls():
    assert after(*[BAD] * 9)[0].state == "closed"
    breaker, trip = after(*[BAD] * 10)
    assert breaker.state == "open" and trip is not None and trip.kind == "errors"
    assert after(*[GOOD, BAD] * 20)[0].state == "closed"


def test_a_call_far_above_the_usual_cost_opens_it():
    usual = [Outcome(ok=True, cost=Decimal("0.01"))] * 10
    assert after(*usual, Outcome(ok=True, cost=Decimal("0.10")))[0].state == "closed"
    breaker, trip = after(*usual, Outcome(ok=True, cost=Decimal("0.11")))
    assert breaker.state == "open" and trip is not None and trip.kind == "cost"


def test_after_its_pause_one_call_is_tried_and_no_second_beside_it():
    breaker, _ = after(AWAY, AWAY, AWAY)
    assert not breaker.lets(USUAL.pause - 1)
    assert breaker.lets(USUAL.pause)
    trying = begun(breaker, USUAL.pause)
    assert trying.state == "half_open" and not trying.lets(USUAL.pause + 1)


def test_a_good_trial_closes_it_and_a_bad_one_doubles_the_pause_up_to_the_longest():
    breaker, _ = after(AWAY, AWAY, AWAY)
    assert ended(begun(breaker, 30.0), GOOD, 31.0) == (Breaker("agent.assistant"), None)
    for _ in range(10):
        moment = breaker.since + breaker.pause
        longer, trip = ended(begun(breaker, moment), AWAY, moment)
        assert longer.pause == min(breaker.pause * 2, USUAL.longest) and trip is None
        breaker = longer
    assert breaker.pause == USUAL.longest


def test_a_trial_that_never_ends_gives_way_to_another_after_the_pause():
    trying = begun(after(AWAY, AWAY, AWAY)[0], 30.0)
    assert trying.lets(30.0 + trying.pause)


def test_400_calls_a_minute_are_stopped_long_before():
    calls: tuple[float, ...] = ()
    made = 0
    trips = []
    for n in range(400):
        calls, trip = faster("agent.assistant", calls, n * 0.15)
        made += trip is None
        trips += [trip] if trip else []
    assert made == 120 and trips[0].kind == "rate"


def test_the_same_call_for_the_fourth_time_in_a_turn_is_a_loop():
    made = [("late_deliveries", "{}")] * 3
    trip = looping("agent.assistant", made, ("late_deliveries", "{}"))
    assert trip is not None
    assert trip.sentence == "late_deliveries was called 4 times with the same arguments."
    assert looping("agent.assistant", made, ("late_deliveries", '{"a":1}')) is None


OUTCOMES = st.builds(
    Outcome, ok=st.booleans(), down=st.booleans(), cost=st.integers(0, 500).map(Decimal)
)


@given(st.lists(st.tuples(OUTCOMES, st.floats(0, 100)), max_size=80))
def test_whatever_happens_an_open_breaker_lets_nothing_through_before_its_pause(steps):
    breaker, now, trips, opened = NEW, 0.0, 0, 0
    for outcome, passed in steps:
        now += passed
        if not breaker.lets(now):
            assert breaker.state != "closed" and now - breaker.since < breaker.pause
            continue
        breaker = begun(breaker, now)
        was = breaker.state
        breaker, trip = ended(breaker, outcome, now)
        opened += was == "closed" and breaker.state == "open"
        trips += trip is not None
        assert breaker.state in ("closed", "open")
        assert breaker.pause <= USUAL.longest
        assert len(breaker.outcomes) <= USUAL.window and len(breaker.costs) <= USUAL.window
    assert trips == opened


@given(st.lists(st.floats(0, 20), max_size=200), st.integers(1, 10))
def test_no_minute_ever_holds_more_calls_than_its_limit(gaps, most):
    limits = Limits(calls_a_minute={"agent": most})
    calls: tuple[float, ...] = ()
    made, now = [], 0.0
    for gap in gaps:
        now += gap
        calls, trip = faster("agent.a", calls, now, limits)
        if trip is None:
            made.append(now)
    for start in made:
        assert sum(start <= moment < start + MINUTE for moment in made) <= most
