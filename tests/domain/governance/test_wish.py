"""A member says when to be left in peace and when the digest comes; each of it is taken back."""

from datetime import time

from domain.governance.wish import (
    WEEK,
    WORKING,
    Digest,
    DigestWished,
    Quiet,
    QuietWished,
    SinglesWished,
    WishDigest,
    Wishes,
    WishQuiet,
    WishSingles,
    wish,
)
from domain.governance.wishes import wishes
from tests.spec import Spec, facts_of

NIGHT = {"begins": time(19), "ends": time(7)}
quiet = QuietWished(user="max", **NIGHT, days=("sunday",))
of = Spec(wish)


def test_quiet_hours_and_days_are_said_in_one_sentence():
    command = WishQuiet(user="max", **NIGHT, days=("sunday",))
    of.when(command).says("max is sent nothing between 19:00 and 07:00 and on Sundays.")
    of.given(quiet).when(command).then()
    of.given(quiet).when(WishQuiet(user="max")).says("max is sent messages at any time.")


def test_quiet_hours_have_two_ends_and_leave_some_time():
    of.when(WishQuiet(user="max", begins=time(19))).refused("half_open", "both")
    of.when(WishQuiet(user="max", begins=time(7), ends=time(7))).refused("no_hours")
    of.when(WishQuiet(user="max", days=WEEK)).refused("never_sent")


def test_the_digest_comes_on_working_days_at_eight_until_somebody_says_otherwise():
    assert Wishes() == Wishes(Quiet(), Digest(at=time(8), days=WORKING), True)
    of.when(WishDigest(user="max", at=time(8), days=WORKING)).then()
    of.when(WishDigest(user="max", at=time(7, 30))).says(
        "max gets the digest at 07:30 on working days."
    )
    of.when(WishDigest(user="max", at=time(7), days=("friday", "monday"))).says(
        "max gets the digest at 07:00 on Mondays and Fridays."
    )
    of.when(WishDigest(user="max", at=None)).says("max gets no digest.")
    of.when(WishDigest(user="max", at=time(8), days=())).refused("no_day", "turn it off")


def test_single_messages_are_turned_off_and_on():
    off = SinglesWished(user="max", on=False)
    of.when(WishSingles(user="max", on=True)).then()
    of.when(WishSingles(user="max", on=False)).then(off)
    of.given(off).when(WishSingles(user="max", on=True)).says("max gets a message for each draft.")


def test_a_wish_is_taken_back_to_what_stood_before():
    assert quiet.undo() == WishQuiet(user="max")
    earlier = Digest(at=None, days=WORKING)
    again = DigestWished(user="max", at=time(7), earlier=earlier)
    assert again.undo() == WishDigest(user="max", at=None, days=WORKING)
    assert SinglesWished(user="max", on=False).undo() == WishSingles(user="max", on=True)


def test_the_row_of_a_member_says_all_they_wish():
    off = DigestWished(user="max", at=None)
    facts = facts_of("wish-max", quiet, off, SinglesWished(user="max", on=False))
    [row] = wishes.fold({}, facts).values()
    assert row.wishes == Wishes(
        Quiet(**NIGHT, days=("sunday",)), Digest(at=None, days=WORKING), False
    )
