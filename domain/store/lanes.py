"""Lanes: connections that only write, handed on from group to group with nothing in between."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import asyncpg

Lane: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class Lanes:
    """At most `size` connections; a pool would look after each of them between two groups.

    What a group writes is a function call or a transaction of its own, so that nothing is left
    over for the next one. A lane on which that is not so is closed.
    """

    def __init__(self, connect: Callable[[], Awaitable[Lane]], size: int) -> None:
        self.connect = connect
        self.size = size
        self.made = 0
        self.free: list[Lane] = []
        self.waiting: deque[asyncio.Future[None]] = deque()

    def idle(self) -> "Lane | None":
        """A lane that nobody uses, if there is one; whoever takes it gives it back."""
        while self.free:
            lane = self.free.pop()
            if not lane.is_closed():
                return lane
            self.made -= 1
        return None

    async def take(self) -> Lane:
        """A lane, as soon as there is one."""
        while True:
            lane = self.idle()
            if lane is not None:
                return lane
            if self.made < self.size:
                return await self._new()
            await self._turn()

    def give_back(self, lane: Lane) -> None:
        if lane.is_closed() or lane.is_in_transaction():
            lane.terminate()
            self.made -= 1
        else:
            self.free.append(lane)
        self._call()

    def expire(self) -> None:
        """Forget the connections that nobody uses: the server behind them has gone."""
        while self.free:
            self.free.pop().terminate()
            self.made -= 1

    async def close(self) -> None:
        while self.free:
            await self.free.pop().close()

    async def _new(self) -> Lane:
        self.made += 1
        try:
            return await self.connect()
        except BaseException:
            self.made -= 1
            self._call()
            raise

    async def _turn(self) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # It was given, and goes to the next one.
                self._call()
            raise

    def _call(self) -> None:
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
