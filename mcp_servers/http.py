"""MCP over HTTP for other people's programs: /mcp/<function>, for whoever brings a bearer token."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from mcp_servers.menu import FUNCTIONS
from mcp_servers.serve import LOOPBACK, Door, door
from mcp_servers.visit import PRESENT, House

AUDIENCE = "mcp"
SCHEME = "bearer "

Owner = Callable[[str], Awaitable[tuple[str, str, str] | None]]
"""Tenant, user and audience of a bearer token that stands, or None."""
Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Entrance:
    """An ASGI application to mount at /mcp; it serves while `open` is entered."""

    house: House
    owner: Owner
    doors: Mapping[str, Door]

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Belongs into the lifespan of the application it is mounted in."""
        async with AsyncExitStack() as opened:
            for each in self.doors.values():
                await opened.enter_async_context(each.run())
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        function = str(scope.get("path", "")).rstrip("/").rpartition("/")[2]
        behind = self.doors.get(function)
        if behind is None:
            known = ", ".join(self.doors)
            return await turned_away(send, 404, f"There is no such function here: {known}.")
        found = await self.owner(token_in(scope))
        if found is None:
            reason = "Bring a valid token: Authorization: Bearer …, made by `countersign user`."
            return await turned_away(send, 401, reason)
        tenant, user, audience = found
        if audience != AUDIENCE:
            reason = f"This token is for {audience} and not for {AUDIENCE}: make one for it."
            return await turned_away(send, 403, reason)
        caller = await self.house.member(tenant, user, "mcp")
        if caller is None:
            return await turned_away(send, 401, "The owner of this token can no longer sign in.")
        token = PRESENT.set(self.house.visit(caller))
        try:
            await behind.handle_request(scope, receive, send)
        finally:
            PRESENT.reset(token)


def entrance(house: House, owner: Owner, hosts: Sequence[str] = LOOPBACK) -> Entrance:
    """The entrance to every function, for requests that are addressed to one of these hosts."""
    return Entrance(house, owner, {menu.function: door(menu, hosts) for menu in FUNCTIONS})


def token_in(scope: Scope) -> str:
    """The bearer token of a request; empty where there is none, which nobody owns."""
    headers = dict(scope.get("headers", ()))
    text = headers.get(b"authorization", b"").decode("latin-1")
    return text[len(SCHEME) :].strip() if text.lower().startswith(SCHEME) else ""


async def turned_away(send: Send, status: int, reason: str) -> None:
    body = json.dumps({"outcome": "denied", "reason": reason}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    if status != 404:
        headers.append((b"www-authenticate", b'Bearer error="invalid_token"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
