"""Notices: who is to know what of which draft, whatever the hour and whatever was told before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from domain.analysis.quiet_time import last_call
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow
from domain.governance.patience import steps
from domain.governance.wish import Wishes

Kind = Literal[
    "expiring", "escalated", "drifted", "waits", "rejected", "undone", "expired", "signed"
]
RANK: Mapping[str, int] = {
    kind: n
    for n, kind in enumerate(
        ("expiring", "escalated", "drifted", "waits", "rejected", "undone", "expired", "signed")
    )
}
URGENT = frozenset({"expiring", "escalated"})
"""Told alone, whatever else is told together."""
ASKING = frozenset({"expiring", "escalated", "drifted", "waits"})
"""These ask for a signature; the others tell how it ended."""
KNOWN_FOR = timedelta(days=4)
"""How long it is news that a draft was decided: longer than a weekend."""


@dataclass(frozen=True)
class Lender:
    """Somebody who is away, with the roles that they lend."""

    user: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Listener:
    """A member as they are today, and what they wish."""

    user: str
    roles: frozenset[str]
    wishes: Wishes = field(default_factory=Wishes)
    away: bool = False
    stands_in: tuple[Lender, ...] = ()

    @property
    def hands(self) -> frozenset[str]:
        return frozenset({self.user, *(each.user for each in self.stands_in)})


@dataclass(frozen=True)
class Case:
    """A draft with what its row does not say."""

    row: DraftRow
    lendable: bool = False
    """Whether it may be signed on lent authority."""
    apart: frozenset[str] = frozenset()
    """Who may not sign it besides those who drafted it."""
    drifted: bool = False
    """Whether it would come out otherwise today than it was drafted."""
    deciders: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        return self.row.status in OPEN


@dataclass(frozen=True)
class Notice:
    """One thing that a member or a channel is to know of a draft."""

    to: str
    draft: str
    kind: Kind
    state: str
    expires_at: datetime
    seen_by: str
    """As whose card it is shown; in a channel that of somebody whom it waits for."""
    channel: bool = False


def may_sign(who: Listener, case: Case, roles: Iterable[str] | None = None) -> bool:
    """Whether it waits for this person, on their own authority or on lent; of these roles only."""
    row, hands = case.row, who.hands
    barred = {*row.signers} | case.apart | ({*row.hands} if row.independent else set())
    if hands & barred:
        return False
    able = {*row.may_sign} & ({*row.may_sign} if roles is None else {*roles})
    lent = [each.roles for each in who.stands_in] if case.lendable else []
    return any(able & held for held in (who.roles, *lent))


def waits_for(case: Case, people: Sequence[Listener]) -> list[Listener]:
    """The nearest of the house who may sign: the first step, or the one that it was raised to.

    Where nobody of a step is there, it is the next one that has to know.
    """
    peers = steps(case.row)
    raised = next((n for n, held in enumerate(peers) if case.row.escalated_to in held), 0)
    for roles in (*peers[raised:], *reversed(peers[:raised])):
        found = [who for who in people if not who.away and may_sign(who, case, roles)]
        if found:
            return found
    return []


def before_eyes(case: Case, people: Sequence[Listener]) -> Listener | None:
    """Whoever asked for the draft themselves and may sign it: they have it before them."""
    row = case.row
    if row.occasion:
        return None
    drafter = (who for who in people if who.user == row.proposer and not who.away)
    return next((who for who in drafter if may_sign(who, case)), None)


def notices(
    cases: Iterable[Case],
    people: Sequence[Listener],
    routes: Mapping[str, str],
    now: datetime,
) -> Iterator[Notice]:
    """All that is to be known at this moment; `now` is local, routes are channels by function."""
    for case in cases:
        if not case.open:
            yield from ended(case, people, now)
        elif case.row.expires_at > now:
            yield from asking(case, people, routes, now)


def asking(
    case: Case, people: Sequence[Listener], routes: Mapping[str, str], now: datetime
) -> Iterator[Notice]:
    row, version = case.row, case.row.version
    drafter, nearest = before_eyes(case, people), waits_for(case, people)
    needed = [drafter] if drafter and not row.escalated_to else nearest
    for who in needed:
        if case.drifted:
            yield told(who, case, "drifted", f"drifted.{version}")
        if now >= last_call(who.wishes.quiet, row.expires_at.astimezone(now.tzinfo)):
            yield told(who, case, "expiring", f"expiring.{version}")
    if row.escalated_to:
        for who in nearest:
            yield told(who, case, "escalated", f"escalated.{row.escalated_to}.{version}")
    elif drafter is None:
        yield from waiting(case, nearest, routes.get(row.function, ""))


def waiting(case: Case, nearest: Sequence[Listener], channel: str) -> Iterator[Notice]:
    """In the channel of its function, where there is one; else to each who may sign."""
    state = f"waits.{case.row.version}"
    if channel and nearest:
        alone = told(nearest[0], case, "waits", state)
        yield Notice(
            channel, alone.draft, "waits", state, alone.expires_at, alone.seen_by, channel=True
        )
        return
    for who in nearest:
        yield told(who, case, "waits", state)


def ended(case: Case, people: Sequence[Listener], now: datetime) -> Iterator[Notice]:
    """What became of it, for whoever asked for it and did not decide it."""
    row = case.row
    kinds: Mapping[str, Kind] = {
        "signed": "signed",
        "rejected": "rejected",
        "undone": "undone",
        "expired": "expired",
    }
    kind = kinds.get(row.status)
    if kind is None or row.occasion or not row.closed_at or now - row.closed_at > KNOWN_FOR:
        return
    for who in people:
        if who.user == row.proposer and who.user not in case.deciders:
            yield told(who, case, kind, f"{kind}.{row.version}")


def told(who: Listener, case: Case, kind: Kind, state: str) -> Notice:
    return Notice(who.user, case.row.draft, kind, state, case.row.expires_at, who.user)
