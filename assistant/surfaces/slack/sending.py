"""Sending: the calls to Slack, within its limits, each with one meaning when it fails."""

import logging
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from assistant.surfaces.slack.pace import POST, PUBLISH, UPDATE, Pace
from assistant.surfaces.slack.trouble import FAILURES, Trouble, trouble_in
from assistant.surfaces.slack.wire import Message

T = TypeVar("T")
log = logging.getLogger(__name__)
STOPPED_FOR = 300.0  # Seconds until it is seen whether somebody has put the access right.
RESTS, LONGEST_REST = 3, 60.0
"""How often, and for how many seconds, a new message waits because Slack asks it to."""


class Place(NamedTuple):
    """A message: its channel, as Slack calls it, and its name there."""

    channel: str
    ts: str


@dataclass
class Sending:
    """One workspace, with one bot's token."""

    client: AsyncWebClient
    pace: Pace = field(default_factory=Pace)
    told: bool = False
    """Whether the log says already that nobody may write any more."""

    async def post(
        self, channel: str, message: Message, thread: str = "", patience: float = float("inf")
    ) -> Place:
        """A new message; a person's name as channel is answered with the talk with that person."""
        for rest in range(RESTS + 1):
            if wait := await self.pace.turn(channel, patience):
                raise Trouble("later", "no_room", wait)
            if wait := self.pace.resting(POST, channel):
                if wait > min(LONGEST_REST, patience) or rest == RESTS:
                    break
                await self.pace.sleep(wait)
            try:
                return await self._post(channel, message, thread)
            except Trouble as trouble:
                if trouble.kind != "later" or rest == RESTS:
                    raise
        raise Trouble("later", "ratelimited", self.pace.resting(POST, channel))

    async def _post(self, channel: str, message: Message, thread: str) -> Place:
        asked = self.client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=list(message.blocks),
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
        )
        answer: Any = await self.called(POST, asked, channel)
        return Place(str(answer["channel"]), str(answer["ts"]))

    async def update(self, place: Place, message: Message, urgent: bool = False) -> None:
        """Write a message anew; raises Trouble where there is no room for it now."""
        if not self.pace.take(UPDATE, urgent):
            raise Trouble("later", "no_room")
        # Without its blocks a message would lose them; without its text it would be read out empty.
        asked = self.client.chat_update(
            channel=place.channel, ts=place.ts, text=message.text, blocks=list(message.blocks)
        )
        await self.called(UPDATE, asked)

    async def publish(self, user: str, view: dict[str, Any], urgent: bool = False) -> None:
        """Write somebody's home anew; raises Trouble where there is no room for it now."""
        if not self.pace.take(PUBLISH, urgent):
            raise Trouble("later", "no_room")
        await self.called(PUBLISH, self.client.views_publish(user_id=user, view=view))

    async def called(self, method: str, asked: Awaitable[T], channel: str = "") -> T:
        """The answer, or the trouble; whoever asks next profits from what was learned of it."""
        try:
            answer = await asked
        except FAILURES as error:
            trouble = trouble_in(error)
            self.heed(trouble, method, channel)
            raise trouble from error
        self.pace.recover()
        self.told = False
        return answer

    def heed(self, trouble: Trouble, method: str, channel: str) -> None:
        match trouble.kind:
            case "later":
                self.pace.hold(trouble.wait, method, channel)
            case "silent":
                if not self.pace.faults:
                    log.warning("Slack does not answer (%s); it is asked again.", trouble.code)
                self.pace.falter()
            case "stopped":
                self.pace.hold(STOPPED_FOR)
                self.pace.faults = max(self.pace.faults, 1)
                if not self.told:
                    self.told = True
                    log.error(
                        "Slack refuses %s: %s. Nothing is written there until the token and its "
                        "scopes are put right; see docs/slack.md.",
                        method,
                        trouble.code,
                    )
            case _:
                self.pace.recover()  # Somebody has answered.
