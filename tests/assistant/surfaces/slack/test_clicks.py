"""What is pressed in Slack has one outcome, by whoever may then, and every card shows it."""

import asyncio
from pathlib import Path

from tests.assistant.surfaces.conftest import TENANT, MemoryKeeper, draft
from tests.fake_slack import FakeSlack
from tests.slack_house import MemorySlack, Workshop, buttons, shown, status, workshop


async def test_a_draft_is_signed_in_slack_and_its_card_loses_its_buttons(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    assert buttons(said) == {"draft_sign", "draft_edit", "draft_reject", "draft_why"}
    click = slack.click(channel, said.ts, "draft_sign", user=await here.person("owner"))
    assert (await slack.deliver(click)).status == 200
    after = await here.shown(channel, "signed")
    assert after.ts == said.ts and buttons(after) <= {"draft_undo"}
    assert await status(here, number) == "signed"


async def test_whoever_is_not_linked_is_told_where_to_and_the_try_is_on_the_record(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    stranger = slack.person("stranger")
    await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=stranger))
    [told] = await here.until(lambda: slack.told(stranger))
    assert "not linked" in told.text and "/pages/slack" in told.text
    assert await status(here, number) == "waiting"
    entries = await here.house.upkeep.ledger(TENANT)  # type: ignore[attr-defined]
    [entry] = [entry for entry in entries if entry["what"] == "stranger"]
    assert (entry["tool"], entry["drafts"]) == ("draft_sign", [number])


async def test_the_same_user_id_of_another_workspace_decides_nothing(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=owner, team="T0ELSE"))
    await here.until(lambda: slack.told(owner))
    assert await status(here, number) == "waiting"


async def test_five_people_and_ten_clicks_at_once_are_one_outcome(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    people = [await here.person(user) for user in ("owner", "manager", "buyer", "staff", "admin")]
    clicks = [slack.click(channel, said.ts, "draft_sign", user=user) for user in people * 2]
    answers = await asyncio.gather(*(slack.deliver(click) for click in clicks))
    assert {answer.status for answer in answers} == {200}
    await here.shown(channel, "signed")
    assert await status(here, number) == "signed"
    facts = await here.house.upkeep.page(TENANT, 0, 1000)  # type: ignore[attr-defined]
    assert sum(type(fact.event).__name__ == "PurchaseOrderPlaced" for fact in facts) == 1
    for user in people[2:]:
        told = await here.until(lambda user=user: slack.told(user))
        assert all(each.text for each in told)


async def test_a_click_that_comes_twice_is_one_click(here: Workshop, slack: FakeSlack) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=owner), twice=True)
    await here.shown(channel, "signed")
    await here.until(lambda: not here.room.receiving.tasks)
    assert slack.told(owner) == []


async def test_what_was_acknowledged_before_a_restart_is_decided_after_it(
    slack: FakeSlack, tmp_path: Path
) -> None:
    keeper, stores = MemoryKeeper(tmp_path), MemorySlack()
    async with workshop(keeper, slack, stores) as here:
        number, channel = await draft(here.house), slack.channel("orders")
        said = await shown(here, "owner", channel, number)
        owner = await here.person("owner")
        deal, stuck = here.room.receiving.deals, asyncio.Event()
        assert isinstance(deal, dict)
        deal["click"] = lambda body: stuck.wait()
        await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=owner))
        for task in here.room.receiving.tasks:
            task.cancel()
        assert await status(here, number) == "waiting"
    for kept in stores.deliveries.kept.values():
        kept.held = 0
    async with workshop(keeper, slack, stores) as here:
        await here.room.receiving.look()
        assert await status(here, number) == "signed"
        await here.shown(channel, "signed")
