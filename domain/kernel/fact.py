"""A fact is an event in its envelope: where it happened, in what order, and because of whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.kernel.messages import Event


@dataclass(frozen=True)
class Cause:
    """Every hand that had a part in a fact, the draft it came from, the trace of the request."""

    by: tuple[str, ...]
    draft: str = ""
    trace: str = ""


@dataclass(frozen=True)
class Fact:
    """An event at its place in a stream; position and time are set by the store when recorded."""

    stream: str
    version: int
    event: Event
    cause: Cause
    position: int = 0
    recorded_at: datetime | None = None

    @property
    def name(self) -> str:
        """A name for what follows from this fact: the same today and tomorrow."""
        return f"{self.stream}.{self.version}"

    def because(self, cause: Cause) -> "Fact":
        """The same fact with another cause."""
        caused = object.__new__(Fact)
        caused.__dict__.update(self.__dict__, cause=cause)
        return caused

    def placed(self, position: int, recorded_at: datetime) -> "Fact":
        """The same fact where and when it was recorded."""
        placed = object.__new__(Fact)  # All but these two is as it was, and was checked then.
        placed.__dict__.update(self.__dict__, position=position, recorded_at=recorded_at)
        return placed


def about(facts: Iterable[Fact], kinds: tuple[Any, ...]) -> Iterator[Fact]:
    """Those whose event is of these types; what a type is, is found out once for all of it."""
    known: dict[type[Event], bool] = {}
    for fact in facts:
        kind = type(fact.event)
        mine = known.get(kind)
        if mine is None:
            mine = known[kind] = issubclass(kind, kinds)
        if mine:
            yield fact
