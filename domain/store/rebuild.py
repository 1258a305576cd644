"""Rebuilding: tables of projections made for the first time, or again after their rule changed."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from domain.store.building import Building, clear, tenants_of
from domain.store.codec import Codec
from domain.store.connections import Connection, owner
from domain.store.exchange import Differences, take_place
from domain.store.filling import FILLING
from domain.store.read_models import newer, rule_of
from domain.store.sql import fingerprint
from domain.store.tables import Model
from domain.store.waiting import impatiently, take_turn

LOCK = 0x70726F6A  # "proj": one process builds the tables, the others wait and find them.
FEW = 500  # Events that are followed while nobody can append.
RULE = "select fingerprint from es.rules"


async def make_read_models(dsn: str, models: Iterable[Model], codec: Codec) -> list[str]:
    """Make every table that is missing or was made by another rule; answers their names.

    The tables are built beside the ones that are read and written meanwhile, and then exchanged
    in one short transaction. From then on whoever keeps the rows by the earlier rules writes
    nothing any more, and is told to start anew.
    """
    wanted = {model: fingerprint(model.projection) for model in models}
    if not wanted:
        return []  # It keeps no rows, and takes part in nothing.
    async with building_alone(dsn) as (writer, reader):
        found = await writer.fetch("select name, fingerprint from es.read_models")
        known = {record["name"]: record["fingerprint"] for record in found}
        stale = [m for m, made_by in wanted.items() if known.get(m.projection.name) != made_by]
        if stale or await writer.fetchval(RULE) != rule_of(wanted.values()):
            building = Building(dsn, writer, reader, stale, codec)
            await building.build(await tenants_of(reader))
            await exchange(building, list(wanted))
    return [model.projection.name for model in stale]


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
            for table in building.tables:
                for statement in Differences(table).statements:
                    await writer.execute(statement, tenant)
        await clear(writer)


@asynccontextmanager
async def building_alone(dsn: str) -> AsyncIterator[tuple[Connection, Connection]]:
    """Two connections of the owner, while no other process builds."""
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(owner(dsn))
        reader = await stack.enter_async_context(owner(dsn))
        await writer.execute("set synchronous_commit = on; set timezone = 'UTC'; set jit = off")
        await take_turn(writer, LOCK)
        await take_turn(writer, FILLING)  # A process whose parent died may be writing still.
        await writer.execute("select pg_advisory_unlock($1)", FILLING)
        await clear(writer)
        yield writer, reader
