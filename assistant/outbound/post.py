"""The post: who takes a letter to its reader, and the four things that can come of it."""

from dataclasses import dataclass
from typing import Literal, Protocol

Fate = Literal["sent", "deferred", "bounced", "unknown"]


@dataclass(frozen=True)
class Mail:
    """A letter as it goes over the line: from whom, to whom, and every byte of it."""

    sender: str
    recipient: str
    content: bytes
    utf8: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one try: accepted, later, never, or nobody knows; `said` is why."""

    fate: Fate
    said: str = ""


class Post(Protocol):
    """Whoever takes letters; it tries once and tells, and never tries again by itself."""

    async def deliver(self, mail: Mail) -> Outcome: ...
