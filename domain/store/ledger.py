"""The ledger on Postgres: entries that wait at the same moment are written by one call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.store.connections import Connection, Connections
from domain.store.groups import Groups, Waiting
from domain.store.ledger_texts import read, written
from domain.store.naming import checked

ENTER = "select es.ledger_enter($1, $2, $3, $4, $5)"
# Each text is looked up by its key: a join might read all of them for a page.
COLUMNS = (
    "position, at, trace, entry, (select t.text from es.ledger_texts t"
    " where t.tenant = $1 and t.position = l.position) as text"
)
FOLLOWING = (
    f"select {COLUMNS} from es.ledger l"
    " where tenant = $1 and ($2 = '' or trace = $2) and position > $3 order by position limit $4"
)
BEFORE = (
    f"select {COLUMNS} from es.ledger l"
    " where tenant = $1 and ($2::bigint is null or position < $2) order by position desc limit $3"
)

TALLY = "select * from es.ledger_tally($1, $2, $3) order by what, tier, kind, control, stop"


@dataclass(eq=False, kw_only=True, slots=True)
class Entries(Waiting[None]):
    """The entries of one call and their texts; a durable one is answered when it is on the disk."""

    trace: str
    entries: list[str]
    texts: list[str | None]
    durable: bool


class Ledger:
    """Calls and verdicts of each tenant, in the order in which they were entered."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections
        self.groups: Groups[Entries] = Groups(self._write)

    async def enter(
        self, tenant: str, trace: str, entries: Sequence[Mapping[str, Any]], durable: bool
    ) -> None:
        chained, texts = apart(entries)
        waiting = Entries(
            size=len(chained), trace=trace, entries=chained, texts=texts, durable=durable
        )
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

    async def tally(self, tenant: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
        """Turns by tier and denials by control, in a span of time."""
        found = await self.connections.fetch(tenant, TALLY, tenant, since, until)
        return [dict(row) for row in found]

    async def _write(self, tenant: str, group: list[Entries]) -> None:
        """Lost with its connection, a group is entered again: twice is better than never."""
        traces = [waiting.trace for waiting in group for _ in waiting.entries]
        entries = [entry for waiting in group for entry in waiting.entries]
        texts = [text for waiting in group for text in waiting.texts]
        durable = any(waiting.durable for waiting in group)

        async def call(connection: Connection) -> None:
            await connection.fetchval(ENTER, tenant, traces, entries, texts, durable)

        await self.connections.run(call, again=True)
        for waiting in group:
            waiting.say(None)


def apart(entries: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str | None]]:
    """Entries as they are chained, and the text of each that has one."""
    both = [written(entry) for entry in entries]
    return [entry for entry, _ in both], [text for _, text in both]


def entered(
    position: int, at: datetime, trace: str, entry: str, text: str | None
) -> dict[str, Any]:
    """A ledger entry with its place in the ledger."""
    return {**read(entry, text), "position": position, "at": at, "trace": trace}
