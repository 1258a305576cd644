"""Every fact of procurement and inventory says what it is, survives storage, and can be undone."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.fulfillment.order_state import SalesOrder
from domain.kernel import AnyDecider, Event
from domain.procurement.order_state import PurchaseOrder
from domain.receivables.invoice_state import CustomerInvoice
from tests.domain.histories import BY_HAND, BY_HAND_TOO, DECIDERS, histories, steps_of
from tests.domain.promises import promised_too_much

RECORDED = [
    (decider, state, event)
    for decider in DECIDERS
    for commands in (BY_HAND[decider.name], BY_HAND_TOO)
    if commands is not BY_HAND_TOO or decider.name == "purchase_order"
    for state, [event] in steps_of(decider, commands)
]
each_recorded = pytest.mark.parametrize(
    ("decider", "state", "event"), RECORDED, ids=lambda value: type(value).__name__
)
each_decider = pytest.mark.parametrize("decider", DECIDERS, ids=lambda decider: decider.name)


def in_force(state: Any) -> Any:
    """What holds; a cancelled order holds nothing, though its number is remembered."""
    match state:
        case PurchaseOrder(stage=None | "cancelled"):
            return None
        case CustomerInvoice() if state.invoice is None or state.cancelled:
            return None
        case SalesOrder() if state.sale is None or state.stage == "cancelled":
            return None
        case PurchaseOrder(order=order, stage=stage, arrivals=arrivals):
            return order, stage, Counter(arrivals)
        case _:
            return state


def undone(decider: AnyDecider, state: Any, events: list[Event]) -> Any:
    """The state after these events and, last first, the undo of each."""
    for event in events:
        state = decider.evolve(state, event)
    for event in reversed(events):
        for compensation in decider.decide(state, event.undo()):
            state = decider.evolve(state, compensation)
    return state


@each_decider
def test_the_histories_by_hand_leave_no_kind_of_event_out(decider: AnyDecider) -> None:
    """What cannot be taken back is left to the tests of its own function."""
    found = {type(event) for of, _, event in RECORDED if of is decider}
    final = {kind for kind in decider.records if getattr(kind, "irreversible", "")}
    assert found == set(decider.records) - final


@each_recorded
def test_a_fact_is_a_sentence(decider: AnyDecider, state: Any, event: Event) -> None:
    sentence = str(event)
    assert sentence.endswith(".")
    assert not sentence.endswith("..")
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert "_" not in sentence
    assert "\n" not in sentence


@each_recorded
def test_a_fact_names_a_command_its_own_decider_accepts(
    decider: AnyDecider, state: Any, event: Event
) -> None:
    assert isinstance(event.undo(), decider.accepts)
    assert in_force(undone(decider, state, [event])) == in_force(state)


@each_recorded
def test_a_fact_and_its_undo_survive_storage(decider: AnyDecider, state: Any, event: Event) -> None:
    for message in (event, event.undo()):
        assert type(message).model_validate_json(message.model_dump_json()) == message


@each_decider
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_happened_can_be_taken_back(decider: AnyDecider, data: st.DataObject) -> None:
    commands = data.draw(histories(decider))
    for state, events in steps_of(decider, commands):
        if promised_too_much(decider, state, events):
            continue
        assert in_force(undone(decider, state, events)) == in_force(state)


@each_decider
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_happened_reads_the_same_after_storage(
    decider: AnyDecider, data: st.DataObject
) -> None:
    commands = data.draw(histories(decider))
    events = [event for _, found in steps_of(decider, commands) for event in found]
    kept = [type(event).model_validate_json(event.model_dump_json()) for event in events]
    assert kept == events
    assert decider.fold(kept) == decider.fold(events)


@each_decider
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_a_whole_history_is_taken_back_last_fact_first(
    decider: AnyDecider, data: st.DataObject
) -> None:
    commands = data.draw(histories(decider))
    events = [event for _, found in steps_of(decider, commands) for event in found]
    if not promised_too_much(decider, decider.initial, events):
        assert in_force(undone(decider, decider.initial, events)) == in_force(decider.initial)
