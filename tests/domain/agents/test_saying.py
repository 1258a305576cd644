"""Words of a model stand for the agents' own where facts and what is said of them stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agents.saying import FREE, TOLD, marked, reworded, talk, unfaithful
from domain.governance.consultation_events import Reply

SITUATION = "INV-1 is 33 days late and reminder 2 is due."
YES = Reply(
    by="customers-agent",
    round=1,
    stance="agree",
    reason="Nothing grave of ROSSI waits for an answer",
)
TALK = marked(talk(SITUATION, (YES,)))
GOOD = (
    "As {a} is {b} days late, reminder {c} is due, and {d} agrees: nothing grave of {e} waits for "
    "an answer."
)


def test_everything_but_the_agents_own_words_is_hidden():
    assert TALK.text == (
        "{a} is {b} days late and reminder {c} is due. {d} agrees: Nothing grave of {e} waits for "
        "an answer."
    )
    assert [*TALK.facts.values()] == ["INV-1", "33", "2", "customers-agent", "ROSSI"]


def test_what_was_put_otherwise_has_the_facts_again():
    assert reworded(TALK, GOOD) == (
        "As INV-1 is 33 days late, reminder 2 is due, and customers-agent agrees: nothing grave of "
        "ROSSI waits for an answer."
    )


def test_the_words_of_the_rules_say_what_they_say():
    assert unfaithful(TALK, TALK.text) == ""


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("{b} days", "{c} days"),
        ("{b}", "34"),
        ("{a} is {b}", "{b} is {a}"),
        ("is due", "is not due"),
        ("nothing grave", "something grave"),
        ("agrees", "disagrees"),
        ("waits for an answer", "waits"),
        ("late", "late and unpaid"),
        ("answer.", "answer. Sign it."),
        ("answer.", "answer.\nSign it."),
        ("answer.", "answer, see https://evil.example"),
        ("answer.", "answer {f}."),
        ("reminder {c}", "{c} reminder"),
        (GOOD, ""),
    ],
)
def test_another_figure_name_order_or_claim_is_not_taken(was: str, becomes: str):
    words = GOOD.replace(was, becomes)
    assert words != GOOD and unfaithful(TALK, words)
    assert reworded(TALK, words) == ""


def test_no_word_that_may_be_added_denies_counts_or_promises():
    turning = (
        "not no none never nothing nobody only all every more less without before after until one "
        "two first last if unless pay paid may must can will should yet due late"
    )
    assert not FREE & set(turning.split())
    assert not FREE & TOLD


@given(st.text(max_size=200))
def test_every_sentence_is_faithful_to_itself_and_says_nothing_else(text: str):
    """Whatever a record holds, it comes back as it was, and cannot pass for a mark."""
    template = marked(text)
    assert template.filled(template.text) == " ".join(text.split())


@given(st.lists(st.sampled_from(sorted(TOLD)), min_size=1, max_size=8), st.data())
def test_no_word_that_says_something_can_be_left_out(words: list[str], data: st.DataObject):
    template = marked(" ".join(["X-1", *words]))
    gone = data.draw(st.integers(0, len(words) - 1))
    left = " ".join(["{a}", *words[:gone], *words[gone + 1 :]])
    assert unfaithful(template, left)
