"""Telling: which notices leave now, alone or together, and which are held for later."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from domain.analysis.notices import RANK, URGENT, Kind, Listener, Notice
from domain.analysis.quiet_time import digest_due

Mark = tuple[str, str, str]
"""To whom, about which draft, and what of it."""
Way = Literal["alone", "together", "digest", "channel"]
MOST = 5
"""Messages of their own in an hour; what is more is one message together."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Telling:
    """One message: to whom, in which way, and all the notices that it settles."""

    to: str
    way: Way
    notices: tuple[Notice, ...]
    marks: tuple[Mark, ...]

    @property
    def first(self) -> Notice:
        return self.notices[0]


@dataclass(frozen=True)
class Lately:
    """What left for one person in the last hour."""

    alone: int = 0
    together: int = 0


def digest_mark(user: str, on: date) -> Mark:
    return user, "", f"digest.{on.isoformat()}"


def together_mark(user: str, now: datetime) -> Mark:
    return user, "", f"together.{now:%Y-%m-%dT%H:%M%z}"


def about(told: Mark) -> tuple[str, str]:
    return told[1], told[2]


def mark(notice: Notice) -> Mark:
    return notice.to, notice.draft, notice.state


def tellings(
    found: Iterable[Notice],
    people: Sequence[Listener],
    known: frozenset[Mark],
    lately: Mapping[str, Lately],
    needing: Mapping[str, int],
    now: datetime,
    posted: frozenset[Mark] = frozenset(),
) -> Iterator[Telling]:
    """What leaves at this local time.

    Nothing is remembered of what is held: it is found again at the next look, if it is still so.
    `needing` says for how many drafts each person is needed, `lately` what just left for them,
    and `posted` what of all that is known was told in a channel.
    """
    everywhere = {about(each) for each in known}
    in_channels = {about(each) for each in posted}
    news: dict[str, list[Notice]] = {}
    for notice in found:
        # What waits is told in a channel or to people, also when its channel comes or goes.
        elsewhere = everywhere if notice.channel else in_channels
        waits_there = notice.kind == "waits" and about(mark(notice)) in elsewhere
        if mark(notice) not in known and not waits_there:
            news.setdefault(notice.to, []).append(notice)
    for to in sorted(news):
        if news[to][0].channel:
            yield from (Telling(to, "channel", each, marks(each)) for each in by_draft(news[to]))
    for who in people:
        if not (who.away or who.wishes.quiet.covers(now)):
            told = lately.get(who.user, Lately())
            needed = needing.get(who.user, 0)
            yield from to_person(who, news.get(who.user, []), known, told, needed, now)


def to_person(
    who: Listener,
    news: Sequence[Notice],
    known: frozenset[Mark],
    lately: Lately,
    needed: int,
    now: datetime,
) -> Iterator[Telling]:
    each = list(by_draft(news))
    wishes, daily = who.wishes, digest_mark(who.user, now.date())
    due = digest_due(wishes.digest, wishes.quiet, now) and daily not in known
    if due and (needed or each):
        calm = [group for group in each if not urgent(group)]
        settled = tuple(notice for group in calm for notice in group)
        yield Telling(who.user, "digest", settled, (daily, *marks(settled)))
        each = [group for group in each if urgent(group)]
    if not wishes.singles:
        each = [group for group in each if urgent(group)]
    room = max(MOST - lately.alone, 0)
    for group in each[:room]:
        yield Telling(who.user, "alone", group, marks(group))
    rest = tuple(notice for group in each[room:] for notice in group)
    if rest and not lately.together:
        at_once = (together_mark(who.user, now), *marks(rest))
        yield Telling(who.user, "together", rest, at_once)


def by_draft(news: Iterable[Notice]) -> list[tuple[Notice, ...]]:
    """Everything about one draft at once: the gravest first, then what ends soonest."""
    ordered = sorted(news, key=lambda notice: (notice.draft, RANK[notice.kind]))
    grouped = [tuple(group) for _, group in groupby(ordered, key=lambda notice: notice.draft)]
    return sorted(grouped, key=lambda group: (rank(group), group[0].expires_at, group[0].draft))


def rank(group: Sequence[Notice]) -> int:
    return RANK[group[0].kind]


def urgent(group: Sequence[Notice]) -> bool:
    return group[0].kind in URGENT


def marks(group: Sequence[Notice]) -> tuple[Mark, ...]:
    return tuple(map(mark, group))


def count_of(found: Iterable[Notice]) -> Mapping[Kind, int]:
    """How many of each kind, in the order of their weight."""
    counted: dict[Kind, int] = {}
    for notice in sorted(found, key=lambda notice: RANK[notice.kind]):
        counted[notice.kind] = counted.get(notice.kind, 0) + 1
    return counted
