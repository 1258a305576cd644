"""Streaming: a model's words appear in the thread as they come, and go when they are withdrawn."""

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.surfaces.front import Answer
from assistant.surfaces.slack.answer import beside, of_answer, sentence
from assistant.surfaces.slack.escaping import escaped
from assistant.surfaces.slack.paging import messages, shortened
from assistant.surfaces.slack.talks import Place
from assistant.surfaces.slack.wire import Block, Message

log = logging.getLogger(__name__)
TROUBLE = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)
AT_ONCE, LONGEST, MOST = 256, 2_000, 10_000
"""Characters that are worth a call, that one call carries, and that are streamed in all: what is
escaped is longer, and Slack takes 12,000."""
PATIENCE = 5.0  # Seconds: a model's words do not wait longer for Slack.
STARTS, MINUTE = 15, 60.0
"""Slack lets some twenty streams begin in a minute."""
STREAMS = 3
"""Of one turn; a model that takes back its words that often is read when it has finished."""
TITLE, DETAIL = 120, 200
WAITING = "…"
LISTED = re.compile(r"^(\s*\d+|\s*)([.)+-](?=\s|$))", re.MULTILINE)  # 500. or a dash begin a list.
MARKUP = re.compile(r"([\\`*_{}\[\]#|~!])")


def marked(text: str) -> str:
    """Words that stand in markdown as they were said, and call or link nobody."""
    return LISTED.sub(r"\1\\\2", MARKUP.sub(r"\\\1", escaped(text)))


def task(number: int, step: Mapping[str, Any]) -> Block:
    """One tool that was used; one that was denied or refused is a task as well."""
    verdict, title = step.get("verdict", ""), step["title"]
    if title == step["tool"]:  # Without a title of its own it lends its name, in plain words.
        title = title.replace("_", " ").capitalize()
    told = {
        "type": "task_update",
        "id": f"step-{number}",
        "title": escaped(
            shortened(f"{verdict.capitalize()}: {title}" if verdict else title, TITLE)
        ),
        "status": "error" if verdict else "complete",
    }
    given = ", ".join(f"{name} {value}" for name, value in step["arguments"].items())
    return told | ({"details": escaped(shortened(given, DETAIL))} if given else {})


@dataclass
class Starts:
    """How many streams may still begin in this minute; beyond that, answers come whole."""

    clock: Callable[[], float] = time.monotonic
    most: int = STARTS
    begun: deque[float] = field(default_factory=deque)

    def may(self) -> bool:
        now = self.clock()
        while self.begun and now - self.begun[0] >= MINUTE:
            self.begun.popleft()
        if len(self.begun) >= self.most:
            return False
        self.begun.append(now)
        return True


@dataclass
class Live:
    """One turn, read along in a thread; where Slack refuses to stream, nothing is lost by it."""

    client: AsyncWebClient
    place: Place
    starts: Starts = field(default_factory=Starts)
    ts: str = ""
    """Of the message that is being streamed."""
    shown: str = ""
    """Of the model's words what stands in it."""
    waiting: str = ""
    tasks: list[Block] = field(default_factory=list)
    streams: int = 0
    silent: bool = False
    """Slack does not stream this turn, or not any more."""
    broken: bool = False
    """What stands in the message is not all that was sent to it."""

    async def text(self, piece: str) -> None:
        self.waiting += piece
        while len(self.waiting) >= AT_ONCE and not self.muted:
            await self.flush()
            if len(self.waiting) < LONGEST:
                break

    async def reset(self) -> None:
        """What was shown is no answer: it goes at once, and something else comes in its place."""
        self.waiting = ""
        if self.shown:
            await self.withdraw()

    async def step(self, step: Mapping[str, Any]) -> None:
        await self.steps([step])

    async def steps(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """Tools that were used, told in one call."""
        fresh = [task(len(self.tasks) + n, step) for n, step in enumerate(steps, 1)]
        self.tasks += fresh
        if fresh:
            await self.send(fresh)

    @property
    def muted(self) -> bool:
        return self.silent or len(self.shown) > MOST

    async def flush(self) -> None:
        piece, self.waiting = self.waiting[:LONGEST], self.waiting[LONGEST:]
        if await self.send([words(piece)]):
            self.shown += piece
        else:
            self.waiting = piece + self.waiting

    async def send(self, chunks: Sequence[Block]) -> bool:
        if self.silent or not self.place.thread:
            self.silent = True
            return False
        if self.ts:
            return await self.append(chunks)
        return await self.start(chunks)

    async def start(self, chunks: Sequence[Block]) -> bool:
        if self.streams >= STREAMS or not self.starts.may():
            self.silent = True
            return False
        self.streams += 1
        before = [each for each in self.tasks if each not in chunks]
        account = self.place.account
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self.client.chat_startStream(
                    channel=self.place.channel,
                    thread_ts=self.place.thread,
                    recipient_team_id=account.team,
                    recipient_user_id=account.user,
                    task_display_mode="plan",
                    chunks=[*before, *chunks],
                )
        except TROUBLE as trouble:
            log.info("Slack does not stream here, the answer comes whole: %s", trouble)
            self.silent = True
            return False
        self.ts = str(answer.get("ts") or "")
        self.silent = not self.ts
        return not self.silent

    async def append(self, chunks: Sequence[Block]) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await self.client.chat_appendStream(
                    channel=self.place.channel, ts=self.ts, chunks=[*chunks]
                )
        except TROUBLE as trouble:
            log.info("A stream broke off, its message is put right at the end: %s", trouble)
            self.silent = self.broken = True
            return False
        return True

    async def withdraw(self) -> None:
        """Where the message cannot be deleted, three dots stand in it until the answer does."""
        ts, where = self.ts, {"channel": self.place.channel, "ts": self.ts}
        self.shown = ""
        await self.tried(self.client.chat_stopStream, **where)
        if await self.tried(self.client.chat_delete, **where):
            self.ts = ""
        elif await self.tried(self.client.chat_update, **where, text=WAITING, blocks=[]):
            self.silent = self.broken = True
        else:
            log.warning("Words that were withdrawn still stand in message %s.", ts)
            self.silent = self.broken = True

    async def finish(self, answer: Answer) -> tuple[Message, ...]:
        """The true answer takes the place of the stream; what is left of it is to be posted."""
        whole = of_answer(answer)
        if not self.ts:
            return whole
        where = {"channel": self.place.channel, "ts": self.ts}
        said = self.shown + ("" if self.muted else self.waiting)
        same = not self.broken and (not said or alike(said, sentence(answer)))
        rest = messages(sentence(answer), beside(answer)) if said else whole
        chunks = [words(self.waiting)] if said and self.waiting else []
        if same and len(self.waiting) <= LONGEST:
            below: Any = {"blocks": [*rest[0].blocks]} if rest else {}
            if await self.tried(self.client.chat_stopStream, **where, chunks=chunks, **below):
                return rest[1:]
        await self.tried(self.client.chat_stopStream, **where)
        first = {"text": whole[0].text, "blocks": [*whole[0].blocks]}
        if await self.tried(self.client.chat_update, **where, **first):
            return whole[1:]
        await self.tried(self.client.chat_delete, **where)
        return whole

    async def tried(self, call: Callable[..., Any], **arguments: Any) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await call(**arguments)
        except TROUBLE as trouble:
            log.info("Slack did not take it: %s", trouble)
            return False
        return True


def words(text: str) -> Block:
    return {"type": "markdown_text", "text": marked(text)}


def alike(shown: str, said: str) -> bool:
    """Whether somebody who reads both reads the same."""
    return shown.split() == said.split()
