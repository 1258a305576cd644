"""Socket Mode of the fake Slack with the real Bolt: envelopes, acks, refreshes, cut lines."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack
from tests.workspace.bolted import Bolted, bolted
from tests.workspace.conftest import buttons, field_of, form, refusal

HERE, BUYER = "C0PURCHASING", "U0BUYER"


@pytest.fixture
async def app(fake: FakeSlack) -> AsyncIterator[Bolted]:
    made = bolted(fake)
    handler: Any = AsyncSocketModeHandler(made.app, fake.app_token, ping_interval=1)
    handler.client.ping_interval = 0.05  # Seconds; how soon a lost line is noticed.
    await handler.connect_async()
    await fake.socket.connected()
    yield made
    await handler.close_async()


async def click(fake: FakeSlack, client: AsyncWebClient) -> dict[str, object]:
    sent = await client.chat_postMessage(channel=HERE, text="x", blocks=[buttons("draft_sign")])
    return fake.click(HERE, sent["ts"], "draft_sign", user=BUYER)


async def test_a_click_is_acknowledged_under_its_envelope(
    fake: FakeSlack, app: Bolted, client: AsyncWebClient
) -> None:
    sent = await click(fake, client)
    acked = await fake.socket.deliver(sent)
    assert acked.seconds < 3 and fake.socket.acks == [acked]
    await fake.until(lambda: app.heard)
    assert app.heard == [sent] and fake.socket.unasked == []


async def test_the_same_envelope_may_come_twice(
    fake: FakeSlack, app: Bolted, client: AsyncWebClient
) -> None:
    acked = await fake.socket.deliver(await click(fake, client), twice=True)
    assert acked.again is not None and acked.again.envelope == acked.envelope
    await fake.until(lambda: len(app.heard) == 2)


async def test_forms_and_commands_are_answered_in_the_ack(
    fake: FakeSlack, app: Bolted, client: AsyncWebClient
) -> None:
    view = form(field_of("quantity"), callback_id="edit")
    answer = await client.views_open(trigger_id=fake.trigger(BUYER), view=view)
    shown = fake.views[answer["view"]["id"]]
    app.answer = {"response_action": "errors", "errors": {"quantity-1": "Too many."}}
    await fake.socket.deliver(fake.submit(shown.id, {"quantity": "7"}))
    assert shown.errors == {"quantity-1": "Too many."}
    await fake.socket.deliver(fake.command("queue", user=BUYER, channel=HERE))
    assert [said.text for said in fake.told(BUYER)] == ["Nothing waits for you."]
    await fake.socket.deliver(fake.mention(HERE, BUYER, "hello"))
    await fake.until(lambda: len(app.heard) == 3)


async def test_a_connection_that_slack_refreshes_makes_way_for_the_next(
    fake: FakeSlack, app: Bolted, client: AsyncWebClient
) -> None:
    await fake.socket.refresh()
    assert fake.socket.connects == 2
    await fake.socket.deliver(await click(fake, client))
    await fake.until(lambda: app.heard)


async def test_a_connection_that_is_cut_is_made_again(
    fake: FakeSlack, app: Bolted, client: AsyncWebClient
) -> None:
    await fake.socket.cut()
    await fake.socket.connected(2)
    await fake.socket.deliver(await click(fake, client))
    await fake.until(lambda: app.heard)


async def test_nobody_connects_without_the_apps_own_token_or_twice_with_one_address(
    fake: FakeSlack,
) -> None:
    client = AsyncWebClient(base_url=fake.api)
    wrong = client.apps_connections_open(app_token="xapp-else")
    assert await refusal(wrong) == "invalid_auth"
    answer = await client.apps_connections_open(app_token=fake.app_token)
    async with fake.session.ws_connect(answer["url"]) as first:
        assert (await first.receive_json())["type"] == "hello"
        with pytest.raises(Exception, match="403"):
            await fake.session.ws_connect(answer["url"])
        await first.send_json({"envelope_id": "nobody asked"})
    await fake.socket.gone()
    assert fake.socket.unasked == [{"envelope_id": "nobody asked"}]


async def test_an_app_has_ten_connections_at_most(fake: FakeSlack) -> None:
    client = AsyncWebClient(base_url=fake.api)
    lines = []
    for _ in range(10):
        answer = await client.apps_connections_open(app_token=fake.app_token)
        lines.append(await fake.session.ws_connect(answer["url"]))
        await lines[-1].receive_json()
    await fake.socket.connected(10)
    more = client.apps_connections_open(app_token=fake.app_token)
    assert await refusal(more) == "too_many_websockets"
    for line in lines:
        await line.close()
    await fake.socket.gone()
