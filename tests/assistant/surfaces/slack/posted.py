"""A workspace with cards in it for the tests: real house, real SDK, and time that only we turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from assistant.surfaces.front import Caller, CardView, QueueView
from assistant.surfaces.office import House
from assistant.surfaces.slack.pace import Pace
from assistant.surfaces.slack.posting import Posting
from assistant.surfaces.slack.wire import SIGN, Block, Message, Signing
from domain.store.memory_posted import MemoryPosted
from tests.assistant.surfaces.conftest import TENANT
from tests.fake_slack import FakeSlack

BEGINNING = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
TURNS = 5


@dataclass
class Time:
    """Stands still until somebody sleeps; what happens at a moment happens on the way there."""

    seconds: float = 0.0
    coming: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def timer(self) -> float:
        return self.seconds

    def stamp(self) -> float:
        return BEGINNING.timestamp() + self.seconds

    def clock(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        for at, happens in [each for each in self.coming if each[0] <= self.seconds]:
            self.coming.remove((at, happens))
            happens()
        await asyncio.sleep(0)

    def at(self, seconds: float, happens: Callable[[], None]) -> None:
        self.coming.append((seconds, happens))


def plain(text: str) -> Block:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}


@dataclass
class Drawing:
    """A card in few words, of as many messages as a test wants."""

    parts: int = 1
    broken: str = ""
    """The draft that cannot be drawn, because of a mistake of ours."""

    def __call__(self, card: CardView, shared: bool = False) -> tuple[Message, ...]:
        if card["id"] == self.broken:
            raise ZeroDivisionError
        blocks = [plain(f"{card['id']} {card['title']}: {card['status_word']}")]
        if card["may_sign"]:
            value = "" if card["batch"] else str(Signing.of(card))
            text = {"type": "plain_text", "text": "Sign"}
            button = {"type": "button", "action_id": SIGN, "text": text, "value": value or "all"}
            name = f"{card['id']}-{card['version']}"
            blocks.append({"type": "actions", "block_id": name, "elements": [button]})
        first = Message(f"{card['id']}: {card['status_word']}", tuple(blocks))
        rest = [
            f"Part {n} of {card['id']} version {card['version']}" for n in range(2, self.parts + 1)
        ]
        return (first, *(Message(text, (plain(text),)) for text in rest))


def drawn_home(queue: QueueView, caller: Caller) -> dict[str, Any]:
    return {"type": "home", "blocks": [plain(f"{queue['count']} to sign")]}


@dataclass
class Workspace:
    """One business with its cards in Slack, and as many processes as a test opens."""

    house: House
    slack: FakeSlack
    time: Time = field(default_factory=Time)
    drawing: Drawing = field(default_factory=Drawing)
    register: Any = field(default_factory=MemoryPosted)
    opened: list[Posting] = field(default_factory=list)

    def process(self) -> Posting:
        """A process that posts; it begins with knowing nothing."""
        client = AsyncWebClient(token=self.slack.token, base_url=self.slack.api, retry_handlers=[])
        pace = Pace(self.time.timer, self.time.sleep, dice=lambda: 1.0)
        posting = Posting(
            self.house.office,
            client,
            self.register,
            TENANT,
            self.drawing,
            drawn_home,
            pace=pace,
            clock=self.time.clock,
        )
        self.opened.append(posting)
        return posting

    async def caller(self, user: str) -> Caller:
        found = await self.house.office.caller(TENANT, user)
        assert found is not None
        return found

    async def show(self, posting: Posting, channel: str, draft: str, user: str = "owner") -> str:
        """The name of the card's first message in the channel."""
        assert await posting.show(await self.caller(user), channel, draft)
        return max(str(m["card"]) for m in await self.register.of_draft(TENANT, draft))

    async def decide(self, draft: str, decision: Any = "sign", user: str = "owner") -> None:
        """On the page of the card in the browser."""
        caller = await self.caller(user)
        card = await self.house.office.card(caller, draft)
        assert card is not None
        asked = (draft, card["version"], card["digest"], decision, "Too dear.")
        outcome = await self.house.office.decide(caller, *asked)
        assert outcome["ok"], outcome

    def cards(self, *channels: str) -> list[tuple[str, bool]]:
        """What each card says, and whether there is anything to press on it."""
        return [(said.text, pressed(said.blocks)) for c in channels for said in self.slack.own(c)]

    def updates(self) -> list[str]:
        """The channels in which a message was written anew, in order."""
        return [call.args["channel"] for call in self.slack.called("chat.update")]


def pressed(blocks: list[Block]) -> bool:
    return any(block["type"] == "actions" for block in blocks)


async def heard(posting: Posting) -> None:
    """What was told to the process has reached it, and is dealt with."""
    for _ in range(TURNS):
        await asyncio.sleep(0)
    await posting.look_when_woken()


@asynccontextmanager
async def workspace(house: House, **drawn: Any) -> AsyncIterator[Workspace]:
    time = Time()
    async with FakeSlack(time.stamp).served() as slack:
        found = Workspace(house, slack, time, Drawing(**drawn))
        yield found
        for posting in found.opened:
            await posting.close()
