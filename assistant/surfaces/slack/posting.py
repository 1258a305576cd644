"""Posting: every card that was posted in Slack goes on showing what its draft is now."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from json import dumps
from secrets import token_hex
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from assistant.surfaces.front import Caller, Front
from assistant.surfaces.slack.homes import Homes, RenderHome
from assistant.surfaces.slack.pace import UPDATE, Pace
from assistant.surfaces.slack.rewriting import LEASE, UNDRAWN, Reading, Render, Rewriting, digest
from assistant.surfaces.slack.sending import Place, Sending
from assistant.surfaces.slack.standing import Card, Part, Register, Row, cards, named
from assistant.surfaces.slack.trouble import AGAIN, Trouble
from assistant.surfaces.slack.wire import Account, Message

log = logging.getLogger(__name__)
AT_ONCE = 50
"""So many cards are written side by side: a draft may stand in dozens of channels."""
CLICKED = timedelta(seconds=30)
"""For so long a card that was clicked on comes before all others."""
MOST_BLOCKS, LARGEST = 50, 13_000
PRIVATE = ("D", "U", "W")
"""How Slack's names of people, and of talks with one of them, begin: nobody else reads there."""


def now() -> datetime:
    return datetime.now(UTC)


class Posting:
    """The register is the outbox: what is due there is written by whoever comes first."""

    def __init__(
        self,
        front: Front,
        client: AsyncWebClient,
        register: Register,
        tenant: str,
        render: Render,
        home: RenderHome,
        *,
        pace: Pace | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.front, self.register, self.tenant, self.clock = front, register, tenant, clock
        self.sending = Sending(client, pace or Pace())
        self.pace, self.hand = self.sending.pace, token_hex(8)
        self.writer = Rewriting(
            front, self.sending, register, tenant, self.hand, render, clock, self.pace.dice
        )
        self.homes = Homes(front, self.sending, tenant, home, self.pace.timer)
        self.woken: dict[str, None] = {}
        self.clicks: dict[str, datetime] = {}
        self.news, self.checked = asyncio.Event(), False
        self.leave: Callable[[], None] | None = None
        self.alarm: asyncio.Task[None] | None = None
        self.tasks: set[asyncio.Task[None]] = set()

    async def post(self, channel: str, message: Message, *, thread: str = "") -> Place:
        """A message that stays as it is; raises Trouble where Slack does not take it."""
        return await self.sending.post(channel, message, thread)

    async def show(
        self, caller: Caller, channel: str, draft: str, *, thread: str = "", heading: str = ""
    ) -> bool:
        """Post a card as this person may see it; False where there is nothing for them to see.

        The heading stands above it until the card changes. Raises Trouble where Slack does not
        take the card.
        """
        self.watch()
        asked = (caller.user, draft, not channel.startswith(PRIVATE))
        reading = await self.writer.read(*asked)
        if not reading.visible:
            return False
        place = await self.begun(channel, reading, thread, heading)
        due, shown = self.clock(), digest(reading.messages[0])
        row: Row = {"channel": place.channel, "card": place.ts, "shown": shown}
        row |= {"draft": draft, "viewer": caller.user, "thread": thread}
        await self.register.add(self.tenant, row, due, self.hand, due + LEASE)
        card = Card(draft, caller.user, place.channel, place.ts, thread, due)
        card.parts[1] = Part(place.ts, shown)
        # Whatever was decided before the card was remembered told nobody to write it anew.
        await self.writer.write(card, await self.writer.read(*asked), urgent=True)
        return True

    async def begun(self, channel: str, reading: Reading, thread: str, heading: str) -> Place:
        """The first message of a card, or what is said instead of one that cannot be drawn."""
        try:
            return await self.post(channel, headed(reading.messages[0], heading), thread=thread)
        except Trouble as trouble:
            if trouble.kind != "unfit":
                raise
            log.error("Slack cannot draw a card in %s: %s.", channel, trouble.code)
            return await self.post(channel, UNDRAWN, thread=thread)

    async def clicked(
        self, caller: Caller, draft: str, channel: str, ts: str, *, thread: str = ""
    ) -> None:
        """Before a click is decided: its card comes first, also where it was taken for gone.

        A card that nobody remembers is followed from here on in a talk with one person; in a
        channel nobody knows as whom it was shown, and it only says that it is not followed.
        """
        self.watch()
        moment = self.clock()
        recent = {name: at for name, at in self.clicks.items() if at > moment - CLICKED}
        self.clicks = recent | {named(channel, ts): moment}
        row: Row = {"channel": channel, "card": ts, "shown": "", "draft": draft}
        row |= {"viewer": caller.user if channel.startswith(PRIVATE) else "", "thread": thread}
        await self.register.add(self.tenant, row, moment)

    async def home(self, caller: Caller, account: Account) -> None:
        """Somebody has opened their page: it is written now, and whenever the queue changes.

        Raises Trouble where Slack takes it neither now nor later.
        """
        self.watch()
        try:
            await self.homes.opened(caller, account)
        except Trouble as trouble:
            if trouble.kind not in AGAIN:
                raise
            log.info("The page of %s is written later: %s.", caller.user, trouble.code)
            self.start(self.later(trouble.wait or 1.0))

    def watch(self) -> None:
        """Listen to the business, from whatever thread it is told."""
        if self.leave is None:
            loop = asyncio.get_running_loop()

            def committed(draft: str) -> None:
                loop.call_soon_threadsafe(self.heard, self.tenant, draft)

            self.leave = self.front.subscribe(self.tenant, committed)

    def heard(self, tenant: str, draft: str) -> None:
        """A draft has changed: its cards need not wait for the next look."""
        if tenant == self.tenant:
            self.woken[draft] = None
            self.homes.heard()
            self.news.set()

    async def refresh(self, tenant: str, draft: str) -> None:
        """Write every card of a draft anew, as far as there is room now; the rest is due."""
        if tenant == self.tenant:
            await self.register.mark(tenant, draft, self.clock())
            await self.spread()

    async def look_when_woken(self) -> None:
        """What was heard is due first of all, so that it is written even after a crash."""
        self.watch()
        await self.news.wait()
        self.news.clear()
        woken, self.woken = self.woken, {}
        try:
            for draft in woken:
                await self.register.mark(self.tenant, draft, self.clock())
            await self.spread()
        except BaseException:
            self.checked = False  # The next look finds whatever was not marked.
            raise

    async def look(self) -> None:
        """What was missed while nobody listened, what is due again, and what others left behind."""
        self.watch()
        if not self.checked:
            self.checked = True
            try:
                await self.register.mark_all(self.tenant)
            except BaseException:
                self.checked = False
                raise
        await self.register.mark_forgotten(self.tenant)
        while await self.spread():
            await self.pace.until_room(UPDATE)

    async def spread(self) -> bool:
        """Write what is due as long as there is room; whether something may be left."""
        pages = self.start(self.pages())
        try:
            while most := min(self.pace.room(UPDATE, urgent=bool(self.first)), AT_ONCE):
                until = self.clock() + LEASE
                asked = (self.tenant, self.hand, self.clock(), until, most, self.first)
                due = cards(await self.register.claim(*asked))
                if not due:
                    return False
                if not any(await self.write(due)):
                    return True
            return True
        finally:
            await asyncio.gather(pages, return_exceptions=True)  # It is logged when it ends.

    @property
    def first(self) -> list[str]:
        since = self.clock() - CLICKED
        return [name for name, at in self.clicks.items() if at > since]

    async def write(self, due: list[Card]) -> list[bool]:
        """Read each draft once for each person, and write the cards side by side."""
        readings: dict[tuple[str, str, bool], asyncio.Task[Reading]] = {}
        writing = []
        for card in due:
            whose = (card.viewer, card.draft, not card.channel.startswith(PRIVATE))
            if whose not in readings:
                readings[whose] = asyncio.create_task(self.writer.read(*whose))
            writing.append(self.write_one(card, readings[whose]))
        return await asyncio.gather(*writing)

    async def write_one(self, card: Card, reading: "asyncio.Task[Reading]") -> bool:
        try:
            return await self.writer.write(card, await reading, card.name in self.first)
        except Exception as error:  # One card that cannot be read must not keep the others waiting.
            await self.writer.stumble(card, type(error).__name__)
            log.exception("A card of %s could not be written.", card.draft)
            return True

    async def pages(self) -> None:
        rest = await self.homes.look()
        if rest is not None and (self.alarm is None or self.alarm.done()):
            self.alarm = self.start(self.later(rest))

    async def later(self, seconds: float) -> None:
        await self.pace.sleep(seconds)
        self.alarm = None
        self.news.set()

    def start(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.finished)
        return task

    def finished(self, task: "asyncio.Task[None]") -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A page in Slack could not be written.", exc_info=error)

    async def close(self) -> None:
        """Listen no longer, and leave what is due to the register."""
        if self.leave is not None:
            self.leave()
            self.leave = None
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


def headed(message: Message, heading: str) -> Message:
    """What the card is shown for, in the notification and, where there is room, above the card."""
    if not heading:
        return message
    above = {"type": "section", "text": {"type": "plain_text", "text": heading}}
    blocks = (above, *message.blocks)
    fits = len(blocks) <= MOST_BLOCKS and len(dumps(blocks, ensure_ascii=False)) <= LARGEST
    return Message(heading, blocks if fits else message.blocks)
