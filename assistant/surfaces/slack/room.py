"""The room: everything behind Slack's buttons and messages, built where it is configured."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.being_told import Told as Kept
from assistant.being_told import being_told
from assistant.linking import Linking
from assistant.settings import Settings
from assistant.surfaces.front import Caller
from assistant.surfaces.office import House, Library
from assistant.surfaces.slack import drawing, evidence, sentences
from assistant.surfaces.slack.app import Dealing, Door, bolt
from assistant.surfaces.slack.clicks import Clicks
from assistant.surfaces.slack.commands import Commands
from assistant.surfaces.slack.dropped import Dropping
from assistant.surfaces.slack.escaping import section
from assistant.surfaces.slack.fetching import Fetching
from assistant.surfaces.slack.forms import Forms
from assistant.surfaces.slack.messages import Messages
from assistant.surfaces.slack.notifying import Notifying
from assistant.surfaces.slack.people import Enter, People
from assistant.surfaces.slack.posting import Posting
from assistant.surfaces.slack.receiving import Deal, Deliveries, Receiving
from assistant.surfaces.slack.replies import Replies
from assistant.surfaces.slack.speaking import Speaking
from assistant.surfaces.slack.standing import Register
from assistant.surfaces.slack.talks import Place, Talks
from assistant.surfaces.slack.trouble import trouble_in
from assistant.surfaces.slack.wire import Account

log = logging.getLogger(__name__)
API = "https://slack.com/api/"
PAUSE = 1.0
LOOKING = 15.0
"""Seconds between two looks at what was left behind, is due again or was heard of elsewhere."""


class Stores(Protocol):
    """What outlives the process: deliveries, posted cards and what was told."""

    @property
    def deliveries(self) -> Deliveries: ...

    @property
    def posted(self) -> Register: ...

    @property
    def told(self) -> Kept: ...


@dataclass
class Private:
    """The direct messages with each person, which Slack opens once."""

    client: AsyncWebClient
    known: dict[str, str] = field(default_factory=dict)

    async def __call__(self, user: str) -> str:
        if user not in self.known:
            answer: Any = await self.client.conversations_open(users=user)
            self.known[user] = str(answer["channel"]["id"])
        return self.known[user]


@dataclass(frozen=True)
class Reaching:
    """Where a member is written to: by the account that was linked last."""

    linking: Linking
    tenant: str
    dm: Private

    async def channel(self, user: str) -> str:
        accounts = await self.linking.accounts_of(self.tenant, user)
        try:
            return await self.dm(accounts[0].account.rpartition("/")[2]) if accounts else ""
        except SlackApiError as problem:
            raise trouble_in(problem) from problem


@dataclass(frozen=True)
class Traces:
    """How an answer was found, as whoever asks may read it."""

    library: Library
    page: str

    async def view(self, caller: Caller, trace: str) -> dict[str, Any]:
        return evidence.modal(await self.library.trace(caller, trace), self.page)


@dataclass
class Room:
    """Both doors, and the chores behind them."""

    door: Door
    receiving: Receiving
    posting: Posting
    notifying: Notifying

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The doors are open, or one of them is being opened; the web waits for neither."""
        leave = self.listen()
        self.door.open()
        try:
            yield
        finally:
            leave()
            await self.door.close()
            await self.receiving.close()
            await self.posting.close()

    def listen(self) -> Callable[[], None]:
        """Whatever becomes of a draft may be somebody's to know."""
        loop, front = asyncio.get_running_loop(), self.posting.front

        def committed(_: str) -> None:
            loop.call_soon_threadsafe(self.notifying.news.set)

        return front.subscribe(self.posting.tenant, committed)

    @property
    def chores(self) -> list[tuple[float, Callable[[], Awaitable[None]]]]:
        found = [
            (LOOKING, self.receiving.look),
            (LOOKING, self.posting.look),
            (0, self.posting.look_when_woken),
            (LOOKING, self.notifying.look),
            (0, self.notifying.look_when_woken),
        ]
        return [(every, self.steady(work)) for every, work in found]

    def steady(self, work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """One look that fails in a way nobody foresaw is not the last one."""

        async def look() -> None:
            try:
                await work()
            except self.receiving.down:
                raise
            except Exception:
                log.exception("A look at what is to be done in Slack failed.")
                await asyncio.sleep(PAUSE)

        return look


@dataclass(frozen=True)
class Making:
    """Puts the parts together; each of them is told what it needs, and nothing else."""

    house: House
    stores: Stores
    talks: Talks
    enter: Enter
    down: tuple[type[Exception], ...]

    @property
    def settings(self) -> Settings:
        return self.house.settings

    @property
    def page(self) -> str:
        return self.house.linking.address

    def made(self) -> Room:
        settings, front = self.settings, self.house.office
        client = AsyncWebClient(settings.slack_bot_token, settings.slack_api_url or API)
        people = People(settings.slack_tenant, self.house.linking, self.enter)
        posting = self.posting(client)
        replies, dm = Replies(client), Private(client)
        speaking = Speaking(front, client, posting, self.talks)
        common = (front, people, posting, speaking, replies, dm)
        fetching = Fetching(client, settings.slack_bot_token, settings.slack_api_url)
        messages = Messages(people, speaking, Dropping(speaking, fetching), replies)
        deals: dict[str, Deal] = {
            "click": Clicks(*common).deal,
            "command": Commands(*common).deal,
            "message": messages.deal,
        }
        told = Told(replies, dm)
        receiving = Receiving(
            settings.slack_tenant,
            self.stores.deliveries,
            deals,
            told.tell,
            self.down,
        )
        traces = Traces(self.house.library, self.page)
        judges: Any = self.house.feedback
        forms = Forms(front, people, posting, replies, client, traces, judges, self.page)
        opening = Opening(people, posting, client)
        dealing = Dealing(receiving, forms, opening.opened, Stopping(people, speaking).stop)
        app = bolt(client, settings.slack_signing_secret, dealing)
        door = Door(app, settings.slack_app_token)
        return Room(door, receiving, posting, self.notifying(posting, dm))

    def notifying(self, posting: Posting, dm: Private) -> Notifying:
        desk: Any = self.house.office
        told, tenant = being_told(desk, self.stores.told), self.settings.slack_tenant
        reach = Reaching(self.house.linking, tenant, dm)
        return Notifying(self.house.office, posting, reach.channel, told, tenant, page=self.page)

    def posting(self, client: AsyncWebClient) -> Posting:
        front, tenant = self.house.office, self.settings.slack_tenant
        card, home = drawing.cards(self.page), drawing.homes(self.page)
        return Posting(front, client, self.stores.posted, tenant, card, home)


@dataclass(frozen=True)
class Told:
    """How whoever sent a delivery is told that it came to nothing."""

    replies: Replies
    dm: Private

    async def tell(self, body: Mapping[str, Any], words: str) -> None:
        place = dict(body)
        if not place.get("channel"):
            place["channel"] = await self.dm(place["user"])
        await self.replies.privately(place, words)


@dataclass(frozen=True)
class Opening:
    """Whoever opens our page in Slack sees their queue, or how to be somebody here."""

    people: People
    posting: Posting
    client: AsyncWebClient

    async def opened(self, account: Account) -> None:
        caller = await self.people.who(account)
        if caller is not None:
            await self.posting.home(caller, account)
            return
        words = sentences.not_linked(self.people.links.page)
        view = {"type": "home", "blocks": section(words)}
        await self.client.views_publish(user_id=account.user, view=view)


@dataclass(frozen=True)
class Stopping:
    """Somebody no longer wants the answer that is being made in a thread."""

    people: People
    speaking: Speaking

    async def stop(self, channel: str, thread: str, account: Account) -> None:
        self.speaking.stop(Place(channel, thread, "", account))
