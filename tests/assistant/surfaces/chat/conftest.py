"""The chat without a browser: Chainlit in a folder of its own, and a front of plain data."""

import asyncio
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.surfaces.chat import mount
from assistant.surfaces.chat.shell import ChatSettings
from domain.store.embedded import Embedded
from tests.assistant.surfaces.chat.plain_front import PlainFront, order
from tests.assistant.surfaces.chat.room import Room

ORIGIN = "http://chat.test"


@pytest.fixture(scope="session")
def shell_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("countersign")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Chainlit's own, of the moment it is imported
        mount.load(ChatSettings(home, "", [ORIGIN]))
    return home


@pytest.fixture
def front() -> PlainFront:
    return PlainFront(drafts={"D-1": order()})


@pytest.fixture
async def room(shell_home: Path, front: PlainFront) -> AsyncIterator[Room]:
    from chainlit import data

    from assistant.surfaces.chat.handlers import Handlers, install
    from assistant.surfaces.chat.push import Hub

    data._data_layer, data._data_layer_initialized = None, True
    hub = Hub(front, pause=0)
    install(Handlers(front, hub))
    room = Room(front, hub)
    yield room
    await room.close()


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    home = Path(tempfile.mkdtemp(prefix="countersign-"))
    home.chmod(0o711)  # the server's user enters here, also when root runs the tests
    embedded = asyncio.run(Embedded.start(home))
    yield embedded.dsn
    asyncio.run(embedded.stop())
    shutil.rmtree(home)


@pytest.fixture
async def conversations(shell_home: Path, database_url: str, tmp_path: Path) -> AsyncIterator[Any]:
    from assistant.surfaces.chat.data_layer import Conversations
    from assistant.surfaces.chat.storage import LocalFiles

    schema = f"chat_{uuid.uuid4().hex}"
    layer = Conversations(database_url, LocalFiles(tmp_path), schema)
    await layer.prepare()
    yield layer
    await layer.execute_sql(f"DROP SCHEMA {schema} CASCADE", {})
    await layer.close()
