"""Pace: as much as Slack allows and no more, with something left for whoever has just clicked."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

UPDATE, POST, PUBLISH = "chat.update", "chat.postMessage", "views.publish"
EVERYTHING = ""
ONE_MESSAGE = 1.0  # Seconds between two messages in one channel.
SHORTEST, LONGEST = 1.0, 30.0  # Seconds before Slack is asked again after it did not answer.
CHANNELS = 1000


@dataclass
class Window:
    """So many calls in so many seconds; the last few of them are kept for who cannot wait.

    While nobody clicks they are lent to what can wait, one after the other, all but one: what is
    due in hundreds of channels is not to take longer than it must.
    """

    most: int
    seconds: float
    kept: int
    times: deque[float] = field(default_factory=deque)
    lent: deque[float] = field(default_factory=deque)
    clicks: deque[float] = field(default_factory=deque)

    def free(self, now: float) -> int:
        for times in (self.times, self.lent, self.clicks):
            while times and times[0] <= now - self.seconds:
                times.popleft()
        return self.most - len(self.times)

    def room(self, now: float, urgent: bool) -> int:
        free = self.free(now)
        if urgent:
            return free
        kept = self.kept if self.clicks else max(self.kept - len(self.lent), 1)
        if free > kept:
            return free - kept
        lends = not self.clicks and free > 1
        return int(lends and (not self.lent or now >= self.lent[-1] + self.lending))

    @property
    def lending(self) -> float:
        return self.seconds / self.kept

    def take(self, now: float, urgent: bool) -> bool:
        if not self.room(now, urgent):
            return False
        free = self.free(now)
        if urgent:
            self.clicks.append(now)
        elif free <= max(self.kept - len(self.lent), 1):
            self.lent.append(now)
        self.times.append(now)
        return True

    def rest(self, now: float) -> float:
        """Seconds until what can wait may have its turn."""
        if self.room(now, urgent=False):
            return 0
        ends = [times[0] + self.seconds for times in (self.times, self.clicks) if times]
        lends = [self.lent[-1] + self.lending] if self.lent else []
        return min((at for at in (*ends, *lends) if at > now), default=now) - now


def allowed() -> dict[str, Window]:
    """What Slack's documentation grants, in a minute with a second's margin for the way there."""
    return {UPDATE: Window(50, 61, 5), PUBLISH: Window(100, 61, 10)}


@dataclass
class Pace:
    """Counts what was asked of one workspace, and knows when it wants to be left alone."""

    timer: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    windows: dict[str, Window] = field(default_factory=allowed)
    channels: dict[str, float] = field(default_factory=dict)
    """When the next message may be posted in each."""
    held: dict[str, float] = field(default_factory=dict)
    """Until when a method, one of its channels, or everything rests."""
    faults: int = 0
    """How often in a row nobody answered."""
    dice: Callable[[], float] = random.random

    def room(self, method: str, urgent: bool = False) -> int:
        """How many calls may be made now; one, to see who is there, after nobody answered."""
        if self.resting(method):
            return 0
        found = self.windows[method].room(self.timer(), urgent)
        return min(found, 1) if self.faults else found

    def take(self, method: str, urgent: bool = False) -> bool:
        return not self.resting(method) and self.windows[method].take(self.timer(), urgent)

    def resting(self, method: str, channel: str = "") -> float:
        """Seconds for which nothing of this kind may be asked."""
        names = (EVERYTHING, method, f"{method} {channel}")
        return max(0.0, max(self.held.get(name, 0.0) for name in names) - self.timer())

    async def until_room(self, method: str) -> None:
        """Wait until what can wait has its turn."""
        while not self.room(method):
            now = self.timer()
            await self.sleep(max(self.resting(method), self.windows[method].rest(now), 0.01))

    async def turn(self, channel: str, patience: float = float("inf")) -> float:
        """Wait until the next message may be posted in a channel: one after the other.

        Where that takes longer than the patience of who asks, nothing is waited for, and the
        answer is how long it would take.
        """
        now = self.timer()
        at = max(now, self.channels.get(channel, now))
        if at - now > patience:
            return at - now
        if len(self.channels) > CHANNELS:
            self.channels = {name: then for name, then in self.channels.items() if then > now}
        self.channels[channel] = at + ONE_MESSAGE
        if at > now:
            await self.sleep(at - now)
        return 0

    def hold(self, seconds: float, method: str = EVERYTHING, channel: str = "") -> None:
        name = f"{method} {channel}" if channel else method
        self.held[name] = max(self.held.get(name, 0.0), self.timer() + seconds)

    def falter(self) -> None:
        """Nobody answered: ask again later, and later still each time, not all at one moment."""
        if self.resting(EVERYTHING):
            return  # Calls that were under way together are one fault.
        pause = min(SHORTEST * 2**self.faults, LONGEST)
        self.faults += 1
        self.hold(pause * (0.5 + self.dice() / 2))

    def recover(self) -> None:
        self.faults = 0
