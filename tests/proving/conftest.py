"""A server and an open store for each proof, and a small trade of its own."""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from domain.catalog import EVENTS, PROJECTIONS
from domain.store.embedded import Embedded
from domain.store.postgres import PostgresStore


@pytest.fixture
def home() -> Iterator[Path]:
    """A directory that the server's user may enter even when root runs the tests."""
    path = Path(tempfile.mkdtemp(prefix="countersign-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def dsn() -> Iterator[str]:
    """The server of this test process, or the one that DATABASE_URL names."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    path = Path(tempfile.mkdtemp(prefix="countersign-"))
    path.chmod(0o711)
    embedded = asyncio.run(Embedded.start(path))
    yield embedded.dsn
    asyncio.run(embedded.stop())
    shutil.rmtree(path)


@pytest.fixture
def tenant() -> str:
    return f"t-{uuid.uuid4().hex}"


@pytest.fixture
async def store(dsn: str) -> AsyncIterator[PostgresStore]:
    opened = await PostgresStore.open(dsn, EVENTS.values(), PROJECTIONS)
    yield opened
    await opened.close()
