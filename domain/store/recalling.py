"""Recalling: which of some messages the bus has stored already, however long ago."""

import asyncio
from collections.abc import Sequence, Set
from typing import Any, Protocol

AT_ONCE = 256
LONGEST = 20.0  # Seconds; the call that sends has a limit too.
ID = "Nats-Msg-Id"


class Reader(Protocol):
    """Reads what the bus has stored, from some time on, by the headers alone."""

    async def consumer_info(self) -> Any: ...

    async def fetch(self, batch: int) -> Sequence[Any]: ...

    async def unsubscribe(self) -> None: ...


async def recalled(reader: Reader, wanted: Set[str]) -> set[str]:
    """Those ids that stand in messages which are there now.

    What is not found in time counts as not there: it is sent once more, under the id by which
    whoever listens knows it.
    """
    found: set[str] = set()
    now = asyncio.get_running_loop().time
    ends = now() + LONGEST
    try:
        left = (await reader.consumer_info()).num_pending or 0
        while left and len(found) < len(wanted) and now() < ends:
            for message in await reader.fetch(min(left, AT_ONCE)):
                left = message.metadata.num_pending
                found |= {(message.headers or {}).get(ID, "")} & wanted
    finally:
        await reader.unsubscribe()
    return found
