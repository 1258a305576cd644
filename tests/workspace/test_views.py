"""Forms and homes in the fake Slack open once, come back, change, close."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack, NotThere
from tests.workspace.conftest import Hands, buttons, field_of, form, refusal, said
from tests.workspace.views import answered

BUYER = "U0BUYER"


async def opened(fake: FakeSlack, client: AsyncWebClient, **view: Any) -> str:
    answer = await client.views_open(trigger_id=fake.trigger(BUYER), view=form(**view))
    return str(answer["view"]["id"])


async def test_a_trigger_opens_one_form_within_three_seconds(
    fake: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    trigger = fake.trigger(BUYER)
    clock.now += 3
    await client.views_open(trigger_id=trigger, view=form())
    assert [shown.user for shown in fake.modals()] == [BUYER]
    again = client.views_open(trigger_id=trigger, view=form())
    assert await refusal(again) == "exchanged_trigger_id"
    late = fake.trigger(BUYER)
    clock.now += 3.1
    assert await refusal(client.views_open(trigger_id=late, view=form())) == "expired_trigger_id"
    invented = client.views_open(trigger_id="1.2.3", view=form())
    assert await refusal(invented) == "invalid_trigger_id"


LONG = {"type": "plain_text", "text": "x" * 25}


@pytest.mark.parametrize(
    "view",
    [
        form(title=LONG),
        form(submit=LONG),
        form(close=LONG),
        form(title={"type": "mrkdwn", "text": "Edit"}),
        form(private_metadata="x" * 3001),
        form(callback_id="x" * 256),
        form(*[said("x")] * 101),
        form(type="home"),
        form(colour="red"),
        form(field_of("a", initial_value="x" * 3001)),
        {key: value for key, value in form().items() if key != "submit"},
        {key: value for key, value in form().items() if key != "title"},
        {key: value for key, value in form().items() if key != "blocks"},
    ],
    ids=[
        "title",
        "submit",
        "close",
        "marked title",
        "metadata",
        "callback",
        "blocks",
        "kind",
        "unknown part",
        "begun with too much",
        "nothing to send it with",
        "no title",
        "no blocks",
    ],
)
async def test_a_form_that_slack_would_not_open_is_refused(
    fake: FakeSlack, client: AsyncWebClient, view: Any
) -> None:
    trigger = fake.trigger(BUYER)
    assert await refusal(client.views_open(trigger_id=trigger, view=view)) == "invalid_arguments"
    assert fake.modals() == []


async def test_the_largest_form_opens(fake: FakeSlack, client: AsyncWebClient) -> None:
    short = {"type": "plain_text", "text": "x" * 24}
    many = [field_of(f"f{number}") for number in range(100)]
    view = form(*many, title=short, close=short, private_metadata="x" * 3000)
    await client.views_open(trigger_id=fake.trigger(BUYER), view=view)
    [shown] = fake.modals(BUYER)
    assert len(shown.view["blocks"]) == 100


async def test_an_outdated_hash_changes_nothing(fake: FakeSlack, client: AsyncWebClient) -> None:
    answer = await client.views_open(trigger_id=fake.trigger(BUYER), view=form())
    known, mark = answer["view"]["id"], answer["view"]["hash"]
    await client.views_update(view_id=known, hash=mark, view=form(callback_id="two"))
    stale = client.views_update(view_id=known, hash=mark, view=form())
    assert await refusal(stale) == "hash_conflict"
    assert fake.views[known].view["callback_id"] == "two"
    fake.close(known)
    assert await refusal(client.views_update(view_id=known, view=form())) == "not_found"


async def test_forms_lie_three_deep_at_most(fake: FakeSlack, client: AsyncWebClient) -> None:
    top = await opened(fake, client)
    for _ in range(2):
        answer = await client.views_push(trigger_id=fake.trigger(BUYER, top), view=form())
        top = answer["view"]["id"]
    deeper = client.views_push(trigger_id=fake.trigger(BUYER, top), view=form())
    assert await refusal(deeper) == "push_limit_reached"
    nowhere = client.views_push(trigger_id=fake.trigger(BUYER), view=form())
    assert await refusal(nowhere) == "not_found"


async def test_an_external_id_is_one_forms_only(fake: FakeSlack, client: AsyncWebClient) -> None:
    await opened(fake, client, external_id="draft-1")
    twice = client.views_open(trigger_id=fake.trigger(BUYER), view=form(external_id="draft-1"))
    assert await refusal(twice) == "duplicate_external_id"
    await client.views_update(external_id="draft-1", view=form(external_id="draft-1"))


async def test_a_home_is_published_for_somebody_who_is_there(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    home = {"type": "home", "blocks": [said("Two drafts wait."), buttons("draft_show")]}
    first = await client.views_publish(user_id=BUYER, view=home)
    assert fake.homes[BUYER].view["blocks"][0]["text"]["text"] == "Two drafts wait."
    await client.views_publish(user_id=BUYER, view=home, hash=first["view"]["hash"])
    stale = client.views_publish(user_id=BUYER, view=home, hash=first["view"]["hash"])
    assert await refusal(stale) == "hash_conflict"
    nobody = client.views_publish(user_id="U0NOBODY", view=home)
    assert await refusal(nobody) == "invalid_user_id"
    modal = client.views_publish(user_id=BUYER, view=form())
    assert await refusal(modal) == "invalid_arguments"
    long = {"type": "home", "blocks": [said("x")] * 101}
    assert await refusal(client.views_publish(user_id=BUYER, view=long)) == "invalid_arguments"


async def test_what_was_typed_stays_where_a_block_keeps_its_id(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    known = await opened(fake, client)
    shown = fake.views[known]
    fake.submit(known, {"quantity": "50"})
    same = form(field_of("quantity", "quantity-1", initial_value="60"))
    await client.views_update(view_id=known, view=same)
    sent = fake.submit(known)["view"]["state"]["values"]
    assert sent["quantity-1"]["quantity"]["value"] == "50"
    fresh = form(field_of("quantity", "quantity-2", initial_value="60"))
    await client.views_update(view_id=known, view=fresh)
    assert shown.state == {}
    sent = fake.submit(known)["view"]["state"]["values"]
    assert sent["quantity-2"]["quantity"]["value"] == "60"


async def test_an_answer_to_a_form_closes_it_or_says_what_is_wrong_at_an_input(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    known = await opened(fake, client)
    shown = fake.views[known]
    answered(fake, shown, {"response_action": "errors", "errors": {"quantity-1": "Too many."}})
    assert shown.errors == {"quantity-1": "Too many."} and not shown.closed
    answered(fake, shown, {"response_action": "update", "view": form(callback_id="two")})
    assert shown.errors == {} and shown.view["callback_id"] == "two"
    answered(fake, shown, {"response_action": "push", "view": form()})
    assert len(fake.modals(BUYER)) == 2
    answered(fake, shown, {"response_action": "clear"})
    assert fake.modals(BUYER) == []
    with pytest.raises(NotThere, match="no view"):
        fake.submit(known)


async def test_an_answer_that_slack_cannot_use_is_a_complaint(fake: FakeSlack) -> None:
    fake.person("buyer")
    fake.app = fake.root  # Nobody answers there; only what an answer does is looked at.
    trigger = fake.trigger(BUYER)
    client = AsyncWebClient(token=fake.token, base_url=fake.api)
    await client.views_open(trigger_id=trigger, view=form())
    [shown] = fake.modals()
    sent = fake.submit(shown.id, {"quantity": "1"})
    fake.acknowledged(sent, '{"response_action": "errors", "errors": {"nowhere": "x"}}')
    fake.acknowledged(sent, '{"response_action": "explode"}')
    assert len(fake.complaints) == 2 and not shown.closed
    fake.acknowledged(sent, "")
    assert shown.closed
