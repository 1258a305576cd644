"""The ledger on Postgres: entries that wait at the same moment are written by one call."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.store.connections import Connection, Connections
from domain.store.groups import Groups, Waiting
from domain.store.naming import checked

ENTER = "select es.ledger_enter($1, $2, $3, $4)"
FOLLOWING = (
    "select position, at, trace, entry from es.ledger"
    " where tenant = $1 and ($2 = '' or trace = $2) and position > $3 order by position limit $4"
)
BEFORE = (
    "select position, at, trace, entry from es.ledger"
    " where tenant = $1 and ($2::bigint is null or position < $2) order by position desc limit $3"
)


@dataclass(eq=False, kw_only=True, slots=True)
class Entries(Waiting[None]):
    """The entries of one call, as JSON; a durable one is answered when it is on the disk."""

    trace: str
    texts: list[str]
    durable: bool


class Ledger:
    """Calls and verdicts of each tenant, in the order in which they were entered."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections
        self.groups: Groups[Entries] = Groups(self._write)

    async def enter(
        self, tenant: str, trace: str, entries: Sequence[Mapping[str, Any]], durable: bool
    ) -> None:
        written = texts(entries)
        waiting = Entries(size=len(written), trace=trace, texts=written, durable=durable)
        await self.groups.put(checked(tenant), waiting)

    async def following(
        self, tenant: str, trace: str, after: int, limit: int
    ) -> list[dict[str, Any]]:
        """Entries behind a position, oldest first; those of one trace, or all."""
        found = await self.connections.fetch(tenant, FOLLOWING, tenant, trace, after, limit)
        return [entered(*row) for row in found]

    async def before(self, tenant: str, position: int | None, limit: int) -> list[dict[str, Any]]:
        """Entries before a position, or the newest ones, newest first."""
        found = await self.connections.fetch(tenant, BEFORE, tenant, position, limit)
        return [entered(*row) for row in found]

    async def _write(self, tenant: str, group: list[Entries]) -> None:
        """Lost with its connection, a group is entered again: twice is better than never."""
        traces = [waiting.trace for waiting in group for _ in waiting.texts]
        texts = [text for waiting in group for text in waiting.texts]
        durable = any(waiting.durable for waiting in group)

        async def call(connection: Connection) -> None:
            await connection.fetchval(ENTER, tenant, traces, texts, durable)

        await self.connections.run(call, again=True)
        for waiting in group:
            waiting.say(None)


def texts(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """Entries as they go to the database."""
    return [json.dumps(dict(entry), default=str) for entry in entries]


def entered(position: int, at: datetime, trace: str, entry: str) -> dict[str, Any]:
    """A ledger entry with its place in the ledger."""
    return {**json.loads(entry), "position": position, "at": at, "trace": trace}
