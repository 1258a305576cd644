"""Moments: several connections that see the database as it stood at one and the same time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from domain.store.connections import SETTINGS, Connection
from domain.store.failures import LOST, unreachable
from domain.store.naming import checked
from domain.store.servers import connect

READING = "begin isolation level repeatable read, read only"
# Who waits for the others, or for a slow disk, is no client that hangs.
PATIENT = "set local idle_in_transaction_session_timeout = 0"


@asynccontextmanager
async def moment(connection: Connection, tenant: str) -> AsyncIterator[str]:
    """A reading transaction for one tenant; its name lets other connections see what it sees."""
    async with _reading(connection, f"{READING}; {PATIENT}; {_speaking(tenant)}"):
        yield str(await connection.fetchval("select pg_export_snapshot()"))


@asynccontextmanager
async def seeing(connection: Connection, tenant: str, name: str) -> AsyncIterator[None]:
    """A reading transaction that sees what the named moment sees, while that one lasts."""
    same = f"set transaction snapshot '{name}'"
    async with _reading(connection, f"{READING}; {same}; {PATIENT}; {_speaking(tenant)}"):
        yield


@asynccontextmanager
async def reader(dsn: str) -> AsyncIterator[Connection]:
    """A connection of its own as the app role, for a process of its own."""
    try:
        connection = await connect(dsn, server_settings=SETTINGS)
    except (*LOST, asyncpg.PostgresError) as error:
        raise unreachable(error, again=True) from error
    try:
        yield connection
    finally:
        await connection.close()


def _speaking(tenant: str) -> str:
    return f"set local app.tenant = '{checked(tenant)}'"


@asynccontextmanager
async def _reading(connection: Connection, beginning: str) -> AsyncIterator[None]:
    await connection.execute(beginning)
    try:
        yield
    finally:
        if not connection.is_closed():
            await connection.execute("rollback")
