"""Promises: a count may find less than was promised, and then nothing is promised anew."""

from collections.abc import Iterable
from typing import Any

from domain.inventory.stock_state import Stock
from domain.kernel import AnyDecider, Event


def promised_too_much(decider: AnyDecider, state: Any, events: Iterable[Event]) -> bool:
    """Whether more was once promised than lay there: such a release cannot be taken back."""
    for event in (None, *events):
        state = decider.evolve(state, event) if event else state
        if isinstance(state, Stock) and state.free < 0:
            return True
    return False
