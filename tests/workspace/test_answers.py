"""An address for answers in the fake Slack works five times within half an hour."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fake_slack import FakeSlack
from tests.workspace.conftest import Hands, buttons, said

HERE, BUYER = "C0PURCHASING", "U0BUYER"
BESIDE: dict[str, Any] = {"replace_original": False}


async def clicked(fake: FakeSlack, client: AsyncWebClient) -> tuple[str, AsyncWebhookClient]:
    sent = await client.chat_postMessage(channel=HERE, text="a", blocks=[buttons("draft_sign")])
    payload = fake.click(HERE, sent["ts"], "draft_sign", user=BUYER)
    return sent["ts"], AsyncWebhookClient(payload["response_url"])


async def test_an_answer_is_for_the_one_who_clicked(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    ts, hook = await clicked(fake, client)
    answer = await hook.send_dict({"text": "Signed.", "response_type": "ephemeral"} | BESIDE)
    assert (answer.status_code, answer.body) == (200, "ok")
    assert [kept.text for kept in fake.told(BUYER)] == ["Signed."]
    await hook.send_dict({"text": "Signed by you.", "response_type": "in_channel"} | BESIDE)
    assert [kept.text for kept in fake.own(HERE)] == ["a", "Signed by you."]
    assert fake.message(HERE, ts).edits == 0 and not fake.complaints


async def test_what_was_clicked_on_can_be_replaced_and_taken_away(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    ts, hook = await clicked(fake, client)
    await hook.send_dict({"text": "b", "blocks": [said("b")], "replace_original": True})
    assert fake.message(HERE, ts).text == "b" and not fake.message(HERE, ts).buttons
    await hook.send_dict({"text": "c"})
    assert fake.message(HERE, ts).text == "c"
    assert "say replace_original" in fake.complaints[0]
    await hook.send_dict({"delete_original": True})
    assert fake.own(HERE) == []


async def test_the_sixth_answer_and_a_late_one_go_nowhere(
    fake: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    _, hook = await clicked(fake, client)
    answers = [await hook.send_dict({"text": "x"} | BESIDE) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[-1].body == "used_url"
    _, hook = await clicked(fake, client)
    clock.now += 30 * 60
    assert (await hook.send_dict({"text": "x"} | BESIDE)).status_code == 200
    clock.now += 1
    assert (await hook.send_dict({"text": "x"} | BESIDE)).body == "expired_url"
    assert len(fake.told(BUYER)) == 6


async def test_an_answer_keeps_to_the_same_limits(fake: FakeSlack, client: AsyncWebClient) -> None:
    _, hook = await clicked(fake, client)
    for wrong in (
        {"text": ""},
        {"text": "x" * 40_001},
        {"text": "x", "blocks": [said("x")] * 51},
        {"text": "x", "colour": "red"},
    ):
        assert (await hook.send_dict(wrong | BESIDE)).status_code == 400
    assert fake.told(BUYER) == [] and len(fake.complaints) == 4
    await hook.send_dict({"text": "<!channel>"} | BESIDE)
    assert fake.pinged == [("response_url", "<!channel>")]


async def test_a_command_is_answered_there_too(fake: FakeSlack) -> None:
    sent = fake.command("queue", user=BUYER, channel=HERE)
    await AsyncWebhookClient(sent["response_url"]).send_dict({"text": "Nothing waits."})
    assert [kept.text for kept in fake.told(BUYER)] == ["Nothing waits."] and not fake.complaints
