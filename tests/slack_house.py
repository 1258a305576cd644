"""A small workshop with a workspace: the real house behind the real app, beside a strict Slack."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import FastAPI

from assistant.application import kept
from assistant.settings import Settings
from assistant.surfaces.exchange import Exchange
from assistant.surfaces.front import Caller
from assistant.surfaces.office import House
from assistant.surfaces.slack.room import Making, Room
from domain.store.event_store import StoreUnavailable
from domain.store.memory_deliveries import MemoryDeliveries
from domain.store.memory_posted import MemoryPosted
from domain.store.memory_told import MemoryTold
from tests.assistant.surfaces.conftest import TENANT, MemoryKeeper
from tests.fake_slack import TEAM, FakeSlack, Said, serving

PATIENCE = 20.0


@dataclass
class MemorySlack:
    """What Slack's surface keeps, in memory; it outlives a restart of the house."""

    deliveries: MemoryDeliveries = field(default_factory=MemoryDeliveries)
    posted: MemoryPosted = field(default_factory=MemoryPosted)
    told: MemoryTold = field(default_factory=MemoryTold)


@dataclass
class NoChat:
    """A house without a chat: what was said is kept here."""

    kept: list[tuple[str, str, Exchange]] = field(default_factory=list)

    async def keep(self, caller: Caller, talk: str, exchange: Exchange) -> None:
        self.kept.append((caller.user, talk, exchange))


@dataclass
class Workshop:
    """The house, its room for Slack, and the people who sit before it."""

    house: House
    room: Room
    slack: FakeSlack
    chat: NoChat
    people: dict[str, str] = field(default_factory=dict)

    async def person(self, user: str) -> str:
        """Somebody's account in Slack, linked as they would link it themselves."""
        if user not in self.people:
            self.people[user] = self.slack.person(user)
            caller: Any = await self.house.office.caller(TENANT, user)
            code = await self.house.linking.code(caller)
            account = f"-/{TEAM}/{self.people[user]}"
            await self.house.linking.link(TENANT, account, code)
        return self.people[user]

    async def until(self, found: Callable[[], Any]) -> Any:
        """What comes of something, as soon as it has come; never by the clock alone."""
        async with asyncio.timeout(PATIENCE):
            while not (answer := found()):
                await asyncio.sleep(0.005)
        return answer

    async def shown(self, channel: str, word: str) -> Said:
        """Our message in a channel that has these words somewhere in its blocks."""
        return (await self.until(lambda: self.slack.saying(channel, word)))[-1]


@asynccontextmanager
async def workshop(
    keeper: MemoryKeeper,
    slack: FakeSlack,
    stores: MemorySlack | None = None,
    *,
    socket: bool = False,
) -> AsyncIterator[Workshop]:
    """The house as it is served; the same stores again are the same house after a restart.

    Over a `socket` the house calls Slack, and nobody can call the house.
    """
    keeper.settings = Settings(
        keeper.settings.home,
        slack_bot_token=slack.token,
        slack_signing_secret="" if socket else slack.secret,
        slack_app_token=slack.app_token if socket else "",
        slack_api_url=slack.api,
        slack_tenant=TENANT,
    )
    async with keeper.open() as opened:
        house = replace(opened, slack=stores or MemorySlack())
        chat, app = NoChat(), FastAPI()
        making = Making(house, house.slack, chat, house.upkeep.enter, (StoreUnavailable,))
        room = making.made()
        app.add_api_route("/slack/events", room.door.handle, methods=["POST"])
        async with serving(app) as address, room.open(), kept(house, StoreUnavailable, room):
            slack.app = f"{address}/slack/events"
            yield Workshop(house, room, slack, chat)


async def shown(here: Workshop, user: str, channel: str, number: str) -> Said:
    """The card of a draft, posted for somebody."""
    await here.person(user)
    caller = await here.house.office.caller(TENANT, user)
    if caller is None or not await here.room.posting.show(caller, channel, number):
        raise LookupError(f"{user} sees no {number}")
    return await here.shown(channel, f"{number} ·")


def buttons(said: Said) -> set[str]:
    """What can be pressed on a message and comes here."""
    found = (e for b in said.blocks if b["type"] == "actions" for e in b["elements"])
    return {element["action_id"].partition(":")[0] for element in found if "url" not in element}


async def status(here: Workshop, number: str) -> str:
    """How a draft stands, as the owner sees it on the web."""
    caller = await here.house.office.caller(TENANT, "owner")
    card = await here.house.office.card(caller, number) if caller else None
    return str(card["status"]) if card else ""
