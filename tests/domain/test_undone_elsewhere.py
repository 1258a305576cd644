"""What people and agents note beside the business is taken back as exactly as the business is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customers.message import message
from domain.customers.message_events import (
    BeginSending,
    HoldMessage,
    MessageHeld,
    MessageReleased,
)
from domain.governance.absence import absence
from domain.governance.attention import attention
from domain.governance.channel_route import channel_route
from domain.governance.consultation import consultation
from domain.governance.patience import patience
from domain.governance.slack_account import slack_account
from domain.governance.wish import wish
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
DECIDERS = (
    absence,
    attention,
    channel_route,
    consultation,
    message,
    patience,
    slack_account,
    wish,
)
each_decider = pytest.mark.parametrize("decider", DECIDERS, ids=lambda decider: decider.name)


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
    """Whether it stays: it says so itself, or its undo leads on and not back."""
    match event:
        case MessageReleased():  # A letter that was let leave is called back for good.
            return True
        case MessageHeld(before=before) if before.status == "sending":
            return True
        case _:
            return bool(getattr(event, "irreversible", ""))


def test_a_letter_held_during_a_try_waits_again_when_the_hold_is_taken_back() -> None:
    letter = message_lives.letter()
    begin = BeginSending(message=letter.message, at=message_lives.AT)
    hold = HoldMessage(message=letter.message, reason="Consent is gone", at=message_lives.AT)
    *_, (state, held) = steps_of(message, [letter, begin, hold])
    after = undone(message, state, held).written[letter.message].standing
    assert (after.status, after.attempts) == ("waiting", 0)
