"""Waiting without being in the way: for a turn, and for locks that others hold."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from domain.store.connections import Connection
from domain.store.event_store import StoreUnavailable

log = logging.getLogger(__name__)

T = TypeVar("T")
MOMENT = 1.0  # Second, for which nobody wonders what is going on.
PATIENCE = "500ms"  # Below the second after which Postgres looks for deadlocks.
ATTEMPTS = 200
REST = 0.3
HELD_UP = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError)


async def take_turn(connection: Connection, lock: int, until: str) -> None:
    """One process at a time, until its connection closes.

    The others ask again and again: a statement that waits would itself be waited for by one that
    makes an index concurrently. Who waits for longer than a moment is told `until` when.
    """
    began, told = time.monotonic(), False
    while not await connection.fetchval("select pg_try_advisory_lock($1)", lock):
        if not told and time.monotonic() - began >= MOMENT:
            told = True  # A warning: it stands on standard error, whatever is configured or not.
            log.warning("Waiting until %s. Stopping this command meanwhile changes nothing.", until)
        await asyncio.sleep(0.1)


async def impatiently(
    connection: Connection,
    work: Callable[[], Awaitable[T]],
    what: str,
    before: Callable[[], Awaitable[None]] | None = None,
) -> T:
    """Do it in a transaction that gives up at once where somebody holds a lock, and try again.

    Whoever waits for the lock of a table makes all who come later wait as well, be it only to
    read; so nobody waits for longer than they would notice.
    """
    for _ in range(ATTEMPTS):
        if before is not None:
            await before()
        try:
            async with connection.transaction():
                await connection.execute(f"set local lock_timeout = '{PATIENCE}'")
                return await work()
        except HELD_UP:
            await asyncio.sleep(REST)
    raise StoreUnavailable(
        f"{what} could not be done, because something has been using the tables for too long: "
        "wait for the backup or the report that runs on the database, then start again."
    )
