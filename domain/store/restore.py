"""Restore: a backup that was checked from end to end takes its place in one transaction."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import asyncpg

from domain.kernel import AnyProjection, Event
from domain.store.backup import HEAD
from domain.store.backup_file import ROWS, Contents, contents, not_whole, pieces
from domain.store.chain import CHAINS, broken_streams, whole
from domain.store.codec import Codec, Upcaster
from domain.store.connections import BY_KEY, Connection, owner
from domain.store.event_store import StoreUnavailable
from domain.store.failures import LOST, unreachable
from domain.store.filling import speak_for
from domain.store.folding import Folding
from domain.store.history import ANSWERED, PAGE
from domain.store.ledger_proof import whole_texts
from domain.store.lineage import branch
from domain.store.migrate import LOCK, migrate, migrations
from domain.store.naming import checked
from domain.store.rebuild import make_read_models
from domain.store.register import Known, Register
from domain.store.sql import SCHEMA
from domain.store.statistics import acquaint
from domain.store.staying_forgotten import Gone, forget_again, gone
from domain.store.tables import Model
from domain.store.truth import TruthTable, known_tenants, truth_tables

BOUND = """
select format('{schema}.%I', relname) from pg_class
 where relnamespace = '{schema}'::regnamespace and relkind in ('r', 'p')
   and relforcerowsecurity
"""
PATIENCE = "set local lock_timeout = '20s'"
EVENTS, NONE = "events", (0, "")


async def restore(
    dsn: str,
    file: Path,
    events: Iterable[type[Event]],
    projections: Iterable[AnyProjection],
    replace: bool = False,
    upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
    register: Register | None = None,
) -> int:
    """Put back what a backup holds, all or nothing; what stands there is only lost on `replace`.

    The file is read to its end before anything is touched. Then, in one transaction, its rows
    are written, its chains computed again, the keys destroyed of those who were forgotten since,
    how many is answered, and the rows of the projections folded.
    """
    found = contents(file)
    suits(found, file)
    codec = Codec(events, upcasters)
    models = [Model(projection) for projection in projections]
    forgotten = await register.known() if register else Known()
    await migrate(dsn)
    await make_read_models(dsn, models, codec)
    async with owner(dsn) as connection:
        try:
            async with connection.transaction():
                restoring = Restoring(connection, file, found)
                return await restoring.run(replace, forgotten, models, codec)
        except asyncpg.LockNotAvailableError as error:
            raise StoreUnavailable(
                "Somebody is using the database, so nothing was restored: stop Countersign "
                "wherever it runs on this database, then restore."
            ) from error
        except LOST as error:
            raise unreachable(error, again=True) from error
        except asyncpg.PostgresError as error:
            raise StoreUnavailable(
                f"Nothing was restored, because the database did not take the rows: {error}. Use "
                "an earlier backup, or the version of Countersign that made this one."
            ) from error


def suits(found: Contents, file: Path) -> None:
    """Refuse what was written by a program that knew more than this one."""
    known = {(each.number, each.checksum) for each in migrations()}
    if not {(number, checksum) for number, checksum in found.start["migrations"]} <= known:
        raise StoreUnavailable(
            f"{file} was made by another version of Countersign, whose tables this one does not "
            "know: restore it with that version."
        )


class Restoring:
    """One restore, inside its transaction."""

    def __init__(self, connection: Connection, file: Path, found: Contents) -> None:
        self.connection = connection
        self.file = file
        self.found = found
        self.gone = Gone(Known(), {})

    async def run(
        self, replace: bool, forgotten: Known, models: Sequence[Model], codec: Codec
    ) -> int:
        """Put all of it in its place; how many people stayed forgotten."""
        tenants = await self._bring_back(replace, forgotten)
        count = await forget_again(self.connection, tenants, self.gone, codec)
        await refill(self.connection, tenants, models, codec)
        await acquaint(self.connection)
        return count

    async def _bring_back(self, replace: bool, forgotten: Known) -> list[str]:
        """Whose history is there again, each proved and marked as going on from here."""
        await self.connection.execute(PATIENCE)
        await self.connection.execute("select pg_advisory_xact_lock($1)", LOCK)
        tables = await truth_tables(self.connection)
        async with unbound(self.connection, "es"), unbound(self.connection, "chat"):
            self.gone = await gone(self.connection, forgotten)
            await self._make_room(tables, replace)
            await self._load({each.name: each for each in tables})
            there = await known_tenants(self.connection, tables)
            ends = {tenant: heads.get(EVENTS, NONE)[0] for tenant, heads in self.found.heads()}
            await branch(self.connection, ends)
        if unnamed := sorted({*there} - {*ends}):
            raise StoreUnavailable(
                f"Nothing was restored, because {self.file} has rows of {unnamed[0]} and does not "
                "say how far its record comes. Use an earlier backup."
            )
        for tenant, heads in self.found.heads():
            await self._prove(tenant, heads)
        return list(ends)

    async def _make_room(self, tables: Iterable[TruthTable], replace: bool) -> None:
        if replace:
            names = [each.sql for each in tables]
            made = await self.connection.fetch(
                "select relname from pg_class where relkind in ('r', 'p') and not relispartition"
                " and relnamespace = 'read_models'::regnamespace"
            )
            names += ["es.snapshots", *(f'read_models."{record["relname"]}"' for record in made)]
            await self.connection.execute(f"truncate {', '.join(names)}")
            return
        for each in tables:
            if await self.connection.fetchval(f"select exists (select from {each.sql})"):
                raise StoreUnavailable(
                    f"The database is not empty (there are rows in {each.name}), so nothing was "
                    "restored: take an empty one, or add --replace to lose what is in it now."
                )

    async def _load(self, known: Mapping[str, TruthTable]) -> None:
        """The digests are looked at again: the file may have been changed since."""
        with self.file.open("rb") as opened:
            for piece in pieces(opened, self.file):
                if piece.head["what"] != ROWS:
                    continue
                if (table := known.get(piece.head["table"])) is None:
                    raise not_whole(self.file, piece.ends)
                await self.connection.copy_to_table(
                    table.table,
                    schema_name=table.schema,
                    columns=piece.head["columns"],
                    source=BytesIO(piece.rows(self.file)),
                )

    async def _prove(self, tenant: str, heads: Mapping[str, Any]) -> None:
        """Compute the chains again, and compare how far they come with what the backup says."""
        await self.connection.execute(f"set local app.tenant = '{checked(tenant)}'")
        broken: list[str] = []
        for name, chain in CHAINS.items():
            broken += await whole(self.connection, tenant, chain)
            found = await self.connection.fetchrow(HEAD.format(chain.table), tenant)
            ends = [found["position"], found["hash"].hex()] if found else []
            if ends != list(heads.get(name, [])):
                broken.append(f"The {chain.noun} chain does not end where the backup says.")
        broken += await broken_streams(self.connection, tenant)
        broken += await whole_texts(self.connection, tenant)
        if broken:
            raise StoreUnavailable(
                f"Nothing was restored, because the record of {tenant} in {self.file} is broken: "
                f"{broken[0]} Use an earlier backup."
            )


@asynccontextmanager
async def unbound(connection: Connection, schema: str) -> AsyncIterator[None]:
    """For a while the owner is free of row level security, which COPY does not write under."""
    bound = await connection.fetch(BOUND.format(schema=schema))
    for [table] in bound:
        await connection.execute(f"alter table {table} no force row level security")
    yield
    for [table] in bound:
        await connection.execute(f"alter table {table} force row level security")


async def refill(
    connection: Connection, tenants: Iterable[str], models: Sequence[Model], codec: Codec
) -> None:
    """Fold the rows of all that was restored into the tables, which are empty."""
    async with unbound(connection, SCHEMA):
        for name, value in BY_KEY.items():
            await connection.execute(f"set local {name} = {value}")
        for tenant in tenants:
            await speak_for(tenant, connection)
            folding, after = Folding(connection, tenant, models), 0
            while records := await connection.fetch(PAGE, tenant, after, ANSWERED):
                after = records[-1]["position"]
                await folding.follow(await codec.facts(tenant, records, connection.fetch))
            await folding.finish()
        for name in BY_KEY:
            await connection.execute(f"set local {name} = default")
        for model in models:
            for rollup in model.rollups:
                await connection.execute(rollup.gather(model.name))
