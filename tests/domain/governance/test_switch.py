"""A capability is switched off by one hand and on again by two; both are facts."""

import pytest

from domain.governance.switch import (
    CAPABILITIES,
    NAMES,
    WITHOUT,
    SwitchedOff,
    SwitchOff,
    SwitchOn,
    off_sentence,
    switch,
)
from domain.governance.switches import switches
from tests.spec import Spec, facts_of

off = SwitchOff(capability="model", reason="Odd answers.")
went_off = SwitchedOff(capability="model", reason="Odd answers.")
of = Spec(switch)


def test_it_goes_off_with_its_reason_and_a_second_time_changes_nothing():
    of.when(off).says("The language model is switched off: Odd answers.")
    of.given(went_off).when(off).then()


def test_nobody_waits_to_switch_off_and_two_hands_switch_on():
    assert SwitchOff.separated == "never"
    assert SwitchOn.separated == "always"


def test_only_what_is_off_is_switched_on():
    of.when(SwitchOn(capability="model")).refused("on_already", "on already")
    of.given(went_off).when(SwitchOn(capability="model")).says(
        "The language model is switched on again."
    )


def test_each_takes_the_other_back():
    [on] = switch.decide(switch.after(facts_of("switch-model", went_off)), went_off.undo())
    assert switch.decide(switch.initial, on.undo()) == [went_off]
    assert switches.fold({}, facts_of("switch-model", went_off, on)) == {}


def test_the_row_tells_why_it_is_off():
    [row] = switches.fold({}, facts_of("switch-model", went_off)).values()
    assert (row.capability, row.reason) == ("model", "Odd answers.")


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_capability_says_what_works_without_it(capability):
    said = off_sentence(capability, "it costs too much")
    assert said.startswith(NAMES[capability]) and said.endswith(WITHOUT[capability])
