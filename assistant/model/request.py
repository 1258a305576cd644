"""A request to a model: its JSON grows with the history, and nothing in it is written twice."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Message = Mapping[str, Any]


@dataclass
class Request:
    """The instructions and tools once, then one message after the other."""

    tokens: int
    """The most that the model may answer."""
    system: Sequence[Any]
    tools: Sequence[Any]
    messages: list[Message] = field(default_factory=list)
    standing: bytes = field(init=False, repr=False)
    history: list[bytes] = field(default_factory=list, init=False, repr=False)
    size: int = field(init=False)
    """Bytes of all that is sent but the name of the model."""

    def __post_init__(self) -> None:
        parts = {"max_tokens": self.tokens, "system": self.system, "tools": self.tools}
        self.standing = written({**parts, "stream": True})[1:-1]
        self.size = len(self.standing)
        self.history = [written(message) for message in self.messages]
        self.size += sum(map(len, self.history))

    def add(self, message: Message) -> None:
        self.messages.append(message)
        self.history.append(written(message))
        self.size += len(self.history[-1])

    def body(self, model: str) -> bytes:
        """The whole request as it is sent."""
        name, messages = written(model), b",".join(self.history)
        return b'{"model":%b,%b,"messages":[%b]}' % (name, self.standing, messages)


def written(value: Any) -> bytes:
    """Half a character, which a model may make up in its arguments, leaves as a question mark."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="replace")
