"""People in the fake Slack can do what Slack lets them do: the button must be there."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import TEAM, FakeSlack, NotThere
from tests.workspace.conftest import buttons, field_of, form, said
from tests.workspace.state import Json

HERE, BUYER, OWNER = "C0PURCHASING", "U0BUYER", "U0OWNER"


async def card(client: AsyncWebClient, *blocks: Json, **more: Any) -> str:
    sent = list(blocks) or [said("Order"), buttons("draft_sign")]
    answer = await client.chat_postMessage(channel=HERE, text="x", blocks=sent, **more)
    return str(answer["ts"])


async def test_a_click_carries_what_the_button_carries(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    asked = fake.says(HERE, OWNER, "x")
    ts = await card(client, thread_ts=asked.ts)
    sent = fake.click(HERE, ts, "draft_sign", user=BUYER)
    [deed] = sent["actions"]
    assert (deed["value"], deed["type"]) == ("DRAFT_SIGN", "button")
    assert deed["block_id"] == fake.message(HERE, ts).blocks[1]["block_id"]
    assert sent["user"] == {
        "id": BUYER,
        "username": "buyer",
        "name": "buyer",
        "team_id": TEAM,
    }
    assert sent["team"]["id"] == TEAM and sent["enterprise"] is None
    assert sent["container"]["thread_ts"] == asked.ts
    assert sent["message"]["ts"] == ts and sent["trigger_id"] in fake.triggers


async def test_nobody_clicks_on_what_is_not_there(fake: FakeSlack, client: AsyncWebClient) -> None:
    ts = await card(client)
    with pytest.raises(NotThere, match="0 elements are 'draft_undo'"):
        fake.click(HERE, ts, "draft_undo", user=BUYER)
    with pytest.raises(NotThere, match="sees no message"):
        fake.click(HERE, "1.1", "draft_sign", user=BUYER)
    await client.chat_update(channel=HERE, ts=ts, text="signed")
    with pytest.raises(NotThere, match="there are"):
        fake.click(HERE, ts, "draft_sign", user=BUYER)
    fake.delete(HERE, ts)
    with pytest.raises(NotThere, match="was deleted"):
        fake.click(HERE, ts, "draft_sign", user=BUYER)


async def test_of_many_alike_one_is_chosen_by_its_value(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    rows = [buttons("draft_show"), buttons("draft_show")]
    rows[1]["elements"][0]["value"] = "two"
    ts = await card(client, *rows)
    with pytest.raises(NotThere, match="2 elements"):
        fake.click(HERE, ts, "draft_show", user=BUYER)
    sent = fake.click(HERE, ts, "draft_show", user=BUYER, value="two")
    assert sent["actions"][0]["value"] == "two"


async def test_an_ephemeral_message_is_clicked_by_the_one_who_sees_it(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    answer = await client.chat_postEphemeral(
        channel=HERE, user=BUYER, text="x", blocks=[buttons("say")]
    )
    sent = fake.click(HERE, answer["message_ts"], "say", user=BUYER)
    assert sent["container"]["is_ephemeral"] and "message" not in sent
    with pytest.raises(NotThere):
        fake.click(HERE, answer["message_ts"], "say", user=OWNER)


async def test_the_same_id_elsewhere_and_a_guest_are_other_people(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    ts = await card(client)
    twin = fake.click(HERE, ts, "draft_sign", user=BUYER, team="T0OTHER", enterprise="E0OTHER")
    assert (twin["team"]["id"], twin["user"]["team_id"]) == ("T0OTHER", "T0OTHER")
    assert twin["enterprise"]["id"] == twin["team"]["enterprise_id"] == "E0OTHER"
    guest = fake.person("guest", team="T0SUPPLIER")
    sent = fake.click(HERE, ts, "draft_sign", user=guest)
    assert (sent["team"]["id"], sent["user"]["team_id"]) == (TEAM, "T0SUPPLIER")
    told = fake.mention(HERE, guest, "what is on order")
    assert told["is_ext_shared_channel"] and told["event"]["user_team"] == "T0SUPPLIER"
    assert told["team_id"] == TEAM
    assert not fake.mention(HERE, BUYER, "x")["is_ext_shared_channel"]


async def test_in_an_enterprise_everything_names_it() -> None:
    async with FakeSlack(enterprise="E0GROUP").served() as fake:
        buyer, here = fake.person("buyer"), fake.channel("purchasing")
        assert fake.mention(here, buyer, "x")["enterprise_id"] == "E0GROUP"
        assert fake.command("queue", user=buyer, channel=here)["enterprise_id"] == "E0GROUP"
        client = AsyncWebClient(token=fake.token, base_url=fake.api)
        assert (await client.auth_test())["enterprise_id"] == "E0GROUP"


@pytest.fixture
async def shown(fake: FakeSlack, client: AsyncWebClient) -> str:
    choices = [{"text": {"type": "plain_text", "text": f"n{n}"}, "value": f"{n}"} for n in (1, 2)]
    label = {"type": "plain_text", "text": "which"}
    select = {"type": "static_select", "action_id": "which", "options": choices}
    many = {"type": "checkboxes", "action_id": "many", "options": choices}
    day = {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-01"}
    asked = [
        field_of("quantity", initial_value="50", min_length=1, max_length=4),
        {"type": "input", "block_id": "w", "label": label, "element": select, "optional": True},
        {"type": "input", "block_id": "m", "label": label, "element": many, "optional": True},
        {"type": "input", "block_id": "d", "label": label, "element": day},
        buttons("draft_why"),
    ]
    answer = await client.views_open(
        trigger_id=fake.trigger(BUYER), view=form(*asked, private_metadata="PO-1:2:abc")
    )
    return str(answer["view"]["id"])


async def test_a_form_is_sent_with_what_was_typed_and_what_stood_there(
    fake: FakeSlack, shown: str
) -> None:
    sent = fake.submit(shown, {"quantity": "60", "w": "2", "many": ["1", "n2"]})
    values = sent["view"]["state"]["values"]
    assert values["quantity-1"]["quantity"] == {"type": "plain_text_input", "value": "60"}
    assert values["w"]["which"]["selected_option"]["value"] == "2"
    assert [each["value"] for each in values["m"]["many"]["selected_options"]] == ["1", "2"]
    assert values["d"]["day"]["selected_date"] == "2026-12-01"
    assert sent["view"]["private_metadata"] == "PO-1:2:abc"
    assert sent["user"]["id"] == BUYER


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"quantity": ""}, "must be filled"),
        ({"quantity": "12345"}, "takes 1 to 4"),
        ({"which": "3"}, "has no choice"),
        ({"price": "3"}, "the form has no"),
    ],
)
async def test_a_form_cannot_be_sent_as_slack_would_not_send_it(
    fake: FakeSlack, shown: str, values: Any, why: str
) -> None:
    with pytest.raises(NotThere, match=why):
        fake.submit(shown, values)


async def test_a_button_in_a_form_and_at_home_is_clicked(
    fake: FakeSlack, client: AsyncWebClient, shown: str
) -> None:
    sent = fake.click_in_view(shown, "draft_why")
    assert sent["container"] == {"type": "view", "view_id": shown}
    assert fake.triggers[sent["trigger_id"]].view == shown
    home = {"type": "home", "blocks": [buttons("draft_show")]}
    await client.views_publish(user_id=BUYER, view=home)
    at_home = fake.click_in_view(fake.homes[BUYER].id, "draft_show")
    assert at_home["view"]["type"] == "home" and at_home["user"]["id"] == BUYER
    with pytest.raises(NotThere, match="nothing to send"):
        fake.submit(fake.homes[BUYER].id)


async def test_feedback_is_one_of_two_buttons(fake: FakeSlack, client: AsyncWebClient) -> None:
    def answer(value: str) -> Json:
        return {"text": {"type": "plain_text", "text": value.title()}, "value": value}

    asked = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": answer("good"),
        "negative_button": answer("bad"),
    }
    ts = await card(client, {"type": "context_actions", "elements": [asked]})
    sent = fake.click(HERE, ts, "feedback", user=BUYER, value="bad")
    assert sent["actions"][0]["value"] == "bad"
    with pytest.raises(NotThere, match="feedback is"):
        fake.click(HERE, ts, "feedback", user=BUYER, value="so so")


async def test_shortcuts_commands_events_come_as_slack_sends_them(fake: FakeSlack) -> None:
    heard = fake.says(HERE, BUYER, "order 50 locks")
    assert fake.shortcut("ask", user=BUYER)["type"] == "shortcut"
    chosen = fake.message_shortcut("draft", HERE, heard.ts, user=BUYER)
    assert chosen["message"]["text"] == "order 50 locks"
    typed = fake.command("ask what is on order", user=BUYER, channel=HERE)
    assert (typed["command"], typed["text"]) == ("/countersign", "ask what is on order")
    direct = fake.dm(BUYER, "hello")["event"]
    assert (direct["channel_type"], direct["text"]) == ("im", "hello")
    asked = fake.mention(HERE, BUYER, "hello")["event"]
    assert asked["text"] == "<@U0COUNTERSIGN> hello" and asked["type"] == "app_mention"
    dropped = fake.drop(HERE, BUYER, b"abc", "note.txt", thread=heard.ts)
    told = fake.message_event(dropped)["event"]
    assert (told["subtype"], told["thread_ts"]) == ("file_share", heard.ts)
    shared = fake.file_shared(dropped)["event"]
    assert shared["file_id"] == dropped.files[0]["id"] and "url_private" not in str(shared)
    assert fake.home_opened(BUYER, "messages")["event"]["tab"] == "messages"
    gone = fake.deleted(heard)["event"]
    assert gone["subtype"] == "message_deleted" and heard.deleted
    events = [fake.uninstalled(), fake.event("team_join", {"user": {"id": BUYER}})]
    assert len({event["event_id"] for event in events}) == 2
