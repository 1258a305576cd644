"""Readings: what each person was shown of a draft, and what they then tried to sign in vain."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime

from domain.preview import Preview
from guardrails.caller import Caller

KEPT = 500  # Readings that are remembered; an older one falls back to what was drafted.


@dataclass(frozen=True)
class Reading:
    """What somebody had before their eyes, and since when; None where nobody remembers it."""

    at: datetime
    preview: Preview | None = None


Kept = OrderedDict[Hashable, Reading]


@dataclass
class Readings:
    """Kept in memory alone: after a restart a card compares with what was drafted."""

    shown: Kept = field(default_factory=OrderedDict)
    unused: Kept = field(default_factory=OrderedDict)

    def show(self, caller: Caller, draft: str, digest: str, reading: Reading) -> None:
        """Somebody sees a draft that reads like this."""
        keep(self.shown, (*eyes(caller, draft), digest), reading)

    def refuse(self, caller: Caller, draft: str, digest: str, now: datetime) -> None:
        """Their signature for what they had read was not used: the world had moved."""
        read = self.shown.get((*eyes(caller, draft), digest), Reading(now))
        keep(self.unused, eyes(caller, draft), read)

    def settle(self, caller: Caller, draft: str) -> None:
        """They have decided on what is there now."""
        self.unused.pop(eyes(caller, draft), None)

    def of(self, caller: Caller, draft: str) -> Reading | None:
        """What they tried to sign, as long as they have not decided again."""
        return self.unused.get(eyes(caller, draft))


def eyes(caller: Caller, draft: str) -> tuple[str, str, str]:
    return caller.tenant, caller.user, draft


def keep(kept: Kept, key: Hashable, reading: Reading) -> None:
    kept[key] = reading
    kept.move_to_end(key)
    if len(kept) > KEPT:
        kept.popitem(last=False)
