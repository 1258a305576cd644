"""Reasons, edits and whys are forms in Slack: made from the record, and checked when they come."""

from typing import Any

from tests.assistant.surfaces.conftest import TENANT, draft
from tests.fake_slack import FakeSlack, Said
from tests.slack_house import Workshop, buttons, shown, status


async def test_a_rejection_says_why(here: Workshop, slack: FakeSlack) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    await slack.deliver(slack.click(channel, said.ts, "draft_reject", user=owner))
    [form] = await here.until(lambda: slack.modals(owner))
    answer = await slack.deliver(slack.submit(form.id, {"0.said": "We have enough of it"}))
    assert answer.status == 200 and not answer.body
    after = await here.shown(channel, "We have enough of it")
    assert await status(here, number) == "rejected" and "draft_sign" not in buttons(after)


async def test_an_edit_makes_a_version_for_which_no_old_button_counts(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    old = slack.click(channel, said.ts, "draft_sign", user=await here.person("owner"))
    buyer = await here.person("buyer")
    await slack.deliver(slack.click(channel, said.ts, "draft_edit", user=buyer))
    [form] = await here.until(lambda: slack.modals(buyer))
    [quantity] = [
        block["block_id"]
        for block in form.view["blocks"]
        if block["type"] == "input" and block["element"].get("initial_value") == "480"
    ]
    answer = await slack.deliver(slack.submit(form.id, {quantity: "360"}))
    assert answer.status == 200 and not answer.body, answer
    await here.shown(channel, "version 2")
    await slack.deliver(old)
    [told] = await here.until(lambda: slack.told(here.people["owner"]))
    assert told.text.startswith("Nothing was recorded: this was decided on version 1")
    assert await status(here, number) == "waiting"


async def test_a_form_that_was_open_while_the_draft_changed_is_told_so_and_stays_open(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    await slack.deliver(slack.click(channel, said.ts, "draft_edit", user=owner))
    [form] = await here.until(lambda: slack.modals(owner))
    manager = await here.house.office.caller(TENANT, "manager")
    assert manager is not None
    card = await here.house.office.card(manager, number)
    assert card is not None
    await here.house.office.decide(manager, number, card["version"], card["digest"], "sign")
    answer = await slack.deliver(slack.submit(form.id, {}))
    assert '"response_action": "errors"' in answer.body or '"errors"' in answer.body
    assert await status(here, number) == "signed"


async def test_whoever_may_not_edit_is_told_so_and_gets_no_form(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    artisan = await here.person("artisan")
    await slack.deliver(slack.click(channel, said.ts, "draft_edit", user=artisan))
    [told] = await here.until(lambda: slack.told(artisan))
    assert told.text and slack.modals(artisan) == []


async def test_why_shows_where_each_value_came_from(here: Workshop, slack: FakeSlack) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    await slack.deliver(slack.click(channel, said.ts, "draft_why", user=owner))
    [form] = await here.until(lambda: slack.modals(owner))
    assert "typed by Buyer" in str(form.view)


async def test_what_was_signed_is_taken_back_by_a_draft_of_its_own(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=owner))
    after = await here.shown(channel, "draft_undo")
    await slack.deliver(slack.click(channel, after.ts, "draft_undo", user=owner))
    undo = await here.shown(channel, f"Undo {number}")
    assert undo.thread_ts == after.ts and undo.ts != after.ts


async def answered(here: Workshop, slack: FakeSlack) -> tuple[str, Said]:
    owner, channel = await here.person("owner"), slack.channel("orders")
    await slack.deliver(slack.mention(channel, owner, "which items do we have"))
    return channel, await here.shown(channel, "evidence")


async def test_how_an_answer_was_found_is_behind_a_button(here: Workshop, slack: FakeSlack) -> None:
    channel, said = await answered(here, slack)
    owner = here.people["owner"]
    await slack.deliver(slack.click(channel, said.ts, "evidence", user=owner))
    [form] = await here.until(lambda: slack.modals(owner))
    assert "Read" in str(form.view) and "list_items" in str(form.view)


async def test_what_was_wrong_with_an_answer_is_kept_in_ones_own_words(
    here: Workshop, slack: FakeSlack
) -> None:
    channel, said = await answered(here, slack)
    owner: Any = await here.house.office.caller(TENANT, "owner")
    user = here.people["owner"]
    [kept] = await here.until(lambda: here.chat.kept)
    trace = kept[2].answer["trace"]
    click = slack.click(channel, said.ts, "feedback", user=user, value=f"bad:{trace}")
    await slack.deliver(click)
    [form] = await here.until(lambda: slack.modals(user))
    answer = await slack.deliver(slack.submit(form.id, {"0.said": "I meant those in stock"}))
    assert answer.status == 200 and not answer.body
    [case] = await here.house.feedback.cases(owner)
    assert (case.verdict, case.words) == ("bad", "I meant those in stock")


async def test_what_was_rejected_is_drafted_again_on_a_card_of_its_own(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    await slack.deliver(slack.click(channel, said.ts, "draft_reject", user=owner))
    [form] = await here.until(lambda: slack.modals(owner))
    await slack.deliver(slack.submit(form.id, {"0.said": "Not yet"}))
    after = await here.shown(channel, "draft_redraft")
    await slack.deliver(slack.click(channel, after.ts, "draft_redraft", user=owner))
    again = await here.shown(channel, "D-2 ·")
    assert again.ts != after.ts and "draft_sign" in buttons(again)
