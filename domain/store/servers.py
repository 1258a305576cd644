"""Servers: of those that an address names, the one that takes writes, wherever it is by now."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qs, quote, urlencode, urlsplit, urlunsplit

import asyncpg
from asyncpg.connect_utils import SessionAttribute

from domain.store.failures import LOST

if TYPE_CHECKING:
    Connected: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

HEAD_START = 0.3  # Seconds that a server has to answer before the next one is asked as well.
LONGEST = 10.0  # Seconds after which a server that says nothing is given up.
PATIENCE = 20.0  # Seconds that work which may be done again waits for a standby to take over.
PAUSE = 0.1
# A machine that has gone says nothing, and whoever waits for its answer would wait for ever. So it
# is asked after ten seconds of silence, and given up after three questions more.
ALIVE = {"TCP_KEEPIDLE": 10, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 25_000}


def alone(dsn: str) -> list[str]:
    """The address of each server by itself: `a:1,b:2` and `?host=/a,/b` name two."""
    url = urlsplit(dsn)
    who, at, hosts = url.netloc.rpartition("@")
    if "," in hosts:
        return [urlunsplit(url._replace(netloc=f"{who}{at}{host}")) for host in hosts.split(",")]
    query = {name: values[-1] for name, values in parse_qs(url.query).items()}
    named = query.get("host", "").split(",")
    if hosts or len(named) == 1:
        return [dsn]
    ports = query.pop("port", "").split(",")
    found = []
    for number, host in enumerate(named):
        port = ports[number % len(ports)]  # One port may stand for all of them.
        one = query | {"host": host} | ({"port": port} if port else {})
        found.append(urlunsplit(url._replace(query=urlencode(one, quote_via=quote, safe=""))))
    return found


async def connect(dsn: str, **options: Any) -> "Connected":
    """A connection to the server, or to the one of several that takes writes now."""
    servers = alone(dsn)
    if len(servers) == 1:
        return watched(await asyncpg.connect(dsn, **options))
    options = {"timeout": LONGEST, **options, "target_session_attrs": SessionAttribute.read_write}
    return watched(await _first([partial(asyncpg.connect, one, **options) for one in servers]))


def watched(connection: "Connected") -> "Connected":
    """The same connection, which breaks when the machine at its other end has gone."""
    line: Any = connection  # The driver shows its socket to nobody.
    wire = line._transport.get_extra_info("socket")
    if wire is not None and wire.family in (socket.AF_INET, socket.AF_INET6):
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in ALIVE.items():
            if hasattr(socket, name):
                wire.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    return connection


async def _first(ways: list[Callable[[], Coroutine[Any, Any, "Connected"]]]) -> "Connected":
    """What the first way leads to; whoever is slow to answer, or fails, holds nobody up."""
    left = list(reversed(ways))
    asked: list[asyncio.Task[Connected]] = []
    try:
        while left or not all(task.done() for task in asked):
            if left:
                asked.append(asyncio.create_task(left.pop()()))
            await asyncio.wait(
                [task for task in asked if not task.done()],
                timeout=HEAD_START if left else None,
                return_when=asyncio.FIRST_COMPLETED,
            )
            for task in asked:
                if task.done() and task.exception() is None:
                    asked.remove(task)
                    return task.result()
    finally:
        await _dismiss(asked)
    raise _of_all([task.exception() for task in asked])


async def _dismiss(asked: "list[asyncio.Task[Connected]]") -> None:
    """Nobody needs their answers any more."""
    for task in asked:
        task.cancel()
    for answer in await asyncio.gather(*asked, return_exceptions=True):
        if isinstance(answer, asyncpg.Connection):
            answer.terminate()


def _of_all(failures: list[BaseException | None]) -> BaseException:
    """Of several failures the one that somebody can mend, or all of them in a sentence."""
    for failure in failures:
        if failure is not None and not isinstance(failure, LOST):
            return failure
    said = "; ".join(str(failure) or type(failure).__name__ for failure in failures)
    return ConnectionError(f"none of its {len(failures)} servers takes writes: {said}")


class Succession:
    """The servers of one store, where another one takes over when the first has gone."""

    def __init__(self, dsn: str, patience: float = PATIENCE) -> None:
        self.dsn = dsn
        self.patience = patience
        self.turn = asyncio.Lock()
        self.until: float | None = None

    async def connect(self, dsn: str, **options: Any) -> "Connected":
        connection = await connect(dsn, **options)
        self.until = None
        return connection

    async def awaited(self) -> None:
        """Come back when one takes writes, or when all have waited for that long enough.

        The patience is one for all callers: while it is known that nobody takes over, each looks
        once and hears of it at once.
        """
        clock = asyncio.get_running_loop().time
        async with self.turn:
            if self.until is None:
                self.until = clock() + self.patience
            until = self.until
            while not await self._takes_writes() and clock() < until:
                await asyncio.sleep(PAUSE)

    async def _takes_writes(self) -> bool:
        try:
            connection = await self.connect(self.dsn)
        except (*LOST, asyncpg.PostgresError):
            return False
        connection.terminate()
        return True
