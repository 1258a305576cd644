"""What people and agents note beside the business is taken back as exactly as the business is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customers.message import message
from domain.customers.message_events import MessageReleased
from domain.governance.absence import absence
from domain.governance.attention import attention
from domain.governance.consultation import consultation
from domain.governance.patience import patience
from domain.kernel import AnyDecider, Event
from tests.domain import message_lives
from tests.domain.attention_lives import ATTENTION
from tests.domain.histories import steps_of
from tests.domain.talk_lives import TALKS
from tests.domain.test_events import undone

BY_CHANCE: dict[str, st.SearchStrategy[Any]] = {
    **{name: st.sampled_from(commands) for name, commands in {**ATTENTION, **TALKS}.items()},
    "message": message_lives.COMMANDS["message"],
}
DECIDERS = (absence, attention, consultation, message, patience)
each_decider = pytest.mark.parametrize("decider", DECIDERS, ids=lambda decider: decider.name)
HELD_BACK = (MessageReleased,)
"""A letter that was let leave is called back for good: that it is withdrawn is tested there."""


@each_decider
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_can_be_taken_back_leaves_everything_as_it_was(
    decider: AnyDecider, data: st.DataObject
) -> None:
    commands: list[Any] = data.draw(st.lists(BY_CHANCE[decider.name], max_size=20))
    for state, events in steps_of(decider, commands):
        if not any(kept(event) for event in events):
            assert undone(decider, state, events) == state


def kept(event: Event) -> bool:
    """Whether it says itself that it stays."""
    return bool(getattr(event, "irreversible", "")) or isinstance(event, HELD_BACK)
