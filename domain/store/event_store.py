"""The event store's contract: Postgres keeps it in production, memory keeps it in tests."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from domain.kernel import Fact, Page, Query, Summarised, Summary
from domain.kernel.query import R


class WrongVersion(Exception):
    """Someone else appended to this stream first: decide again."""


class StoreUnavailable(Exception):
    """The database cannot be reached or cannot write; the text says which, and what to do."""


@dataclass(frozen=True)
class Appended:
    """Where the facts stand now; `replayed` when the same key had recorded them before."""

    facts: tuple[Fact, ...]
    replayed: bool = False


class EventStore(Protocol):
    """Everything is asked for one tenant; nothing here can see two of them at once."""

    async def load(
        self, tenant: str, streams: Collection[str], as_of: datetime | None = None
    ) -> dict[str, list[Fact]]:
        """The facts of each of these streams, oldest first; an unknown stream is empty.

        `as_of` a time, those that had been recorded by then: what an aggregate was made of.
        """
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
        """Ledger entries of one trace, or of all; each has position, at, trace and its fields."""
        ...

    async def ledger_before(
        self, tenant: str, position: int | None = None, limit: int = 100
    ) -> list[dict[str, Any]]:
        """The newest ledger entries before a position, or of all, the newest first."""
        ...

    async def begin(
        self, tenant: str, conversation: str, after: int, limit: int
    ) -> tuple[dict[str, Any] | None, list[Fact]]:
        """A conversation, which can be erased, and the facts behind a position."""
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


class Verifier(Protocol):
    """What `countersign verify` needs of a store."""

    def verify(self, tenant: str) -> AsyncIterator[str]:
        """Findings, one sentence each; none when chain, gaps, versions and rows all agree."""
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

    async def token_owner(self, token_hash: str) -> tuple[str, str, str] | None:
        """Tenant, user and audience of a token that has not been revoked."""
        ...
