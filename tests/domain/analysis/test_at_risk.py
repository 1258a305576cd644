"""A customer is at risk when plain signs weigh enough; each of them is told in words."""

from datetime import date
from decimal import Decimal

from domain.analysis.at_risk import Signs, risk

TODAY = date(2026, 11, 20)


def test_nothing_known_is_no_risk():
    assert risk(Signs(), TODAY) == risk(Signs(unresolved=1), TODAY)
    assert not risk(Signs(), TODAY).at_risk


def test_one_severe_ticket_is_enough_and_the_heaviest_sign_comes_first():
    found = risk(Signs(withdrawn=1, severe=2, unresolved=2), TODAY)
    assert (found.weight, found.at_risk) == (6, True)
    assert found.signs == ("2 severe tickets", "2 unresolved tickets", "1 withdrawn consent")


def test_silence_is_measured_by_their_own_interval():
    weekly = Signs(last_order=date(2026, 11, 1), usual_days=7)
    assert risk(weekly, TODAY).signs == ("no order since 1 Nov 2026, usually one every 7 days",)
    assert risk(Signs(last_order=date(2026, 11, 1), usual_days=30), TODAY).signs == ()
    assert risk(Signs(last_order=date(2020, 1, 1)), TODAY).signs == ()


def test_a_withdrawn_consent_alone_is_no_reason_to_call():
    assert not risk(Signs(withdrawn=1), TODAY).at_risk
    assert risk(Signs(withdrawn=1, overdue=Decimal(80)), TODAY).at_risk
    assert not risk(Signs(dunning_level=1), TODAY).at_risk
    assert risk(Signs(dunning_level=2), TODAY).at_risk
