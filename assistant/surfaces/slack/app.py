"""The app: what Slack sends is checked, kept, acknowledged, and handed to whoever deals with it."""

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response

from assistant.surfaces.slack.forms import OPENING, Forms
from assistant.surfaces.slack.people import of_command, of_event, of_interaction
from assistant.surfaces.slack.receiving import Receiving
from assistant.surfaces.slack.wire import OPEN, Account

log = logging.getLogger(__name__)
BOLT = logging.getLogger(f"{__name__}.bolt")
"""Bolt's own words; short of an error they quote bodies, also those that nobody has signed."""
BOLT.setLevel(logging.ERROR)
Ack = Callable[..., Awaitable[Any]]
Body = Mapping[str, Any]
Opened = Callable[[Account], Awaitable[None]]
Stopped = Callable[[str, str, Account], Awaitable[None]]

EVERY = re.compile(r".*", re.DOTALL)
SAID = frozenset({None, "", "file_share", "thread_broadcast"})
"""The kinds of message that somebody said; the others tell of changes, joins and the like."""
STOPPED = "agent_session_stopped"


@dataclass(frozen=True)
class Dealing:
    """Who deals with what comes in."""

    receiving: Receiving
    forms: Forms
    home: Opened
    """Whoever opens the home is shown the queue of that moment."""
    stop: Stopped
    """Somebody no longer wants the answer that is being made in a thread."""


def bolt(client: AsyncWebClient, signing_secret: str, dealing: Dealing) -> AsyncApp:
    """Slack's own app with a listener for each kind of thing that comes in."""

    async def ours(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """Whose token it is; to ask Slack first would make a click wait for its answer."""
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=client.token)

    app = AsyncApp(
        client=client,
        authorize=ours,
        signing_secret=signing_secret or None,
        # Over Socket Mode nothing is signed: there it is we who called Slack.
        request_verification_enabled=bool(signing_secret),
        logger=BOLT,
    )
    handlers = Handlers(dealing)
    app.action(EVERY)(handlers.clicked)
    app.view(EVERY)(handlers.submitted)
    app.command("/countersign")(handlers.commanded)
    # Bolt acknowledges an event before it calls the listener, so it is kept on the way there.
    app.event("app_mention", middleware=[handlers.said])(handlers.passed)
    app.event("message", middleware=[handlers.said])(handlers.passed)
    app.event("app_home_opened")(handlers.opened)
    app.event(STOPPED)(handlers.stopped)
    app.event(EVERY)(handlers.passed)
    app.error(failed)
    return app


@dataclass(frozen=True)
class Handlers:
    """Bolt finds the arguments of each by their names."""

    dealing: Dealing

    async def clicked(self, ack: Ack, body: dict[str, Any]) -> None:
        [action] = body["actions"]
        kind = action["action_id"].partition(":")[0]
        if kind == OPEN:
            await ack()
        elif kind in OPENING:
            await ack()
            await self.dealing.forms.open(body)
        else:
            name = f"click/{body['trigger_id']}/{action['action_ts']}"
            await self.dealing.receiving.take(name, "click", clicked_on(body, action))
            await ack()

    async def submitted(self, ack: Ack, body: dict[str, Any]) -> None:
        await self.dealing.forms.take(ack, body)

    async def commanded(self, ack: Ack, body: dict[str, Any]) -> None:
        told = whose(of_command(body)) | {
            "text": body.get("text") or "",
            "channel": body["channel_id"],
            "thread": "",
            "response_url": body.get("response_url") or "",
        }
        await self.dealing.receiving.take(f"command/{body['trigger_id']}", "command", told)
        await ack()

    async def said(self, next: Ack, body: dict[str, Any]) -> None:
        event = body["event"]
        if for_us(event):
            told = whose(of_event(body)) | {
                "text": event.get("text") or "",
                "channel": event["channel"],
                "ts": event["ts"],
                "thread": event.get("thread_ts") or event["ts"],
                "files": event.get("files") or [],
            }
            await self.dealing.receiving.take(f"event/{body['event_id']}", "message", told)
        await next()

    async def opened(self, ack: Ack, body: dict[str, Any]) -> None:
        await ack()
        if body["event"].get("tab") == "home":
            await self.dealing.home(of_event(body))

    async def stopped(self, ack: Ack, body: dict[str, Any]) -> None:
        await ack()
        event = body["event"]
        where = event.get("channel", ""), event.get("thread_ts", "")
        await self.dealing.stop(*where, of_event(body))

    async def passed(self, ack: Ack) -> None:
        """Nothing that concerns us; Slack would send it again if nobody took it."""
        await ack()


def for_us(event: Body) -> bool:
    """Said by a person, in private or to us by name; a mention comes as a message as well."""
    by_person = not event.get("bot_id") and event.get("user") and event.get("ts")
    if not by_person or event.get("subtype") not in SAID:
        return False
    return event["type"] == "app_mention" or event.get("channel_type") == "im"


def clicked_on(body: Body, action: Body) -> dict[str, Any]:
    """What is needed of a click, and nothing of the message around it."""
    container = body.get("container") or {}
    return whose(of_interaction(body)) | {
        "action": action["action_id"],
        "value": action.get("value") or "",
        "at": action.get("action_ts") or "",
        "channel": (body.get("channel") or {}).get("id") or container.get("channel_id") or "",
        "ts": container.get("message_ts") or "",
        "thread": container.get("thread_ts") or "",
        "response_url": body.get("response_url") or "",
    }


def whose(account: Account) -> dict[str, Any]:
    return {"team": account.team, "user": account.user, "enterprise": account.enterprise}


async def failed(
    error: Exception, body: dict[str, Any], response: BoltResponse | None
) -> BoltResponse | None:
    """Not acknowledged, so that Slack tells the person; the log says why, and not what was said.

    What was acknowledged before it failed has no answer left to give.
    """
    log.error("E-%s in Slack: %s", secrets.token_hex(3), body.get("type"), exc_info=error)
    return BoltResponse(status=500, body="") if response is not None else None


@dataclass
class Door:
    """Both ways in: Slack calls us, or we call Slack and it answers through the line."""

    app: AsyncApp
    app_token: str = ""
    line: AsyncSocketModeHandler | None = None
    opening: asyncio.Task[None] | None = None

    async def handle(self, request: Request) -> Response:
        """`POST /slack/events`: verified by its signature, which covers the time and the body."""
        return await AsyncSlackRequestHandler(self.app).handle(request)

    def open(self) -> None:
        """Slack is called until it answers, and the house does not wait for that."""
        if self.app_token:
            self.line = AsyncSocketModeHandler(self.app, self.app_token)
            called = self.line.connect_async()  # type: ignore[no-untyped-call]
            self.opening = asyncio.ensure_future(called)

    async def close(self) -> None:
        if self.opening is not None:
            self.opening.cancel()
            await asyncio.gather(self.opening, return_exceptions=True)
        if self.line is not None:
            await self.line.close_async()  # type: ignore[no-untyped-call]
