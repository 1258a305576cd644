"""Notifying: rounds that tell people and channels in Slack what waits, and how it ended."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from assistant.being_told import BeingTold
from assistant.surfaces.front import Caller, CardView, Front
from assistant.surfaces.slack import digest
from assistant.surfaces.slack.trouble import Trouble
from assistant.surfaces.slack.wire import Message
from domain.analysis.notices import ASKING
from domain.analysis.telling import Telling, count_of
from domain.kernel import Fact

log = logging.getLogger(__name__)
STREAMS = ("draft-", "wish-", "channel_route-", "absence-", "member-", "authority-")
"""After a fact on one of these somebody may have to be told something else."""
CLOSED_FOR = timedelta(hours=1)
"""So long whoever took no message is left alone; in place of a channel people are told."""
TIDIED_EVERY = timedelta(days=1)
HEADINGS = {
    "expiring": "This expires soon, and nobody has signed it.",
    "escalated": "Nobody has signed this in time, so it was raised to you.",
    "drifted": "This has changed since it was drafted: read it again.",
    "waits": "This waits for your signature.",
}
IN_A_CHANNEL = "This waits for a signature."


class Posts(Protocol):
    """What of the posting is needed here."""

    async def post(self, channel: str, message: Message, *, thread: str = "") -> Any: ...

    async def show(
        self, caller: Caller, channel: str, draft: str, *, thread: str = "", heading: str = ""
    ) -> bool: ...


class Notifying:
    """`dm` answers the channel in which a member is written to; empty where nobody is linked."""

    def __init__(
        self,
        front: Front,
        posts: Posts,
        dm: Callable[[str], Awaitable[str]],
        told: BeingTold,
        tenant: str,
        *,
        page: str = "",
    ) -> None:
        self.front, self.posts, self.dm, self.told = front, posts, dm, told
        self.tenant, self.page = tenant, page
        self.closed: dict[str, datetime] = {}
        self.news, self.working = asyncio.Event(), asyncio.Lock()
        self.tidied: datetime | None = None

    def heard(self, tenant: str, facts: Sequence[Fact]) -> None:
        """Something was recorded in this process: it need not wait for the next look."""
        if tenant == self.tenant and any(fact.stream.startswith(STREAMS) for fact in facts):
            self.news.set()

    async def look_when_woken(self) -> None:
        await self.news.wait()
        self.news.clear()
        await self.look()

    async def look(self) -> None:
        """Tell whatever is due now, one message after another."""
        async with self.working:
            now = self.told.clock()
            self.closed = {name: until for name, until in self.closed.items() if until > now}
            for telling in await self.told.due(self.tenant, frozenset(self.closed)):
                if not await self.tell(telling):
                    return
            await self.tidy(now)

    async def tidy(self, now: datetime) -> None:
        if self.tidied is None or now - self.tidied >= TIDIED_EVERY:
            await self.told.tidy(self.tenant)
            self.tidied = now

    async def tell(self, telling: Telling) -> bool:
        """Tell one thing, if it is still so; False where Slack takes nothing any more."""
        if telling.to in self.closed:
            return True
        try:
            channel = telling.to if telling.way == "channel" else await self.dm(telling.to)
            standing = await self.told.standing(self.tenant, telling) if channel else None
            if standing is None or not await self.told.claim(self.tenant, telling):
                return True
        except Trouble as trouble:
            log.warning("%s is not told now: Slack says %s.", telling.to, trouble.code)
            return trouble.kind != "stopped"
        try:
            await self.send(standing, channel)
        except Trouble as trouble:
            return await self.failed(telling, trouble)
        except Exception:
            # One message that cannot be made keeps nobody else waiting; it is tried again.
            log.exception("A message for %s could not be made.", telling.to)
            await self.told.back(self.tenant, telling)
            return True
        await self.told.done(self.tenant, telling)
        return True

    async def failed(self, telling: Telling, trouble: Trouble) -> bool:
        """It is told again: at the next look, or later where nobody knows whether it arrived."""
        log.warning("A message for %s did not leave: Slack says %s.", telling.to, trouble.code)
        if trouble.kind != "silent":
            await self.told.back(self.tenant, telling)
        if trouble.kind in ("channel", "unfit"):
            self.closed[telling.to] = self.told.clock() + CLOSED_FOR
            if telling.way == "channel":
                self.news.set()  # People are told themselves, now.
        return trouble.kind != "stopped"

    async def send(self, telling: Telling, channel: str) -> None:
        """Nothing where there is nobody to see it, or nothing that they may see."""
        user = telling.first.seen_by if telling.way == "channel" else telling.to
        caller = await self.front.caller(self.tenant, user)
        if caller is None:
            return
        match telling.way:
            case "digest":
                await self.posts.post(channel, await self.daily(caller, telling))
            case "together":
                await self.posts.post(channel, await self.together(caller, telling))
            case _:
                await self.alone(caller, channel, telling)

    async def alone(self, caller: Caller, channel: str, telling: Telling) -> None:
        first = telling.first
        if first.kind in ASKING:
            heading = IN_A_CHANNEL if first.channel else HEADINGS[first.kind]
            await self.posts.show(caller, channel, first.draft, heading=heading)
        elif card := await self.front.card(caller, first.draft):
            await self.posts.post(channel, digest.decided(card, first.kind))

    async def daily(self, caller: Caller, telling: Telling) -> Message:
        queue = await self.front.queue(caller)
        local = await self.told.local(self.tenant)
        return digest.daily(queue, ended(telling), local, self.page)

    async def together(self, caller: Caller, telling: Telling) -> Message:
        drafts = list(dict.fromkeys(notice.draft for notice in telling.notices))
        asking = {notice.draft for notice in telling.notices if notice.kind in ASKING}
        found = [await self.front.card(caller, draft) for draft in drafts[: digest.MOST]]
        cards: list[CardView] = [card for card in found if card is not None]
        return digest.together(cards, len(asking), ended(telling), self.page)


def ended(telling: Telling) -> dict[str, int]:
    """How many drafts of whoever is told ended in which way."""
    counts = count_of(telling.notices).items()
    return {str(kind): count for kind, count in counts if kind not in ASKING}
