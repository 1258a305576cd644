"""The picture of a page, as one process tells it to another."""

from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any

PICTURE = "picture "
"""The task of drawing a page, before its number."""


@dataclass(frozen=True)
class Picture:
    """One page; width and height in the units in which boxes on it are told."""

    page: int
    width: float
    height: float
    kind: str
    content: bytes

    def plain(self) -> dict[str, Any]:
        return asdict(self) | {"content": b64encode(self.content).decode("ascii")}


def from_plain(told: dict[str, Any]) -> Picture:
    """A picture as another process told it, in JSON."""
    return Picture(**(told | {"content": b64decode(told["content"])}))
