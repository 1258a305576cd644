"""What a member puts off returns on its day, and what one looks after others need not."""

from datetime import date

from domain.governance.attention import (
    LetGo,
    LookAfter,
    MatterLookedAfter,
    MatterPutOff,
    PutOff,
    TakeUp,
    attention,
)
from domain.governance.attention_marks import attention_marks
from tests.spec import Spec, facts_of

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
MARK = {"about": "PO-7", "user": "olivia"}
put_off = MatterPutOff(**MARK, until=MONDAY)
looked_after = MatterLookedAfter(**MARK)
of = Spec(attention)


def test_it_is_put_off_until_a_day_that_is_to_come():
    of.when(PutOff(**MARK, until=MONDAY, on=FRIDAY)).says("olivia puts PO-7 off until 23 Nov 2026.")
    of.when(PutOff(**MARK, until=FRIDAY, on=FRIDAY)).refused("not_to_come", "later day")
    of.given(put_off).when(PutOff(**MARK, until=MONDAY)).then()


def test_only_what_was_put_off_is_taken_up():
    of.when(TakeUp(**MARK)).refused("not_put_off")
    of.given(put_off).when(TakeUp(**MARK)).says("olivia takes PO-7 up again.")


def test_one_member_looks_after_it_at_a_time():
    of.when(LookAfter(**MARK)).says("olivia looks after PO-7.")
    of.given(looked_after).when(LookAfter(**MARK)).then()
    taken = MatterLookedAfter(about="PO-7", user="max", earlier="olivia")
    of.given(looked_after).when(LookAfter(about="PO-7", user="max")).then(taken)
    of.given(looked_after).when(LetGo(about="PO-7", user="max")).refused("not_looked_after")


def test_what_was_marked_is_taken_back_to_what_stood_before():
    assert put_off.undo() == TakeUp(**MARK)
    later = MatterPutOff(**MARK, until=date(2026, 12, 1), earlier=MONDAY)
    assert later.undo() == PutOff(**MARK, until=MONDAY)
    taken = MatterLookedAfter(about="PO-7", user="max", earlier="olivia")
    assert taken.undo() == LookAfter(**MARK)
    assert looked_after.undo() == LetGo(**MARK)


def test_a_row_is_there_for_as_long_as_it_says_anything():
    taken = MatterLookedAfter(about="PO-7", user="max", earlier="olivia")
    facts = facts_of("attention-PO-7", put_off, looked_after, taken)
    rows = {row.user: row for row in attention_marks.fold({}, facts).values()}
    assert (rows["olivia"].keeps, rows["olivia"].until) == (False, MONDAY)
    assert rows["max"].keeps
    only = facts_of("attention-PO-7", looked_after, taken)
    assert [row.user for row in attention_marks.fold({}, only).values()] == ["max"]
