"""The fake Slack counts calls as Slack does, by a clock that a test moves."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack
from tests.workspace.conftest import Hands

HERE = "C0PURCHASING"


async def waits(client: AsyncWebClient, method: str, **args: object) -> int:
    """Seconds that Slack wants to be left alone; 0 where it did what was asked."""
    try:
        await client.api_call(method, json=args)
    except SlackApiError as error:
        return int(error.response.headers["Retry-After"])
    return 0


async def test_a_channel_takes_a_message_a_second_with_a_few_at_once(
    fake: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    fake.rates.on = True
    message = {"channel": HERE, "text": "x"}
    assert [await waits(client, "chat.postMessage", **message) for _ in range(4)] == [0, 0, 0, 1]
    elsewhere = message | {"channel": fake.channel("sales")}
    assert await waits(client, "chat.postMessage", **elsewhere) == 0
    clock.now += 1
    assert [await waits(client, "chat.postMessage", **message) for _ in range(2)] == [0, 1]
    assert fake.rates.refused["chat.postMessage"] == 2 and len(fake.own(HERE)) == 4


async def test_a_minute_has_fifty_updates(
    fake: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    ts = (await client.chat_postMessage(channel=HERE, text="x"))["ts"]
    fake.rates.on = True
    update = {"channel": HERE, "ts": ts, "text": "y"}
    assert [await waits(client, "chat.update", **update) for _ in range(50)] == [0] * 50
    clock.now += 20
    assert await waits(client, "chat.update", **update) == 40
    clock.now += 40
    assert await waits(client, "chat.update", **update) == 0


async def test_a_workspace_takes_three_hundred_messages_a_minute(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    fake.rates.on = True
    channels = [fake.channel(f"c{number}") for number in range(101)]
    for channel in channels[:100]:
        for _ in range(3):
            assert await waits(client, "chat.postMessage", channel=channel, text="x") == 0
    assert await waits(client, "chat.postMessage", channel=channels[100], text="x") == 60


async def test_without_limits_nothing_is_counted(fake: FakeSlack, client: AsyncWebClient) -> None:
    for _ in range(10):
        assert await waits(client, "chat.postMessage", channel=HERE, text="x") == 0
