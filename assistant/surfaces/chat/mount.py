"""Mounting: the chat joins an application at /chat, behind its gate."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, HTTPException, Request, Response
from starlette.staticfiles import StaticFiles

from assistant.surfaces.chat import frontend, shell
from assistant.surfaces.chat.gate import Gate, Throttle, cookies
from assistant.surfaces.chat.shell import PATH, ChatSettings
from assistant.surfaces.front import Front

if TYPE_CHECKING:
    from assistant.surfaces.chat.data_layer import Conversations
    from assistant.surfaces.chat.elsewhere import Elsewhere
    from assistant.surfaces.chat.push import Hub


@dataclass(frozen=True)
class Chat:
    """The running surface; a mounted application has no life cycle of its own, so this is it."""

    hub: "Hub"
    conversations: "Conversations"
    elsewhere: "Elsewhere"
    """What other surfaces write into the same conversations."""
    left: Path
    """Where earlier versions kept the files of conversations."""

    async def start(self) -> None:
        from assistant.surfaces.chat.moving import move_in

        await move_in(self.left, self.conversations)

    async def stop(self) -> None:
        await self.hub.close()
        await self.conversations.close()


def load(settings: ChatSettings) -> None:
    """Import Chainlit ahead of the mounting: it takes a second, and a thread can do it."""
    frontend.lay_out(shell.prepare(settings), settings)
    with shell.alone():
        import_module("assistant.surfaces.chat.handlers")


def mount(app: FastAPI, front: Front, settings: ChatSettings) -> Chat:
    """Import Chainlit into its own folder, hang our handlers on it, and put it behind the gate."""
    root = shell.prepare(settings)
    frontend.lay_out(root, settings)
    shutil.rmtree(root / ".files", ignore_errors=True)  # uploads of sessions long gone
    with shell.alone():
        from chainlit import data
        from chainlit.config import FILES_DIRECTORY, config
        from chainlit.server import app as chainlit_app

        from assistant.surfaces.chat.data_layer import Conversations
        from assistant.surfaces.chat.elsewhere import Elsewhere
        from assistant.surfaces.chat.handlers import Handlers, install
        from assistant.surfaces.chat.push import Hub
    FILES_DIRECTORY.mkdir(exist_ok=True)
    conversations = Conversations(settings.database_url)
    chat = Chat(Hub(front), conversations, Elsewhere(conversations), root / "files")
    config.code.data_layer = lambda: chat.conversations
    data._data_layer, data._data_layer_initialized = chat.conversations, True
    install(Handlers(front, chat.hub))
    app.add_api_route(f"{PATH}/files/{{key:path}}", reader(chat), include_in_schema=False)
    app.mount(PATH, Gate(chainlit_app, settings.origins, identity(), Throttle()))
    # The reader of PDF pages asks for its worker here, whatever the mount path is.
    app.mount("/assets", StaticFiles(directory=root / frontend.BUILD / "assets"))
    return chat


def identity() -> Callable[[dict[str, str]], str | None]:
    """Who a login cookie belongs to; anything that is not our own signature is nobody."""
    from chainlit.auth.cookie import get_token_from_cookies
    from chainlit.auth.jwt import decode_jwt
    from jwt import InvalidTokenError

    def identify(jar: dict[str, str]) -> str | None:
        token = get_token_from_cookies(jar)
        try:
            return decode_jwt(token).identifier if token else None
        except InvalidTokenError:
            return None

    return identify


def reader(chat: Chat) -> Callable[[str, Request], object]:
    """Stored parts of a conversation, for its owner only."""
    from assistant.surfaces.chat.speaking import speaking_for, tenant_of

    identify = identity()

    async def read(key: str, request: Request) -> Response:
        headers = {name: value.decode("latin-1") for name, value in request.scope["headers"]}
        identifier = identify(cookies(headers))
        with speaking_for(tenant_of(identifier)):
            content = await chat.conversations.read_file(key, identifier)
        if content is None:
            raise HTTPException(status_code=404)
        return Response(content, media_type="application/json")

    return read
