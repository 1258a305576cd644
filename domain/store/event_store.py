"""The event store's contract: Postgres keeps it in production, memory keeps it in tests."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from domain.kernel import Fact, Page, Query, Summarised, Summary
from domain.kernel.query import R
from domain.store.retention import Due

Kinds = Collection[str] | None
"""Names of types of events; None is all there are."""


class WrongVersion(Exception):
    """Someone else appended to this stream first: decide again."""


class StoreUnavailable(Exception):
    """The database cannot be reached or cannot write; the text says which, and what to do."""


@dataclass(frozen=True)
class Appended:
    """Where the facts stand now; `replayed` when the same key had recorded them before."""

    facts: tuple[Fact, ...]
    replayed: bool = False


@dataclass(frozen=True)
class Known:
    """How far somebody has folded a stream, and the mark of its fact at that version."""

    version: int = 0
    mark: str = ""
    rule: str = ""
    """Whoever knows nothing may be given a snapshot, if this rule has made one."""


@dataclass(frozen=True)
class Tail:
    """The facts of a stream behind a version: the known one, that of a snapshot, or none."""

    since: int
    """0 where what was known does not hold any more; then these are all the facts there are."""
    facts: tuple[Fact, ...]
    mark: str
    """Of the newest fact: no other fact at its version has it, not even after a restore."""
    snapshot: str = ""
    """The state at `since` as JSON, when a snapshot stands for the facts before."""

    @property
    def version(self) -> int:
        return self.since + len(self.facts)


@dataclass(frozen=True)
class Snapshot:
    """A state as JSON, from which the stream can be folded on; never truth."""

    stream: str
    decider: str
    version: int
    mark: str
    rule: str
    state: str


class EventStore(Protocol):
    """Everything is asked for one tenant; nothing here can see two of them at once."""

    async def load(
        self, tenant: str, streams: Collection[str], as_of: datetime | None = None
    ) -> dict[str, list[Fact]]:
        """The facts of each of these streams, oldest first; an unknown stream is empty.

        `as_of` a time, those that had been recorded by then: what an aggregate was made of.
        """
        ...

    async def tails(self, tenant: str, known: Mapping[str, Known]) -> dict[str, Tail]:
        """What each stream has behind what is known of it, all at one moment."""
        ...

    async def keep_snapshot(self, tenant: str, snapshot: Snapshot) -> None:
        """Keep a state in the place of the stream's earlier one."""
        ...

    async def drop_snapshots(self, tenant: str) -> None:
        """Throw the tenant's snapshots away, which changes no answer."""
        ...

    async def caused_by(self, tenant: str, draft: str) -> list[Fact]:
        """The facts that came from this draft, oldest first."""
        ...

    async def append(self, tenant: str, facts: Sequence[Fact], key: str = "") -> Appended:
        """Append all the facts or none; each must be the next of its stream.

        `key` makes it safe to send the same command again: the second time nothing is written.
        Raises WrongVersion, StoreUnavailable.
        """
        ...

    async def rows(
        self, tenant: str, query: Query[R], as_of: datetime | None = None
    ) -> Page[R]: ...

    async def many(
        self, tenant: str, queries: Sequence[Query[Any]], by_key: bool = False
    ) -> list[Page[Any]]:
        """Several questions in as few round trips as the store can.

        `by_key` says that each finds few rows whatever its values, so that one plan is as good
        for all of them.
        """
        ...

    async def summary(
        self, tenant: str, summary: Summary, as_of: datetime | None = None
    ) -> Summarised: ...

    async def page(self, tenant: str, after: int, limit: int = 1000) -> list[Fact]:
        """The facts behind a position, in order."""
        ...

    def replay(
        self, tenant: str, after: int = 0, until: int | None = None
    ) -> AsyncIterator[Sequence[Fact]]:
        """All facts behind a position and not behind another, in pages and in constant memory.

        The position of the last fact of a page is where to go on from, today or next year.
        """
        ...

    async def newest(self, tenant: str) -> int:
        """The position of the newest fact; 0 where there is none."""
        ...

    async def newest_of(self, tenants: Sequence[str]) -> dict[str, int]:
        """The same for many tenants, by one question."""
        ...

    async def next_number(self, tenant: str, name: str, count: int = 1) -> int:
        """The first of `count` numbers nobody else gets; unused numbers leave gaps."""
        ...

    async def enter(
        self, tenant: str, trace: str, entries: Sequence[Mapping[str, Any]], durable: bool
    ) -> None:
        """Write ledger entries (A6); durable entries are on disk when this returns."""
        ...

    async def ledger(
        self, tenant: str, trace: str = "", after: int = 0, limit: int = 100
    ) -> list[dict[str, Any]]:
        """Ledger entries of one trace, or of all; each has position, at, trace and its fields.

        What somebody typed reads "forgotten" where it was deleted since.
        """
        ...

    async def ledger_before(
        self, tenant: str, position: int | None = None, limit: int = 100
    ) -> list[dict[str, Any]]:
        """The newest ledger entries before a position, or of all, the newest first."""
        ...

    async def tally(self, tenant: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
        """How many turns and denials the ledger has of each kind, from a moment to before another.

        Each has what, tier, kind, control, how the last model that was asked stopped, how many
        entries there are, and how many milliseconds they took together.
        """
        ...

    async def begin(
        self, tenant: str, conversation: str, after: int, limit: int, kinds: Kinds = None
    ) -> tuple[dict[str, Any] | None, list[Fact]]:
        """A conversation, which can be erased, and the facts behind a position.

        Of some `kinds` alone, by the names of their types, the newest of all is told beside them:
        whoever follows them knows how far they go.
        """
        ...

    async def end(
        self,
        tenant: str,
        trace: str,
        entries: Sequence[Mapping[str, Any]],
        conversation: str,
        user: str,
        context: Mapping[str, Any],
    ) -> None:
        """Enter into the ledger and keep the conversation, together; not on disk yet."""
        ...

    async def tenants(self) -> list[str]: ...

    async def open_tenant(self, tenant: str, profile: Mapping[str, Any]) -> None:
        """Make a tenant known, with its profile (currency, locale, ...); twice changes nothing."""
        ...

    async def profile(self, tenant: str) -> dict[str, Any] | None:
        """The tenant's profile, or None for a tenant that does not exist."""
        ...

    def on_commit(self, listener: Callable[[str, Sequence[Fact]], None]) -> None:
        """Call the listener with tenant and facts after each commit of this process."""
        ...


@dataclass(frozen=True)
class Forgotten:
    """Who was forgotten and when; `already` when that had happened before."""

    subject: str
    at: datetime
    already: bool
    conversations: int = 0
    """How many conversations spoke of them, and were deleted."""
    entries: int = 0
    """How many entries of the ledger speak of them, and stay."""
    texts: int = 0
    """How many texts of ledger entries spoke of them, and were deleted."""
    drawn: int = 0
    """How many conversations showed them on a screen of the chat, and were deleted."""


class Privacy(Protocol):
    """What personal data is kept, and how it is erased (A8)."""

    async def subjects(self, tenant: str) -> list[str]:
        """The names of all data subjects whose data can be read."""
        ...

    async def forget(
        self, tenant: str, subject: str, by: str, reason: str, trace: str
    ) -> Forgotten:
        """Destroy the key of a data subject for good; the ledger keeps who asked and why.

        Raises Refused for a subject that was never known.
        """
        ...

    async def due(self, tenant: str) -> list[Due]:
        """Each class of data, with how many records have been kept long enough."""
        ...

    async def apply(self, tenant: str, by: str, trace: str) -> list[Due]:
        """Delete what has been kept long enough; if anything was, the ledger keeps how much."""
        ...


class Verifier(Protocol):
    """What `countersign verify` needs of a store."""

    def verify(self, tenant: str, told: Callable[[int, int], None] = ...) -> AsyncIterator[str]:
        """Findings, one sentence each; none when chain, gaps, versions and rows all agree.

        `told` hears how much is proved, and of how much; `anchors` is a file of anchors to
        compare with, in the place of the installation's own.
        """
        ...

    async def texts_gone(self, tenant: str) -> int:
        """How many ledger entries have lost the text that somebody typed."""
        ...

    async def anchor(self, file: Path | None = None) -> int:
        """Write outside the database how far each chain has come; answers how many lines."""
        ...


class Credentials(Protocol):
    """Secrets that must be erasable, and therefore are not events."""

    async def password_hash(self, tenant: str, user: str) -> str | None: ...

    async def set_password_hash(self, tenant: str, user: str, password_hash: str) -> None: ...

    async def add_token(self, tenant: str, user: str, token_hash: str, audience: str) -> str:
        """Keep a bearer token by its hash; the answer is an id to revoke it by."""
        ...

    async def revoke_token(self, tenant: str, token_id: str) -> bool: ...

    async def tokens_of(self, tenant: str) -> list[dict[str, Any]]:
        """Id, user and audience of each token that stands, and when it was made and used."""
        ...

    async def token_owner(self, tenant: str, token_hash: str) -> tuple[str, str] | None:
        """User and audience of a token of this tenant that has not been revoked."""
        ...
