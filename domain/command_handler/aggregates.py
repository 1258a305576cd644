"""The hot aggregates of this process: folded once, and checked with every later question."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from time import monotonic_ns
from typing import Any, Protocol, TypeVar

from domain.kernel import AnyDecider, Fact
from domain.store.event_store import EventStore, Known, Snapshot, StoreUnavailable, Tail
from domain.store.states import Unreadable, fingerprint, may_be_kept, revived, text_of

log = logging.getLogger(__name__)

K = TypeVar("K", bound=tuple[str, ...])
V = TypeVar("V")

MOST = 20_000  # As much stock as two of the longest orders name, each state a few numbers.
FEWER = 2_000  # Of what may be about a person: drafts and orders, with all of their lines.
LONGEST = 60 * 10**9  # Nanoseconds for which what may be about a person is believed.
WIDEST = 50  # A draft that leads to more streams comes from a file and is seldom signed twice.
EVERY = 200  # Facts that are folded again before a snapshot is worth its row.


@dataclass(frozen=True)
class Aggregate:
    """A stream folded up to a version; states are values, so whoever asks may have the same."""

    version: int
    state: Any
    mark: str = ""
    kept: int = 0
    """The version of the newest snapshot, as far as is known."""
    since: int = 0
    """When it was folded from its first fact, by the clock that only goes forward."""


Kept = OrderedDict[tuple[str, str, str], Aggregate]
"""By tenant, stream and rule."""


class Hot:
    """A bounded number of aggregates over all tenants; whoever is not asked for longest goes."""

    def __init__(
        self, most: int = MOST, clock: Callable[[], int] = monotonic_ns, fewer: int = FEWER
    ) -> None:
        self.most = most
        self.fewer = fewer
        self.clock = clock
        self.plain: Kept = OrderedDict()
        self.personal: Kept = OrderedDict()
        self.ways: OrderedDict[tuple[str, str], Mapping[str, AnyDecider]] = OrderedDict()
        self.cleared: dict[str, int] = {}

    def of(self, tenant: str, stream: str, decider: AnyDecider) -> Aggregate | None:
        key = (tenant, stream, decider.name)
        kept, _ = self.shelf(decider)
        found = kept.get(key)
        if found is None:
            return None
        if kept is self.personal and self.clock() > found.since + LONGEST:
            del kept[key]
            return None
        kept.move_to_end(key)
        return found

    def put(self, tenant: str, stream: str, decider: AnyDecider, aggregate: Aggregate) -> None:
        key = (tenant, stream, decider.name)
        kept, most = self.shelf(decider)
        if aggregate.version == 0:
            kept.pop(key, None)
            return
        kept[key] = aggregate
        kept.move_to_end(key)
        if len(kept) > most:
            kept.popitem(last=False)

    def shelf(self, decider: AnyDecider) -> tuple[Kept, int]:
        """Where the aggregates of this rule are, and how many there may be."""
        return (self.plain, self.most) if may_be_kept(decider) else (self.personal, self.fewer)

    def leads_to(self, tenant: str, draft: str) -> Mapping[str, AnyDecider]:
        """The streams a draft led to when it was last rehearsed: a guess what to read along."""
        return self.ways.get((tenant, draft), {})

    def lead(self, tenant: str, draft: str, streams: Mapping[str, AnyDecider]) -> None:
        if len(streams) > WIDEST:
            return
        self.ways[tenant, draft] = dict(streams)
        self.ways.move_to_end((tenant, draft))
        if len(self.ways) > min(self.most, self.fewer):
            self.ways.popitem(last=False)

    def clear(self, tenant: str) -> None:
        """Forget all of a tenant, and what is being read of it at this moment."""
        self.cleared[tenant] = self.clearings(tenant) + 1
        self.plain, self.personal = (without(k, tenant) for k in (self.plain, self.personal))
        self.ways = without(self.ways, tenant)

    def clearings(self, tenant: str) -> int:
        return self.cleared.get(tenant, 0)


def without(kept: OrderedDict[K, V], tenant: str) -> OrderedDict[K, V]:
    return OrderedDict((key, value) for key, value in kept.items() if key[0] != tenant)


class Reader(Protocol):
    """Where a rehearsal takes its states from."""

    async def read(self, wanted: Mapping[str, AnyDecider]) -> Mapping[str, Aggregate]:
        """Each stream as it stands now."""
        ...

    def remembered(self, stream: str, decider: AnyDecider) -> Aggregate | None:
        """A stream as it once stood: good for a guess and for nothing else."""
        ...


@dataclass(frozen=True)
class Aggregates:
    """The aggregates of one tenant, as they stand now."""

    store: EventStore
    tenant: str
    hot: Hot

    async def read(self, wanted: Mapping[str, AnyDecider]) -> dict[str, Aggregate]:
        """All of them at one moment; what is hot is believed as far as the store confirms it."""
        aggregates, _ = await self.beside(wanted, ())
        return aggregates

    def remembered(self, stream: str, decider: AnyDecider) -> Aggregate | None:
        return self.hot.of(self.tenant, stream, decider)

    async def beside(
        self, wanted: Mapping[str, AnyDecider], whole: Collection[str]
    ) -> tuple[dict[str, Aggregate], dict[str, list[Fact]]]:
        """Aggregates, and the whole histories of other streams, at the same moment."""
        clearings = self.hot.clearings(self.tenant)
        hot = {s: self.hot.of(self.tenant, s, decider) for s, decider in wanted.items()}
        known = {s: known_of(decider, hot[s]) for s, decider in wanted.items()}
        entire = dict.fromkeys(whole, Known())
        tails = await self.store.tails(self.tenant, {**known, **entire})
        try:
            found = {s: after(d, hot[s], tails[s]) for s, d in wanted.items()}
        except Unreadable as error:
            log.warning("A snapshot of %s is left aside: %s", self.tenant, error)
            tails = await self.store.tails(self.tenant, dict.fromkeys((*known, *entire), Known()))
            found = {s: after(d, None, tails[s]) for s, d in wanted.items()}
        if clearings == self.hot.clearings(self.tenant):
            for stream, aggregate in found.items():
                earlier = hot[stream]
                if aggregate is earlier:
                    continue
                since = earlier.since if earlier and tails[stream].since else self.hot.clock()
                dated = replace(aggregate, since=since)
                self.hot.put(self.tenant, stream, wanted[stream], dated)
            await self.keep((s, wanted[s], a) for s, a in found.items())
        return found, {stream: list(tails[stream].facts) for stream in whole}

    async def keep(self, found: Iterable[tuple[str, AnyDecider, Aggregate]]) -> None:
        """A snapshot of whatever took long to fold, beside the append and never instead of it."""
        due = [
            (stream, decider, replace(aggregate, kept=aggregate.version))
            for stream, decider, aggregate in found
            if aggregate.version - aggregate.kept >= EVERY and may_be_kept(decider)
        ]
        for stream, decider, aggregate in due:
            self.hot.put(self.tenant, stream, decider, aggregate)
        for stream, decider, aggregate in due:
            try:
                await self.store.keep_snapshot(self.tenant, snapshot_of(stream, decider, aggregate))
            except (StoreUnavailable, Unreadable) as error:
                log.warning("No snapshot of %s was kept: %s", stream, error)


def known_of(decider: AnyDecider, hot: Aggregate | None) -> Known:
    """What to ask behind; with nothing known, a snapshot will do if the rule is still the same."""
    if hot is not None and hot.version:
        return Known(hot.version, hot.mark)
    return Known(rule=fingerprint(decider) if may_be_kept(decider) else "")


def after(decider: AnyDecider, hot: Aggregate | None, tail: Tail) -> Aggregate:
    """The state that the tail leads to, from where it begins."""
    if tail.snapshot:
        state, kept = revived(decider, tail.snapshot), tail.since
    elif hot is not None and tail.since:
        if not tail.facts:
            return hot
        state, kept = hot.state, hot.kept
    else:
        state, kept = decider.initial, 0
    for fact in tail.facts:
        state = decider.evolve(state, fact.event)
    return Aggregate(tail.version, state, tail.mark, kept)


def snapshot_of(stream: str, decider: AnyDecider, aggregate: Aggregate) -> Snapshot:
    state = text_of(decider, aggregate.state)
    rule = fingerprint(decider)
    return Snapshot(stream, decider.name, aggregate.version, aggregate.mark, rule, state)
