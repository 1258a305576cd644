"""Lanes: connections handed on from one use to the next, with nothing in between."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import asyncpg

Lane: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class Lanes:
    """At most `size` connections; a pool would look after each of them between two uses.

    Whatever is done on a lane is a statement or a transaction of its own, so that nothing is left
    over for the next one. A lane on which that is not so is closed.
    """

    def __init__(self, connect: Callable[[], Awaitable[Lane]], size: int) -> None:
        self.connect = connect
        self.size = size
        self.made = 0
        self.free: list[Lane] = []
        self.used: set[Lane] = set()
        self.waiting: deque[asyncio.Future[Lane | None]] = deque()

    def idle(self) -> "Lane | None":
        """A lane that nobody uses, if there is one; whoever takes it gives it back."""
        while self.free:
            lane = self.free.pop()
            if not lane.is_closed():
                self.used.add(lane)
                return lane
            self.made -= 1
        return None

    async def take(self) -> Lane:
        """A lane, as soon as there is one."""
        lane = self.idle()
        while lane is None:
            lane = await (self._new() if self.made < self.size else self._turn())
        return lane

    def give_back(self, lane: Lane) -> None:
        """It goes to whoever has waited longest."""
        if lane not in self.used or lane.is_closed() or lane.is_in_transaction():
            self.used.discard(lane)
            lane.terminate()
            self.made -= 1
            self._call(None)
        elif not self._call(lane):
            self.used.discard(lane)
            self.free.append(lane)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[Lane]:
        """A lane for a while, for whoever weighs failures himself."""
        lane = await self.take()
        try:
            yield lane
        finally:
            self.give_back(lane)

    def expire(self) -> None:
        """The server behind all of these has gone; those in use are closed when given back."""
        self.used.clear()
        while self.free:
            self.free.pop().terminate()
            self.made -= 1

    async def close(self) -> None:
        self.used.clear()
        while self.free:
            self.made -= 1
            await self.free.pop().close()

    async def _new(self) -> Lane:
        self.made += 1
        try:
            lane = await self.connect()
        except BaseException:
            self.made -= 1
            self._call(None)
            raise
        self.used.add(lane)
        return lane

    async def _turn(self) -> "Lane | None":
        """A lane that another one gave back; None says that there is room for a new one."""
        turn: asyncio.Future[Lane | None] = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # It was given, and goes to the next one.
                lane = turn.result()
                if lane is None:
                    self._call(None)
                else:
                    self.give_back(lane)
            raise

    def _call(self, lane: "Lane | None") -> bool:
        """Whether anybody was waiting."""
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                turn.set_result(lane)
                return True
        return False
