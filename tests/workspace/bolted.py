"""A small Bolt app against the fake Slack: it notes what arrives."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.fake_slack import FakeSlack, serving
from tests.workspace.state import Json


@dataclass
class Bolted:
    """The app; `heard` is every body that a handler was given."""

    app: AsyncApp
    heard: list[Json] = field(default_factory=list)
    answer: Json = field(default_factory=dict)
    """What a form is answered with."""

    def listen(self) -> None:
        self.app.event({"type": "app_mention"})(self.told)
        self.app.event({"type": "message"})(self.told)
        self.app.action("draft_sign")(self.clicked)
        self.app.view("edit")(self.sent)
        self.app.command("/countersign")(self.commanded)

    async def told(self, body: Json) -> None:
        self.heard.append(body)

    async def clicked(self, ack: Any, body: Json) -> None:
        await ack()
        self.heard.append(body)

    async def sent(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        await ack(**self.answer)

    async def commanded(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        await ack("Nothing waits for you.")


def bolted(fake: FakeSlack) -> Bolted:
    client = AsyncWebClient(token=fake.token, base_url=fake.api)
    made = Bolted(AsyncApp(client=client, signing_secret=fake.secret))
    made.listen()
    return made


@asynccontextmanager
async def over_http(fake: FakeSlack) -> AsyncIterator[Bolted]:
    """The app where Slack reaches it, at an address of its own."""
    made = bolted(fake)
    handler = AsyncSlackRequestHandler(made.app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    routes = [Route("/slack/events", events, methods=["POST"])]
    async with serving(Starlette(routes=routes)) as address:
        fake.app = address + "/slack/events"
        yield made
