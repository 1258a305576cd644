"""A scripted model in this process: it speaks the Messages API over the SDK's own transport."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from assistant.model.endpoint import Endpoint

PIECE = 7  # Characters of arguments that come at once.


def says(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def uses(name: str, use: str = "toolu_1", /, raw: str | None = None, **arguments: Any) -> Any:
    """A tool use; `raw` sends other text than whole JSON."""
    sent = json.dumps(arguments) if raw is None else raw
    return {"type": "tool_use", "id": use, "name": name, "raw": sent}


@dataclass
class Reply:
    """One streamed message; cut after some events, ended by an error, or hanging."""

    blocks: Sequence[dict[str, Any]]
    stop: str | None = None
    cut: int | None = None
    error: Exception | None = None
    hangs: bool = False
    trouble: str = ""
    """The type of an error that the provider sends inside the stream."""

    def chunks(self) -> list[bytes]:
        stop = self.stop or ("tool_use" if any("raw" in b for b in self.blocks) else "end_turn")
        events = [started()]
        for index, block in enumerate(self.blocks):
            events += streamed(index, block)
        ends = {"delta": {"stop_reason": stop, "stop_sequence": None}}
        events.append(("message_delta", {**ends, "usage": {"output_tokens": 5}}))
        events.append(("message_stop", {}))
        kept = events[: self.cut]
        if self.trouble:
            kept.append(("error", {"error": {"type": self.trouble, "message": "x"}}))
        return [line(name, data) for name, data in kept]


def line(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n".encode()


def started() -> tuple[str, dict[str, Any]]:
    usage = {"input_tokens": 10, "output_tokens": 0}
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": "scripted"}
    rest = {"content": [], "stop_reason": None, "stop_sequence": None, "usage": usage}
    return "message_start", {"message": {**head, **rest}}


def streamed(index: int, block: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    if block["type"] == "text":
        begin: dict[str, Any] = {"type": "text", "text": ""}
        words = block["text"].split(" ")
        parts = [word if at == 0 else f" {word}" for at, word in enumerate(words)]
        deltas = [{"type": "text_delta", "text": part} for part in parts]
    else:
        begin = {"type": "tool_use", "id": block["id"], "name": block["name"], "input": {}}
        sent = block["raw"]
        parts = [sent[at : at + PIECE] for at in range(0, len(sent), PIECE)]
        deltas = [{"type": "input_json_delta", "partial_json": part} for part in parts]
    grown = [("content_block_delta", {"index": index, "delta": delta}) for delta in deltas]
    start = ("content_block_start", {"index": index, "content_block": begin})
    return [start, *grown, ("content_block_stop", {"index": index})]


@dataclass
class Scripted(httpx2.AsyncBaseTransport):
    """Answers in turn with replies or statuses, and keeps every request that it was sent."""

    script: list[Reply | int | Exception]
    seen: list[dict[str, Any]] = field(default_factory=list)
    hanging: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a stream has begun to hang."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(json.loads(await request.aread()))
        reply = self.script.pop(0)
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, int):
            error = {"type": "error", "error": {"type": "overloaded_error", "message": "x"}}
            return httpx2.Response(reply, json=error, headers={"retry-after-ms": "1"})
        headers = {"content-type": "text/event-stream"}
        return httpx2.Response(200, headers=headers, stream=Body(reply, self.hanging))

    def endpoint(self, model: str = "scripted", url: str = "http://model.test") -> Endpoint:
        return Endpoint.at(model, "test", url, transport=self)

    def roles(self) -> list[list[str]]:
        return [[message["role"] for message in request["messages"]] for request in self.seen]

    def told(self, request: int = -1) -> list[dict[str, Any]]:
        """The tool results in the last message of a request."""
        content = self.seen[request]["messages"][-1]["content"]
        return content if isinstance(content, list) else []


@dataclass
class Body(httpx2.AsyncByteStream):
    reply: Reply
    hanging: asyncio.Event

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.reply.chunks():
            yield chunk
        if self.reply.error:
            raise self.reply.error
        if self.reply.hangs:
            self.hanging.set()
            await asyncio.Event().wait()


def scripted(*script: Reply | int | Exception | dict[str, Any]) -> Scripted:
    """A single block stands for a whole message of it."""
    whole = [Reply([each]) if isinstance(each, dict) else each for each in script]
    return Scripted(list(whole))


def unanswered(request: dict[str, Any]) -> set[str]:
    """Tool uses in a request's history that have no result."""
    used, told = set(), set()
    for message in request["messages"]:
        if isinstance(message["content"], list):
            for block in message["content"]:
                used |= {block["id"]} if block["type"] == "tool_use" else set()
                told |= {block["tool_use_id"]} if block["type"] == "tool_result" else set()
    return used - told
