"""A room with people in it: sessions of the shell that keep what a browser would be sent."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.assistant.surfaces.chat.plain_front import HOUSE, PlainFront


@dataclass
class Seat:
    """One person in one browser; `tape` is everything that was emitted to it."""

    session: Any
    tape: list[tuple[str, Any]]

    async def run(self, work: Callable[[], Awaitable[Any]]) -> Any:
        from chainlit.context import init_ws_context

        async def inside() -> Any:
            init_ws_context(self.session)
            return await work()

        return await asyncio.create_task(inside())  # one person's session in one task

    async def arrive(self) -> None:
        from chainlit.config import config

        await self.run(lambda: config.code.on_chat_start())

    async def say(self, text: str) -> None:
        import chainlit as cl
        from chainlit.config import config

        def spoken() -> Awaitable[Any]:
            return config.code.on_message(cl.Message(content=text, type="user_message"))

        await self.run(spoken)

    async def drop(self, text: str = "", **files: bytes) -> None:
        """Files that the browser has sent before the message that they belong to."""
        import chainlit as cl
        from chainlit.config import config

        async def dropped() -> None:
            message = cl.Message(content=text, type="user_message")
            for name, content in files.items():
                kept = await self.session.persist_file(name, "image/png", content=content)
                path = str(self.session.files[kept["id"]]["path"])
                element = cl.File(name=name, path=path, chainlit_key=kept["id"])
                message.elements = [*(message.elements or ()), element]
            await config.code.on_message(message)

        await self.run(dropped)

    async def click(self, name: str, **payload: Any) -> dict[str, Any]:
        import chainlit as cl
        from chainlit.config import config

        callback = config.code.action_callbacks[name]
        return await self.run(lambda: callback(cl.Action(name=name, payload=payload)))

    async def resume(self, *elements: dict[str, Any]) -> list[dict[str, Any]]:
        from chainlit.config import config

        thread: dict[str, Any] = {"id": self.session.thread_id, "elements": list(elements)}
        await self.run(lambda: config.code.on_chat_resume(thread))
        return thread["elements"]

    def sent(self, event: str) -> list[Any]:
        return [data for name, data in self.tape if name == event]

    def elements(self, name: str) -> list[dict[str, Any]]:
        return [element["props"] for element in self.sent("element") if element["name"] == name]

    @property
    def said(self) -> list[str]:
        steps = self.sent("new_message")
        return [step["output"] for step in steps if step["type"] == "assistant_message"]


@dataclass
class Room:
    front: PlainFront
    hub: Any
    seats: list[Seat] = field(default_factory=list)

    def seat(self, user: str, tenant: str = HOUSE) -> Seat:
        import chainlit as cl
        from chainlit.session import WebsocketSession

        tape: list[tuple[str, Any]] = []

        async def emit(event: str, data: Any) -> None:
            # A browser gets a copy: what is changed here afterwards does not reach it.
            tape.append((event, dict(data) if isinstance(data, dict) else data))

        async def emit_call(event: str, data: Any, timeout: int | None) -> None:
            return None

        session = WebsocketSession(
            id=str(uuid.uuid4()),
            socket_id=uuid.uuid4().hex,
            emit=emit,
            emit_call=emit_call,
            client_type="webapp",
            user_env={},
            user=cl.User(identifier=f"{user}@{tenant}"),
            environ={},
        )
        session.has_first_interaction = True
        self.seats.append(Seat(session, tape))
        return self.seats[-1]

    async def settle(self) -> None:
        """Wait until every open card has heard of what happened."""
        await asyncio.sleep(0)
        while self.hub.tasks:
            await asyncio.gather(*self.hub.tasks)
            await asyncio.sleep(0)

    async def close(self) -> None:
        await self.hub.close()
        for seat in self.seats:
            await seat.session.delete()
