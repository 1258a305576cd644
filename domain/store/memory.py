"""The event store in memory, which keeps the same contract as Postgres."""

import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.kernel import AnyProjection, Fact, Page, Query, Summarised, Summary
from domain.kernel.query import R
from domain.kernel.row import Key
from domain.store.codec import written
from domain.store.event_store import Appended, Kinds, WrongVersion
from domain.store.memory_privacy import MemoryPrivacy
from domain.store.memory_tails import MemoryTails
from domain.store.naming import checked
from domain.store.ordering import exact_query, exact_summary
from domain.store.replaying import replayed
from domain.store.tally import tallied

Clock = Callable[[], datetime]


@dataclass
class Tenant:
    """Everything that is kept for one tenant."""

    profile: dict[str, Any] | None = None
    facts: list[Fact] = field(default_factory=list)
    streams: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    rows: dict[str, dict[Key, Any]] = field(default_factory=lambda: defaultdict(dict))
    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    ledger: list[dict[str, Any]] = field(default_factory=list)
    texts_gone: int = 0
    conversations: dict[str, dict[str, Any]] = field(default_factory=dict)


class MemoryStore(MemoryTails):
    """Keeps the contract of `EventStore`; nothing of it survives the process."""

    def __init__(
        self, projections: Iterable[AnyProjection], clock: Clock = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__()
        self.projections = {projection.name: projection for projection in projections}
        self.clock = clock
        self.kept: dict[str, Tenant] = defaultdict(Tenant)
        self.privacy = MemoryPrivacy(self)
        self.listeners: list[Callable[[str, Sequence[Fact]], None]] = []

    def of(self, tenant: str) -> Tenant:
        """What is kept for a tenant."""
        return self.kept[checked(tenant)]

    async def load(
        self, tenant: str, streams: Collection[str], as_of: datetime | None = None
    ) -> dict[str, list[Fact]]:
        kept = self.of(tenant).streams
        return {stream: until(kept.get(stream, ()), as_of) for stream in streams}

    async def caused_by(self, tenant: str, draft: str) -> list[Fact]:
        facts = self.of(tenant).facts if draft else ()
        return [fact for fact in facts if fact.cause.draft == draft]

    async def append(self, tenant: str, facts: Sequence[Fact], key: str = "") -> Appended:
        kept = self.of(tenant)
        if key in kept.keys:
            return Appended(kept.keys[key], replayed=True)
        for fact in facts:
            written(fact.event)
        versions = {fact.stream: len(kept.streams.get(fact.stream, ())) for fact in facts}
        for fact in facts:
            versions[fact.stream] += 1
            if fact.version != versions[fact.stream]:
                raise WrongVersion(fact.stream)
        self.privacy.must_stand(tenant, facts)
        recorded = self._placed(kept, facts)
        changes = [followed(p, kept.rows[p.name], recorded) for p in self.projections.values()]
        for name, (touched, rows) in zip(self.projections, changes, strict=True):
            for place in touched:
                kept.rows[name].pop(place, None)
            kept.rows[name].update(rows)
        kept.facts.extend(recorded)
        for fact in recorded:
            kept.streams[fact.stream].append(fact)
        if key and recorded:
            kept.keys[key] = recorded
        for listener in self.listeners if recorded else ():
            listener(tenant, recorded)
        return Appended(recorded)

    def _placed(self, kept: Tenant, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        last = kept.facts[-1].recorded_at if kept.facts else None
        now = self.clock()
        at = now if last is None else max(now, last)
        placed = enumerate(facts, len(kept.facts) + 1)
        return tuple(fact.placed(n, at) for n, fact in placed)

    async def rows(self, tenant: str, query: Query[R], as_of: datetime | None = None) -> Page[R]:
        exact = exact_query(query, self.projections[query.table])
        return exact.answer(self._rows(tenant, query.table, as_of))

    async def many(
        self, tenant: str, queries: Sequence[Query[Any]], by_key: bool = False
    ) -> list[Page[Any]]:
        return [await self.rows(tenant, query) for query in queries]

    async def summary(
        self, tenant: str, summary: Summary, as_of: datetime | None = None
    ) -> Summarised:
        return exact_summary(summary).answer(self._rows(tenant, summary.table, as_of))

    def _rows(self, tenant: str, table: str, as_of: datetime | None) -> list[Any]:
        kept = self.of(tenant)
        if as_of is None:
            return list(kept.rows[table].values())
        return list(self.projections[table].fold({}, until(kept.facts, as_of)).values())

    async def page(self, tenant: str, after: int, limit: int = 1000) -> list[Fact]:
        return self.of(tenant).facts[after : after + limit]

    def replay(
        self, tenant: str, after: int = 0, until: int | None = None
    ) -> AsyncIterator[Sequence[Fact]]:
        return replayed(self, tenant, after, until)

    async def newest(self, tenant: str) -> int:
        return len(self.of(tenant).facts)

    async def newest_of(self, tenants: Sequence[str]) -> dict[str, int]:
        return {tenant: len(self.of(tenant).facts) for tenant in tenants}

    async def next_number(self, tenant: str, name: str, count: int = 1) -> int:
        numbers = self.of(tenant).numbers
        numbers[name] += count
        return numbers[name] - count + 1

    async def enter(
        self, tenant: str, trace: str, entries: Sequence[Mapping[str, Any]], durable: bool
    ) -> None:
        ledger = self.of(tenant).ledger
        for entry in entries:
            place = {"position": len(ledger) + 1, "at": self.clock(), "trace": trace}
            ledger.append({**entry, **place})

    async def ledger(
        self, tenant: str, trace: str = "", after: int = 0, limit: int = 100
    ) -> list[dict[str, Any]]:
        entries = self.of(tenant).ledger[after:]
        return [dict(e) for e in entries if trace in ("", e["trace"])][:limit]

    async def ledger_before(
        self, tenant: str, position: int | None = None, limit: int = 100
    ) -> list[dict[str, Any]]:
        ledger = self.of(tenant).ledger
        end = len(ledger) if position is None else max(position - 1, 0)
        return [dict(entry) for entry in reversed(ledger[:end])][:limit]

    async def tally(self, tenant: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
        entries = self.of(tenant).ledger
        return tallied([entry for entry in entries if since <= entry["at"] < until])

    async def begin(
        self, tenant: str, conversation: str, after: int, limit: int, kinds: Kinds = None
    ) -> tuple[dict[str, Any] | None, list[Fact]]:
        kept = self.of(tenant)
        news = kept.facts[after:]
        mine = [fact for fact in news if kinds is None or type(fact.event).__name__ in kinds]
        last = news[-1:] if kinds is not None and news[-1:] != mine[:limit][-1:] else []
        return kept.conversations.get(conversation), [*mine[:limit], *last]

    async def end(
        self,
        tenant: str,
        trace: str,
        entries: Sequence[Mapping[str, Any]],
        conversation: str,
        user: str,
        context: Mapping[str, Any],
    ) -> None:
        self.of(tenant).conversations[conversation] = dict(context)
        await self.enter(tenant, trace, entries, False)

    async def tenants(self) -> list[str]:
        known = (name for name, kept in self.kept.items() if kept.facts or kept.profile is not None)
        return sorted(known)

    async def open_tenant(self, tenant: str, profile: Mapping[str, Any]) -> None:
        kept = self.of(tenant)
        if kept.profile is None:
            kept.profile = dict(profile)

    async def profile(self, tenant: str) -> dict[str, Any] | None:
        return self.of(tenant).profile

    async def texts_gone(self, tenant: str) -> int:
        return self.of(tenant).texts_gone

    async def anchor(self, file: Path | None = None) -> int:
        """No chain survives the process, so that there is none to hold on to: no line."""
        return 0

    def on_commit(self, listener: Callable[[str, Sequence[Fact]], None]) -> None:
        self.listeners.append(listener)


def until(facts: Sequence[Fact], at: datetime | None) -> list[Fact]:
    """Those that had been recorded at this time, or all."""
    return [fact for fact in facts if at is None or not fact.recorded_at or fact.recorded_at <= at]


def followed(
    projection: AnyProjection, rows: dict[Key, Any], facts: Sequence[Fact]
) -> tuple[set[Key], dict[Key, Any]]:
    """The keys that these facts touch, and the rows that stand there afterwards."""
    touched = list(projection.touched(facts))
    keys = {key for key, _, _ in touched}
    before = {key: rows[key] for key in keys if key in rows}
    return keys, projection.after(before, touched)


@dataclass
class Token:
    tenant: str
    user: str
    audience: str
    token_hash: str
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class MemoryCredentials:
    """Keeps the contract of `Credentials`."""

    def __init__(self) -> None:
        self.passwords: dict[tuple[str, str], str] = {}
        self.tokens: dict[tuple[str, str], Token] = {}
        self.codes: dict[tuple[str, str], tuple[str, datetime]] = {}

    async def password_hash(self, tenant: str, user: str) -> str | None:
        return self.passwords.get((tenant, user))

    async def set_password_hash(self, tenant: str, user: str, password_hash: str) -> None:
        self.passwords[tenant, user] = password_hash

    async def add_token(self, tenant: str, user: str, token_hash: str, audience: str) -> str:
        token_id = secrets.token_hex(6)
        self.tokens[tenant, token_id] = Token(tenant, user, audience, token_hash)
        return token_id

    async def revoke_token(self, tenant: str, token_id: str) -> bool:
        return self.tokens.pop((tenant, token_id), None) is not None

    async def tokens_of(self, tenant: str) -> list[dict[str, Any]]:
        return [
            {
                "id": token_id,
                "user": token.user,
                "audience": token.audience,
                "made_at": token.made_at,
                "used_at": None,
            }
            for (of, token_id), token in self.tokens.items()
            if of == tenant
        ]

    async def token_owner(self, tenant: str, token_hash: str) -> tuple[str, str] | None:
        mine = (t for t in self.tokens.values() if t.tenant == tenant)
        token = next((t for t in mine if t.token_hash == token_hash), None)
        return (token.user, token.audience) if token else None

    async def add_code(self, tenant: str, user: str, code_hash: str, seconds: int) -> None:
        self.codes = {key: code for key, code in self.codes.items() if code[0] != user}
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        self.codes[tenant, code_hash] = (user, until)

    async def take_code(self, tenant: str, code_hash: str) -> str:
        user, until = self.codes.pop((tenant, code_hash), ("", datetime.min.replace(tzinfo=UTC)))
        return user if until > datetime.now(UTC) else ""
