"""A real server in the test's own loop, on a free port of this machine."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol


class Lines(dict[Any, asyncio.Transport]):
    """The open connections by the address of whoever called, so that one can be cut."""

    def cut(self, caller: Any) -> None:
        self[tuple(caller)].abort()

    def protocol(self) -> type[asyncio.Protocol]:
        lines = self

        class Line(H11Protocol):
            def connection_made(  # type: ignore[override]
                self, transport: asyncio.Transport
            ) -> None:
                super().connection_made(transport)
                lines[transport.get_extra_info("peername")[:2]] = transport

        return Line


@asynccontextmanager
async def serving(app: Any, lines: Lines | None = None) -> AsyncIterator[str]:
    """The address of an ASGI application while it is served: `http://127.0.0.1:PORT`."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        http=(lines if lines is not None else Lines()).protocol(),
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.force_exit = True
        await server.shutdown(sockets=[listener])
        listener.close()
