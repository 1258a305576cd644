"""Over Socket Mode the house calls Slack, and everything is as it is over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.assistant.surfaces.conftest import TENANT, MemoryKeeper, draft
from tests.fake_slack import FakeSlack
from tests.slack_house import Workshop, buttons, shown, status, workshop


@pytest.fixture
async def wired(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop(MemoryKeeper(tmp_path), slack, socket=True) as found:
        await slack.socket.connected()
        yield found


async def signed_orders(here: Workshop) -> int:
    facts = await here.house.upkeep.page(TENANT, 0, 1000)  # type: ignore[attr-defined]
    return sum(type(fact.event).__name__ == "PurchaseOrderPlaced" for fact in facts)


async def test_a_draft_is_signed_over_the_line(wired: Workshop, slack: FakeSlack) -> None:
    number, channel = await draft(wired.house), slack.channel("orders")
    said = await shown(wired, "owner", channel, number)
    owner = await wired.person("owner")
    acked = await slack.socket.deliver(slack.click(channel, said.ts, "draft_sign", user=owner))
    assert acked.seconds < 3
    assert "draft_sign" not in buttons(await wired.shown(channel, "signed"))
    assert await status(wired, number) == "signed"


async def test_the_same_click_in_two_envelopes_is_one_click(
    wired: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(wired.house), slack.channel("orders")
    said = await shown(wired, "owner", channel, number)
    owner = await wired.person("owner")
    click = slack.click(channel, said.ts, "draft_sign", user=owner)
    await slack.socket.deliver(click, twice=True)
    await slack.socket.deliver(click)
    await wired.shown(channel, "signed")
    await wired.until(lambda: not wired.room.receiving.tasks)
    assert await signed_orders(wired) == 1 and slack.told(owner) == []


async def test_a_question_a_command_and_a_form_are_answered_over_the_line(
    wired: Workshop, slack: FakeSlack
) -> None:
    owner, channel = await wired.person("owner"), slack.channel("orders")
    await slack.socket.deliver(slack.mention(channel, owner, "which items do we have"))
    await wired.shown(channel, "Black lambskin")
    await slack.socket.deliver(slack.command("nonsense", user=owner, channel=channel))
    await wired.until(lambda: slack.told(owner))
    number = await draft(wired.house)
    said = await shown(wired, "owner", channel, number)
    await slack.socket.deliver(slack.click(channel, said.ts, "draft_reject", user=owner))
    [form] = await wired.until(lambda: slack.modals(owner))
    await slack.socket.deliver(slack.submit(form.id, {"0.said": "We have enough"}))
    assert form.closed
    await wired.shown(channel, "We have enough")
    assert await status(wired, number) == "rejected"


async def test_a_line_that_slack_renews_or_cuts_is_there_again(
    wired: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(wired.house), slack.channel("orders")
    said = await shown(wired, "owner", channel, number)
    await slack.socket.refresh()
    owner = await wired.person("owner")
    await slack.socket.deliver(slack.click(channel, said.ts, "draft_sign", user=owner))
    await wired.shown(channel, "signed")
    assert slack.socket.connects == 2


async def test_where_the_line_cannot_be_opened_everything_else_goes_on(
    slack: FakeSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slack.fault("apps.connections.open", error="invalid_auth", times=99)
    async with workshop(MemoryKeeper(tmp_path), slack, socket=True) as here:
        assert await status(here, await draft(here.house)) == "waiting"
        await here.until(lambda: "invalid_auth" in caplog.text)
    assert slack.app_token not in caplog.text


async def test_while_the_line_is_down_nothing_holds_up_the_house(
    slack: FakeSlack, tmp_path: Path
) -> None:
    slack.outage(True, cut=True)
    async with asyncio.timeout(10):
        async with workshop(MemoryKeeper(tmp_path), slack, socket=True) as here:
            assert await status(here, await draft(here.house)) == "waiting"
