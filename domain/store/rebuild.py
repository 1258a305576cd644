"""Rebuilding: tables of projections made for the first time, or again after their rule changed."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from domain.store.building import LEFT_OVER, Building, Overtaken, clear, tenants_of
from domain.store.codec import Codec
from domain.store.connections import Connection, owner
from domain.store.exchange import Differences, take_place
from domain.store.filling import FILLING
from domain.store.read_models import RULE, newer, rule_of
from domain.store.sql import NEXT, fingerprint
from domain.store.statistics import acquaint
from domain.store.tables import Model
from domain.store.waiting import impatiently, take_turn

LOCK = 0x70726F6A  # "proj": one process builds the tables, the others wait and find them.
ATTEMPTS = 3
FEW = 500  # Events that are followed while nobody can append.


async def make_read_models(dsn: str, models: Iterable[Model], codec: Codec) -> list[str]:
    """Make every table that is missing or was made by another rule; answers their names.

    The tables are built beside the ones that are read and written meanwhile, and then exchanged
    in one short transaction. From then on whoever keeps the rows by the earlier rules writes
    nothing any more, and is told to start anew.
    """
    wanted = {model: fingerprint(model.projection) for model in models}
    if not wanted:
        return []  # It keeps no rows, and takes part in nothing.
    async with owner(dsn) as connection:  # Mostly nothing is to be done, and nobody waited for.
        if await is_todays(connection, wanted):
            await sweep(connection)
            return []
    async with building_alone(dsn) as (writer, reader):
        stale = await others(writer, wanted)
        if not await is_todays(writer, wanted):
            await renewed(Building(dsn, writer, reader, stale, codec), list(wanted))
    return [model.projection.name for model in stale]


async def others(connection: Connection, wanted: Mapping[Model, str]) -> list[Model]:
    """The projections whose tables are missing, or were made by another rule."""
    found = await connection.fetch("select name, fingerprint from es.read_models")
    known = {record["name"]: record["fingerprint"] for record in found}
    return [model for model, rule in wanted.items() if known.get(model.projection.name) != rule]


async def sweep(connection: Connection) -> None:
    """Drop what a process that died has left, unless one is building just now."""
    locks = (LOCK, FILLING)
    if await connection.fetch(LEFT_OVER, NEXT) and all(
        [await connection.fetchval("select pg_try_advisory_lock($1)", lock) for lock in locks]
    ):
        await clear(connection)


async def is_todays(connection: Connection, wanted: Mapping[Model, str]) -> bool:
    rule = await connection.fetchval(RULE)
    return bool(rule == rule_of(wanted.values())) and not await others(connection, wanted)


async def renewed(building: Building, models: Sequence[Model]) -> None:
    """Build until nobody was forgotten meanwhile, who would stand in the new rows."""
    for left in reversed(range(ATTEMPTS)):
        try:
            await building.build(await tenants_of(building.reader))
            await exchange(building, models)
            return
        except Overtaken:
            if not left:
                raise


async def exchange(building: Building, models: Sequence[Model]) -> None:
    """Put the new tables in the place of the old ones as soon as nobody holds these.

    The lock makes the appends wait that would write rows, and their number is few; whoever reads
    goes on reading until the moment of the exchange.
    """
    writer, known = building.writer, dict(building.known)

    async def nearly_all() -> None:
        building.known = dict(known)  # What a try that failed followed was rolled back with it.
        while await building.catch_up(await tenants_of(building.reader)) > FEW:
            await asyncio.sleep(0)
        known.update(building.known)

    async def the_rest() -> None:
        await writer.execute("lock table es.rules in access exclusive mode")
        await building.catch_up(await tenants_of(building.reader))
        await building.must_stand()
        await take_place(building, models)

    await impatiently(writer, the_rest, "The exchange of the tables of rows", nearly_all)


async def rebuild(dsn: str, tenant: str, models: Sequence[Model], codec: Codec) -> None:
    """Fold a tenant's whole history beside its rows, then write what differs."""
    async with building_alone(dsn) as (writer, reader):
        building = Building(dsn, writer, reader, models, codec)
        await building.build([tenant], to_be_read=False)
        while await building.catch_up([tenant]) > FEW:
            await asyncio.sleep(0)
        async with writer.transaction():
            await writer.execute(
                f"select pg_advisory_xact_lock(hashtextextended('es.events:{tenant}', 0))"
            )
            if await writer.fetchval(RULE) != rule_of(fingerprint(m.projection) for m in models):
                raise newer()
            await building.catch_up([tenant])
            await building.must_stand()
            for table in building.tables:
                for statement in Differences(table).statements:
                    await writer.execute(statement, tenant)
        await clear(writer)
        await acquaint(writer)


@asynccontextmanager
async def building_alone(dsn: str) -> AsyncIterator[tuple[Connection, Connection]]:
    """Two connections of the owner, while no other process builds."""
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(owner(dsn))
        reader = await stack.enter_async_context(owner(dsn))
        await writer.execute("set synchronous_commit = on; set timezone = 'UTC'; set jit = off")
        await take_turn(writer, LOCK, "another process has built the tables of rows")
        # A process whose parent died may be writing still.
        await take_turn(writer, FILLING, "what another process began to fill is left alone")
        await writer.execute("select pg_advisory_unlock($1)", FILLING)
        await clear(writer)
        yield writer, reader
