"""The chat room: it takes longest to open, so it opens last, and whoever is early waits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import FastAPI

from assistant.surfaces.chat.mount import Chat, identity, load, mount
from assistant.surfaces.chat.shell import PATH, ChatSettings
from assistant.surfaces.exchange import Exchange
from assistant.surfaces.front import Caller, Front
from assistant.surfaces.limits import App, Receive, Scope, Send

ADDRESSES = (PATH, "/assets")


@dataclass
class ChatRoom:
    """An application of its own behind `/chat`; `open` is to be awaited while others serve."""

    front: Front
    settings: ChatSettings
    app: FastAPI = field(
        default_factory=lambda: FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    )
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    chat: Chat | None = None
    proved: Callable[[dict[str, str]], str | None] | None = None

    async def open(self) -> None:
        await asyncio.to_thread(load, self.settings)
        self.chat = mount(self.app, self.front, self.settings)
        self.proved = identity()
        await self.chat.start()
        self.ready.set()

    async def close(self) -> None:
        if self.ready.is_set() and self.chat is not None:
            await self.chat.stop()

    async def keep(self, caller: Caller, talk: str, exchange: Exchange) -> None:
        """What was said at another surface, once the room is open; without one it is not kept."""
        await self.ready.wait()
        if self.chat is not None:
            await self.chat.elsewhere.keep(caller, talk, exchange)

    def identify(self, jar: dict[str, str]) -> str | None:
        """Whose sign-in these cookies prove; nobody's before there is a chat to sign in to."""
        return self.proved(jar) if self.proved else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.ready.wait()
        await self.app(scope, receive, send)


@dataclass(frozen=True)
class Corridor:
    """Leads to the chat room what is for it, websockets included, and on to the rest."""

    app: App
    room: ChatRoom

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        for_the_room = scope["type"] in ("http", "websocket") and within(scope["path"])
        await (self.room if for_the_room else self.app)(scope, receive, send)


def within(path: str) -> bool:
    return any(path == address or path.startswith(f"{address}/") for address in ADDRESSES)
