"""The event store on Postgres."""

import json
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from domain.kernel import AnyProjection, Event, Fact, Page, Query, Summarised, Summary
from domain.kernel.query import R
from domain.store.bounded import within
from domain.store.checkpoints import Checkpoints
from domain.store.codec import Codec, Upcaster
from domain.store.committer import Committer
from domain.store.connections import Connection, Connections, Revive
from domain.store.event_store import Appended, Kinds, Known, Snapshot, Tail
from domain.store.history import DRAFT, HEAD, NEWEST, PAGE
from domain.store.ledger import Ledger
from domain.store.loading import Loading
from domain.store.migrate import migrate
from domain.store.naming import checked
from domain.store.ordering import exact_query, exact_summary
from domain.store.past import Past
from domain.store.privacy import PostgresPrivacy
from domain.store.questions import AT_ONCE, ask, divided
from domain.store.read_models import ReadModels, in_todays_form
from domain.store.rebuild import make_read_models, rebuild
from domain.store.replaying import replayed
from domain.store.snapshots import Snapshots
from domain.store.statistics import Growth
from domain.store.summaries import answer, summarise
from domain.store.tailing import Tails
from domain.store.turns import Turns
from domain.store.verify import Told, Verification, unheard
from domain.store.watch import Watch

NEWEST_OF = "select tenant, newest from es.newest_of($1)"
PROFILE = "select profile from es.tenants where tenant = $1"


class PostgresStore:
    """Keeps the contract of `EventStore` and of `Verifier`."""

    def __init__(
        self, dsn: str, connections: Connections, codec: Codec, models: ReadModels
    ) -> None:
        self.dsn = dsn
        self.connections = connections
        self.codec = codec
        self.models = models
        self.past = Past(connections, codec)
        self.committer = Committer(connections, codec, models, Growth(dsn))
        self.entries = Ledger(connections)
        self.loading = Loading(connections, codec)
        self.tailing = Tails(connections, codec)
        self.snapshots = Snapshots(connections)
        self.turns = Turns(connections, codec)
        self.checkpoints = Checkpoints(connections)
        self.privacy = PostgresPrivacy(connections, codec, models)
        self.verification = Verification(dsn, connections, codec, models)
        self.watch = Watch(connections, self.committer, self.checkpoints, self.tenants)
        self.profiles: dict[str, dict[str, Any]] = {}

    @classmethod
    async def open(
        cls,
        dsn: str,
        events: Iterable[type[Event]],
        projections: Iterable[AnyProjection],
        revive: Revive | None = None,
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
    ) -> "PostgresStore":
        """Bring the database up to date and connect; `dsn` belongs to the owner of the database.

        `revive` starts an embedded server again when the process that owned it has gone.
        """
        codec = Codec(events, upcasters)
        models = ReadModels(projections, codec.must_stand)
        await migrate(dsn)
        await make_read_models(dsn, models.models.values(), codec)
        return cls(dsn, await Connections.open(dsn, revive), codec, models)

    async def close(self) -> None:
        await self.committer.groups.finish()
        await self.entries.groups.finish()
        await self.committer.growth.close()
        await self.connections.close()

    async def load(
        self, tenant: str, streams: Collection[str], as_of: datetime | None = None
    ) -> dict[str, list[Fact]]:
        if as_of is None:
            return await self.loading.load(tenant, streams)
        return await self.past.streams(tenant, streams, as_of)

    async def tails(self, tenant: str, known: Mapping[str, Known]) -> dict[str, Tail]:
        return await self.tailing.behind(tenant, known)

    async def keep_snapshot(self, tenant: str, snapshot: Snapshot) -> None:
        await self.snapshots.keep(tenant, snapshot)

    async def drop_snapshots(self, tenant: str) -> None:
        await self.snapshots.drop(tenant)

    async def caused_by(self, tenant: str, draft: str) -> list[Fact]:
        return await self._facts(tenant, DRAFT, tenant, draft)

    async def append(self, tenant: str, facts: Sequence[Fact], key: str = "") -> Appended:
        return await self.committer.append(tenant, facts, key) if facts else Appended(())

    async def rows(self, tenant: str, query: Query[R], as_of: datetime | None = None) -> Page[R]:
        if as_of is None:
            [page] = await self.many(tenant, [query])
            return page
        model = self.models.models[query.table]
        exact = exact_query(query, model.projection)
        return exact.answer(await self.past.rows(tenant, model, as_of))

    async def many(
        self, tenant: str, queries: Sequence[Query[Any]], by_key: bool = False
    ) -> list[Page[Any]]:
        if not queries:
            return []
        if len(queries) > AT_ONCE:
            return [p for some in divided(queries) for p in await self.many(tenant, some, by_key)]
        asked = ask(self.models.models, tenant, queries)
        plan = not (by_key or asked.by_key)
        with in_todays_form():
            records = await self.connections.fetch(tenant, asked.text, *asked.values, plan=plan)
        found = {n: page for n, *page in records}
        pages = {}
        for number, query in zip(asked.mine, queries, strict=True):
            if number not in pages:
                total, text = found[number]
                rows = self.models.models[query.table].parsed(text)
                pages[number] = Page(tuple(rows.values()), total)
        return [pages[number] for number in asked.mine]

    async def summary(
        self, tenant: str, summary: Summary, as_of: datetime | None = None
    ) -> Summarised:
        async with within(summary.seconds):
            if as_of is not None:
                model = self.models.models[summary.table]
                return exact_summary(summary).answer(await self.past.rows(tenant, model, as_of))
            statement, values = summarise(self.models.models, tenant, summary)
            with in_todays_form():
                found = await self.connections.fetch(tenant, statement, *values, plan=True)
            return answer(summary, found)

    async def page(self, tenant: str, after: int, limit: int = 1000) -> list[Fact]:
        return await self._facts(tenant, PAGE, tenant, after, limit)

    def replay(
        self, tenant: str, after: int = 0, until: int | None = None
    ) -> AsyncIterator[Sequence[Fact]]:
        return replayed(self, tenant, after, until)

    async def newest(self, tenant: str) -> int:
        [found] = await self.connections.fetch(tenant, NEWEST, tenant)
        return int(found["position"])

    async def newest_of(self, tenants: Sequence[str]) -> dict[str, int]:
        async def read(connection: Connection) -> dict[str, int]:
            return {t: n for t, n in await connection.fetch(NEWEST_OF, list(tenants))}

        return await self.connections.run(read, again=True) if tenants else {}

    async def head(self, tenant: str) -> tuple[int, str]:
        """The newest position and its hash: kept elsewhere, they show a chain made anew."""
        found = await self.connections.fetch(tenant, HEAD, tenant)
        return (found[0]["position"], found[0]["hash"].hex()) if found else (0, "")

    async def next_number(self, tenant: str, name: str, count: int = 1) -> int:
        return int(
            await self._call("select es.next_number($1, $2, $3)", checked(tenant), name, count)
        )

    async def enter(
        self, tenant: str, trace: str, entries: Sequence[Mapping[str, Any]], durable: bool
    ) -> None:
        await self.entries.enter(tenant, trace, entries, durable)

    async def ledger(
        self, tenant: str, trace: str = "", after: int = 0, limit: int = 100
    ) -> list[dict[str, Any]]:
        return await self.entries.following(tenant, trace, after, limit)

    async def ledger_before(
        self, tenant: str, position: int | None = None, limit: int = 100
    ) -> list[dict[str, Any]]:
        return await self.entries.before(tenant, position, limit)

    async def tally(self, tenant: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
        return await self.entries.tally(tenant, since, until)

    async def begin(
        self, tenant: str, conversation: str, after: int, limit: int, kinds: Kinds = None
    ) -> tuple[dict[str, Any] | None, list[Fact]]:
        return await self.turns.begin(tenant, conversation, after, limit, kinds)

    async def end(
        self,
        tenant: str,
        trace: str,
        entries: Sequence[Mapping[str, Any]],
        conversation: str,
        user: str,
        context: Mapping[str, Any],
    ) -> None:
        await self.turns.end(tenant, trace, entries, conversation, user, context)

    async def tenants(self) -> list[str]:
        async def read(connection: Connection) -> list[str]:
            found = await connection.fetch("select tenant from es.tenants order by tenant")
            return [record["tenant"] for record in found]

        return await self.connections.run(read, again=True)

    async def open_tenant(self, tenant: str, profile: Mapping[str, Any]) -> None:
        await self._call(
            "select es.open_tenant($1, $2)", checked(tenant), json.dumps(dict(profile))
        )

    async def profile(self, tenant: str) -> dict[str, Any] | None:
        """The profile as it was opened with, which never changes and is therefore kept."""
        if tenant not in self.profiles:
            found = await self.connections.fetch(tenant, PROFILE, tenant)
            kept = json.loads(found[0]["profile"] or "null") if found else None
            if kept is None:
                return None
            self.profiles[tenant] = kept
        return dict(self.profiles[tenant])

    def on_commit(self, listener: Callable[[str, Sequence[Fact]], None]) -> None:
        self.committer.listeners.append(listener)

    async def rebuild(self, tenant: str) -> None:
        """Fold the tenant's history again beside its rows, and write what differs.

        A key that is remembered here may have been destroyed elsewhere, so none is used.
        """
        models = list(self.models.models.values())
        await rebuild(self.dsn, checked(tenant), models, self.codec.anew())

    def verify(
        self, tenant: str, told: Told = unheard, anchors: Path | None = None
    ) -> AsyncIterator[str]:
        return self.verification.findings(tenant, told, anchors)

    async def texts_gone(self, tenant: str) -> int:
        return await self.verification.texts_gone(tenant)

    async def anchor(self, file: Path | None = None) -> int:
        tenants = await self.tenants()
        new = await self.verification.anchor(tenants, file)
        for tenant in tenants:
            await self.privacy.note(tenant)
        return new

    async def _facts(self, tenant: str, statement: str, *values: object) -> list[Fact]:
        ask = partial(self.connections.fetch, tenant)
        return await self.codec.facts(tenant, await ask(statement, *values), ask)

    async def _call(self, statement: str, *arguments: object) -> Any:
        """One function in one round trip; it sets the tenant itself.

        When the connection is lost it is called again: a number is then left out, which is better
        than one given twice.
        """

        async def call(connection: Connection) -> Any:
            return await connection.fetchval(statement, *arguments)

        return await self.connections.run(call, again=True)
