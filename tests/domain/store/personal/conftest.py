"""A database of suppliers and members for the tests of personal data, and stores on it."""

import asyncio
import uuid
from dataclasses import replace

import asyncpg
import pytest

from tests.domain.store.people import in_memory, opened


@pytest.fixture(scope="module")
def server(server):
    """Beside the tests' orders, which a program that knows suppliers and members cannot read."""
    name = f"people_{uuid.uuid4().hex}"

    async def say(statement: str) -> None:
        connection = await asyncpg.connect(server.dsn)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    try:
        asyncio.run(say(f"create database {name}"))
    except asyncpg.InsufficientPrivilegeError:
        pytest.skip("The role of DATABASE_URL may not create databases.")
    address, _, options = server.dsn.partition("?")
    yield replace(server, dsn=f"{address.rsplit('/', 1)[0]}/{name}?{options}")
    asyncio.run(say(f"drop database {name} with (force)"))


@pytest.fixture
async def postgres(server):
    store = await opened(server)
    yield store
    await store.close()


@pytest.fixture(params=["memory", "postgres"])
async def store(request, server):
    """Both stores, one after the other: what a test says must hold for each."""
    if request.param == "memory":
        yield in_memory()
        return
    opening = await opened(server)
    yield opening
    await opening.close()
