"""Signals: one process tells the others where something was recorded."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager

import asyncpg

from domain.kernel import Fact
from domain.store.connections import SETTINGS, Record
from domain.store.failures import LOST
from domain.store.naming import TENANT
from domain.store.servers import connect

log = logging.getLogger(__name__)

CHANNEL = "countersign"
EVERY = 0.02  # Seconds between two notifications: each takes a lock of the whole server.
BEAT = 30.0  # Seconds of silence after which a listener asks whether its server is still there.
PATIENCE = 10.0
LAST_WORDS = 1.0  # Seconds that a process which is leaving waits until it has told its news.
SHORTEST, LONGEST = 0.1, 5.0  # Seconds before connecting again.
NOTIFY = f"select pg_notify('{CHANNEL}', tenant) from unnest($1::text[]) as t (tenant)"
# A hint may be lost with the server, so nobody waits until it is on the disk.
HINTING = SETTINGS | {"synchronous_commit": "off"}


class Signals:
    """A hint where to look, never the truth: whoever misses one finds the events at its next look.

    It speaks and listens on two connections of its own, since a notification must never be part
    of the transaction that appends, and comes back by itself when a connection is lost.
    """

    def __init__(
        self, dsn: str, every: float = EVERY, beat: float = BEAT, patience: float = PATIENCE
    ) -> None:
        self.dsn = dsn
        self.every = every
        self.beat = beat
        self.patience = patience
        self.dirty: set[str] = set()
        self.news = asyncio.Event()
        self.told = asyncio.Event()
        self.told.set()
        self.mine = 0  # The server's process that notifies for us: what it says we know already.
        self.hearing: list[Callable[[str], None]] = []
        self.resuming: list[Callable[[], None]] = []

    def on_signal(self, heard: Callable[[str], None]) -> None:
        """Call with the tenant that another process has recorded something for."""
        self.hearing.append(heard)

    def on_resume(self, resumed: Callable[[], None]) -> None:
        """Call when listening begins, and again after every loss: look, signals were missed."""
        self.resuming.append(resumed)

    def mark(self, tenant: str, facts: Sequence[Fact] = ()) -> None:
        """Tell the other processes soon; many commits at the same moment are one notification."""
        self.dirty.add(tenant)
        self.news.set()
        self.told.clear()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Speak and listen meanwhile; in the end, what is still to be told is told, if possible."""
        task = asyncio.create_task(self.run())
        try:
            yield
        finally:
            await _within(LAST_WORDS, self.told)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def run(self) -> None:
        """Speak and listen until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._speak_when_needed())
            group.create_task(self._connected(self._listen))

    async def _speak_when_needed(self) -> None:
        """Whoever has nothing to tell needs no connection for it."""
        await self.news.wait()
        await self._connected(self._speak)

    async def _connected(
        self, work: Callable[["asyncpg.Connection[Record]"], Awaitable[None]]
    ) -> None:
        """Do the work on a connection, and on the next one whenever it is lost."""
        pause, away = SHORTEST, False
        while True:
            try:
                connection = await connect(self.dsn, server_settings=HINTING, timeout=self.patience)
                try:
                    pause, away = SHORTEST, False
                    await work(connection)
                finally:
                    connection.terminate()
            except Exception as error:  # Whatever it is, the next connection may do better.
                if not away:
                    known = isinstance(error, (*LOST, asyncpg.PostgresError))
                    log.warning("Signals between processes wait: %s", error, exc_info=not known)
                away = True
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST)

    async def _speak(self, connection: "asyncpg.Connection[Record]") -> None:
        self.mine = connection.get_server_pid()
        while True:
            await self.news.wait()
            self.news.clear()
            told, self.dirty = self.dirty, set()
            try:
                await connection.execute(NOTIFY, sorted(told), timeout=self.patience)
            except BaseException:  # Whatever came in between, they are not yet told.
                self.dirty |= told
                self.news.set()
                raise
            if not self.dirty:
                self.told.set()
            await asyncio.sleep(self.every)

    async def _listen(self, connection: "asyncpg.Connection[Record]") -> None:
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(CHANNEL, self._heard)
        _call_all(self.resuming)
        while not await _within(self.beat, lost):
            await connection.execute("select 1", timeout=self.patience)

    def _heard(self, _: object, sender: int, channel: str, tenant: object) -> None:
        """Anybody who may connect can notify, so only what may be a tenant's name is passed on."""
        if sender != self.mine and isinstance(tenant, str) and TENANT.fullmatch(tenant):
            _call_all(self.hearing, tenant)


def _call_all(callbacks: Iterable[Callable[..., None]], *arguments: str) -> None:
    for callback in callbacks:
        try:
            callback(*arguments)
        except Exception:  # The others want to hear as well.
            log.exception("Somebody failed on a signal from another process %s.", arguments)


async def _within(seconds: float, event: asyncio.Event) -> bool:
    """Whether it happened before the time was over."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
