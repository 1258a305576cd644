"""A member who is away names who stands in; days do not overlap, and it ends by itself."""

from datetime import date

from domain.governance.absence import (
    AbsenceEnded,
    AbsenceRecorded,
    EndAbsence,
    RecordAbsence,
    absence,
)
from domain.governance.absences import absences
from tests.spec import Spec, facts_of

FRIDAY, MONDAY, NEXT_FRIDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 27)
SPAN = {"user": "olivia", "first": MONDAY, "last": NEXT_FRIDAY, "stand_in": "max"}
record = RecordAbsence(**SPAN, on=FRIDAY)
recorded = AbsenceRecorded(**SPAN)
of = Spec(absence)


def test_an_absence_names_its_days_and_who_stands_in():
    of.when(record).says("olivia is away from 23 Nov 2026 to 27 Nov 2026, and max stands in.")


def test_nobody_stands_in_for_themselves():
    of.when(RecordAbsence(**SPAN | {"stand_in": "olivia"})).refused("own_stand_in", "another")


def test_an_absence_ends_after_it_begins_and_is_not_over_yet():
    backwards = SPAN | {"first": NEXT_FRIDAY, "last": MONDAY}
    of.when(RecordAbsence(**backwards)).refused("ends_before_it_begins")
    past = RecordAbsence(**SPAN, on=date(2026, 12, 1))
    of.when(past).refused("absence_over", "27 Nov 2026 is over")
    of.when(RecordAbsence(**SPAN | {"last": date(2028, 1, 1)})).refused("too_long", "a year")


def test_two_absences_of_one_member_do_not_overlap():
    crossing = RecordAbsence(
        user="olivia", first=NEXT_FRIDAY, last=date(2026, 12, 4), stand_in="bea"
    )
    of.given(recorded).when(crossing).refused("absence_overlaps", "max stands in")
    after = crossing.model_copy(update={"first": date(2026, 11, 28)})
    assert len(of.given(recorded).when(after).events) == 1


def test_it_is_ended_early_and_each_takes_the_other_back():
    of.given(recorded).when(EndAbsence(user="olivia", first=MONDAY)).then(AbsenceEnded(**SPAN))
    of.when(EndAbsence(user="olivia", first=MONDAY)).refused("no_such_absence")
    assert recorded.undo() == EndAbsence(user="olivia", first=MONDAY)
    of.when(AbsenceEnded(**SPAN).undo()).then(recorded)


def test_the_row_is_there_until_it_is_ended():
    facts = facts_of("absence-olivia", recorded)
    [row] = absences.fold({}, facts).values()
    assert (row.user, row.stand_in, row.last) == ("olivia", "max", NEXT_FRIDAY)
    ended = facts_of("absence-olivia", recorded, AbsenceEnded(**SPAN))
    assert absences.fold({}, ended) == {}
