"""Limits: a request that is too large is refused at once, before anybody looks into it."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from assistant.surfaces.office import as_json, error

LARGEST = 1_000_000
DRAINED = 64_000_000  # A client that is still sending does not yet listen.
ROOMS = ("/api", "/mcp", "/slack")

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True)
class Limits:
    """Reads what programs send, as far as it may go; the chat has a gate of its own."""

    app: App
    largest: int = LARGEST

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(ROOMS):
            await self.app(scope, receive, send)
            return
        body = None if announced(scope) > self.largest else await self.read(receive)
        if body is None:
            await self.refuse(receive, send)
            return
        await self.app(scope, replayed(body, receive), send)

    async def read(self, receive: Receive) -> bytes | None:
        """The whole body, or None as soon as it is too large."""
        body: bytes = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self.largest:
                return None
            if not message.get("more_body", False):
                return body

    async def refuse(self, receive: Receive, send: Send) -> None:
        reason = f"That is too large: send at most {self.largest:,} bytes."
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await drain(receive)
        await send({"type": "http.response.body", "body": as_json(error("too_large", reason))})


def announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length) if length.isdigit() else 0


async def drain(receive: Receive) -> None:
    seen = 0
    while seen < DRAINED:
        message = await receive()
        seen += len(message.get("body", b""))
        if not message.get("more_body", False):
            return


def replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more for the application, and then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
