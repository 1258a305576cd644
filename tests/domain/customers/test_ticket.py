"""A ticket is open until it is answered or resolved, and every step of it can be undone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customers.ticket import ticket
from domain.customers.ticket_events import (
    AnswerTicket,
    RateTicket,
    ReopenTicket,
    ResolveTicket,
    WithdrawTicket,
)
from domain.customers.tickets import tickets
from tests.domain.customer_lives import LATER, SINCE, WHY, opened
from tests.domain.histories import histories, steps_of
from tests.spec import Spec, facts_of

none = Spec(ticket)
ANSWER = AnswerTicket(note="We send another.", on=SINCE)
RESOLVE = ResolveTicket(note="It works now.", on=LATER)


def done(*commands):
    spec = none
    for command in commands:
        spec = spec.given(*spec.when(command).events)
    return spec


def row(spec):
    [found] = tickets.fold({}, facts_of("ticket-T-7", *spec.history)).values()
    return found


def test_a_ticket_tells_who_asks_what_about_which_order():
    none.when(opened(severity="urgent")).says(
        "Anna Rossi opens T-7 about SO-3 on 2 Mar 2026, urgent: The lock jams."
    )
    none.when(opened(order="")).says("Anna Rossi opens T-7 on 2 Mar 2026: The lock jams.")
    done(opened()).when(opened()).refused("known", "T-7")


def test_it_is_answered_as_often_as_needed_and_resolved_once():
    answered = done(opened(), ANSWER, ANSWER.model_copy(update={"note": "And a spare."}))
    assert row(answered).status == "answered"
    resolved = done(opened(), ANSWER, RESOLVE)
    assert str(resolved.history[-1]) == "T-7 of Anna Rossi is resolved: It works now."
    assert (row(resolved).status, row(resolved).resolution_days) == ("resolved", 18)
    resolved.when(RESOLVE).refused("ticket_resolved", "open or answered")
    resolved.when(ANSWER).refused("ticket_resolved")
    resolved.when(RateTicket(severity="high")).refused("ticket_resolved")


def test_a_resolved_ticket_may_be_opened_again():
    again = done(opened(), RESOLVE, ReopenTicket(note="It jams again.", on=LATER))
    assert (row(again).status, row(again).resolution_days) == ("open", None)
    done(opened()).when(ReopenTicket(note=WHY, on=LATER)).refused("ticket_open")


def test_no_step_lies_before_the_one_it_follows():
    early = RESOLVE.model_copy(update={"on": SINCE.replace(day=1)})
    done(opened()).when(early).refused("before_last_step", "2 Mar 2026")


def test_only_an_untouched_ticket_is_taken_back():
    done(opened(), ANSWER).when(WithdrawTicket()).refused("ticket_in_work", "T-7")
    assert done(opened()).when(WithdrawTicket()).events


def test_its_severity_changes_to_another_one():
    done(opened()).when(RateTicket(severity="high")).says(
        "T-7 of Anna Rossi is high, no longer normal."
    )
    done(opened()).when(RateTicket(severity="normal")).refused("no_change")


def test_nothing_can_be_done_with_an_unknown_ticket():
    for command in (ANSWER, RESOLVE, WithdrawTicket(), RateTicket(severity="low")):
        none.when(command).refused("unknown_ticket")


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_every_step_followed_by_its_undo_leaves_the_ticket_as_it_was(data):
    for state, events in steps_of(ticket, data.draw(histories(ticket))):
        [event] = events
        after = ticket.evolve(state, event)
        [undone] = ticket.decide(after, event.undo())
        assert ticket.evolve(after, undone) == state
