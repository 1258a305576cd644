"""The program's own role, with any SQL it likes, reaches nothing of another tenant."""

import os
import random
from dataclasses import dataclass

import asyncpg
import pytest

from domain.store.connections import SETTINGS
from domain.store.postgres import PostgresStore
from tests.domain.store.drawing import drawing
from tests.proving.trading import order, started

TRIES = int(os.environ.get("TRIES", "4000"))
SEED = 20261129
REFUSED = (
    asyncpg.InsufficientPrivilegeError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.DataError,
)
TABLES = """
select n.nspname || '.' || quote_ident(c.relname) as name,
       array_agg(quote_ident(a.attname) order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   and a.attgenerated = '' -- What is computed is written by nobody.
 where n.nspname in ('es', 'read_models', 'chat') and c.relkind in ('r', 'p')
 group by 1 having 'tenant' = any(array_agg(a.attname))
"""
KNOWN = "es.tenants"
"""Which tenants there are is no secret; only what they are is."""


@dataclass
class Stranger:
    """Speaks for one tenant and asks for another, by whatever statement the dice say."""

    connection: "asyncpg.Connection[asyncpg.Record]"
    victim: str
    dice: random.Random

    async def tries(self, table: str, columns: list[str]) -> str:
        """What got through; empty when nothing did."""
        statement = self.statement(table, self.dice.choice(columns), ", ".join(columns))
        try:
            async with self.connection.transaction():
                found = await self.connection.fetch(statement, self.victim)
        except REFUSED:
            return ""
        return statement if found and table != KNOWN else ""

    def statement(self, table: str, column: str, every: str) -> str:
        theirs = self.dice.choice(
            (
                "tenant = $1",
                "tenant like left($1, 40) || '%'",
                f"tenant <> current_setting('app.tenant') and $1 <> '' and {column} is not null",
                f"exists (select from {table} o where o.tenant = $1)",
                "(select count(*) from es.events e where e.tenant = $1) > 0 or tenant = $1",
            )
        )
        ours = "tenant = current_setting('app.tenant')"
        return self.dice.choice(
            (
                f"select {column} from {table} where {theirs} and not {ours}",
                f"select {column} from {table} where {theirs} and not {ours} for key share",
                f"update {table} set tenant = $1 where {ours} returning tenant",
                f"update {table} set {column} = {column} where {theirs} and not {ours}"
                " returning tenant",
                f"delete from {table} where {theirs} and not {ours} returning tenant",
                f"insert into {table} ({every}) select {every} from {table}"
                f" where {theirs} and not {ours} returning tenant",
                f"insert into {table} (tenant, {column}) values ($1, null) returning tenant"
                if column != "tenant"
                else f"insert into {table} (tenant) values ($1) returning tenant",
                f"with t as (select * from {table} where {theirs} and not {ours})"
                " select count(*) from t having count(*) > 0",
            )
        )


@pytest.fixture
async def victim(store: PostgresStore, tenant: str) -> str:
    """A business with rows in every table that its trade fills."""
    name = f"{tenant[:20]}-victim"
    handler = await started(store, name)
    await handler.propose(order(1))
    await store.enter(name, "t", [{"tool": "x"}], durable=True)
    await store.end(name, "t", [{"tool": "x"}], "c", "ana", {})
    for statement in drawing():
        await store.connections.change(name, statement, name)
    return name


async def test_whatever_a_stranger_tries_nothing_gets_through(
    dsn: str, store: PostgresStore, tenant: str, victim: str
) -> None:
    await started(store, tenant)
    owner = await asyncpg.connect(dsn)
    tables = [(row["name"], row["columns"]) for row in await owner.fetch(TABLES)]
    await owner.close()
    connection = await asyncpg.connect(dsn, server_settings=SETTINGS)
    await connection.execute("select set_config('app.tenant', $1, false)", tenant)
    dice = random.Random(SEED)
    stranger = Stranger(connection, victim, dice)
    before = await store.head(victim)
    through = [await stranger.tries(*dice.choice(tables)) for _ in range(TRIES)]
    await connection.close()
    assert [statement for statement in through if statement] == []
    assert await store.head(victim) == before
    assert [finding async for finding in store.verify(victim)] == []
    print(f"{TRIES:,} tries on {len(tables)} tables, none got through")
