"""How the fake Slack reaches the app over HTTP: signed as Slack signs, again when asked."""

import hashlib
import hmac
import json
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.workspace.events import Events
from tests.workspace.state import BOT_USER, Json, No, NotThere
from tests.workspace.views import answered

SECRET = "shhh-signing-secret"
LATE = 3.0
"""Seconds after which Slack takes an app for dead."""


@dataclass
class Delivered:
    """How the app answered one request."""

    status: int
    body: str
    seconds: float
    again: "Delivered | None" = None
    """The answer to the second delivery of the same."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def late(self) -> bool:
        return self.seconds > LATE


def encoded(payload: Json) -> tuple[str, str]:
    """The body as Slack sends it, with its content type."""
    form = "application/x-www-form-urlencoded"
    if payload.get("type") in ("event_callback", "url_verification"):
        return json.dumps(payload), "application/json"
    if "command" in payload:
        return urlencode(payload), form
    return urlencode({"payload": json.dumps(payload)}), form


def signed(body: str, secret: str, at: float) -> dict[str, str]:
    """Slack's signature, version 0, of a body at a time."""
    stamp = str(int(at))
    text = f"v0:{stamp}:{body}".encode()
    mac = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mac}"}


class Delivery(Events, ABC):
    """`app` is the address of the app's endpoint, such as `http://127.0.0.1:PORT/slack/events`."""

    app: str = ""
    secret: str = SECRET
    session: aiohttp.ClientSession

    async def deliver(
        self,
        payload: Json,
        *,
        twice: bool = False,
        at: float | None = None,
        secret: str | None = None,
        retry: int = 0,
        body: str | None = None,
    ) -> Delivered:
        """Sends it as Slack does: `at` signs with another time, `secret` with another secret.

        `retry` marks a re-delivery; `body` is sent in place of what was signed.
        """
        if not self.app:
            raise NotThere("the fake does not know the app's address: set `fake.app`")
        text, kind = encoded(payload)
        stamp = time.time() if at is None else at
        headers = signed(text, self.secret if secret is None else secret, stamp)
        headers |= {"Content-Type": kind, "User-Agent": "Slackbot 1.0"}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        delivered = await self.send(text if body is None else body, headers)
        if body is None and delivered.status == 200:
            self.acknowledged(payload, delivered.body)
        if twice:
            delivered.again = await self.deliver(payload, at=at, secret=secret, retry=1)
        return delivered

    async def send(self, body: str, headers: dict[str, str]) -> Delivered:
        began = time.perf_counter()
        sent = self.session.post(self.app, data=body.encode(), headers=headers)
        async with sent as response:
            text = await response.text()
            return Delivered(response.status, text, time.perf_counter() - began)

    def acknowledged(self, payload: Json, body: str) -> None:
        """What the answer does in Slack: a form closes or comes back, a command is answered."""
        answer = json.loads(body) if body.startswith("{") else {}
        if payload.get("type") == "view_submission":
            shown = self.views[payload["view"]["id"]]
            try:
                if not shown.closed:
                    answered(self, shown, answer)  # type: ignore[arg-type]
            except No as no:
                self.complain(f"the answer to a form: {no.code}", *no.why)
        if "command" in payload and body:
            text = answer.get("text", "") if answer else body
            more = {"blocks": answer.get("blocks", []), "own": True}
            to = "" if answer.get("response_type") == "in_channel" else payload["user_id"]
            self.put(payload["channel_id"], BOT_USER, text, to=to, **more)

    @abstractmethod
    def complain(self, *about: str) -> None:
        """Keep what the product must never send; leaving the fake raises it."""
