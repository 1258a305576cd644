"""What the model's work counts for is an estimate that somebody signs, and can take back."""

from decimal import Decimal

import pytest

from domain.governance.worth import SetWorth, Worth, WorthSet, worth
from tests.spec import Spec

of = Spec(worth)
PAID = SetWorth(signed=Decimal(4), hourly=Decimal("18.00"), currency="EUR")


def test_the_estimate_reads_as_it_counts():
    of.when(PAID).says(
        "The minutes counted are 4 for a draft signed as it was made, 1 for a draft signed after a "
        "correction, -1 for a draft that somebody rejected and 1 for an answer; "
        "an hour counts as €18.00."
    )


def test_the_same_again_changes_nothing_and_undo_brings_back_the_earlier_one():
    [done] = of.when(PAID).events
    of.given(done).when(PAID).then()
    [back] = of.given(done).when(done.undo()).events
    assert worth.fold([done, back]) == Worth()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"signed": Decimal(481)}, "too_many_minutes"),
        ({"rejected": Decimal(-481)}, "too_many_minutes"),
        ({"hourly": Decimal(-1)}, "negative_rate"),
    ],
)
def test_what_is_no_estimate_is_refused(wrong, code):
    of.when(SetWorth(**wrong)).refused(code)


def test_an_event_carries_what_was_before():
    [done] = of.given(WorthSet(signed=Decimal(2), earlier=Worth())).when(PAID).events
    assert done.earlier == Worth(signed=Decimal(2))
