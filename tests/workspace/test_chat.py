"""Messages in the fake Slack are kept, changed, refused as Slack keeps, changes, refuses them."""

import warnings
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack
from tests.workspace.conftest import buttons, refusal, said

HERE, BUYER = "C0PURCHASING", "U0BUYER"


async def test_a_message_is_kept_with_an_id_for_every_block(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    sent = [said("Order *200* locks"), buttons("draft_sign", "draft_why")]
    answer = await client.chat_postMessage(channel=HERE, text="Order 200 locks", blocks=sent)
    [kept] = fake.own(HERE)
    assert (kept.ts, kept.text) == (answer["ts"], "Order 200 locks")
    assert len({block["block_id"] for block in kept.blocks}) == 2
    assert kept.buttons == [("draft_sign", "DRAFT_SIGN"), ("draft_why", "DRAFT_WHY")]
    assert "Order *200* locks" in kept.words


async def test_no_two_messages_have_one_timestamp(fake: FakeSlack, client: AsyncWebClient) -> None:
    for _ in range(20):
        await client.chat_postMessage(channel=HERE, text="x")
    stamps = [kept.ts for kept in fake.own(HERE)]
    assert len(set(stamps)) == 20 and stamps == sorted(stamps)


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": HERE}, "no_text"),
        ({"channel": HERE, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": HERE, "text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ({"channel": HERE, "markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"channel": HERE, "text": "x", "thread_ts": "1.1"}, "thread_not_found"),
        ({"channel": HERE, "text": "x", "blocks": [{"type": "card"}]}, "invalid_blocks"),
        ({"channel": HERE, "text": "x", "blocks": [said("x")] * 51}, "invalid_blocks"),
        ({"channel": HERE, "text": "x", "colour": "red"}, "invalid_arguments"),
    ],
)
async def test_a_message_that_slack_would_not_take_is_refused(
    client: AsyncWebClient, what: Any, error: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # The SDK warns of a message without words.
        assert await refusal(client.chat_postMessage(**what)) == error


async def test_the_longest_texts_are_taken(fake: FakeSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=HERE, text="x" * 40_000)
    await client.chat_postMessage(channel=HERE, markdown_text="x" * 12_000)
    assert len(fake.own(HERE)) == 2


async def test_all_blocks_of_a_message_together_have_a_size(client: AsyncWebClient) -> None:
    long = client.chat_postMessage(channel=HERE, text="x", blocks=[said("x" * 2900)] * 5)
    assert await refusal(long) == "msg_blocks_too_long"
    await client.chat_postMessage(channel=HERE, text="x", blocks=[said("x" * 2900)] * 4)


async def test_nothing_goes_where_nobody_can_write(fake: FakeSlack, client: AsyncWebClient) -> None:
    post = client.chat_postMessage
    for channel, error in [
        (fake.channel("secret", kind="private", joined=False), "channel_not_found"),
        (fake.channel("other", joined=False), "not_in_channel"),
    ]:
        assert await refusal(post(channel=channel, text="x")) == error
    kept = await post(channel=HERE, text="x")
    fake.archive(HERE)
    assert await refusal(post(channel=HERE, text="x")) == "is_archived"
    again = client.chat_update(channel=HERE, ts=kept["ts"], text="y")
    assert await refusal(again) == "is_archived"


async def test_a_person_can_be_written_to_but_not_edited_by_name(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    answer = await client.chat_postMessage(channel=BUYER, text="x")
    assert answer["channel"] == fake.direct(BUYER)
    named = client.chat_update(channel=BUYER, ts=answer["ts"], text="y")
    assert await refusal(named) == "channel_not_found"
    await client.chat_update(channel=answer["channel"], ts=answer["ts"], text="y")
    assert [kept.text for kept in fake.own(fake.direct(BUYER))] == ["y"]


async def test_an_update_with_text_alone_takes_the_blocks_away(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    sent = await client.chat_postMessage(channel=HERE, text="a", blocks=[buttons("draft_sign")])
    await client.chat_update(channel=HERE, ts=sent["ts"], text="b")
    [kept] = fake.own(HERE)
    assert (kept.text, kept.blocks, kept.edits) == ("b", [], 1)
    assert kept.before[0][0] == "a" and kept.before[0][1]


async def test_only_the_apps_own_messages_change_and_only_while_they_are_there(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    theirs = fake.says(HERE, BUYER, "hello").ts
    update, delete = client.chat_update, client.chat_delete
    assert await refusal(update(channel=HERE, ts=theirs, text="y")) == "cant_update_message"
    assert await refusal(delete(channel=HERE, ts=theirs)) == "cant_delete_message"
    ours = (await client.chat_postMessage(channel=HERE, text="x"))["ts"]
    await delete(channel=HERE, ts=ours)
    assert await refusal(update(channel=HERE, ts=ours, text="y")) == "message_not_found"
    again = (await client.chat_postMessage(channel=HERE, text="x"))["ts"]
    fake.delete(HERE, again)
    assert await refusal(update(channel=HERE, ts=again, text="y")) == "message_not_found"
    assert fake.own(HERE) == []


async def test_a_reply_hangs_on_a_message_that_is_no_reply(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    first = fake.says(HERE, BUYER, "what is on order")
    reply = await client.chat_postMessage(channel=HERE, text="x", thread_ts=first.ts)
    under = client.chat_postMessage(channel=HERE, text="y", thread_ts=reply["ts"])
    assert await refusal(under) == "cannot_reply_to_message"
    assert [kept.text for kept in fake.own(HERE, first.ts)] == ["x"]
    answer = await client.conversations_replies(channel=HERE, ts=first.ts)
    assert [message["text"] for message in answer["messages"]] == ["what is on order", "x"]


async def test_an_ephemeral_message_is_seen_by_one_person_and_never_updated(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    sent = await client.chat_postEphemeral(channel=HERE, user=BUYER, text="You may not.")
    assert [kept.text for kept in fake.told(BUYER)] == ["You may not."]
    assert fake.told("U0OWNER") == [] and fake.own(HERE) == []
    again = client.chat_update(channel=HERE, ts=sent["message_ts"], text="y")
    assert await refusal(again) == "message_not_found"
    stranger = client.chat_postEphemeral(channel=HERE, user="U0STRANGER", text="x")
    assert await refusal(stranger) == "user_not_in_channel"


async def test_a_direct_conversation_is_opened_with_one_person(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    opened = await client.conversations_open(users=BUYER)
    assert opened["channel"]["id"] == fake.direct(BUYER)
    assert await refusal(client.conversations_open(users="U0NOBODY")) == "user_not_found"
    fake.people[BUYER].deleted = True
    assert await refusal(client.conversations_open(users=BUYER)) == "user_disabled"
    robot = fake.person("robot", bot=True)
    assert await refusal(client.conversations_open(users=robot)) == "cannot_dm_bot"


async def test_people_and_channels_can_be_looked_up(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    assert (await client.users_info(user=BUYER))["user"]["tz"] == "Europe/Rome"
    assert await refusal(client.users_info(user="U0NOBODY")) == "user_not_found"
    found = (await client.conversations_info(channel=HERE))["channel"]
    assert (found["name"], found["is_archived"]) == ("purchasing", False)
    assert BUYER in (await client.conversations_members(channel=HERE))["members"]
    sent = await client.chat_postMessage(channel=HERE, text="x")
    link = await client.chat_getPermalink(channel=HERE, message_ts=sent["ts"])
    assert sent["ts"].replace(".", "") in link["permalink"]
    await client.reactions_add(channel=HERE, timestamp=sent["ts"], name="eyes")
    assert fake.reactions == [(HERE, sent["ts"], "eyes")]


@pytest.mark.parametrize(
    ("text", "pings"),
    [
        ("<!channel> all", ["<!channel>"]),
        ("<!here|here>", ["<!here|here>"]),
        ("<@U0BUYER> look", ["<@U0BUYER>"]),
        ("<!subteam^S1> look", ["<!subteam^S1>"]),
        ("&lt;!channel&gt; @channel @here", []),
    ],
)
async def test_whoever_is_called_is_noted_unless_the_text_is_escaped(
    fake: FakeSlack, client: AsyncWebClient, text: str, pings: list[str]
) -> None:
    await client.chat_postMessage(channel=HERE, text="x", blocks=[said(text)])
    assert [ping for _, ping in fake.pinged] == pings


async def test_plain_text_calls_nobody_and_parsing_in_full_calls_whoever_is_spoken_of(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    plain = {"type": "section", "text": {"type": "plain_text", "text": "<!channel>"}}
    await client.chat_postMessage(channel=HERE, text="x", blocks=[plain])
    assert fake.pinged == []
    await client.chat_postMessage(channel=HERE, text="@channel", parse="full")
    assert fake.pinged == [("chat.postMessage", "@channel")]


async def test_where_links_lead_is_noted(fake: FakeSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=HERE, text="<https://evil.example|the invoice>")
    assert fake.links == ["https://evil.example"]
