"""Reading the events: by stream, by draft, by position."""

from collections.abc import AsyncIterator
from typing import Any

from domain.kernel import Fact
from domain.store.codec import COLUMNS, Codec
from domain.store.connections import Connection, Record

STREAMS = (
    f"select {COLUMNS} from es.events where tenant = $1 and stream = any($2::text[])"
    " order by stream, stream_version"
)
DRAFT = (
    f"select {COLUMNS} from es.events where tenant = $1 and metadata ->> 'draft' = $2"
    " order by position"
)
HEAD = "select position, hash from es.events where tenant = $1 order by position desc limit 1"
NEWEST = "select coalesce(max(position), 0) as position from es.events where tenant = $1"
PAGE = (
    f"select {COLUMNS} from es.events where tenant = $1 and position > $2"
    " order by position limit $3"
)
COMMAND = (
    f"select {COLUMNS} from es.events where tenant = $1 and position >= $2 and position < $2 +"
    " (select command_size from es.events where tenant = $1 and position = $2) order by position"
)
ANSWERED = 5_000


async def of_command(connection: Any, tenant: str, first: int) -> list[Record]:
    """The records of the command whose first event stands here: they stand next to each other."""
    await connection.speak_for(tenant)
    found: list[Record] = await connection.fetch(COMMAND, tenant, first)
    return found


async def all_facts(
    connection: Connection, codec: Codec, tenant: str, after: int = 0, until: int | None = None
) -> AsyncIterator[list[Fact]]:
    """All facts behind a position, some thousand at a time, so that no history is too long."""
    while page := await connection.fetch(PAGE, tenant, after, ANSWERED):
        after = page[-1]["position"]
        if until is not None and after >= until:
            page = [record for record in page if record["position"] <= until]
            yield await codec.facts(tenant, page, connection.fetch)
            return
        yield await codec.facts(tenant, page, connection.fetch)
