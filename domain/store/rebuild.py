"""Rebuilding: tables of projections made for the first time, or again after their rule changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from domain.kernel import Row
from domain.kernel.row import Key
from domain.store.codec import Codec
from domain.store.connections import Connection, owner
from domain.store.history import all_facts
from domain.store.naming import checked
from domain.store.sql import ddl, fingerprint
from domain.store.tables import Model, Table

LOCK = 0x70726F6A  # "proj": one process makes the tables, the others wait and find them.
CHUNK = 5_000
REMEMBER = """
insert into es.read_models (name, fingerprint) values ($1, $2)
on conflict (name) do update set fingerprint = excluded.fingerprint, made_at = clock_timestamp()
"""


async def make_read_models(dsn: str, models: Iterable[Model], codec: Codec) -> list[str]:
    """Make every table that is missing or was made by another rule; answers their names."""
    async with owner(dsn) as connection, connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", LOCK)
        found = await connection.fetch("select name, fingerprint from es.read_models")
        known = {record["name"]: record["fingerprint"] for record in found}
        prints = {model: fingerprint(model.projection) for model in models}
        stale = [m for m, made_by in prints.items() if known.get(m.projection.name) != made_by]
        for model in stale:
            await _make(connection, model)
            await connection.execute(REMEMBER, model.projection.name, prints[model])
        tenants = await connection.fetch("select tenant from es.tenants") if stale else []
        for record in tenants:
            await refill(connection, record["tenant"], stale, codec)
    return [model.projection.name for model in stale]


async def _make(connection: Connection, model: Model) -> None:
    for made in (model, *model.rollups):
        await connection.execute(f"drop table if exists {made.name}")
    for statement in ddl(model.projection):
        await connection.execute(statement)


async def hold(connection: Connection, tenant: str) -> None:
    """Until the transaction ends, nobody appends to this tenant's history."""
    await connection.execute(
        f"select set_config('app.tenant', '{checked(tenant)}', true),"
        f" pg_advisory_xact_lock(hashtextextended('es.events:{tenant}', 0))"
    )


async def refill(
    connection: Connection, tenant: str, models: Sequence[Model], codec: Codec
) -> None:
    """Throw a tenant's rows away and fold its whole history again, while nobody appends to it."""
    await hold(connection, tenant)
    folds: dict[Model, dict[Key, Any]] = {model: {} for model in models}
    async for facts in all_facts(connection, codec, tenant):
        folds = {m: m.projection.fold(fold, facts) for m, fold in folds.items()}
    for model, fold in folds.items():
        for table, rows in model.holding(fold):
            await fill(connection, tenant, table, list(rows.values()))


async def fill(connection: Connection, tenant: str, table: Table, rows: list[Row]) -> None:
    await connection.execute(f"delete from {table.name} where tenant = $1", tenant)
    for start in range(0, len(rows), CHUNK):
        await connection.execute(table.put, tenant, table.text(rows[start : start + CHUNK]))
