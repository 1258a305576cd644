"""Lanes: connections that only write, handed on from group to group with nothing in between."""

import asyncio
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
        self.free: list[Lane] = []
        self.open = asyncio.Semaphore(size)

    async def take(self) -> Lane:
        """A connection, as soon as there is one; whoever takes it gives it back."""
        await self.open.acquire()
        while self.free:
            lane = self.free.pop()
            if not lane.is_closed():
                return lane
        try:
            return await self.connect()
        except BaseException:
            self.open.release()
            raise

    def give_back(self, lane: Lane) -> None:
        if lane.is_closed() or lane.is_in_transaction():
            lane.terminate()
        else:
            self.free.append(lane)
        self.open.release()

    def expire(self) -> None:
        """Forget the connections that nobody uses: the server behind them has gone."""
        while self.free:
            self.free.pop().terminate()

    async def close(self) -> None:
        while self.free:
            await self.free.pop().close()
