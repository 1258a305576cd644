"""Groups: what waits at the same moment is written together, a tenant's groups one by one."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from domain.store.event_store import StoreUnavailable

GROUP = 500  # Callers, and
LOAD = 5_000  # records, that one group takes at most.
T = TypeVar("T")


@dataclass(frozen=True, eq=False, kw_only=True)
class Waiting(Generic[T]):
    """Something to be written, and whoever waits for what becomes of it."""

    size: int
    answer: "asyncio.Future[T]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def say(self, verdict: T | Exception) -> None:
        if self.answer.done():  # Whoever waited has been cancelled.
            return
        if isinstance(verdict, Exception):
            self.answer.set_exception(verdict)
        else:
            self.answer.set_result(verdict)


W = TypeVar("W", bound=Waiting[Any])


class Groups(Generic[W]):
    """One queue for each tenant, emptied by one task; `write` says to each what became of it."""

    def __init__(self, write: Callable[[str, list[W]], Awaitable[None]]) -> None:
        self.write = write
        self.queues: dict[str, list[W]] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    def add(self, tenant: str, waiting: W) -> None:
        self.queues.setdefault(tenant, []).append(waiting)
        if tenant not in self.tasks:
            self.tasks[tenant] = asyncio.create_task(self._drain(tenant))

    async def finish(self) -> None:
        """Return when everything that waits has its verdict."""
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)

    async def _drain(self, tenant: str) -> None:
        group: list[W] = []
        try:
            while group := self._next(tenant):
                await self._write(tenant, group)
        except BaseException as error:  # Cancelled, or a defect: nobody may wait for ever.
            stopped = error if isinstance(error, Exception) else StoreUnavailable("Stopping.")
            for waiting in [*group, *self.queues.pop(tenant, [])]:
                waiting.say(stopped)
            raise
        finally:  # No await since the queue was seen empty, so nothing is overlooked.
            del self.tasks[tenant]

    def _next(self, tenant: str) -> list[W]:
        queue = self.queues.pop(tenant, [])
        size = count = 0
        for waiting in queue[:GROUP]:
            size += waiting.size
            if count and size > LOAD:
                break
            count += 1
        if queue[count:]:
            self.queues[tenant] = queue[count:]
        return queue[:count]

    async def _write(self, tenant: str, group: list[W]) -> None:
        """Write a group; if it fails, each part alone, so that one cannot harm the others."""
        try:
            await self.write(tenant, group)
        except StoreUnavailable as error:
            for waiting in group:
                waiting.say(error)
        except Exception as error:
            if len(group) == 1:
                group[0].say(error)
                return
            for waiting in group:
                await self._write(tenant, [waiting])
