"""A business with its people, drafts and cards in a strict Slack on this machine."""

import asyncio
import itertools
import json
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

import _business as business
from _figures import OUT
from _measuring import QUICK, Opened, opened
from _serving import ROOT
from fastapi import FastAPI

import tests
from assistant.application import kept
from assistant.surfaces.slack.pace import UPDATE
from assistant.surfaces.slack.room import Making, Room
from assistant.surfaces.slack.wire import SIGN
from domain.store.event_store import StoreUnavailable
from guardrails.caller import Caller

# A library brings a package of this name; ours has the strict fake of Slack.
tests.__path__.insert(0, str(ROOT / "tests"))
from tests.fake_slack import TEAM, FakeSlack, Said, serving  # noqa: E402

TENANT = "sized"
PEOPLE = 16
EVENTS = 2_000
TOKEN, SECRET = "xoxb-fake-bot-token", "shhh-signing-secret"


@dataclass
class Moving:
    """The time of this machine, of which whole minutes can be left out."""

    ahead: float = 0.0
    coming: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    """What happens when, on the way of who leaves time out."""

    def timer(self) -> float:
        return time.monotonic() + self.ahead

    def stamp(self) -> float:
        return time.time() + self.ahead

    def clock(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    async def sleep(self, seconds: float) -> None:
        """Nobody waits for it: the time is left out."""
        self.ahead += seconds
        for at, happens in [each for each in self.coming if each[0] <= self.timer()]:
            self.coming.remove((at, happens))
            happens()
        await asyncio.sleep(0)


class NoChat:
    """Nobody reads here on the web what is said."""

    async def keep(self, caller: Any, talk: str, exchange: Any) -> None:
        """It is in the ledger; there is no chat that would list it."""


@dataclass
class Workspace:
    """One business, served as it is, beside the Slack that its people sit before."""

    here: Opened
    room: Room
    slack: FakeSlack
    time: Moving
    people: dict[str, str] = field(default_factory=dict)
    """Accounts in Slack by member."""
    turns: Iterator[int] = field(default_factory=itertools.count)

    async def caller(self, user: str) -> Caller:
        found = await self.here.house.accounts.caller(TENANT, user, "chat")
        if found is None:
            raise SystemExit(f"There is no {user} here.")
        return found

    async def join(self) -> None:
        """Everybody links their account with a code that they read signed in."""
        for number in range(1, PEOPLE + 1):
            user = f"person{number}"
            self.people[user] = self.slack.person(user)
            code = await self.here.house.linking.code(await self.caller(user))
            await self.here.house.linking.link(TENANT, f"-/{TEAM}/{self.people[user]}", code)

    async def drafted(self, by: str = "person1") -> str:
        """An order that the others may sign."""
        number = next(self.turns) * 5 % business.ITEMS + 1
        asked = {
            "item": f"P-{number:04}",
            "quantity": str(number % 9 + 1),
            "supplier": f"V-{business.supplier_of(number):03}",
        }
        caller, today = await self.caller(by), datetime.now(UTC).date()
        found = await self.here.house.tools.call(
            caller, "draft_purchase_order", asked, today=today, key=token_hex(8)
        )
        if found["outcome"] != "answered":
            raise SystemExit(f"Not drafted: {found}")
        return str(found["content"]["draft"])

    async def signatures(self, draft: str) -> int:
        """How many people have signed a draft, as its card says."""
        card = await self.here.house.office.card(await self.caller("person2"), draft)
        return sum(each["state"] == "signed" for each in (card or {}).get("signatures", ()))

    async def posted(self, draft: str, channels: Sequence[str], posting: Any = None) -> list[Said]:
        """The card of a draft in each of these channels."""
        caller, posting = await self.caller("person2"), posting or self.room.posting
        for channel in channels:
            await posting.show(caller, channel, draft)
        return [self.slack.own(channel)[-1] for channel in channels]

    def click(self, card: Said, user: str) -> Any:
        """Somebody presses the button that signs: the payload as Slack sends it."""
        [button] = [b for b in pressed(card) if b["action_id"].partition(":")[0] == SIGN]
        return self.slack.click(card.channel, card.ts, button["action_id"], user=self.people[user])

    async def until(self, found: Any, seconds: float = 60) -> None:
        async with asyncio.timeout(seconds):
            while not found():
                await asyncio.sleep(0.002)

    def written(self, since: int) -> int:
        """How many cards Slack was asked to change after so many calls."""
        return sum(call.method == UPDATE for call in self.slack.calls[since:])

    def live(self, channels: Sequence[str]) -> int:
        """In how many of the channels something can still be signed."""
        return sum(signable(said) for channel in channels for said in self.slack.own(channel))


def pressed(said: Said) -> list[dict[str, Any]]:
    return [e for b in said.blocks if b["type"] == "actions" for e in b["elements"]]


def signable(said: Said) -> bool:
    return f'"{SIGN}' in json.dumps(said.blocks)


@asynccontextmanager
async def workspace(name: str) -> AsyncIterator[Workspace]:
    """A fresh business on an embedded server, with the app at its address."""
    shutil.rmtree(OUT / f"{name}{'-quick' if QUICK else ''}", ignore_errors=True)
    moving = Moving()
    async with FakeSlack(moving.stamp).served() as slack:
        settings = {
            "slack_bot_token": TOKEN,
            "slack_signing_secret": SECRET,
            "slack_api_url": slack.api,
            "slack_tenant": TENANT,
        }
        async with opened(name, **settings) as here:
            await business.recorded(here.store, TENANT, EVENTS, PEOPLE)
            house, chat, app = here.house, NoChat(), FastAPI()
            down = (StoreUnavailable,)
            room = Making(house, house.slack, chat, house.upkeep.enter, down).made()
            room.posting.pace.timer = room.posting.homes.timer = moving.timer
            app.add_api_route("/slack/events", room.door.handle, methods=["POST"])
            async with serving(app) as address, room.open(), kept(house, StoreUnavailable, room):
                slack.app = f"{address}/slack/events"
                found = Workspace(here, room, slack, moving)
                await found.join()
                yield found
