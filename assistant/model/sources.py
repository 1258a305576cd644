"""Sources: where each value of a model's call came from, found by looking and never by asking."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from assistant.said import Said

MADE_UP = "model: it stands neither in the request nor in what was read"


class Read(Protocol):
    """A tool that was used before in this turn."""

    @property
    def tool(self) -> str: ...

    @property
    def text(self) -> str: ...


def origins(arguments: Mapping[str, Any], said: Said, used: Iterable[Read]) -> dict[str, str]:
    """For each argument: the person's own words first, then the newest reply that holds it."""
    replies = [(read.tool, read.text) for read in used]
    return {name: source(value, said, replies[::-1]) for name, value in arguments.items()}


def source(value: Any, said: Said, replies: Iterable[tuple[str, str]]) -> str:
    parts = texts(value)
    if parts and all(holds(said.text, part) for part in parts):
        return typed_by(said)
    if parts and all(any(holds(e.asked, p) for e in said.conversation.earlier) for p in parts):
        return f"typed by {said.caller.title} earlier in this conversation"
    for tool, reply in replies:
        if parts and all(holds(reply, part) for part in parts):
            return f"tool {tool}, read by the language model"
    return MADE_UP


def typed_by(said: Said) -> str:
    return f"typed by {said.caller.title}, {said.local:%H:%M}"


def holds(text: str, part: str) -> bool:
    """As a whole word: 4 does not stand in 40."""
    at, low, sought = -1, text.casefold(), part.casefold()
    while (at := low.find(sought, at + 1)) >= 0:
        around = low[at - 1 : at], low[at + len(sought) : at + len(sought) + 1]
        if not any(each.isalnum() for each in around if each):
            return True
    return False


def texts(value: Any) -> list[str]:
    match value:
        case dict():
            return [text for part in value.values() for text in texts(part)]
        case list():
            return [text for part in value for text in texts(part)]
        case str():
            return [value.strip()] if value.strip() else []
        case None | bool():
            return []
        case number:
            return [str(number)]
