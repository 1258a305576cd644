"""How often each method of Slack may be called before it says 429 with Retry-After."""

import math
from collections import defaultdict, deque

from tests.workspace.state import Clock, Json

MINUTE = 60.0
PER_CHANNEL, BURST = 1.0, 3
"""chat.postMessage: one a second and channel, and a few at once."""
IN_ALL = 300
"""chat.postMessage: several hundred a minute and workspace."""
TIERS = {1: 1, 2: 20, 3: 50, 4: 100, 5: 600}
"""Calls a minute that a tier allows; 5 stands for the methods with limits of their own."""


class Rates:
    """The limits; `on` makes them bite. `refused` counts the 429 by method."""

    def __init__(self, clock: Clock, on: bool = False) -> None:
        self.clock, self.on = clock, on
        self.calls: dict[str, deque[float]] = defaultdict(deque)
        self.filled: dict[str, tuple[float, float]] = {}
        self.refused: dict[str, int] = defaultdict(int)

    def wait(self, method: str, tier: int, args: Json) -> int:
        """Seconds after which it may be tried again; 0 where it may go now."""
        if not self.on:
            return 0
        own = method in ("chat.postMessage", "chat.postEphemeral")
        most = IN_ALL if own else TIERS[tier]
        seconds = self.window(method, most)
        if not seconds and method == "chat.postMessage":
            seconds = self.bucket(str(args.get("channel")))
        if seconds:
            self.refused[method] += 1
            return max(1, math.ceil(seconds))
        self.calls[method].append(self.clock())
        return 0

    def window(self, method: str, most: int) -> float:
        now, calls = self.clock(), self.calls[method]
        while calls and now - calls[0] >= MINUTE:
            calls.popleft()
        return MINUTE - (now - calls[0]) if len(calls) >= most else 0.0

    def bucket(self, channel: str) -> float:
        now = self.clock()
        left, at = self.filled.get(channel, (float(BURST), now))
        left = min(float(BURST), left + (now - at) * PER_CHANNEL)
        if left < 1:
            self.filled[channel] = (left, now)
            return (1 - left) / PER_CHANNEL
        self.filled[channel] = (left - 1, now)
        return 0.0
