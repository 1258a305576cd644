"""Receiving: what was acknowledged is kept until it is dealt with, and is dealt with once."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

log = logging.getLogger(__name__)

HOLD = 60.0
"""Seconds for which whoever took a delivery in is left alone with it."""
OLD = 600.0
"""Seconds after which an act is not done any more: the person has long looked elsewhere."""
AT_A_LOOK = 50
Deal = Callable[[Mapping[str, Any]], Awaitable[None]]
Told = Callable[[Mapping[str, Any], str], Awaitable[None]]
FAILED = (
    "Something failed on the way. Look at the card before you try again; "
    "if it stays, give the admin number {number}."
)
TOO_OLD = "That came while Countersign was away, so nothing was done: look again, and press anew."


class Delivery(Protocol):
    @property
    def delivery(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...
    @property
    def age(self) -> float: ...


class Deliveries(Protocol):
    """Where deliveries are kept; two processes never hold the same one."""

    async def add(
        self, tenant: str, delivery: str, kind: str, body: Mapping[str, Any], hold: float
    ) -> bool: ...

    async def done(self, tenant: str, delivery: str) -> None: ...

    async def left(self, tenant: str, hold: float, most: int) -> Sequence[Delivery]: ...


@dataclass(frozen=True)
class Receiving:
    """Kept before it is acknowledged; a restart in between finds it again."""

    tenant: str
    kept: Deliveries
    deals: Mapping[str, Deal]
    """What is done with each kind of delivery."""
    tell: Told
    """How whoever sent it is told in private."""
    down: tuple[type[Exception], ...] = ()
    """What says that the database is away: then it stays, and is tried again."""
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def take(self, delivery: str, kind: str, body: Mapping[str, Any]) -> None:
        """Keep it, and begin to deal with it; the second of the same name is left alone."""
        if await self.kept.add(self.tenant, delivery, kind, body, HOLD):
            self.start(self.deal(delivery, kind, body))

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def look(self) -> None:
        """Take up what somebody left behind who is no longer there."""
        for each in await self.kept.left(self.tenant, HOLD, AT_A_LOOK):
            if each.age > OLD:
                await self.explain(each.body, TOO_OLD)
                await self.kept.done(self.tenant, each.delivery)
            else:
                await self.deal(each.delivery, each.kind, each.body)

    async def deal(self, delivery: str, kind: str, body: Mapping[str, Any]) -> None:
        try:
            await self.deals[kind](body)
        except self.down:
            log.warning("A delivery from Slack waits: the database is away")
            return
        except Exception:
            number = f"E-{secrets.token_hex(3)}"
            log.exception("%s in Slack", number)
            await self.explain(body, FAILED.format(number=number))
        await self.kept.done(self.tenant, delivery)

    async def explain(self, body: Mapping[str, Any], words: str) -> None:
        """Where nobody can be told, it is over all the same."""
        try:
            await self.tell(body, words)
        except Exception:
            log.exception("Somebody in Slack could not be told what became of it.")

    async def close(self) -> None:
        """What has begun comes to its end; what does not is found again at the next start."""
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=2)
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
