"""The page of a person in Slack is their queue as it is now, written no more often than need be."""

import logging
from itertools import pairwise

import pytest

from assistant.surfaces.slack.pace import PUBLISH
from assistant.surfaces.slack.trouble import Trouble
from assistant.surfaces.slack.wire import Account
from tests.assistant.surfaces.conftest import TENANT, draft
from tests.assistant.surfaces.slack.posted import heard, workspace


async def opened(here, posting, user="owner"):
    account = Account("T0BELLAVIER", here.slack.person(user))
    await posting.home(await here.caller(user), account)
    return account


def shown(here, account):
    return here.slack.homes[account.user].view["blocks"][0]["text"]["text"]


async def test_who_opens_their_page_sees_their_queue_and_sees_it_change(house):
    async with workspace(house) as here:
        posting = here.process()
        account = await opened(here, posting)
        assert shown(here, account) == "0 to sign"
        await here.time.sleep(10)
        await draft(house)
        await heard(posting)
        assert shown(here, account) == "1 to sign"


async def test_however_much_is_drafted_at_once_a_page_is_written_once_in_a_while(house):
    async with workspace(house) as here:
        posting = here.process()
        account = await opened(here, posting)
        for number in range(5):
            await draft(house, quantity=f"{number + 5}")
            await heard(posting)
        await heard(posting)
        assert shown(here, account) == "5 to sign"
        times = [call.at for call in here.slack.called(PUBLISH)]
        assert all(later - earlier >= 5 for earlier, later in pairwise(times))


async def test_a_page_on_which_nothing_changes_is_not_written(house):
    async with workspace(house) as here:
        posting = here.process()
        await opened(here, posting, "artisan")
        await here.time.sleep(10)
        await draft(house)
        await heard(posting)
        assert len(here.slack.called(PUBLISH)) == 1


async def test_a_page_that_was_opened_long_ago_or_by_somebody_disabled_is_left_alone(house):
    async with workspace(house) as here:
        posting = here.process()
        await opened(here, posting)
        await here.time.sleep(3601)
        await opened(here, posting, "manager")
        await here.time.sleep(10)
        await house.accounts.disable(TENANT, "manager", ("owner",))
        here.slack.calls.clear()
        await draft(house)
        await heard(posting)
        assert here.slack.called(PUBLISH) == [] and posting.homes.open == {}


async def test_a_page_that_slack_does_not_take_now_is_written_later(house):
    async with workspace(house) as here:
        posting = here.process()
        account = await opened(here, posting)
        await here.time.sleep(10)
        here.slack.fault(PUBLISH, status=429, retry_after=4)
        await draft(house)
        await heard(posting)
        assert shown(here, account) == "0 to sign"
        await heard(posting)
        assert shown(here, account) == "1 to sign"


async def test_a_page_that_cannot_be_shown_when_it_is_opened_is_shown_as_soon_as_it_can(house):
    async with workspace(house) as here:
        posting = here.process()
        here.slack.fault(PUBLISH, status=429, retry_after=4)
        account = await opened(here, posting)
        assert account.user not in here.slack.homes
        await heard(posting)
        assert shown(here, account) == "0 to sign"


async def test_a_page_that_slack_cannot_draw_is_told_and_not_tried_again(house, caplog):
    async with workspace(house) as here:
        posting = here.process()
        await opened(here, posting)
        await here.time.sleep(10)
        here.slack.fault(PUBLISH, error="invalid_blocks")
        await draft(house)
        with caplog.at_level(logging.ERROR):
            await heard(posting)
        assert "page of owner" in caplog.text and posting.homes.open == {}
        here.slack.fault(PUBLISH, error="invalid_blocks")
        with pytest.raises(Trouble):
            await opened(here, posting)
