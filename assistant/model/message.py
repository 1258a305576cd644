"""A message of a model: put together from its stream, and used only when it is whole."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
USES_TOOLS = "tool_use"
LONGEST = 1_000_000  # Characters of one message; no bound on tokens allows for more.
EVENT = 50  # Characters that an event counts for at least, so that empty ones end as well.
COUNTED_AT_MOST = 100_000_000  # Tokens of one request; a larger count is none.


@dataclass(frozen=True)
class Usage:
    """Tokens as the provider counts them."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_written: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input + other.input,
            self.output + other.output,
            self.cache_read + other.cache_read,
            self.cache_written + other.cache_written,
        )

    @property
    def total(self) -> int:
        return self.input + self.output + self.cache_read + self.cache_written


@dataclass(frozen=True)
class ToolUse:
    """One tool that the model wants used; `arguments` is None where they were no whole JSON."""

    id: str
    name: str
    arguments: dict[str, Any] | None


@dataclass(frozen=True)
class Message:
    """All of what the model said, and why it stopped."""

    blocks: tuple[Block, ...]
    stop: str
    usage: Usage
    broken: frozenset[str] = frozenset()
    """Tool uses whose arguments could not be read; they stand in the blocks with none."""

    @property
    def text(self) -> str:
        return "".join(block["text"] for block in self.blocks if block["type"] == "text")

    @property
    def uses(self) -> tuple[ToolUse, ...]:
        """Nothing unless the model stopped in order to have tools used."""
        if self.stop != USES_TOOLS:
            return ()
        return tuple(
            ToolUse(block["id"], block["name"], self.arguments(block))
            for block in self.blocks
            if block["type"] == "tool_use"
        )

    def arguments(self, block: Block) -> dict[str, Any] | None:
        return None if block["id"] in self.broken else block["input"]


@dataclass
class Assembly:
    """A message in the making: raw events go in, text comes out as soon as it is there."""

    blocks: dict[int, Block] = field(default_factory=dict)
    pieces: dict[int, list[str]] = field(default_factory=dict)
    usage: dict[str, int] = field(default_factory=dict)
    stop: str = ""
    ended: bool = False
    sound: bool = True
    """Whether every block so far is one that a message can have."""
    size: int = 0

    @property
    def overlong(self) -> bool:
        return self.size > LONGEST

    def take(self, event: Mapping[str, Any]) -> str:
        """The text that this event adds, for whoever reads along; unknown events add nothing."""
        self.size += EVENT
        match event:
            case {"type": "message_start", "message": {"usage": dict(usage)}}:
                self.count(usage)
            case {"type": "content_block_start", "index": int(at), "content_block": dict(block)}:
                self.blocks[at] = {name: v for name, v in block.items() if v is not None}
                self.sound = self.sound and possible(block)
                return legible(str(block.get("text", "")))
            case {"type": "content_block_delta", "index": int(at), "delta": dict(delta)}:
                return self.grow(at, delta)
            case {"type": "message_delta", "delta": {"stop_reason": stop}}:
                self.stop = stop or self.stop
                self.count(event.get("usage") or {})
            case {"type": "message_stop"}:
                self.ended = True
        return ""

    def grow(self, index: int, delta: Mapping[str, Any]) -> str:
        match delta:
            case {"type": "text_delta", "text": str(text)}:
                return self.add(index, legible(text))
            case {"type": "input_json_delta", "partial_json": str(piece)}:
                self.add(index, piece)
            case {"type": "thinking_delta", "thinking": str(piece)}:
                self.add(index, piece)
            case {"type": "signature_delta", "signature": signature} if index in self.blocks:
                self.blocks[index]["signature"] = signature
        return ""

    def add(self, index: int, piece: str) -> str:
        self.pieces.setdefault(index, []).append(piece)
        self.size += len(piece)
        return piece

    def count(self, usage: Mapping[str, Any]) -> None:
        """Later figures replace earlier ones: they count from the beginning of the message."""
        self.usage |= {
            name: min(max(usage[name], 0), COUNTED_AT_MOST)
            for name in NAMED
            if isinstance(usage.get(name), int)
        }

    @property
    def spent(self) -> Usage:
        """What the provider has counted so far, also of a message that never became whole."""
        return Usage(**{short: self.usage.get(name, 0) for name, short in NAMED.items()})

    def message(self) -> Message | None:
        """The message if it is whole: it was ended, and it says why."""
        if not self.ended or not self.stop or not self.sound:
            return None
        broken = frozenset(
            block["id"] for index, block in self.blocks.items() if not self.closed(index, block)
        )
        blocks = tuple(block for _, block in sorted(self.blocks.items()) if not empty(block))
        return Message(blocks, self.stop, self.spent, broken)

    def closed(self, index: int, block: Block) -> bool:
        """Put the pieces of a block into it; False where they make no JSON object."""
        whole = "".join(self.pieces.get(index, ()))
        match block["type"]:
            case "text":
                block["text"] = legible(block.get("text", "")) + whole
            case "thinking":
                block["thinking"] = block.get("thinking", "") + whole
            case "tool_use" | "server_tool_use" if whole:
                found = strictly(whole)
                block["input"] = found if found is not None else {}
                return found is not None
        return True


NAMED = {
    "input_tokens": "input",
    "output_tokens": "output",
    "cache_read_input_tokens": "cache_read",
    "cache_creation_input_tokens": "cache_written",
}


def strictly(text: str) -> dict[str, Any] | None:
    """A JSON object; the lenient reader of an SDK makes a smaller one of half an object."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # Halves of characters cannot be kept.
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def possible(block: Mapping[str, Any]) -> bool:
    """Whether a block has what blocks of its kind need; what it may have besides is not asked."""
    match block:
        case {"type": "tool_use" | "server_tool_use", "id": str(), "name": str(), "input": given}:
            return isinstance(given, dict)
        case {"type": "tool_use" | "server_tool_use"}:
            return False
        case {"type": "text", **rest}:
            return isinstance(rest.get("text", ""), str)
        case {"type": str()}:
            return True
        case _:
            return False


def legible(text: str) -> str:
    """The same text without halves of characters, which no screen and no file takes."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def empty(block: Block) -> bool:
    """An empty text may come, and is refused when it is sent back."""
    return block["type"] == "text" and not block["text"].strip()
