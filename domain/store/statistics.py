"""Statistics: made at once where many rows came at once, for Postgres looks only after a while."""

import asyncio
import logging

import asyncpg

from domain.store.connections import Connection, owner
from domain.store.event_store import StoreUnavailable

log = logging.getLogger(__name__)

FIRST = 1_000  # Events after which a process looks for the first time,
FURTHER = 4  # and how many times as many there are each time after it.
# Of these tables nothing is known, or that they are empty, or of a time when they were far smaller.
OUTGROWN = f"""
select format('%I.%I', n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('es', 'read_models') and c.relkind = 'r' and pg_relation_size(c.oid) > case
       when c.reltuples > 0
       then {FURTHER} * greatest(c.relpages, 8) * current_setting('block_size')::bigint else 0 end
"""


async def acquaint(connection: Connection) -> None:
    """Let the planner know the tables that it does not know as they are; as their owner."""
    for [table] in await connection.fetch(OUTGROWN):
        await connection.execute(f"analyze {table}")


class Growth:
    """Has statistics made when a process has recorded many times what it had before.

    Postgres does it by itself, some seconds or a minute later, in which a thousand questions may
    have read a whole table each.
    """

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.due = FIRST
        self.task: asyncio.Task[None] | None = None

    def reached(self, events: int) -> None:
        """So many events have been recorded, which is not fewer than were `due`."""
        self.due = events * FURTHER
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._look())

    async def close(self) -> None:
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)

    async def _look(self) -> None:
        """Beside the work: whatever keeps it from being done, Postgres does it in the end."""
        try:
            async with owner(self.dsn) as connection:
                await connection.execute("set lock_timeout = '1s'")
                await acquaint(connection)
        except (StoreUnavailable, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.info("The statistics were left to the server: %s", error)
