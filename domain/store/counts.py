"""Counts: what one process has recorded since it began."""

from domain.store.event_store import Appended
from domain.store.measures import APPENDING, COMMANDS, EVENTS, GROUPS, Figure, Spread

SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
CROWDS = (1, 2, 4, 8, 16, 32, 64, 128, 256)


class Counts:
    """Plain numbers, for they are on the way of every append."""

    __slots__ = ("conflicting", "crowds", "events", "failed", "recorded", "repeated", "seconds")

    def __init__(self) -> None:
        self.events = self.recorded = self.repeated = self.conflicting = self.failed = 0
        self.seconds = Spread(SECONDS)
        self.crowds = Spread(CROWDS)

    def answered(self, appended: Appended, seconds: float) -> None:
        if appended.replayed:
            self.repeated += 1
            return
        self.recorded += 1
        self.events += len(appended.facts)
        self.seconds.add(seconds)

    def figures(self) -> list[Figure]:
        outcomes = ("recorded", "repeated", "conflicting", "failed")
        return [
            Figure(EVENTS, {"": self.events}),
            Figure(COMMANDS, {outcome: getattr(self, outcome) for outcome in outcomes}),
            Figure(APPENDING, {"": self.seconds}),
            Figure(GROUPS, {"": self.crowds}),
        ]
