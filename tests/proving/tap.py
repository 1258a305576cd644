"""A tap between a program and its database, which can be shut after any message."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

SOCKET = ".s.PGSQL.5432"


class Tap:
    """Passes everything on and counts what the program sends, once it is told to count."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.left: int | None = None
        self.passing_last = True
        self.shut: Callable[[], None] = lambda: None
        self.talks: list[asyncio.Task[None]] = []

    def count(self, messages: int, passing_last: bool, shut: Callable[[], None]) -> None:
        """Shut after so many messages more; the last one is passed on, or lost."""
        self.passing_last, self.shut, self.left = passing_last, shut, messages

    def serve(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self.talks.append(asyncio.create_task(self.talk(near, back)))

    async def talk(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, onward = await asyncio.open_unix_connection(self.target)
        await asyncio.gather(self.send(near, onward), self.answer(far, back))

    async def send(self, near: asyncio.StreamReader, onward: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError), closing(onward):
            while data := await near.read(65536):
                if self.left is not None:
                    self.left -= 1
                if self.left == 0 and not self.passing_last:
                    self.shut()
                    return
                onward.write(data)
                if self.left == 0:
                    self.shut()

    async def answer(self, far: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError), closing(back):
            while data := await far.read(65536):
                back.write(data)


@asynccontextmanager
async def tapped(dsn: str, folder: Path) -> AsyncIterator[tuple[Tap, str]]:
    """A tap in this folder, and where to connect through it.

    It is left when the database has left as well: what was under way is then committed or not.
    """
    host = parse_qs(urlsplit(dsn).query)["host"][0]
    tap = Tap(Path(host) / SOCKET)
    server = await asyncio.start_unix_server(tap.serve, folder / SOCKET)
    try:
        yield tap, dsn.replace(quote(host, safe=""), quote(str(folder), safe=""))
    finally:
        server.close()
        await asyncio.gather(*tap.talks)
