"""Consent is the last word of a customer for one channel and purpose; silence is none."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customers.consent import RestoreConsent, consent
from domain.customers.consents import consents, granted
from tests.domain.customer_lives import LATER, SINCE, agree, refuse
from tests.domain.histories import histories, steps_of
from tests.spec import Spec, facts_of

silent = Spec(consent)
agreed = silent.given(*silent.when(agree()).events)


def rows(spec):
    return list(consents.fold({}, facts_of("consent-C-7", *spec.history)).values())


def test_consent_is_for_one_purpose_on_one_channel():
    silent.when(agree()).says(
        "Anna Rossi agrees to newsletter by e-mail on 2 Mar 2026: Order form."
    )
    [row] = rows(agreed)
    assert (row.channel, row.purpose, row.status, row.since) == (
        "email",
        "newsletter",
        "granted",
        SINCE,
    )
    assert agreed.when(agree(channel="post")).events and agreed.when(agree(purpose="offers")).events


def test_it_is_withdrawn_with_its_day_and_source():
    agreed.when(refuse()).says(
        "Anna Rossi wants no newsletter by e-mail from 20 Mar 2026 on: By telephone."
    )
    assert rows(agreed.given(*agreed.when(refuse()).events))[0].status == "withdrawn"


def test_who_never_said_anything_may_still_say_no():
    assert rows(silent.given(*silent.when(refuse()).events))[0].status == "withdrawn"


def test_the_same_word_twice_is_refused():
    agreed.when(agree(LATER)).refused("already_granted")
    withdrawn = agreed.given(*agreed.when(refuse()).events)
    withdrawn.when(refuse()).refused("already_withdrawn")


def test_an_older_word_does_not_overrule_a_later_one():
    withdrawn = agreed.given(*agreed.when(refuse()).events)
    withdrawn.when(agree(SINCE)).refused("later_word", "20 Mar 2026")


def test_what_was_never_said_is_unknown_again():
    undo = agreed.history[-1].undo()
    assert isinstance(undo, RestoreConsent) and undo.said is None
    assert rows(agreed.given(*agreed.when(undo).events)) == []
    agreed.given(*agreed.when(undo).events).when(undo).refused("no_change")


def test_only_who_agreed_is_among_those_to_be_written_to():
    asked = granted(["C-7", "C-8"], "email", "newsletter")
    assert [row.customer for row in asked.answer(rows(agreed)).rows] == ["C-7"]
    withdrawn = agreed.given(*agreed.when(refuse()).events)
    assert asked.answer(rows(withdrawn)).rows == ()
    assert granted(["C-7"], "post", "newsletter").answer(rows(agreed)).rows == ()


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_every_word_followed_by_its_undo_leaves_consent_as_it_was(data):
    for state, events in steps_of(consent, data.draw(histories(consent))):
        [event] = events
        after = consent.evolve(state, event)
        [undone] = consent.decide(after, event.undo())
        assert consent.evolve(after, undone) == state
