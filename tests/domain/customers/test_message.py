"""A message to a customer leaves once, as it was signed, or waits for a person to decide."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customers.letter import Standing
from domain.customers.message import Correspondence, message
from domain.customers.message_events import (
    BeginSending,
    HoldMessage,
    MessageReleased,
    MessageSent,
    ReportSent,
    ResumeMessage,
    WithdrawMessage,
)
from domain.customers.messages import messages
from domain.kernel import Event, Refused
from tests.domain.histories import steps_of
from tests.domain.message_lives import AT, BY_HAND, COMMANDS, LATER, ONE, PAPER, begin, letter
from tests.spec import Spec, facts_of

mail = Spec(message)
released = MessageReleased(**dict(letter()))
LIVES = st.lists(COMMANDS["message"], max_size=25)


def recorded() -> list[tuple[Correspondence, Event]]:
    return [(state, event) for state, [event] in steps_of(message, BY_HAND["message"])]


def after(*commands: Any) -> tuple[Event, ...]:
    return tuple(event for _, found in steps_of(message, (letter(), *commands)) for event in found)


def test_the_history_by_hand_leaves_no_kind_of_event_out() -> None:
    assert {type(event) for _, event in recorded()} == set(message.records)


def test_every_fact_is_one_sentence_and_survives_storage() -> None:
    for _, event in recorded():
        said = str(event)
        assert said.endswith(".") and not said.endswith("..") and "\n" not in said
        assert type(event).model_validate_json(event.model_dump_json()) == event


def test_what_can_be_taken_back_stands_afterwards_as_before() -> None:
    """A try and what the post made of it cannot be taken back, and say so."""
    for state, event in recorded():
        if getattr(event, "irreversible", ""):
            with pytest.raises(Refused):
                event.undo()
            continue
        then = message.evolve(state, event)
        [undone] = message.decide(then, event.undo())
        if isinstance(event, MessageReleased):
            left = message.evolve(then, undone).written[event.message]
            assert left.standing.status == "withdrawn"
        else:
            assert message.evolve(then, undone) == state


def test_a_card_says_to_whom_it_goes_and_under_which_digest() -> None:
    spec = mail.when(letter(paper=PAPER, digest="ab" * 32))
    spec.says(
        "MSG-7, the invoice on INV-7 to Anna Rossi, leaves by e-mail for anna@rossi.example, "
        "with INV-7.pdf (SHA-256 abababababab…): Invoice INV-7."
    )


def test_who_has_no_address_gets_no_message() -> None:
    mail.when(letter(email="")).refused("no_address", "Anna Rossi")


def test_a_paper_goes_with_its_digest_and_a_digest_with_its_paper() -> None:
    mail.when(letter(paper=PAPER)).refused("no_digest")
    mail.when(letter(digest="ab")).refused("no_digest")


def test_a_number_is_used_once() -> None:
    mail.given(released).when(letter()).refused("known", "MSG-7")


def test_a_message_that_one_post_has_taken_is_not_given_to_another() -> None:
    mail.given(*after(begin)).when(begin).refused("message_sending", "on its way")


def test_what_was_sent_is_not_sent_again_nor_called_back() -> None:
    sent = mail.given(*after(begin, ReportSent(**ONE, at=LATER)))
    for command in (begin, ResumeMessage(**ONE), WithdrawMessage(**ONE, reason="Late")):
        sent.when(command).refused("message_sent", "has left")


def test_what_is_held_leaves_only_after_somebody_let_it() -> None:
    held = mail.given(*after(HoldMessage(**ONE, reason="No consent", at=AT)))
    held.when(begin).refused("message_held")
    let = mail.given(*after(HoldMessage(**ONE, reason="No consent", at=AT), ResumeMessage(**ONE)))
    [again] = let.when(begin).events
    assert again.after == Standing(status="sending", attempts=1, at=AT)


def test_a_try_is_counted_and_what_was_let_leave_again_begins_anew() -> None:
    twice = after(*BY_HAND["message"][3:6])
    assert message.fold(twice).written["MSG-7"].standing.attempts == 2


@settings(deadline=None, max_examples=60)
@given(LIVES)
def test_nothing_is_sent_twice_unless_somebody_said_so_in_between(commands: list[Any]) -> None:
    sent: set[str] = set()
    for _, found in steps_of(message, commands):
        for event in found:
            if isinstance(event, MessageSent):
                assert event.message not in sent
                sent.add(event.message)


@settings(deadline=None, max_examples=60)
@given(LIVES)
def test_rows_say_of_every_message_what_its_history_says(commands: list[Any]) -> None:
    events = [event for _, found in steps_of(message, commands) for event in found]
    rows = messages.fold({}, facts_of("message-C-7", *events))
    state = message.fold(events)
    assert {row.message: row.status for row in rows.values()} == {
        number: written.standing.status for number, written in state.written.items()
    }


def test_a_try_of_an_unknown_message_is_refused() -> None:
    mail.when(BeginSending(message="MSG-9", at=AT)).refused("unknown_message")
