"""A strict fake of Slack on this machine, for the real SDK, the real Bolt, signed requests.

    async with FakeSlack().served() as fake:
        buyer, channel = fake.person("buyer"), fake.channel("purchasing")
        client = AsyncWebClient(token=fake.token, base_url=fake.api)
        async with serving(app) as address:              # any ASGI application
            fake.app = address + "/slack/events"
            await fake.deliver(fake.mention(channel, buyer, "what is on order"))
            said = fake.own(channel)[-1]      # said.text, .blocks, .tasks, .stream, .before
            click = fake.click(channel, said.ts, "draft_sign", user=buyer)
            await fake.deliver(click, twice=True)

Addresses and tokens: `api`, `token`, `app_token`, `secret`, `root`; `revoke()`, `uninstall()`.
What is there: `person`, `channel`, `direct`, `archive`, `put`, `delete`, `messages`, `own`, `told`
(ephemerals of somebody), `message`, `files`, `homes[user].view`, `modals(user)`, `views`,
`statuses`, `titles`, `prompts`, `sessions`, `reactions`, `downloads`.
Waiting: `await until(lambda: fake.told(buyer))` looks again after every call.
What was asked: `calls` (every Call), `called(method)`, `pinged` (nobody, if all is escaped),
`links`, `complaints` (what the product must never send: leaving `served` raises them).
What people do: `click`, `click_in_view`, `submit`, `close`, `command`, `shortcut`,
`message_shortcut`, `mention`, `dm`, `says`, `mentions`, `drop`, `event`, `message_event`,
`mention_event`, `file_shared`, `home_opened`, `stopped`, `deleted`, `challenge`, `uninstalled`;
each is a payload for `deliver` (HTTP) or `socket.deliver` (Socket Mode).
What goes wrong: `fault`, `hold`, `outage`, `expire_streams`, `rates.on`.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from tests.fake_socket import APP_TOKEN, Socket
from tests.workspace.answers import answer_by_url
from tests.workspace.delivery import Delivery
from tests.workspace.faults import Fault, Faults
from tests.workspace.files import download, sign_in, upload
from tests.workspace.methods import METHODS, Method
from tests.workspace.rates import Rates
from tests.workspace.rules import linked, must_be_known, pinged, read
from tests.workspace.server import Lines, serving
from tests.workspace.state import BOT, BOT_USER, TEAM, Clock, Json, No, NotThere, Said

__all__ = [
    "BOT",
    "BOT_USER",
    "TEAM",
    "Call",
    "FakeSlack",
    "Fault",
    "NotThere",
    "Said",
    "serving",
]

TOKEN = "xoxb-fake-bot-token"
UNFIT = {
    "invalid_arguments",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_chunks",
    "missing_scope",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "unknown_method",
}
"""Answers that only a mistake in the product can cause."""


@dataclass
class Call:
    """One call as it came, with how it was answered."""

    method: str
    args: Json
    at: float
    status: int = 200
    error: str = ""


class FakeSlack(Delivery, Faults):
    """See the module's own words for everything it offers."""

    def __init__(
        self, clock: Clock = time.time, *, enterprise: str = "", limited: bool = False
    ) -> None:
        super().__init__(clock, enterprise)
        self.token, self.app_token, self.revoked = TOKEN, APP_TOKEN, ""
        self.calls: list[Call] = []
        self.pinged: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.complaints: list[str] = []
        self.faults, self.away = [], None
        self.rates = Rates(clock, limited)
        self.lines = Lines()
        self.socket = Socket(acknowledged=self.acknowledged)
        self.scopes: frozenset[str] | None = None
        """What the app may do; None asks nobody."""

    @asynccontextmanager
    async def served(self) -> AsyncIterator[Self]:
        """The fake while it is served; whatever the product must never send is raised after."""
        async with (
            serving(self.starlette(), self.lines) as root,
            aiohttp.ClientSession() as session,
        ):
            self.root = self.socket.root = root
            self.session = session
            yield self
            for fault in self.faults:
                fault.release()
        if self.complaints:
            raise AssertionError("\n".join(self.complaints))

    def starlette(self) -> Starlette:
        post: Callable[..., Any] = partial(Route, methods=["POST"])
        return Starlette(
            routes=[
                Route("/api/{method:path}", self.answer, methods=["GET", "POST"]),
                post("/upload/{file}/{secret}", partial(upload, self)),
                Route("/files-pri/{file}/download/{name}", partial(download, self)),
                Route("/files-pri/{file}/{name}", partial(download, self)),
                Route("/signin", sign_in),
                post("/actions/{team}/{known}", partial(answer_by_url, self)),
                WebSocketRoute("/link", self.socket.serve),
            ]
        )

    @property
    def api(self) -> str:
        """The `base_url` of the SDK."""
        return f"{self.root}/api/"

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def complain(self, *about: str) -> None:
        self.complaints.append(": ".join(about))

    def revoke(self) -> None:
        """The token is taken back."""
        self.revoked = "token_revoked"

    def uninstall(self) -> None:
        """The app is removed from the workspace."""
        self.revoked = "account_inactive"

    def expire_streams(self) -> None:
        """Slack ends what has been streaming for too long."""
        for said in self.said:
            said.stream = "expired" if said.stream == "streaming" else said.stream

    async def answer(self, request: Request) -> Response:
        """One call of the Web API."""
        given: Json = dict(request.query_params)
        if request.headers.get("content-type", "").startswith("application/json"):
            given |= json.loads(await request.body() or b"{}")
        else:
            given |= dict(await request.form())
        call = Call(request.path_params["method"], read(given), self.clock())
        self.calls.append(call)
        try:
            return await self.told_to(call, request)
        finally:
            self.look()

    async def told_to(self, call: Call, request: Request) -> Response:
        """The answer, unless something else was ordered."""
        fault = self.next_fault(call.method)
        if fault is None:
            return self.answered(call, request)
        fault.arrived.set()
        if fault.gate:
            await fault.gate.wait()
        await asyncio.sleep(fault.delay)
        done = self.answered(call, request) if fault.done else None
        if fault.cut:
            self.lines.cut(request.client)
            call.status = 0
            return PlainTextResponse("")
        return done or self.failed(call, fault, request)

    def failed(self, call: Call, fault: Fault, request: Request) -> Response:
        call.status, call.error = fault.status, fault.error
        if fault.status == 429:
            return limited(call, fault.retry_after)
        if fault.error:
            return JSONResponse({"ok": False, "error": fault.error}, fault.status)
        if fault.status != 200:
            return PlainTextResponse("upstream connect error", fault.status, media_type="text/html")
        return self.answered(call, request)

    def answered(self, call: Call, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        try:
            method = self.allowed(call, token)
            if wait := self.rates.wait(call.method, method.tier, call.args):
                call.status, call.error = 429, "ratelimited"
                return limited(call, wait)
            told = method.answer(self, call.args)
        except No as no:
            call.error = no.code
            if no.code in UNFIT:
                self.complain(f"{call.method}: {no.code}", *no.why)
            return JSONResponse({"ok": False, "error": no.code} | no.more)
        self.pinged += [(call.method, ping) for ping in pinged(call.args)]
        self.links += linked(call.args)
        return JSONResponse({"ok": True} | told, headers={"x-oauth-scopes": self.granted})

    def allowed(self, call: Call, token: str) -> Method:
        """The method, where this token may call it with these arguments."""
        if not token:
            raise No("not_authed")
        if token not in (self.token, self.app_token):
            raise No("invalid_auth")
        if self.revoked:
            raise No(self.revoked)
        method = METHODS.get(call.method)
        if method is None:
            raise No("unknown_method", call.method)
        if (token == self.app_token) != (method.scope == "connections:write"):
            raise No("not_allowed_token_type")
        if self.scopes is not None and method.scope and method.scope not in self.scopes:
            needs = {"needed": method.scope, "provided": self.granted}
            raise No("missing_scope", method.scope, **needs)
        must_be_known(call.method, call.args)
        return method

    @property
    def granted(self) -> str:
        return ",".join(sorted(self.scopes or ()))


def limited(call: Call, seconds: int) -> Response:
    call.status, call.error = 429, "ratelimited"
    body = {"ok": False, "error": "ratelimited"}
    return JSONResponse(body, 429, headers={"Retry-After": str(seconds)})
