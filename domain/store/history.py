"""Reading the events: by stream, by draft, by position."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from domain.kernel import Fact
from domain.store.codec import COLUMNS, Codec
from domain.store.connections import Connection, Record

STREAMS = (
    f"select {COLUMNS} from es.events where tenant = $1 and stream = any($2::text[])"
    " order by stream, stream_version"
)
STREAMS_UNTIL = (
    f"select {COLUMNS} from es.events where tenant = $1 and stream = any($2::text[])"
    " and position <= es.position_at($1, $3) order by stream, stream_version"
)
DRAFT = f"select {COLUMNS} from es.events where tenant = $1 and draft = $2 order by position"
HEAD = "select position, hash from es.events where tenant = $1 order by position desc limit 1"
NEWEST = "select coalesce(max(position), 0) as position from es.events where tenant = $1"
PAGE = (
    f"select {COLUMNS} from es.events where tenant = $1 and position > $2"
    " order by position limit $3"
)
KEY = "select position from es.events where tenant = $1 and idem_key = $2"
COMMAND = (
    f"select {COLUMNS} from es.events where tenant = $1 and position >= $2 and position < $2 +"
    " (select command_size from es.events where tenant = $1 and position = $2) order by position"
)
SOME = (
    f"select {COLUMNS} from es.events where tenant = $1 and position > $2 and position <= $3"
    " and type <> all($4::text[]) order by position limit $5"
)
ANSWERED = 2_000
LAST = 2**63 - 1


async def of_command(connection: Any, tenant: str, first: int) -> list[Record]:
    """The records of the command whose first event stands here: they stand next to each other."""
    if not connection.is_in_transaction():  # One that is open speaks for the tenant already.
        await connection.speak_for(tenant)
    found: list[Record] = await connection.fetch(COMMAND, tenant, first)
    return found


async def all_facts(
    connection: Connection,
    codec: Codec,
    tenant: str,
    after: int = 0,
    until: int | None = None,
    without: Sequence[str] = (),
) -> AsyncIterator[list[Fact]]:
    """All facts behind a position, or all but those of some types, some thousand at a time.

    While a page is used the next one is read already, so the connection serves nobody else.
    """
    last = LAST if until is None else until

    def page(behind: int) -> "asyncio.Task[list[Record]]":
        return asyncio.create_task(connection.fetch(SOME, tenant, behind, last, without, ANSWERED))

    reading = page(after)
    try:
        while records := await reading:
            last_read = records[-1]["position"]
            if codec.are_sealed(records):  # Their keys are asked for on the same connection.
                facts = await codec.facts(tenant, records, connection.fetch)
                reading = page(last_read)
            else:
                reading = page(last_read)
                await asyncio.sleep(0)  # Off it goes, before the facts are made.
                facts = [codec.fact(record) for record in records]
            yield facts
    finally:
        # Waited for and not cancelled: that would undo the transaction it is read in.
        await asyncio.gather(reading, return_exceptions=True)
