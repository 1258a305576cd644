"""A database of suppliers and members for the tests of personal data, and stores on it."""

from dataclasses import replace

import pytest

from tests.domain.store.people import in_memory, opened
from tests.own_database import own_database


@pytest.fixture(scope="module")
async def server(server):
    """Beside the tests' orders, which a program that knows suppliers and members cannot read."""
    async with own_database(server.dsn) as dsn:
        yield replace(server, dsn=dsn)


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
