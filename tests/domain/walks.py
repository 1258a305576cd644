"""Walks: histories whose every step fits what came before, or must be refused because of it."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import strategies as st

from domain.kernel import AnyDecider, Command, Refused

Draw = Callable[[st.SearchStrategy[Any]], Any]
Choice = Callable[[Draw], Any]
"""One kind of step, whose figures are still to be drawn."""
Choices = Callable[[Any], Sequence[Choice]]
"""What can be done in a state; of another kind, what must not be."""
EVERY = 6  # One step of so many is one that must be refused.
CENT = Decimal("0.01")


def pieces(draw: Draw, most: Decimal) -> int:
    """One or more, as far as there are."""
    return int(draw(st.integers(1, int(most))))


def money(draw: Draw, most: Decimal) -> Decimal:
    """To the cent and above nothing; often all there is, for that is what closes an account."""
    cents = int(most / CENT)
    return Decimal(draw(st.one_of(st.just(cents), st.integers(1, cents)))) * CENT


def just(command: Any) -> Choice:
    return lambda draw: command


def is_wrong(draw: Draw) -> bool:
    return bool(draw(st.integers(1, EVERY)) == EVERY)


def one_of(draw: Draw, choices: Sequence[Choice]) -> Any:
    return choices[draw(st.integers(0, len(choices) - 1))](draw)


@st.composite
def walks(
    draw: st.DrawFn,
    decider: AnyDecider,
    possible: Choices,
    impossible: Choices,
    length: tuple[int, int],
) -> list[Command]:
    """What fits is accepted and what does not is refused, or the walk itself fails."""
    state, commands = decider.initial, []
    for _ in range(draw(st.integers(*length))):
        wrong = impossible(state)
        if wrong and is_wrong(draw):
            commands.append(one_of(draw, wrong))
            with pytest.raises(Refused):
                decider.decide(state, commands[-1])
            continue
        commands.append(one_of(draw, possible(state)))
        for event in decider.decide(state, commands[-1]):
            state = decider.evolve(state, event)
    return commands
