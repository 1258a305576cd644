"""Agents ask each other in few rounds, never in a circle, and people settle what they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.governance.consultation import MEMBERS, ROUNDS, Consultation, consultation
from domain.governance.consultation_events import (
    ConcludeConsultation,
    ConsultationCommand,
    ReopenConflict,
    SettleConflict,
    TakeUpCounter,
)
from domain.governance.consultations import consultations
from domain.kernel import Refused
from tests.domain.talk_lives import AGAIN, ASKED, CONFLICT, COUNTER, TALKS, says
from tests.spec import Spec, facts_of

talk = Spec(consultation)


def after(*commands: ConsultationCommand):
    state, events = consultation.initial, []
    for command in commands:
        for event in consultation.decide(state, command):
            state = consultation.evolve(state, event)
            events.append(event)
    return state, events


def test_it_says_who_asks_whom_and_what_they_say():
    _, events = after(ASKED, COUNTER, says("inventory-agent", "agree"), AGAIN)
    assert [str(event) for event in events] == [
        "procurement-agent asks fulfillment-agent and inventory-agent about CALF: "
        "Calf hide has 3 HIDE left, below its reorder point of 5 HIDE.",
        "fulfillment-agent proposes something else about CALF: As the record says.",
        "inventory-agent agrees about CALF: As the record says.",
        "procurement-agent asks again about CALF, in round 2: Customers wait for 9 HIDE.",
    ]


def test_a_second_question_about_the_same_occasion_is_refused():
    state, _ = after(ASKED)
    with pytest.raises(Refused, match="asked already"):
        consultation.decide(state, ASKED)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("procurement-agent",), "asks_itself"),
        (("inventory-agent", "inventory-agent"), "asks_itself"),
        ((), "too_many_asked"),
        (tuple("abcd"), "too_many_asked"),
    ],
)
def test_nobody_asks_himself_or_one_peer_twice_or_too_many(asked, code):
    talk.when(ASKED.model_copy(update={"asked": asked})).refused(code)
    assert MEMBERS == 4


def test_only_who_was_asked_answers_and_only_the_round_that_is_on():
    state, _ = after(ASKED)
    with pytest.raises(Refused, match="was not asked"):
        consultation.decide(state, says("payables-agent", "agree"))
    with pytest.raises(Refused, match="answer round 1"):
        consultation.decide(state, says("inventory-agent", "agree", 2))
    answered, _ = after(ASKED, says("inventory-agent", "agree"))
    assert consultation.decide(answered, says("inventory-agent", "disagree")) == []
    assert answered.waits_for == ("fulfillment-agent",)


def test_what_was_put_before_is_not_put_again():
    state, _ = after(ASKED, COUNTER)
    same = TakeUpCounter(arguments=ASKED.arguments, reason="As before")
    with pytest.raises(Refused) as circle:
        consultation.decide(state, same)
    assert circle.value.code == "in_a_circle"


def test_people_settle_a_conflict_and_may_open_it_again():
    state, events = after(ASKED, CONFLICT, SettleConflict(reason="We wait"))
    assert state.status == "settled"
    undo = events[-1].undo()
    assert isinstance(undo, ReopenConflict)
    [again] = consultation.decide(state, undo)
    assert consultation.evolve(state, again).status == "conflict"
    with pytest.raises(Refused, match="no conflict"):
        consultation.decide(after(ASKED)[0], SettleConflict(reason="Too early"))


def test_its_row_shows_a_conflict_whichever_way_they_got_stuck():
    for outcome in ("conflict", "bounded"):
        stuck = ConcludeConsultation(outcome=outcome, reason="No end")
        _, events = after(ASKED, COUNTER, stuck)
        [row] = consultations.fold({}, facts_of("consultation-CON-7", *events)).values()
        assert (row.status, row.asker, row.about) == ("conflict", "procurement-agent", "CALF")
        assert row.answers == ("fulfillment-agent proposes something else: As the record says",)


counters = st.integers(0, 9).map(
    lambda n: TakeUpCounter(arguments={**ASKED.arguments, "quantity": f"{n} HIDE"}, reason="So")
)
answers = st.builds(
    says,
    st.sampled_from(["fulfillment-agent", "inventory-agent", "payables-agent"]),
    st.sampled_from(["agree", "disagree", "counter"]),
    st.integers(1, 6),
)
others = st.sampled_from([*TALKS["consultation"], CONFLICT])


@given(st.lists(st.one_of(counters, answers, others), max_size=40))
def test_however_they_talk_it_ends_within_its_rounds_and_never_goes_round(said):
    state: Consultation = consultation.initial
    for command in said:
        try:
            events = consultation.decide(state, command)
        except Refused:
            continue
        for event in events:
            state = consultation.evolve(state, event)
    assert state.round <= ROUNDS
    put = [tuple(sorted(arguments.items())) for arguments in state.proposed]
    assert len(put) == len({*put}) <= ROUNDS
