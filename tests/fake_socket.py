"""Socket Mode of the fake Slack: envelopes over a websocket, their acks, its refreshes."""

import asyncio
import json
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.workspace.state import APP, Json, No

APP_TOKEN = "xapp-1-A0COUNTERSIGN-fake"
MOST = 10
"""Connections that an app may have at once."""
KINDS = {"event_callback": "events_api"}


@dataclass
class Acked:
    """The app has acknowledged an envelope, perhaps with an answer."""

    envelope: str
    payload: Any
    seconds: float
    again: "Acked | None" = None


@dataclass
class Socket:
    """`deliver` sends a payload; `acks` is every ack, `unasked` those that fit no envelope."""

    root: str = ""
    acknowledged: Callable[[Json, str], None] = lambda payload, body: None
    """What an answer does in Slack."""
    tickets: set[str] = field(default_factory=set)
    open: list[WebSocket] = field(default_factory=list)
    acks: list[Acked] = field(default_factory=list)
    unasked: list[Json] = field(default_factory=list)
    connects: int = 0
    """How often the app has connected so far."""
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def address(self) -> str:
        """The answer to apps.connections.open: an address that works once."""
        if len(self.open) >= MOST:
            raise No("too_many_websockets")
        ticket = secrets.token_urlsafe(12)
        self.tickets.add(ticket)
        return f"{self.root.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id={APP}"

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets:
            await socket.close(1008)
            return
        self.tickets.discard(ticket)
        await socket.accept()
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.open) + 1,
                "connection_info": {"app_id": APP},
                "debug_info": {"host": "applink", "approximate_connection_time": 18060},
            }
        )
        await self.note(lambda: self.open.append(socket))
        try:
            while True:
                self.heard(await socket.receive_json())
        except WebSocketDisconnect:
            pass
        finally:
            await self.note(lambda: self.open.remove(socket))

    async def note(self, change: Callable[[], None]) -> None:
        async with self.changed:
            before = len(self.open)
            change()
            self.connects += len(self.open) > before
            self.changed.notify_all()

    async def connected(self, times: int = 1) -> None:
        """Waits until the app has connected so often, and still is."""
        async with self.changed:
            await self.changed.wait_for(lambda: self.connects >= times and bool(self.open))

    async def gone(self) -> None:
        """Waits until no connection is left."""
        async with self.changed:
            await self.changed.wait_for(lambda: not self.open)

    def heard(self, said: Json) -> None:
        waiting = self.waiting.pop(said.get("envelope_id", ""), None)
        if waiting is None or waiting.done():
            self.unasked.append(said)
        else:
            waiting.set_result(said.get("payload"))

    async def deliver(
        self, payload: Json, *, twice: bool = False, envelope: str = "", attempt: int = 0
    ) -> Acked:
        """Sends it over the newest connection, then waits up to three seconds for its ack.

        Raises TimeoutError where none comes; `twice` sends the same envelope again.
        """
        kind = "slash_commands" if "command" in payload else KINDS.get(payload["type"])
        known = envelope or str(uuid.uuid4())
        sent: Json = {"type": kind or "interactive", "envelope_id": known, "payload": payload}
        sent |= {"accepts_response_payload": kind != "events_api"}
        if kind == "events_api":
            sent |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        waiting = self.waiting[known] = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        await self.open[-1].send_text(json.dumps(sent))
        async with asyncio.timeout(3):
            answer = await waiting
        acked = Acked(known, answer, time.perf_counter() - began)
        self.acks.append(acked)
        self.acknowledged(payload, body_of(answer))
        if twice:
            acked.again = await self.deliver(payload, envelope=known, attempt=attempt + 1)
        return acked

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Slack asks every connection to make way; a client opens another first."""
        before = self.connects
        for socket in list(self.open):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})
        await self.connected(before + 1)

    async def cut(self) -> None:
        """Slack closes every connection without a word."""
        for socket in list(self.open):
            await socket.close(1001)
        await self.gone()


def body_of(answer: Any) -> str:
    """The answer as it would have been a body over HTTP."""
    if not answer:
        return ""
    if isinstance(answer, dict) and set(answer) == {"text"}:
        return str(answer["text"])
    return json.dumps(answer)
