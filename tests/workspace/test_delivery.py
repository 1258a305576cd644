"""The fake Slack signs what it sends so that the real Bolt believes it, or does not."""

import time
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack
from tests.workspace.bolted import Bolted, over_http
from tests.workspace.conftest import buttons, field_of, form
from tests.workspace.delivery import encoded, signed

HERE, BUYER = "C0PURCHASING", "U0BUYER"


@pytest.fixture
async def app(fake: FakeSlack) -> AsyncIterator[Bolted]:
    async with over_http(fake) as app:
        yield app


async def heard(app: Bolted, fake: FakeSlack, times: int) -> None:
    await fake.until(lambda: len(app.heard) >= times)


async def test_everything_that_people_do_arrives_as_it_was_sent(
    fake: FakeSlack, app: Bolted, client: AsyncWebClient
) -> None:
    sent = await client.chat_postMessage(channel=HERE, text="x", blocks=[buttons("draft_sign")])
    click = fake.click(HERE, sent["ts"], "draft_sign", user=BUYER)
    for payload in (click, fake.command("queue", user=BUYER, channel=HERE)):
        answer = await fake.deliver(payload)
        assert (answer.status, answer.late) == (200, False)
    assert app.heard[0] == click and app.heard[1]["text"] == "queue"
    assert [said.text for said in fake.told(BUYER)] == ["Nothing waits for you."]
    answer = await fake.deliver(fake.challenge())
    assert answer.json["challenge"].startswith("challenge")


async def test_a_wrong_secret_an_old_hour_and_a_changed_body_are_refused(
    fake: FakeSlack, app: Bolted
) -> None:
    asked = fake.mention(HERE, BUYER, "what is on order")
    assert (await fake.deliver(asked, secret="another")).status == 401
    assert (await fake.deliver(asked, at=time.time() - 600)).status == 401
    changed, _ = encoded(fake.mention(HERE, BUYER, "pay everybody"))
    assert (await fake.deliver(asked, body=changed)).status == 401
    assert (await fake.send(changed, {"Content-Type": "application/json"})).status == 401
    assert app.heard == []
    assert (await fake.deliver(asked, at=time.time() - 200)).status == 200


def test_a_signature_is_slacks_own() -> None:
    from slack_sdk.signature import SignatureVerifier

    headers = signed("a=b", "secret", time.time())
    assert SignatureVerifier("secret").is_valid_request("a=b", headers)
    assert not SignatureVerifier("secret").is_valid_request("a=c", headers)


async def test_the_same_may_come_twice_and_says_so(fake: FakeSlack, app: Bolted) -> None:
    asked = fake.mention(HERE, BUYER, "what is on order")
    answer = await fake.deliver(asked, twice=True)
    assert answer.again is not None and answer.again.status == 200
    await heard(app, fake, 2)
    first, second = app.heard
    assert first["event_id"] == second["event_id"]


async def test_what_was_sent_later_may_come_first(fake: FakeSlack, app: Bolted) -> None:
    first, second = (fake.mention(HERE, BUYER, text) for text in ("one", "two"))
    await fake.deliver(second)
    await fake.deliver(first)
    await heard(app, fake, 2)
    stamps = [body["event"]["ts"] for body in app.heard]
    assert stamps == sorted(stamps, reverse=True)


async def test_a_form_comes_back_with_what_is_wrong_or_closes(
    fake: FakeSlack, app: Bolted, client: AsyncWebClient
) -> None:
    view = form(field_of("quantity"), callback_id="edit")
    answer = await client.views_open(trigger_id=fake.trigger(BUYER), view=view)
    shown = fake.views[answer["view"]["id"]]
    app.answer = {"response_action": "errors", "errors": {"quantity-1": "Only 6 are open."}}
    await fake.deliver(fake.submit(shown.id, {"quantity": "7"}))
    assert shown.errors == {"quantity-1": "Only 6 are open."} and not shown.closed
    app.answer = {}
    await fake.deliver(fake.submit(shown.id, {"quantity": "6"}))
    assert shown.closed


async def test_the_apps_own_messages_come_back_to_it_and_are_left_alone(
    fake: FakeSlack, app: Bolted, client: AsyncWebClient
) -> None:
    sent = await client.chat_postMessage(channel=fake.direct(BUYER), text="x")
    own = fake.message(sent["channel"], sent["ts"])
    await fake.deliver(fake.message_event(own))
    await fake.deliver(fake.dm(BUYER, "hello"))
    await heard(app, fake, 1)
    assert [body["event"]["text"] for body in app.heard] == ["hello"]
