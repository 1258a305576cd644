"""What may leave for a model is decided by the business, signed by two, with a floor under it."""

import pytest

from domain.governance.disclosure import (
    STREAM,
    Disclosure,
    DisclosureSet,
    SetDisclosure,
    disclosure,
)
from tests.spec import Spec, facts_of

of = Spec(disclosure)


def test_as_shipped_amounts_and_names_leave_as_pseudonyms_and_people_never():
    assert Disclosure().sentence == (
        "A model may run anywhere; prices and names leave as pseudonyms, "
        "data about people never leave."
    )


def test_two_hands_decide_it_and_the_same_again_changes_nothing():
    assert SetDisclosure.separated == "always"
    of.when(SetDisclosure(regions=("eu",), business="open")).says(
        "A model may run in EU only; prices and names leave as they are, "
        "data about people never leave."
    )
    of.when(SetDisclosure()).then()


def test_regions_are_kept_in_order_and_once():
    [event] = disclosure.decide(Disclosure(), SetDisclosure(regions=("us", "eu", "us")))
    assert event.regions == ("eu", "us")


def test_nothing_leaves_when_only_this_machine_is_asked():
    of.when(SetDisclosure(outside=False)).says(
        "Only a model on this machine may be asked; nothing leaves it."
    )


@pytest.mark.parametrize(
    ("outside", "told"),
    [
        (
            True,
            "A model may run anywhere; prices and names leave as pseudonyms, "
            "data about people never leave; one on this machine is shown no more.",
        ),
        (
            False,
            "Only a model on this machine may be asked; nothing leaves it, and it is shown "
            "prices and names as pseudonyms, data about people not at all.",
        ),
    ],
)
def test_a_model_on_this_machine_may_be_bounded_too(outside, told):
    of.when(SetDisclosure(outside=outside, alike=True)).says(told)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SetDisclosure(personal="open"), "personal_stays"),
        (SetDisclosure(regions=("Atlantis!",)), "no_region"),
        (SetDisclosure(regions=tuple(f"r{n}" for n in range(21))), "too_many"),
    ],
)
def test_what_no_business_may_decide_is_refused(command, code):
    of.when(command).refused(code)


def test_it_is_taken_back_by_what_held_before():
    first = DisclosureSet(regions=("eu",), earlier=Disclosure())
    then = DisclosureSet(outside=False, earlier=Disclosure(regions=("eu",)))
    held = disclosure.after(facts_of(STREAM, first, then))
    [back] = disclosure.decide(held, then.undo())
    assert (back.outside, back.regions) == (True, ("eu",))
