"""Serving: one process and one port; everything is opened, said, and closed again."""

import asyncio
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import Any, Protocol

import uvicorn

from assistant import notices
from assistant.settings import DEMO, Settings, WrongSetting
from assistant.surfaces.office import House
from assistant.surfaces.terminal.output import Output

BACKLOG = 256
SELDOM = (50_000, 50, 20)
"""When garbage is looked for: an order of ten thousand lines is a million objects, all in use."""
PATIENCE = 3  # Seconds for what is still being answered when somebody stops the server.


class Database(Protocol):
    @property
    def url(self) -> str: ...


Opening = Callable[[], AbstractAsyncContextManager[Any]]
Furnishing = Callable[[Any], AbstractAsyncContextManager[House]]


async def serve(
    settings: Settings, database: Opening, furnished: Furnishing, down: type[Exception]
) -> None:
    """Open everything, say where it is, and serve until somebody stops it."""
    out, watch = Output(), notices.Stopwatch.start()
    gc.disable()  # Among so much that is made to stay, a search for garbage takes a tenth more.
    gc.set_threshold(*SELDOM)
    with bound(settings) as listener:
        # The database starts in a process of its own, so that there is time to import.
        loading = asyncio.create_task(asyncio.to_thread(load))
        async with database() as opened:
            watch.lap("database")
            await loading
            watch.lap("programs")
            async with furnished(opened) as house:
                await prepared(house, out)
                watch.lap("business")
                welcome = partial(out.say, *notices.welcome(settings, str(watch)))
                await until_stopped(house, opened.url, down, listener, welcome)
        out.say("Stopped.")


def load() -> None:
    """Import in a thread what takes long to import."""
    import_module("assistant.application")
    import_module("assistant.house")


async def until_stopped(
    house: House,
    database_url: str,
    down: type[Exception],
    listener: socket.socket,
    welcome: Callable[[], None],
) -> None:
    """Serve at once, and open the chat meanwhile; without the chat there is nothing to serve."""
    from assistant.application import application

    found = application(house, database_url, down)
    server = Server(configuration(found.app))
    server.welcome = welcome

    def opened(task: asyncio.Task[None]) -> None:
        gc.freeze()
        gc.enable()
        if not task.cancelled() and task.exception() is not None:
            server.should_exit = True

    async def all_open() -> None:
        await found.room.open()
        await asyncio.to_thread(learn)

    opening = asyncio.create_task(all_open())
    opening.add_done_callback(opened)
    await server.serve([listener])
    opening.cancel()
    with suppress(asyncio.CancelledError):
        await opening


def learn() -> None:
    """Work out what people say for each tool, for which the first question need not wait then."""
    from assistant.phrasebooks import phrasebook_of
    from mcp_servers.client import whole_menu

    phrasebook_of(whole_menu())


async def prepared(house: House, out: Output) -> None:
    """On the first start the demo business is made, so that there is something to look at."""
    from assistant.demo import bellavier

    if await bellavier.complete(house.approvals):
        return
    out.say("Making the demo business, once …")
    await house.upkeep.open_tenant(DEMO, bellavier.PROFILE)
    await house.accounts.settle(DEMO)
    tools: Any = house.tools  # A call says more of its arguments than the script needs to know.
    await bellavier.build(house.approvals, tools, datetime.now(UTC), out.say)


def configuration(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="on",
        ws_max_size=1_000_000,
        timeout_graceful_shutdown=PATIENCE,
    )


class Server(uvicorn.Server):
    """Stops on SIGINT and SIGTERM, and leaves the closing of the house to whoever opened it."""

    welcome: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.welcome()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


@contextmanager
def bound(settings: Settings) -> Iterator[socket.socket]:
    """The port is taken first: whoever holds it already should be known before all the rest."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise WrongSetting(
                f"Nobody can listen at {settings.host}:{settings.port} ({error.strerror}): "
                "stop whoever does, or choose another one with PORT or --port."
            ) from error
        yield listener
