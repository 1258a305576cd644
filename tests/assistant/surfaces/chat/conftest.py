"""The chat for tests: Chainlit in a folder of its own, a front of plain data, and a browser."""

import asyncio
import os
import shutil
import socket
import tempfile
import threading
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext

from assistant.surfaces.chat import mount
from assistant.surfaces.chat.shell import ChatSettings
from domain.store.embedded import Embedded
from domain.store.migrate import migrate
from tests.assistant.surfaces.chat.plain_front import PlainFront, order
from tests.assistant.surfaces.chat.room import Room
from tests.browser import Person, Sit, chromium

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
        asyncio.run(migrate(url))
        yield url
        return
    home = Path(tempfile.mkdtemp(prefix="countersign-"))
    home.chmod(0o711)  # the server's user enters here, also when root runs the tests
    embedded = asyncio.run(Embedded.start(home))
    asyncio.run(migrate(embedded.dsn))
    yield embedded.dsn
    asyncio.run(embedded.stop())
    shutil.rmtree(home)


@pytest.fixture
async def conversations(shell_home: Path, database_url: str) -> AsyncIterator[Any]:
    from assistant.surfaces.chat.data_layer import Conversations

    layer = Conversations(database_url)
    yield layer
    await layer.close()


@pytest.fixture
def tenant() -> str:
    """A business of its own for each test."""
    return f"t-{uuid.uuid4().hex}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def house() -> PlainFront:
    return PlainFront()


@pytest.fixture(scope="module")
def address(
    browser: Browser, shell_home: Path, database_url: str, house: PlainFront
) -> Iterator[str]:
    """The surface with a front of plain data, served by a real server on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"

    @asynccontextmanager
    async def open_doors(app: FastAPI) -> AsyncIterator[None]:
        await chat.start()
        yield
        await chat.stop()

    app = FastAPI(lifespan=open_doors)
    settings = ChatSettings(shell_home, database_url, [address])
    chat = mount.mount(app, house, settings)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="websockets-sansio"))
    running = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
    running.start()
    yield address
    server.should_exit = True
    running.join()


@pytest.fixture(scope="module")
def sit(browser: Browser, address: str) -> Sit:
    """Each person signs in once; what follows is a fresh page in the same browser."""
    known: dict[str, BrowserContext] = {}

    def sit(user: str, **look: Any) -> Person:
        key = f"{user} {look}"
        if key in known:
            return Person.at(known[key], address).enter()
        known[key] = browser.new_context(**look)
        return Person.at(known[key], address).sign_in(user, f"{user} pass")

    return sit


@pytest.fixture
def draft(house: PlainFront) -> str:
    """A draft of its own for each test; the buyer asks for it in words."""
    draft_id = f"D-{uuid.uuid4().hex[:6]}"
    house.drafts.clear()
    house.drafts[draft_id] = order(draft_id)
    house.answers["order 500"] = {
        "kind": "draft",
        "view": {"headline": "One draft is ready.", "cards": [order(draft_id)]},
    }
    house.answers["the black ones"] = {
        "kind": "question",
        "view": {
            "headline": "Which one?",
            "candidates": [
                {"label": "Wallet Noir", "text": "order 500", "detail": "WAL-NOI-01"},
                {"label": "Card holder Rive", "text": "something else"},
            ],
        },
    }
    house.answers["hello"] = {"kind": "unknown", "view": {"nearest": ["what is on order"]}}
    return draft_id
