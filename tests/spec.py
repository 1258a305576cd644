"""Given, when, then: how a rule is written down as a test."""

from dataclasses import dataclass, replace

import pytest

from domain.kernel import AnyDecider, Cause, Command, Event, Fact, Refused

NOBODY = Cause(by=("test",))


@dataclass(frozen=True)
class Spec:
    """What has happened to one aggregate, and what is asked of it now."""

    decider: AnyDecider
    history: tuple[Event, ...] = ()
    asked: Command | None = None

    def given(self, *history: Event) -> "Spec":
        return replace(self, history=(*self.history, *history))

    def when(self, command: Command) -> "Spec":
        return replace(self, asked=command)

    @property
    def events(self) -> list[Event]:
        found: list[Event] = self.decider.decide(self.decider.fold(self.history), self.asked)
        return found

    def then(self, *events: Event) -> None:
        assert self.events == list(events)

    def says(self, *sentences: str) -> None:
        assert [str(event) for event in self.events] == list(sentences)

    def refused(self, code: str, *words: str) -> None:
        """The code is for programs, and each of the words is something the person must read."""
        with pytest.raises(Refused) as refusal:
            _ = self.events
        assert refusal.value.code == code
        for word in words:
            assert word in str(refusal.value)


def facts_of(stream: str, *events: Event) -> list[Fact]:
    """These events as the first facts of a stream."""
    return [Fact(stream, version, event, NOBODY) for version, event in enumerate(events, 1)]
