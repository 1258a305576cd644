"""Measures: what can be watched of the store."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(slots=True)
class Spread:
    """How many values there were up to each bound, and beyond the last one."""

    bounds: Sequence[float]
    counts: list[int] = field(init=False)
    total: float = 0.0

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def add(self, value: float) -> None:
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


@dataclass(frozen=True)
class Measure:
    """The name, and what it says; with a label there is one value for each value of the label."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    about: str
    label: str = ""


@dataclass(frozen=True)
class Figure:
    """What a measure shows at this moment, by the value of its label."""

    measure: Measure
    values: Mapping[str, "float | Spread"]


EVENTS = Measure(
    "countersign_events_appended_total", "counter", "Events that this process has recorded."
)
COMMANDS = Measure(
    "countersign_commands_total",
    "counter",
    "Commands that this process was given: recorded, repeated, conflicting, or failed.",
    "outcome",
)
APPENDING = Measure(
    "countersign_append_seconds",
    "histogram",
    "Seconds from a command to the answer that it is recorded, waiting included.",
)
GROUPS = Measure(
    "countersign_group_commands", "histogram", "Commands that were recorded by one transaction."
)
QUEUED = Measure(
    "countersign_queue_commands", "gauge", "Commands that wait in this process, of all tenants."
)
LONGEST = Measure(
    "countersign_queue_longest_commands",
    "gauge",
    "Commands that wait for the tenant with most of them; beyond 2,000 callers are held up.",
)
ANSWERS = Measure("countersign_database_up", "gauge", "1 while the database answers, 0 otherwise.")
TENANTS = Measure("countersign_tenants", "gauge", "Tenants in the database.")
BEHIND = Measure(
    "countersign_subscriber_behind_events",
    "gauge",
    "Events that a subscriber has not handled yet, of all tenants. The relay is called bus.",
    "subscriber",
)
AGE = Measure(
    "countersign_subscriber_behind_seconds",
    "gauge",
    "Age of the oldest event that a subscriber has not handled yet.",
    "subscriber",
)
TENANTS_BEHIND = Measure(
    "countersign_subscriber_behind_tenants",
    "gauge",
    "Tenants of which a subscriber has not handled every event.",
    "subscriber",
)
PARKED = Measure(
    "countersign_subscriber_parked_events",
    "gauge",
    "Events that a subscriber could not handle and has put aside.",
    "subscriber",
)
LOOKED = Measure(
    "countersign_subscriber_look_seconds",
    "gauge",
    "Age of the oldest look at a tenant that the figures of the subscribers rest on.",
)
REBUILDING = Measure(
    "countersign_rebuild_running", "gauge", "1 while a process builds tables of rows, 0 otherwise."
)
BUILT = Measure(
    "countersign_rebuild_rows", "gauge", "Rows written so far into tables that are being built."
)
KEPT = Measure(
    "countersign_rows",
    "gauge",
    "Rows in the tables that are read, roughly: about as many has a rebuild of all to write.",
)
OF_THE_PROCESS = (EVENTS, COMMANDS, APPENDING, GROUPS, QUEUED, LONGEST, ANSWERS)
OF_THE_DATABASE = (TENANTS, BEHIND, AGE, TENANTS_BEHIND, PARKED, LOOKED, REBUILDING, BUILT, KEPT)
MEASURES = OF_THE_PROCESS + OF_THE_DATABASE
