"""Dividing projections among processes, so that all of them have done at about the same time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.kernel import AnyProjection, Event, Fact

LETTERS = 35  # Of a payload, which are read in the time in which one column of a row is made.
Seen = Sequence[tuple[Fact, int]]  # Some facts, and how long their payloads are.


@dataclass
class Part:
    """What one process does, and how much work that is in columns of rows."""

    projections: list[AnyProjection] = field(default_factory=list)
    read: set[type[Event]] = field(default_factory=set)
    work: int = 0


def divided(
    projections: Sequence[AnyProjection], seen: Seen, count: int
) -> list[tuple[AnyProjection, ...]]:
    """The largest first, each to where all are done soonest: who reads an event already reads it
    once for all of its projections.
    """
    letters: dict[type[Event], int] = defaultdict(int)
    for fact, length in seen:
        letters[type(fact.event)] += length
    facts = [fact for fact, _ in seen]
    works = {p: len(p.row.model_fields) * len(list(p.touched(facts))) for p in projections}
    parts = [Part() for _ in range(count)]
    for projection in sorted(works, key=lambda each: works[each], reverse=True):
        reads = {event for event in letters if issubclass(event, projection.of)}

        def then(part: Part, own: int = works[projection], of: set[type[Event]] = reads) -> int:
            return part.work + own + sum(letters[event] for event in of - part.read) // LETTERS

        best = min(parts, key=then)
        best.work = then(best)
        best.read |= reads
        best.projections.append(projection)
    return [tuple(part.projections) for part in parts if part.projections]
