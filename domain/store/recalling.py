"""Recalling: which of some messages the bus has stored already, however long ago."""

import asyncio
from collections.abc import Set
from datetime import datetime

from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, Header

AT_ONCE = 256
LEFT_ALONE = 30.0  # Seconds after which the bus gives up a reader that has gone.
LONGEST = 20.0  # Seconds; the call that sends has a limit too.


async def recalled(
    stream: JetStreamContext, name: str, subject: str, wanted: Set[str], since: datetime
) -> set[str]:
    """Those ids that stand in messages of this subject, stored since then.

    What is not found in time counts as not there: it is sent once more, under the id by which
    whoever listens knows it.
    """
    config = ConsumerConfig(
        deliver_policy=DeliverPolicy.BY_START_TIME,
        opt_start_time=since,
        ack_policy=AckPolicy.NONE,
        headers_only=True,
        inactive_threshold=LEFT_ALONE,
        mem_storage=True,
    )
    reader = await stream.pull_subscribe(subject, stream=name, config=config)
    try:
        left = (await reader.consumer_info()).num_pending or 0
        found: set[str] = set()
        ends = asyncio.get_running_loop().time() + LONGEST
        while left and len(found) < len(wanted) and asyncio.get_running_loop().time() < ends:
            for message in await reader.fetch(min(left, AT_ONCE)):
                left = message.metadata.num_pending
                found |= {(message.headers or {}).get(Header.MSG_ID, "")} & wanted
        return found
    finally:
        await reader.unsubscribe()
