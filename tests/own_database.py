"""A database with nothing in it, for tests that must not meet what other tests have left."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest


@asynccontextmanager
async def own_database(dsn: str) -> AsyncIterator[str]:
    """The address of a new database on the same server; it goes when the test is over."""
    name = f"own_{uuid.uuid4().hex}"
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(f"create database {name}")
        address, _, options = dsn.partition("?")
        yield f"{address.rsplit('/', 1)[0]}/{name}?{options}"
        await connection.execute(f"drop database {name} with (force)")
    except asyncpg.InsufficientPrivilegeError:
        pytest.skip("The role of DATABASE_URL may not create databases.")
    finally:
        await connection.close()
