"""Rounds: which tenants to look at, when no signal says where something has happened."""

from collections.abc import Sequence

LATELY = 60.0  # Seconds for which a tenant counts as active after it was heard of.
ACTIVE = 50  # Active tenants looked at in each tick: the latest, the others wait for their turn.
AT_FIRST = 500  # Tenants looked at in each tick of the first round: a backlog may be waiting.
THEREAFTER = 200  # And of every round after it.


class Rounds:
    """The active tenants at every tick, and all tenants in turn, a few at every tick."""

    def __init__(self) -> None:
        self.active: dict[str, float] = {}
        self.left: list[str] = []
        self.first = True

    def heard(self, tenant: str, now: float) -> None:
        """Something happens at this tenant; the latest stands last."""
        self.active.pop(tenant, None)
        self.active[tenant] = now

    def begin_again(self) -> None:
        """Signals may have been lost: look at everybody again, soon."""
        self.left = []
        self.first = True

    @property
    def over(self) -> bool:
        return not self.left

    def begin(self, tenants: Sequence[str]) -> None:
        self.left = list(reversed(tenants))

    def next(self, now: float) -> list[str]:
        """The tenants of this tick."""
        self.active = {t: at for t, at in self.active.items() if now - at < LATELY}
        count = AT_FIRST if self.first else THEREAFTER
        swept = [self.left.pop() for _ in range(min(count, len(self.left)))]
        self.first = self.first and not self.over
        return list(dict.fromkeys([*list(self.active)[-ACTIVE:], *swept]))
