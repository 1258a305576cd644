"""A decider: state and command in, events out; state and event in, next state out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from types import UnionType
from typing import Any, Generic, TypeVar, get_args

from domain.kernel.fact import Fact
from domain.kernel.messages import Command, Event

S = TypeVar("S")
C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)


@dataclass(frozen=True, kw_only=True)
class Decider(Generic[S, C, E]):
    """One aggregate: its name begins its streams, as in `purchase_order-PO-7`."""

    name: str
    commands: type[C] | UnionType
    events: type[E] | UnionType
    initial: S
    decide: Callable[[S, C], list[E]]
    evolve: Callable[[S, E], S]

    def fold(self, history: Iterable[E]) -> S:
        """The state after all of this history."""
        return reduce(self.evolve, history, self.initial)

    def after(self, facts: Iterable[Fact]) -> S:
        """The state after these facts of one stream."""
        events: Iterable[Any] = (fact.event for fact in facts)
        return self.fold(events)

    def stream(self, key: str) -> str:
        return f"{self.name}-{key}"

    @property
    def accepts(self) -> tuple[type[C], ...]:
        return get_args(self.commands) or (self.commands,)

    @cached_property
    def records(self) -> tuple[type[E], ...]:
        return get_args(self.events) or (self.events,)


AnyDecider = Decider[Any, Any, Any]
