"""The fake Slack for tests of itself: served, with a buyer, a channel, the real client."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack
from tests.workspace.state import Json


@dataclass
class Hands:
    """A clock that moves when it is told to."""

    now: float = field(default=1_790_000_000.0)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def fake(clock: Hands) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(clock).served() as fake:
        fake.person("buyer")
        fake.person("owner")
        fake.channel("purchasing")
        yield fake
        fake.complaints.clear()  # Here they are the point.


@pytest.fixture
def client(fake: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=fake.token, base_url=fake.api, retry_handlers=[])


async def refusal(call: Awaitable[Any]) -> str:
    """What Slack says no with."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


def said(text: str) -> Json:
    """A block that says something."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def buttons(*ids: str) -> Json:
    """A row of buttons; the value of each is its id in capitals."""
    label = {"type": "plain_text", "text": "Sign"}
    made = [{"type": "button", "action_id": e, "value": e.upper(), "text": label} for e in ids]
    return {"type": "actions", "elements": made}


def form(*inputs: Json, **more: Any) -> Json:
    """A modal that asks for something."""
    title, submit = ({"type": "plain_text", "text": text} for text in ("Edit", "Save"))
    blocks = list(inputs or (field_of("quantity"),))
    return {"type": "modal", "title": title, "submit": submit, "blocks": blocks} | more


def field_of(name: str, block_id: str = "", **more: Any) -> Json:
    """A line to type into."""
    element = {"type": "plain_text_input", "action_id": name} | more
    label = {"type": "plain_text", "text": name}
    return {
        "type": "input",
        "block_id": block_id or f"{name}-1",
        "label": label,
        "element": element,
    }
