"""Patience: how long a draft of each kind may wait before it is raised to the next role."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.governance.drafts import DraftRow
from domain.governance.member import SPECIALISTS
from domain.kernel import Command, Decider, Event, Refused
from domain.kernel.words import Label, counted

EVERY = ""
"""The kind that stands for all others."""
LADDER = (("artisan",), (*SPECIALISTS, "staff"), ("buyer",), ("admin",), ("manager",), ("owner",))
"""From whom a draft is raised to whom, as far as each may sign it; those on one step are peers.

What a specialist may sign waits for them and for staff at once: a house that has only one of both
raises it after the same time.
"""
USUAL = timedelta(hours=24)
SHORTEST, LONGEST = 1, 24 * 30


class SetPatience(Command):
    """Hours that a draft of this kind may wait at each step; None is the usual time again."""

    kind: Label = EVERY
    hours: int | None


class PatienceSet(Event):
    kind: Label = EVERY
    hours: int | None
    earlier: int | None = None

    def __str__(self) -> str:
        what = f"A draft of the kind {self.kind}" if self.kind else "A draft"
        if self.hours is None:
            return f"{what} waits the usual time before it is escalated."
        return f"{what} waits {counted(self.hours, 'hour')} before it is escalated."

    def undo(self) -> Command:
        return SetPatience(kind=self.kind, hours=self.earlier)


@dataclass(frozen=True)
class Patience:
    """The hours of each kind, in an order that does not tell when they were set."""

    hours: tuple[tuple[str, int], ...] = ()

    def of(self, kind: str) -> int | None:
        set_ = dict(self.hours)
        return set_.get(kind, set_.get(EVERY))


def decide(patience: Patience, command: SetPatience) -> list[PatienceSet]:
    hours = command.hours
    if hours is not None and not SHORTEST <= hours <= LONGEST:
        raise Refused(
            f"A draft waits {SHORTEST} to {LONGEST} hours at each step: give a number in between.",
            "no_such_patience",
        )
    earlier = dict(patience.hours).get(command.kind)
    if hours == earlier:
        return []
    return [PatienceSet(kind=command.kind, hours=hours, earlier=earlier)]


def evolve(patience: Patience, event: PatienceSet) -> Patience:
    left = {kind: hours for kind, hours in patience.hours if kind != event.kind}
    if event.hours is not None:
        left[event.kind] = event.hours
    return Patience(tuple(sorted(left.items())))


patience = Decider(
    name="patience",
    commands=SetPatience,
    events=PatienceSet,
    initial=Patience(),
    decide=decide,
    evolve=evolve,
)
STREAM = patience.stream("tenant")


@dataclass(frozen=True)
class Raised:
    """The next step of a draft that nobody signed: which, to whom, after how long."""

    step: int
    to: str
    hours: int


def wait_of(row: DraftRow, patience: Patience) -> timedelta:
    """What was declared for its kind; else half of its validity, at most a day."""
    declared = patience.of(row.kind)
    if declared is not None:
        return timedelta(hours=declared)
    if row.proposed_at is None:
        return USUAL
    return min((row.expires_at - row.proposed_at) / 2, USUAL)


def steps(row: DraftRow) -> tuple[tuple[str, ...], ...]:
    """The peers of each step that a draft passes; for the first it waits from the beginning."""
    able = (tuple(role for role in peers if role in row.may_sign) for peers in LADDER)
    return tuple(peers for peers in able if peers)


def due(row: DraftRow, patience: Patience, now: datetime) -> Raised | None:
    """The next step, when its time has come; nobody is left above the last."""
    passed, wait = steps(row), wait_of(row, patience)
    if row.proposed_at is None or now >= row.expires_at or wait <= timedelta(0):
        return None
    reached = next((n for n, peers in enumerate(passed) if row.escalated_to in peers), 0)
    if reached + 1 >= len(passed) or now < row.proposed_at + (reached + 1) * wait:
        return None
    hours = int((now - row.proposed_at) / timedelta(hours=1))
    return Raised(reached + 1, passed[reached + 1][0], hours)
