"""Groups: what waits at the same moment is written together, a tenant's groups one by one."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from domain.store.event_store import StoreUnavailable

GROUP = 500  # Callers that one group takes at most.
LARGE = 200  # Records of one caller that are written by themselves, beside the groups.
BESIDE = 2  # How many such are under way at once: one on its way while the other is written.
QUEUE = 2_000  # Callers whose turn a tenant's queue keeps; others wait until there is room.
T = TypeVar("T")


@dataclass(eq=False, kw_only=True, slots=True)
class Waiting(Generic[T]):
    """Something to be written, and whoever waits for what becomes of it."""

    size: int
    claims: tuple[str, ...] = ()
    """What no two of a group may claim: the second must see what the first has written."""
    answer: "asyncio.Future[T]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def say(self, verdict: T | BaseException) -> None:
        if self.answer.done():  # Whoever waited has been cancelled.
            return
        if isinstance(verdict, BaseException):
            self.answer.set_exception(verdict)
        else:
            self.answer.set_result(verdict)


W = TypeVar("W", bound=Waiting[Any])


@dataclass(eq=False, slots=True)
class Queue(Generic[W]):
    """What waits for one tenant."""

    waiting: deque[W] = field(default_factory=deque)
    busy: bool = False
    crowd: int = 1
    """How many the last group held: where it held one, nobody else is likely to come along."""
    pressed: deque["asyncio.Future[None]"] = field(default_factory=deque)
    large: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(BESIDE))

    async def room(self) -> None:
        """Return when there is room for one more, in the order in which it was asked for."""
        while len(self.waiting) >= QUEUE:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.pressed.append(turn)
            await turn

    def next(self) -> list[W]:
        """The next group: not too large, and no two that claim the same."""
        group: list[W] = []
        claimed = set[str]()
        while self.waiting and len(group) < GROUP:
            first = self.waiting[0]
            if group and not claimed.isdisjoint(first.claims):
                break
            group.append(self.waiting.popleft())
            if not self.waiting:
                break
            claimed.update(first.claims)
        if self.pressed:
            self._admit(len(group))
        return group

    def empty(self) -> list[W]:
        """All that waits, when nothing can be written any more."""
        left = list(self.waiting)
        self.waiting.clear()
        self._admit(len(self.pressed))
        return left

    def _admit(self, number: int) -> None:
        for _ in range(min(number, len(self.pressed))):
            turn = self.pressed.popleft()
            if not turn.done():
                turn.set_result(None)


class Groups(Generic[W]):
    """One queue for each tenant; `write` says to each of a group what became of it."""

    def __init__(self, write: Callable[[str, list[W]], Awaitable[None]]) -> None:
        self.write = write
        self.queues: dict[str, Queue[W]] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.alone: set[asyncio.Future[Any]] = set()

    async def put(self, tenant: str, waiting: W) -> Any:
        """What became of it, once its group has been written."""
        queue = self.queues.get(tenant)
        if queue is None:
            queue = self.queues[tenant] = Queue()
        if waiting.size >= LARGE:
            await self._alone(tenant, waiting, queue.large)
            return await waiting.answer
        if len(queue.waiting) >= QUEUE:
            await queue.room()
        queue.waiting.append(waiting)
        if not queue.busy:
            queue.busy = True
            if queue.crowd == 1:
                await self._first(tenant, queue)
            else:  # Others are likely to ask at this moment, and are to be of the same group.
                self._start(tenant, queue)
        return await waiting.answer

    async def finish(self) -> None:
        """Return when everything that waits has its verdict."""
        while self.tasks or self.alone:
            await asyncio.wait({*self.tasks, *self.alone})

    async def _first(self, tenant: str, queue: Queue[W]) -> None:
        """Write without a task what nobody else waits for; a task takes over from there."""
        [waiting] = queue.next()
        try:
            await self._alone(tenant, waiting, nullcontext())
        finally:
            self._go_on(tenant, queue)

    async def _alone(
        self, tenant: str, waiting: W, turn: AbstractAsyncContextManager[None]
    ) -> None:
        self.alone.add(waiting.answer)
        try:
            async with turn:
                await self.write(tenant, [waiting])
        except Exception as error:
            waiting.say(error)
        except BaseException:
            waiting.answer.cancel()
            raise
        finally:
            self.alone.discard(waiting.answer)

    def _go_on(self, tenant: str, queue: Queue[W]) -> None:
        """Nothing is awaited since the queue was looked at, so nothing is overlooked."""
        queue.busy = bool(queue.waiting)
        if queue.busy:
            self._start(tenant, queue)

    def _start(self, tenant: str, queue: Queue[W]) -> None:
        task = asyncio.create_task(self._drain(tenant, queue))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _drain(self, tenant: str, queue: Queue[W]) -> None:
        group: list[W] = []
        try:
            while group := queue.next():
                queue.crowd = len(group)
                await self._write(tenant, group)
            queue.busy = False
        except BaseException as error:  # Cancelled, or a defect: nobody may wait for ever.
            stopped = error if isinstance(error, Exception) else StoreUnavailable("Stopping.")
            for waiting in [*group, *queue.empty()]:
                waiting.say(stopped)
            queue.busy = False
            raise

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
