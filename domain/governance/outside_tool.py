"""A tool of somebody else's server, in the words that a person signed and no others."""

import hashlib
import json
from typing import Annotated, Literal

from pydantic import StringConstraints

from domain.kernel import Message
from domain.kernel.words import NO_CONTROL, Note

MOST_TOOLS = 40
NAME = r"^[A-Za-z][A-Za-z0-9_-]{0,39}$"
CONNECTOR = r"^[a-z][a-z0-9]{1,19}$"
Use = Literal["read", "never"]
ConnectorName = Annotated[str, StringConstraints(pattern=CONNECTOR)]
ToolName = Annotated[str, StringConstraints(pattern=NAME)]
Json = Annotated[str, StringConstraints(max_length=6000, pattern=NO_CONTROL)]


JOINED = "__"
"""Between a connector and its tool; no tool of the house has it in its name."""


def full_name(connector: str, tool: str) -> str:
    return f"{connector}{JOINED}{tool}"


def split_name(name: str) -> tuple[str, str]:
    """The connector and its tool; the connector is empty for a tool of the house."""
    connector, joined, tool = name.partition(JOINED)
    return (connector, tool) if joined else ("", name)


class OutsideTool(Message):
    """What its server says of it, to the letter, and whether a model may ask it."""

    name: ToolName
    description: Note = ""
    takes: Json = "{}"
    """The schema of its arguments, as canonical JSON."""
    hints: Json = "{}"
    """What it claims about itself, such as that it only reads; nothing relies on it."""
    use: Use = "never"

    @property
    def digest(self) -> str:
        """Of the text alone: the same text may be asked today and not tomorrow."""
        told = json.dumps([self.name, self.description, self.takes, self.hints])
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def asked(self) -> bool:
        return self.use == "read"

    def same_text(self, other: "OutsideTool") -> bool:
        return self.digest == other.digest

    def differences(self, before: "OutsideTool") -> tuple[tuple[str, str, str], ...]:
        """Each part that reads otherwise: its name, how it was, how it is."""
        parts = ("description", "takes", "hints")
        told = ((part, getattr(before, part), getattr(self, part)) for part in parts)
        return tuple((part, was, now) for part, was, now in told if was != now)


class Offer(Message):
    """What a server offers at this moment, and in a sentence each what of it cannot be asked."""

    tools: tuple[OutsideTool, ...] = ()
    unfit: tuple[str, ...] = ()
