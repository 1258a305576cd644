"""Live: a model's words appear as they come, and go again when they turn out not to be whole."""

import asyncio
from collections.abc import Mapping
from typing import Any
from weakref import WeakSet

import chainlit as cl

from assistant.surfaces.chat import present

WAITING = "…"
HEARING: "WeakSet[asyncio.Task[Any]]" = WeakSet()
"""The turns that say for themselves what became of them when somebody stops them."""


class Live:
    """One turn, read along by the person who asked; whole answers need none of it."""

    def __init__(self) -> None:
        self.message: cl.Message | None = None
        self.steps = 0
        task = asyncio.current_task()
        if task is not None:
            HEARING.add(task)

    async def text(self, piece: str) -> None:
        if self.message is None:
            self.message = cl.Message(content="")
        fresh = self.message.content in ("", WAITING)
        await self.message.stream_token(present.plain(piece), is_sequence=fresh)

    async def reset(self) -> None:
        """What was shown is no answer; something else comes in its place."""
        if self.message is not None:
            await self.message.stream_token(WAITING, is_sequence=True)

    async def step(self, step: Mapping[str, Any]) -> None:
        self.steps += 1
        shown: Any = step
        await present.show_step(shown)
