"""Track record: how people decided on an agent's drafts of one command, counted to be judged."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Message, Summary, dimension, measure
from domain.kernel.words import counted, day, listed

DAYS = 90
"""Older decisions were made about another season, other prices and perhaps other rules."""
SAMPLE = 20
"""With fewer decisions a rate of 95 % cannot be told from one of 80 %."""
RATE = Decimal("0.95")
"""One in twenty may have needed a person; more than that, and a person is needed."""
SUBMITTED = 10
"""So many drafts are read together under L4 before L5 may be proposed: no rung is skipped (C7)."""
MOST = 1_000  # More groups than status, version, flags and orders together ever make.

BY_FATE = (
    dimension("status", DraftRow.status),
    dimension("version", DraftRow.version),
    dimension("red_flags", DraftRow.red_flags),
    dimension("standing_order", DraftRow.standing_order),
)
"""What `fate_of` tells from what became of a draft."""
DECIDED = (measure("drafts", "count"), measure("last", "most", DraftRow.closed_at))

Fate = Literal["signed", "edited", "rejected", "undone", "flagged", "executed"]
FATES: Mapping[Fate, str] = {
    "edited": "edited before they were signed",
    "rejected": "rejected",
    "undone": "undone later",
    "flagged": "signed in spite of a red flag",
}
"""What counts against an agent, in words."""


class TrackRecord(Message):
    """What people made of the drafts in a span of days; nobody judged what was `executed`."""

    agent: str
    command: str
    since: date
    until: date
    signed: int = 0
    edited: int = 0
    rejected: int = 0
    undone: int = 0
    flagged: int = 0
    executed: int = 0
    submitted: int = 0
    """Of the decisions, those since the agent submits under a standing order (L4)."""
    last_against: date | None = None

    @property
    def decided(self) -> int:
        return self.signed + self.edited + self.rejected + self.undone + self.flagged

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.signed) / self.decided if self.decided else None

    def __str__(self) -> str:
        if not self.decided:
            return f"none of its drafts was decided in {DAYS} days"
        share = f"{share_of(self.signed, self.decided)} %"
        return f"{self.signed} of {counted(self.decided, 'draft')} signed as drafted, {share}"


class Verdict(Message):
    """Whether a rung is earned, with the numbers that say so."""

    earned: bool
    reason: str


def earned(record: TrackRecord) -> Verdict:
    """Whether these decisions earn a rung, or hold it; the same numbers for both."""
    decided, signed = record.decided, record.signed
    if decided < SAMPLE:
        had = f"people decided {counted(decided, 'draft')} in {DAYS} days"
        return Verdict(earned=False, reason=f"{had}, and {SAMPLE} are needed")
    grave = [f"{getattr(record, fate)} {FATES[fate]}" for fate in GRAVE if getattr(record, fate)]
    if grave:
        reason = f"of {counted(decided, 'draft')} in {DAYS} days {listed(grave)}, and none may be"
        return Verdict(earned=False, reason=reason)
    if signed < RATE * decided:
        told = f"{record} in {DAYS} days{against(record)}"
        return Verdict(earned=False, reason=f"{told}: {RATE * 100:.0f} % are needed")
    return Verdict(earned=True, reason=f"{record} in {DAYS} days{against(record)}")


GRAVE: tuple[Fate, ...] = ("undone", "flagged")


def share_of(part: int, whole: int) -> str:
    """Hundredths, cut and never rounded up: 94.9 is not 95."""
    return f"{Decimal(part * 1000 // whole) / 10:f}".removesuffix(".0")


def against(record: TrackRecord) -> str:
    """One of them edited, the last on 3 Nov 2026."""
    told = [f"{n} {FATES[fate]}" for fate in FATES if (n := getattr(record, fate))]
    last = f", the last on {day(record.last_against)}" if record.last_against else ""
    return f" ({listed(told)}{last})" if told else ""


def since(today: date) -> date:
    return today - timedelta(days=DAYS)


def decisions(agent: str, command: str, first: date, last: date | None = None) -> Summary:
    """The question behind a record: decided drafts by what became of them."""
    conditions: list[Any] = [DraftRow.closed_at >= beginning(first)]  # type: ignore[operator]
    if last is not None:
        after = beginning(last + timedelta(days=1))
        conditions.append(DraftRow.closed_at < after)  # type: ignore[operator]
    return drafts.summary(
        DraftRow.agent == agent,
        DraftRow.command == command,
        *conditions,
        by=BY_FATE,
        measures=DECIDED,
        limit=MOST,
    )


def record_of(
    agent: str,
    command: str,
    days: tuple[date, date],
    groups: Iterable[Mapping[str, Any]],
    submitted: int = 0,
) -> TrackRecord:
    """The record that these groups of decided drafts come to."""
    counts: dict[str, int] = {}
    last: date | None = None
    for group in groups:
        fate = fate_of(group)
        if fate is None:
            continue
        counts[fate] = counts.get(fate, 0) + int(group["drafts"])
        if fate in FATES and isinstance(group["last"], datetime):
            last = max(filter(None, (last, group["last"].date())))
    return TrackRecord(
        agent=agent,
        command=command,
        since=days[0],
        until=days[1],
        submitted=submitted,
        last_against=last,
        **counts,
    )


def fate_of(group: Mapping[str, Any]) -> Fate | None:
    """What a decision says of the agent; a draft that nobody decided on says nothing."""
    match group["status"]:
        case "undone":
            return "undone"
        case "rejected":
            return "rejected"
        case "signed" if group["standing_order"]:
            return "executed"
        case "signed" if group["red_flags"]:
            return "flagged"
        case "signed" if group["version"] > 1:
            return "edited"
        case "signed":
            return "signed"
        case _:
            return None


def beginning(on: date) -> datetime:
    """The first moment of a day, as moments are kept."""
    return datetime.combine(on, time(), UTC)
