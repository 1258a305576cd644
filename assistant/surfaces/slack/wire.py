"""The wire: what a message and a button are made of, and what a button may carry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
"""One block of Slack's Block Kit, as it is sent."""

SIGN, REJECT, EDIT, UNDO, WHY = (
    "draft_sign",
    "draft_reject",
    "draft_edit",
    "draft_undo",
    "draft_why",
)
REDRAFT, READ, SHOW = "draft_redraft", "draft_read", "draft_show"
BATCH, BATCH_SIGN = "batch_read", "batch_sign"
SAY, EVIDENCE, FEEDBACK, OPEN = "say", "evidence", "feedback", "open"
"""The action ids of the buttons: `draft_show` puts a card where it was asked for, `say` asks the
sentence in its value, `open` only leads to a page."""

VALUE = re.compile(r"(?P<draft>[A-Za-z]+-\d+):(?P<version>\d+):(?P<digest>[0-9a-f]{8,128})")


class Garbled(ValueError):
    """A button carries something that was never put on it."""


@dataclass(frozen=True)
class Message:
    """One message: its blocks, and the words for notifications and for those who hear it."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Signing:
    """What exactly somebody decides on: the draft, its version and its digest, and nothing else."""

    draft: str
    version: int
    digest: str

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> "Signing":
        return cls(card["id"], card["version"], card["digest"])

    @classmethod
    def read(cls, value: str) -> "Signing":
        """Raises Garbled where the value of a button cannot be one of ours."""
        found = VALUE.fullmatch(value)
        if found is None:
            raise Garbled(value)
        return cls(found["draft"], int(found["version"]), found["digest"])

    def __str__(self) -> str:
        return f"{self.draft}:{self.version}:{self.digest}"


@dataclass(frozen=True)
class Account:
    """Who clicked, as Slack signed it; the same user id in another workspace is somebody else."""

    team: str
    user: str
    enterprise: str = ""

    def __str__(self) -> str:
        return "/".join((self.enterprise or "-", self.team, self.user))
