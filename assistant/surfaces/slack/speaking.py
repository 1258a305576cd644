"""Speaking: what somebody says in a thread is asked at the desk, and answered where it was said."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from assistant.surfaces.exchange import Exchange
from assistant.surfaces.front import Answer, Caller, Chart, Front, View
from assistant.surfaces.slack.chart_image import png
from assistant.surfaces.slack.escaping import section
from assistant.surfaces.slack.paging import messages, shortened
from assistant.surfaces.slack.streaming import TROUBLE, Live, Starts
from assistant.surfaces.slack.talks import Place, Talks, talk_of
from assistant.surfaces.slack.wire import Message

log = logging.getLogger(__name__)
STOPPED = "Stopped. Nothing was signed; what was drafted before that waits in the queue."
NOT_ANSWERED = (
    "This could not be answered. Nothing was signed by it; ask again in a minute. "
    "If it stays, give the admin number {number}."
)
NOT_SHOWN = (
    "A part of this answer could not be shown here; all of it stands in the web, "
    "under the same conversation."
)
NO_CHART = "The chart could not be shown here; the table says the same."
PICTURE, ALT = "chart.png", 900
"""How a chart is called, and how long its text may be; Slack takes a thousand characters."""
Answering = Callable[[str, Live], Awaitable[Answer]]
"""Answers in a conversation, perhaps read along."""


class Posting(Protocol):
    """What posts within Slack's rates, and remembers which message shows which draft."""

    async def post(self, channel: str, message: Message, *, thread: str = "") -> object: ...

    async def show(
        self, caller: Caller, channel: str, draft: str, *, thread: str = "", heading: str = ""
    ) -> object:
        """The draft as this person may see it, followed from then on."""
        ...


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Speaking:
    """Whoever asks twice is answered twice, in order; others are not kept waiting by it."""

    front: Front
    client: AsyncWebClient
    posting: Posting
    talks: Talks
    clock: Callable[[], datetime] = now
    starts: Starts = field(default_factory=Starts)
    turns: "WeakValueDictionary[str, asyncio.Lock]" = field(default_factory=WeakValueDictionary)
    running: dict[tuple[str, str, str], "asyncio.Task[object]"] = field(default_factory=dict)
    stopped: set[tuple[str, str, str]] = field(default_factory=set)

    async def hear(self, caller: Caller, text: str, place: Place) -> None:
        """Answer a sentence as it was typed, without Slack's marks; whatever fails is told."""

        async def asked(talk: str, live: Live) -> Answer:
            return await self.front.ask(caller, text, talk, reader=live, place=place.ts)

        await self.turn(caller, text, place, asked)

    async def turn(self, caller: Caller, text: str, place: Place, answering: Answering) -> None:
        """The road of everything that is said or sent: answered in its turn, shown, and kept."""
        talk, asked = talk_of(caller, place), self.clock()
        live = Live(self.client, place, self.starts)
        async with self.turns.setdefault(talk, asyncio.Lock()):
            with self.stoppable(place):
                try:
                    answer = await answering(talk, live)
                except asyncio.CancelledError:
                    if not self.gave_up(place):
                        raise  # The house closes: the sentence is answered after its next start.
                    await self.instead(live, STOPPED)
                    return
                except Exception as error:
                    await self.instead(live, unforeseen(error))
                    return
            try:
                await self.show(caller, answer, live)
            except Exception:
                await self.not_shown(place)
        exchange = Exchange(place.ts, text, answer, asked, self.clock())
        try:
            await self.talks.keep(caller, talk, exchange)
        except Exception:
            log.exception("What was said in Slack is not in the conversations of the web.")

    async def not_shown(self, place: Place) -> None:
        """What was answered is not lost by it: it is kept, and what was drafted waits."""
        log.exception("A part of an answer was not taken by Slack.")
        try:
            await self.say(place, NOT_SHOWN)
        except Exception:
            log.exception("Nothing at all is taken there.")

    def stop(self, place: Place) -> bool:
        """End the turn of whoever stops it; what it drafted until then stays, and is shown."""
        task = self.running.get(whose(place))
        if task is None:
            return False
        self.stopped.add(whose(place))
        return task.cancel()

    def gave_up(self, place: Place) -> bool:
        """Whether it was the person who ended the turn; then it is dealt with."""
        if whose(place) not in self.stopped:
            return False
        self.stopped.discard(whose(place))
        if task := asyncio.current_task():
            task.uncancel()
        return True

    @contextmanager
    def stoppable(self, place: Place) -> Iterator[None]:
        if task := asyncio.current_task():
            self.running[whose(place)] = task
        try:
            yield
        finally:
            self.running.pop(whose(place), None)
            self.stopped.discard(whose(place))

    async def instead(self, live: Live, sentence: str) -> None:
        """One plain sentence, where there is no answer."""
        if live.ts:
            await live.withdraw()
        await self.say(live.place, sentence)

    async def say(self, place: Place, sentence: str) -> None:
        for message in messages(sentence, section(sentence)):
            await self.posting.post(place.channel, message, thread=place.thread)

    async def show(self, caller: Caller, answer: Answer, live: Live) -> None:
        """The sentence with its figures, then its chart, then the drafts, each for itself."""
        place, view = live.place, answer.get("view", View())
        await live.steps(view.get("steps", ())[len(live.tasks) :])
        for message in await live.finish(answer):
            await self.posting.post(place.channel, message, thread=place.thread)
        if chart := view.get("chart"):
            await self.picture(place, chart)
        for card in view.get("cards", ()):
            await self.posting.show(caller, place.channel, card["id"], thread=place.thread)
        if batch := view.get("batch"):  # Named by all its drafts, and followed like one.
            await self.posting.show(caller, place.channel, batch["id"], thread=place.thread)

    async def picture(self, place: Place, chart: Chart) -> None:
        """Drawn beside the loop; whoever cannot see it hears its sentence."""
        content = await asyncio.to_thread(png, chart)
        try:
            await self.client.files_upload_v2(
                channel=place.channel,
                thread_ts=place.thread or None,
                content=content,
                filename=PICTURE,
                title=shortened(chart["title"], ALT) or PICTURE,
                alt_txt=shortened(chart.get("sentence") or chart["title"], ALT),
            )
        except TROUBLE as trouble:
            log.warning("A chart was not taken: %s", trouble)
            await self.say(place, NO_CHART)


def whose(place: Place) -> tuple[str, str, str]:
    return place.channel, place.thread, place.account.user


def unforeseen(error: Exception) -> str:
    """Everything to the log, and to the person a number that finds it there."""
    number = f"E-{secrets.token_hex(3)}"
    log.error("%s in Slack", number, exc_info=error)
    return NOT_ANSWERED.format(number=number)
