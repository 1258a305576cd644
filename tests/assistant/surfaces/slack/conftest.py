"""A strict Slack before a front of plain data, or before the real workshop."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from assistant.surfaces.exchange import Exchange
from assistant.surfaces.slack.escaping import section
from assistant.surfaces.slack.paging import messages
from assistant.surfaces.slack.speaking import Speaking
from assistant.surfaces.slack.streaming import Starts
from assistant.surfaces.slack.talks import Place
from assistant.surfaces.slack.wire import Account, Message
from tests.assistant.surfaces.chat.plain_front import HOUSE, Person, PlainFront
from tests.assistant.surfaces.conftest import MemoryKeeper
from tests.fake_slack import TEAM, FakeSlack, Said
from tests.slack_house import Workshop, workshop

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@dataclass
class Posts:
    """Posts at once; a card is one sentence that names its draft."""

    client: AsyncWebClient

    async def post(self, channel: str, message: Message, *, thread: str = "") -> None:
        await self.client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=list(message.blocks),
            thread_ts=thread or None,
        )

    async def show(
        self, caller: Any, channel: str, draft: str, *, thread: str = "", heading: str = ""
    ) -> None:
        words = f"Card of {draft} for {caller.user}"
        for message in messages(words, section(words)):
            await self.post(channel, message, thread=thread)


@dataclass
class Kept:
    """What the web would show."""

    talks: list[tuple[str, str, Exchange]] = field(default_factory=list)
    broken: bool = False

    async def keep(self, caller: Any, talk: str, exchange: Exchange) -> None:
        if self.broken:
            raise ConnectionError("The conversations are away.")
        self.talks.append((caller.user, talk, exchange))


@dataclass
class Bench:
    """One buyer in one channel, and what is said to them."""

    fake: FakeSlack
    front: PlainFront
    speaking: Speaking
    kept: Kept
    channel: str
    user: str
    buyer: Person = field(
        default_factory=lambda: Person(HOUSE, "buyer", "Buyer", ("buyer",), "slack")
    )

    def place(self, text: str = "what is late", threaded: bool = True) -> Place:
        said = self.fake.says(self.channel, self.user, text)
        account = Account(TEAM, self.user)
        return Place(self.channel, said.ts if threaded else "", said.ts, account)

    async def ask(self, text: str = "what is late", place: Place | None = None) -> list[Said]:
        place = place or self.place(text)
        await self.speaking.hear(self.buyer, text, place)
        return self.told(place)

    def told(self, place: Place) -> list[Said]:
        return [each for each in self.fake.own(self.channel, place.thread) if not each.deleted]

    def answers(self, text: str, answer: Any) -> None:
        self.front.answers[text] = answer


@pytest.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    async with FakeSlack().served() as fake:
        yield fake


@pytest.fixture
def client(fake: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=fake.token, base_url=fake.api, retry_handlers=[])


@pytest.fixture
def bench(fake: FakeSlack, client: AsyncWebClient) -> Bench:
    front, kept = PlainFront(), Kept()

    speaking = Speaking(
        front, client, Posts(client), kept, clock=lambda: NOON, starts=Starts(lambda: 0.0)
    )
    user, channel = fake.person("buyer"), fake.channel("purchasing")
    return Bench(fake, front, speaking, kept, channel, user)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack().served() as fake:
        yield fake


@pytest.fixture
async def here(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop(MemoryKeeper(tmp_path), slack) as found:
        yield found
