"""The throttle: each wrong password makes the next try wait longer, and only for whoever tried."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic

FREE = 5  # Everybody mistypes.
LONGEST = 900.0  # Seconds.
FORGOTTEN = 3600.0  # Seconds of quiet, after which the count begins anew.
REMEMBERED = 10_000  # Keys; the quietest go first.


@dataclass
class Tries:
    """How often in a row it was wrong, and when it was last tried."""

    wrong: int = 0
    last: float = 0.0

    @property
    def wait(self) -> float:
        """1, 2, 4 … seconds after the free tries, up to the longest."""
        return min(2.0 ** (self.wrong - FREE), LONGEST) if self.wrong >= FREE else 0.0


@dataclass
class Throttle:
    """Kept by person and address, so that nobody can lock out somebody else from afar."""

    clock: Callable[[], float] = monotonic
    tries: dict[Hashable, Tries] = field(default_factory=dict)

    def wait(self, key: Hashable) -> float:
        """Seconds until this key may try again; 0 when it may now."""
        found = self.tries.get(key)
        return 0.0 if found is None else max(0.0, found.last + found.wait - self.clock())

    def failed(self, key: Hashable) -> None:
        now = self.clock()
        found = self.tries.pop(key, Tries())
        if now - found.last >= FORGOTTEN:
            found = Tries()
        self.tries[key] = Tries(found.wrong + 1, now)  # At the end: the newest.
        if len(self.tries) > REMEMBERED:
            del self.tries[next(iter(self.tries))]

    def passed(self, key: Hashable) -> None:
        self.tries.pop(key, None)
