"""Building tables beside the ones that are read, until both know the same events."""

import asyncio
from collections.abc import Mapping, Sequence

from domain.kernel import Fact
from domain.store.codec import Codec
from domain.store.connections import Connection
from domain.store.event_store import StoreUnavailable
from domain.store.filling import Order, fill, speak_for
from domain.store.history import NEWEST, PAGE, all_facts
from domain.store.read_models import ReadModels
from domain.store.sql import NEXT, creation, guarding, indexing
from domain.store.tables import Model

LEFT_OVER = "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = $1"
RECENT = 1_000  # Events.
FORGOTTEN = "select coalesce(max(number), 0) from es.forgotten where tenant = $1"
TENANTS = "select tenant from es.tenants order by tenant"


class Overtaken(StoreUnavailable):
    """Somebody was forgotten while rows were folded that still told of them."""


class Building:
    """The next tables of some projections; `reader` sees what others committed meanwhile."""

    def __init__(
        self,
        dsn: str,
        writer: Connection,
        reader: Connection,
        models: Sequence[Model],
        codec: Codec,
    ) -> None:
        self.dsn = dsn
        self.writer = writer
        self.reader = reader
        self.codec = codec
        self.models = [Model(model.projection, NEXT) for model in models]
        self.tables = [table for model in self.models for table in (model, *model.rollups)]
        self.follower = ReadModels([model.projection for model in models], schema=NEXT)
        self.without = codec.beside(tuple(of for model in models for of in model.projection.of))
        self.known: dict[str, int] = {}
        self.forgotten: dict[str, int] = {}

    async def build(self, tenants: Sequence[str], to_be_read: bool = True) -> None:
        """All rows of these tenants, up to the events of this moment."""
        await clear(self.writer)
        for table in self.tables:
            await self.writer.execute(creation(table.table))
        self.codec = self.codec.anew()  # A key that is remembered may have been destroyed.
        self.forgotten = {tenant: await self._forgotten(tenant) for tenant in tenants}
        goals = {tenant: await self._newest(tenant) for tenant in tenants}
        order = Order(
            self.dsn,
            tuple(model.projection for model in self.models),
            tuple(self.codec.types.values()),
            self.codec.upcasters,
            goals,
        )
        await fill(order, await self._seen(goals))
        self.known = goals
        await self._furnish(to_be_read)

    async def _seen(self, goals: Mapping[str, int]) -> list[tuple[Fact, int]]:
        """The last part of the longest history."""
        tenant = max(goals, key=lambda each: goals[each], default="")
        if not tenant:
            return []
        await speak_for(tenant, self.reader)
        found = await self.reader.fetch(PAGE, tenant, goals[tenant] - RECENT, RECENT)
        facts = await self.codec.facts(tenant, found, self.reader.fetch)
        sizes = [len(record["payload"]) for record in found]
        return list(zip(facts, sizes, strict=True))

    async def _furnish(self, to_be_read: bool) -> None:
        """What is made faster when the rows are there than row by row, two tables at a time."""
        sums = {rollup: rollup.gather(m.name) for m in self.models for rollup in m.rollups}
        left = iter(self.tables)

        async def furnish(connection: Connection) -> None:
            for table in left:
                statements = [sums[table]] if table in sums else []
                statements += indexing(table.table) if to_be_read else []
                for statement in (*statements, f"analyze {table.name}"):
                    await connection.execute(statement)

        await asyncio.gather(furnish(self.writer), furnish(self.reader))
        for table in self.tables:  # From now on COPY is refused, and the reader sees one tenant.
            await self.writer.execute(guarding(table.table))

    async def catch_up(self, tenants: Sequence[str]) -> int:
        """Follow what was recorded meanwhile; answers how many events that were."""
        more = 0
        for tenant in tenants:
            known, newest = self.known.get(tenant, 0), await self._newest(tenant)
            if newest > known:
                await speak_for(tenant, self.writer)
                pages = all_facts(self.reader, self.codec, tenant, known, newest, self.without)
                async for facts in pages:
                    await self.follower.catch_up(self.writer, tenant, facts)
                self.known[tenant] = newest
                more += newest - known
        return more

    async def must_stand(self) -> None:
        """Raises Overtaken; called once nobody can be forgotten before these rows are in use."""
        for tenant, known in self.forgotten.items():
            if await self._forgotten(tenant) != known:
                raise Overtaken(
                    "Somebody was forgotten while the rows were folded, so the rows are as they "
                    "were: start again."
                )

    async def _forgotten(self, tenant: str) -> int:
        await speak_for(tenant, self.reader)
        return int(await self.reader.fetchval(FORGOTTEN, tenant))

    async def _newest(self, tenant: str) -> int:
        await speak_for(tenant, self.reader)
        return int(await self.reader.fetchval(NEWEST, tenant))


async def clear(connection: Connection) -> None:
    """Drop what was being built when a process died."""
    for [name] in await connection.fetch(LEFT_OVER, NEXT):
        await connection.execute(f"drop table {name}")


async def tenants_of(connection: Connection) -> list[str]:
    return [record["tenant"] for record in await connection.fetch(TENANTS)]
