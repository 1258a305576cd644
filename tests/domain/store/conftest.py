"""One embedded server for each test process, and a tenant of its own for each test."""

import asyncio
import os
import shutil
import signal
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from domain.store.embedded import Embedded
from domain.store.memory import MemoryStore
from domain.store.postgres import PostgresStore
from tests.domain.store.copies import Databases, fill
from tests.domain.store.nats_server import nats_server
from tests.domain.store.orders import EVENTS, PROJECTIONS


def open_directory() -> Path:
    """A directory that the server's user may enter even when root runs the tests."""
    path = Path(tempfile.mkdtemp(prefix="countersign-"))
    path.chmod(0o711)
    return path


@pytest.fixture
def home():
    path = open_directory()
    yield path
    shutil.rmtree(path)


@dataclass(frozen=True)
class Server:
    """Where the tests connect as the owner; `embedded` is None on a server of somebody else."""

    dsn: str
    embedded: Embedded | None = None

    async def revive(self) -> None:
        if self.embedded is not None:
            await self.embedded.revive()

    def kill(self) -> None:
        if self.embedded is None:
            pytest.skip("A server at DATABASE_URL is not ours to kill.")
        pid = (self.embedded.place.data / "postmaster.pid").read_text().split()[0]
        os.kill(int(pid), signal.SIGKILL)


@pytest.fixture(scope="session")
def server():
    if url := os.environ.get("DATABASE_URL"):
        yield Server(url)
        return
    path = open_directory()
    embedded = asyncio.run(Embedded.start(path))
    yield Server(embedded.dsn, embedded)
    asyncio.run(embedded.stop())
    shutil.rmtree(path)


@pytest.fixture
def tenant() -> str:
    return f"t-{uuid.uuid4().hex}"


@pytest.fixture
async def postgres(server):
    store = await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS, server.revive)
    yield store
    await store.close()


@pytest.fixture(params=["memory", "postgres"])
async def store(request, server):
    """Both stores, one after the other: what a test says must hold for each."""
    if request.param == "memory":
        yield MemoryStore(PROJECTIONS)
        return
    opened = await PostgresStore.open(server.dsn, EVENTS, PROJECTIONS, server.revive)
    yield opened
    await opened.close()


@pytest.fixture
async def owner(server, tenant):
    """A connection as the owner of the tables, who can do what the program cannot."""
    connection = await asyncpg.connect(server.dsn)
    await connection.execute("select set_config('app.tenant', $1, false)", tenant)
    yield connection
    await connection.close()


@pytest.fixture
async def databases(server):
    made = Databases(server.dsn, [])
    yield made
    for name in made.made:
        await made.say(f"drop database {name} with (force)")


@pytest.fixture
async def source(databases):
    """A database of two businesses, with something in every table of the truth."""
    dsn = await databases.new()
    await fill(dsn)
    return dsn


@pytest.fixture
def nats(tmp_path):
    """A bus of its own, which is already running."""
    with nats_server(tmp_path) as nats:
        nats.start()
        yield nats
