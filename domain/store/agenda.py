"""The agenda: what is to be done, each thing once, and never twice at the same time."""

import asyncio
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Agenda(Generic[K]):
    """First come, first served; what is put down while it is being done is done once more."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[K] = asyncio.Queue()
        self.waiting: set[K] = set()
        self.running: set[K] = set()
        self.renewed: set[K] = set()
        self.timers: dict[K, asyncio.TimerHandle] = {}
        self.resting: dict[K, asyncio.TimerHandle] = {}

    def put(self, key: K) -> None:
        if key in self.running:
            self.renewed.add(key)
        elif key not in self.waiting:
            self.waiting.add(key)
            self.queue.put_nowait(key)

    def put_later(self, key: K, seconds: float) -> None:
        """Put it down when the time has come; a later appointment takes an earlier one's place."""
        if key in self.timers:
            self.timers[key].cancel()
        self.timers[key] = asyncio.get_running_loop().call_later(seconds, self._ring, key)

    async def take(self) -> K:
        key = await self.queue.get()
        self.waiting.discard(key)
        self.running.add(key)
        return key

    def done(self, key: K, rest: float = 0) -> None:
        """It may be taken again after so many seconds; what is put down meanwhile waits."""
        if rest > 0:
            self.resting[key] = asyncio.get_running_loop().call_later(rest, self.done, key)
            return
        self.resting.pop(key, None)
        self.running.discard(key)
        if key in self.renewed:
            self.renewed.discard(key)
            self.put(key)

    def forget_appointments(self) -> None:
        for timer in (*self.timers.values(), *self.resting.values()):
            timer.cancel()
        self.timers.clear()
        self.resting.clear()

    def _ring(self, key: K) -> None:
        del self.timers[key]
        self.put(key)
