"""A strict carrier on this machine: it books each key once, and can be made to fail."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

ASKED = {"reference", "recipient", "shipped_on", "pieces"}
RECIPIENT = {"name", "address", "country"}
PIECE = {"description", "quantity", "unit"}
KEY = "s3cret"


@dataclass
class CarrierOffice:
    """What it was asked, what it booked, and what it answers where it is told to answer that."""

    port: int = 0
    status: int = 0
    content: bytes | None = None
    slow: float = 0
    cut: bool = False
    extra: str = ""
    """A further header of its answer."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    booked: dict[str, tuple[str, Any]] = field(default_factory=dict)
    serving: set[asyncio.Task[Any]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.serving.add(asyncio.ensure_future(self.heard(reader, writer)))

    async def closed(self) -> None:
        for task in self.serving:
            task.cancel()
        await asyncio.gather(*self.serving, return_exceptions=True)

    async def heard(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self.talk(reader, writer)
        finally:
            writer.close()
            with suppress(OSError):  # The other side may have gone first.
                await writer.wait_closed()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *rest = head.strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in rest)}
        said = await reader.readexactly(int(headers.get("content-length", "0")))
        status, content = self.answer(first, headers, said)
        if self.content is not None:
            content = self.content
        await asyncio.sleep(self.slow)
        if not self.cut:
            lines = [f"HTTP/1.1 {self.status or status} Told", f"content-length: {len(content)}"]
            lines += [self.extra] if self.extra else []
            writer.write("\r\n".join([*lines, "connection: close", "", ""]).encode() + content)
            await writer.drain()

    def answer(self, first: str, headers: dict[str, str], said: bytes) -> tuple[int, bytes]:
        """What its contract says, to the letter."""
        if headers.get("authorization") != f"Bearer {KEY}":
            return 401, b'{"error": "Who are you?"}'
        if first != "POST /v1/shipments HTTP/1.1":
            return 404, b'{"error": "No such page"}'
        key, told = headers.get("idempotency-key", ""), json.loads(said)
        self.keys.append(key)
        self.asked.append(told)
        pieces = told.get("pieces", [])
        sound = key and set(told) == ASKED and set(told["recipient"]) == RECIPIENT
        if not (sound and pieces and all(set(piece) == PIECE for piece in pieces)):
            return 422, b'{"error": "That is no shipment"}'
        if self.status >= 400:
            return self.status, b'{"error": "Not today"}'
        if key not in self.booked:
            self.booked[key] = (f"CR {len(self.booked) + 82}", told)
        number, before = self.booked[key]
        if before != told:
            return 409, b'{"error": "This key was another shipment"}'
        label = f"https://labels.colis.example/{number[3:]}.pdf"
        answer = {"carrier": "Colis Rapide", "tracking": number, "label": label, "more": [1]}
        return 201, json.dumps(answer).encode()
