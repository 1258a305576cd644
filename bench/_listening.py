"""Somebody in the chat who draws nothing, to learn what the server's part of the waiting is."""

import asyncio
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
import socketio

PATIENCE = 60


async def until_the_card_is_sent(
    address: str, user: str, password: str, sentences: Sequence[str]
) -> list[float]:
    """For each sentence the seconds until the frame with its draft card has arrived."""
    line = socketio.AsyncClient()
    ready, cards = asyncio.Event(), asyncio.Queue[float]()

    def shown(element: dict[str, Any]) -> None:
        if element["name"] == "DraftCard":
            cards.put_nowait(time.perf_counter())
        ready.set()  # The first element is the queue, and shows that the conversation is open.

    line.on("element", shown)
    await line.connect(
        address,
        headers={"Cookie": signed_in(address, user, password), "Origin": address},
        auth={"clientType": "webapp", "sessionId": str(uuid.uuid4()), "userEnv": "{}"},
        transports=["websocket"],
        socketio_path="/chat/ws/socket.io",
    )
    await line.emit("connection_successful")
    await asyncio.wait_for(ready.wait(), PATIENCE)
    seconds = []
    for sentence in sentences:
        begun = time.perf_counter()
        await line.emit("client_message", {"message": message(sentence), "fileReferences": []})
        seconds.append(await asyncio.wait_for(cards.get(), PATIENCE) - begun)
    await line.disconnect()
    return seconds


def signed_in(address: str, user: str, password: str) -> str:
    known = {"username": user, "password": password}
    cookies = httpx.post(f"{address}/chat/login", data=known).raise_for_status().cookies
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def message(sentence: str) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "threadId": "",
        "name": "user",
        "type": "user_message",
        "output": sentence,
        "createdAt": datetime.now(UTC).isoformat(),
        "metadata": {},
    }
