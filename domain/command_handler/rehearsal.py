"""A rehearsal decides steps and follows their consequences to the end, and records nothing."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from domain import catalog
from domain.command_handler.aggregates import WIDEST, Aggregate, Reader
from domain.kernel import AnyDecider, Cause, Event, Fact, Refused, Step

NOTHING: Mapping[str, AnyDecider] = MappingProxyType({})
ROUNDS = 8  # Consequences that have not settled by then are a mistake in the policies.


class Rehearsal:
    """One dry run: later steps see what earlier steps would do."""

    def __init__(
        self, aggregates: Reader, cause: Cause, beside: Mapping[str, AnyDecider] = NOTHING
    ) -> None:
        """Streams named `beside` are read along with the first ones, and kept in `read`."""
        self.aggregates = aggregates
        self.cause = cause
        self.facts: list[Fact] = []
        self.versions: dict[str, int] = {}
        self.states: dict[str, Any] = {}
        self.met: dict[str, AnyDecider] = {}
        """Every stream that a step is addressed to, with its decider."""
        self.beside = beside
        self.read: dict[str, Aggregate] = {}
        self.ahead: dict[str, list[Event]] = {}
        """Events that a state does not know of yet; few streams are ever asked a second time."""

    async def run(self, steps: Sequence[Step], entailing: bool = True) -> list[Fact]:
        """All facts that would follow, in order; Refused when any rule says no.

        The consequences of a step are settled before the next step is taken.
        """
        await self.load(steps)
        for step in steps:
            settled = len(self.facts)
            self.decide(step)
            if entailing:
                await self.settle(settled)
        return self.facts

    async def settle(self, settled: int) -> None:
        """Follow the policies from the facts behind this one until nothing more follows."""
        for _ in range(ROUNDS):
            fresh, settled = self.facts[settled:], len(self.facts)
            steps = [step for fact in fresh for step in catalog.entailed(fact)]
            if not steps:
                return
            await self.load(steps)
            for step in steps:
                self.decide(step)
        raise Refused(f"The consequences have not settled after {ROUNDS} rounds.", "unsettled")

    def knows(self, stream: str, version: int, state: Any) -> "Rehearsal":
        """Take a stream as it was just loaded; the append finds out if it has moved since."""
        self.versions[stream], self.states[stream] = version, state
        return self

    def knows_all(self, known: Mapping[str, Aggregate]) -> "Rehearsal":
        for stream, aggregate in known.items():
            self.knows(stream, aggregate.version, aggregate.state)
        return self

    async def load(self, steps: Sequence[Step]) -> None:
        """Fetch the streams not seen yet, all of them in one question."""
        deciders = {step.stream: catalog.decider_of(step.command) for step in steps}
        self.met |= deciders
        unseen = {s: decider for s, decider in deciders.items() if s not in self.versions}
        if not unseen and not self.beside:
            return
        further = self.guessed([step for step in steps if step.stream in unseen])
        found = await self.aggregates.read({**further, **unseen, **self.beside})
        self.read |= {stream: found[stream] for stream in self.beside}
        self.beside = NOTHING
        self.knows_all({stream: found[stream] for stream in (*further, *unseen)})

    def guessed(self, steps: Sequence[Step]) -> dict[str, AnyDecider]:
        """Where steps would lead if what is remembered still holds: a question less if it does."""
        further: dict[str, AnyDecider] = {}
        for step in steps if len(steps) <= WIDEST else ():
            decider = catalog.decider_of(step.command)
            hot = self.aggregates.remembered(step.stream, decider)
            for then in entailed(step, decider, hot, self.cause) if hot else ():
                if then.stream not in self.versions:
                    further[then.stream] = catalog.decider_of(then.command)
        return further

    def decide(self, step: Step) -> None:
        decider = catalog.decider_of(step.command)
        for event in decider.decide(self.state(decider, step.stream), step.command):
            self.versions[step.stream] += 1
            version = self.versions[step.stream]
            self.facts.append(Fact(step.stream, version, event, self.cause))
            self.ahead.setdefault(step.stream, []).append(event)

    def state(self, decider: AnyDecider, stream: str) -> Any:
        """What a step decides upon: the record, and what earlier steps would add to it."""
        for event in self.ahead.pop(stream, ()):
            self.states[stream] = decider.evolve(self.states[stream], event)
        return self.states[stream]


def entailed(step: Step, decider: AnyDecider, at: Aggregate, cause: Cause) -> list[Step]:
    """What would follow from a step at once; nothing when it would be refused."""
    try:
        events = decider.decide(at.state, step.command)
    except Refused:
        return []
    facts = (Fact(step.stream, n, event, cause) for n, event in enumerate(events, at.version + 1))
    return [then for fact in facts for then in catalog.entailed(fact)]
