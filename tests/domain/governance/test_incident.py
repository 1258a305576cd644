"""An incident is opened once, noted, closed with what was found, and undone like anything else."""

import pytest

from domain.governance.incident import (
    CloseIncident,
    IncidentOpened,
    NoteIncident,
    OpenIncident,
    WithdrawNote,
    incident,
)
from domain.governance.incidents import incidents
from domain.kernel import Command, Refused
from tests.spec import Spec, facts_of

ABOUT = {"kind": "loop", "whose": "agent.assistant"}
STREAM = "incident-loop.agent.assistant"
trip = OpenIncident(**ABOUT, detail="late_deliveries was called 4 times.")
opened = IncidentOpened(**ABOUT, detail="late_deliveries was called 4 times.")
note = NoteIncident(**ABOUT, note="A slip in a sentence.")
close = CloseIncident(**ABOUT, finding="Harmless")
of = Spec(incident)


def after(*commands: Command):
    state, events = incident.initial, []
    for command in commands:
        for event in incident.decide(state, command):
            state = incident.evolve(state, event)
            events.append(event)
    return state, events


def test_it_says_what_happened_and_on_whose_account():
    of.when(trip).says("A loop, the agent assistant: late_deliveries was called 4 times.")


def test_while_it_is_open_the_same_trip_says_nothing_new():
    of.given(opened).when(trip).then()


def test_only_an_open_one_is_noted_and_closed():
    for command in (note, close):
        with pytest.raises(Refused, match="no open incident"):
            incident.decide(incident.initial, command)
    of.given(opened).when(close).says("Closed: a loop, the agent assistant: Harmless.")


def test_everything_is_taken_back_last_first():
    state, events = after(trip, note, close)
    for event in reversed(events):
        for undone in incident.decide(state, event.undo()):
            state = incident.evolve(state, undone)
    assert (state.open, state.notes) == (False, ())
    [_, noted, _] = events
    assert isinstance(noted.undo(), WithdrawNote)


def test_its_row_tells_how_often_and_what_was_found():
    _, events = after(trip, note, close, trip, close)
    [row] = incidents.fold({}, facts_of(STREAM, *events)).values()
    assert (row.status, row.times, row.finding, row.notes) == ("closed", 2, "Harmless", ())
    [reopened] = incident.decide(after(trip, close)[0], events[-1].undo())
    [row] = incidents.fold({}, facts_of(STREAM, *events, reopened)).values()
    assert (row.status, row.closed_at) == ("open", None)
