"""Slack says no, says later, or says nothing: no card is lost, and nothing goes on for ever."""

import asyncio
import logging

import pytest

from assistant.surfaces.slack.drawing import cards, homes
from assistant.surfaces.slack.pace import POST, UPDATE
from assistant.surfaces.slack.rewriting import TRIES
from assistant.surfaces.slack.trouble import Trouble
from assistant.surfaces.slack.wire import Message
from tests.assistant.surfaces.conftest import TENANT, draft
from tests.assistant.surfaces.slack.posted import Workspace, heard, plain, pressed, workspace

LOG = "assistant.surfaces.slack"


async def posted(here: Workspace, house, count: int = 1) -> tuple:
    """One process, one draft, and its card in so many channels."""
    posting, order = here.process(), await draft(house)
    channels = [here.slack.channel(f"c{n}") for n in range(count)]
    for channel in channels:
        await here.show(posting, channel, order)
    here.slack.calls.clear()
    return posting, order, channels


def signed(here: Workspace, order: str, channels: list[str]) -> bool:
    return here.cards(*channels) == [(f"{order}: Signed", False)] * len(channels)


async def test_where_slack_asks_to_wait_it_is_left_alone_for_exactly_so_long(house):
    async with workspace(house) as here:
        posting, order, channels = await posted(here, house)
        await here.decide(order)
        here.slack.fault(UPDATE, status=429, retry_after=17)
        began = here.time.seconds
        await heard(posting)
        assert len(here.updates()) == 1 and await here.register.waiting(TENANT) == 1
        await posting.look()
        assert signed(here, order, channels) and len(here.updates()) == 2
        assert here.slack.calls[-1].at - here.time.stamp() == 0
        assert here.time.seconds - began == 17


async def test_cards_of_sixty_channels_keep_to_what_slack_allows_in_a_minute(house):
    async with workspace(house) as here:
        posting, order, channels = await posted(here, house, 60)
        here.slack.rates.on = True
        await here.decide(order)
        await heard(posting)
        assert len(here.updates()) == 46, "The others are kept for whoever clicks."
        began = here.time.seconds
        await posting.look()
        assert signed(here, order, channels)
        assert here.slack.rates.refused == {} and here.time.seconds - began < 65


async def test_two_processes_that_know_nothing_of_each_other_ask_slack_for_no_more_for_long(house):
    async with workspace(house) as here:
        one, order, channels = await posted(here, house, 90)
        two = here.process()
        here.slack.rates.on = True
        await here.decide(order)
        await asyncio.gather(heard(one), two.look())
        await asyncio.gather(one.look(), two.look())
        assert signed(here, order, channels)
        assert len([call for call in here.slack.called(UPDATE) if call.status == 200]) == 90


async def test_who_clicks_while_much_is_due_sees_their_card_change_at_once(house):
    async with workspace(house) as here:
        posting, order, channels = await posted(here, house, 60)
        other, place = await draft(house, quantity="7"), here.slack.channel("mine")
        name = await here.show(posting, place, other)
        await heard(posting)
        here.slack.rates.on = True
        await here.decide(order)
        await heard(posting)
        await posting.clicked(await here.caller("owner"), other, place, name)
        await here.decide(other)
        await heard(posting)
        assert here.cards(place) == [(f"{other}: Signed", False)]
        await posting.look()
        assert signed(here, order, channels) and here.slack.rates.refused == {}


@pytest.mark.parametrize("cut", [False, True], ids=["an error of the server", "no line at all"])
async def test_after_ten_minutes_without_slack_every_card_is_right(house, cut, caplog):
    caplog.set_level(logging.WARNING, LOG)
    async with workspace(house) as here:
        posting, order, channels = await posted(here, house, 30)
        here.slack.outage(True, cut=cut)
        here.time.at(here.time.seconds + 600, lambda: here.slack.outage(False))
        await here.decide(order)
        await heard(posting)
        began = here.time.seconds
        await posting.look()
        assert signed(here, order, channels)
        assert here.time.seconds - began <= 630
        assert len(here.updates()) < 30 + 60, "Nobody knocks at a closed door all the time."
        told = [record for record in caplog.records if "does not answer" in record.message]
        assert len(told) == 1


async def test_a_message_that_was_deleted_is_asked_for_once_and_what_hangs_below_it_is_closed(
    house,
):
    async with workspace(house, parts=2) as here:
        posting, order, (one, two) = await posted(here, house, 2)
        here.slack.delete(one, here.slack.own(one)[0].ts)
        await here.decide(order)
        await heard(posting)
        [left] = here.slack.own(one)
        assert "has been deleted" in left.text and order not in str(left.blocks)
        assert here.cards(two)[0] == (f"{order}: Signed", False)
        here.slack.calls.clear()
        await posting.refresh(TENANT, order)
        await posting.look()
        assert here.slack.calls == []


async def test_of_an_archived_channel_all_cards_are_given_up_together(house):
    async with workspace(house) as here:
        posting, order, (one, two) = await posted(here, house, 2)
        for _ in range(3):
            await here.show(posting, one, order)
        here.slack.archive(one)
        here.slack.calls.clear()
        await here.decide(order)
        await heard(posting)
        assert here.cards(two) == [(f"{order}: Signed", False)]
        here.slack.calls.clear()
        await posting.refresh(TENANT, order)
        assert here.slack.calls == [] and await here.register.waiting(TENANT) == 0


async def test_a_channel_that_is_open_again_is_followed_again_by_whoever_clicks(house):
    async with workspace(house) as here:
        posting, order, [channel] = await posted(here, house)
        name = here.slack.own(channel)[0].ts
        here.slack.archive(channel)
        await posting.refresh(TENANT, order)
        await here.decide(order)
        await heard(posting)
        here.slack.channels[channel].archived = False
        await posting.clicked(await here.caller("manager"), order, channel, name)
        await posting.look()
        assert signed(here, order, [channel])


async def test_a_token_that_was_taken_back_is_told_once_and_nothing_is_lost(house, caplog):
    caplog.set_level(logging.WARNING, LOG)
    async with workspace(house) as here:
        posting, order, channels = await posted(here, house, 5)
        here.slack.revoke()
        here.time.at(here.time.seconds + 3000, lambda: setattr(here.slack, "revoked", ""))
        await here.decide(order)
        await heard(posting)
        await posting.look()
        assert signed(here, order, channels)
        told = [record.message for record in caplog.records]
        assert len(told) == 1 and "token_revoked" in told[0] and "docs/slack.md" in told[0]
        assert len(here.updates()) < 5 + 5 + 20


async def test_what_slack_cannot_draw_loses_its_buttons_and_is_told(house, caplog):
    caplog.set_level(logging.ERROR, LOG)
    async with workspace(house) as here:
        posting, order, [channel] = await posted(here, house)
        await here.decide(order)
        here.slack.fault(UPDATE, error="invalid_blocks")
        await heard(posting)
        [said] = here.slack.own(channel)
        assert "Open it in Countersign" in said.text and not pressed(said.blocks)
        assert order in caplog.records[0].message
        here.slack.calls.clear()
        await posting.look()
        assert here.updates() == [], "The same card would be refused again."


async def test_what_cannot_be_drawn_at_first_is_posted_without_its_figures(house, caplog):
    async with workspace(house) as here:
        posting, order, channel = here.process(), await draft(house), here.slack.channel("c")
        here.slack.fault(POST, error="invalid_blocks")
        with caplog.at_level(logging.CRITICAL, LOG):
            await here.show(posting, channel, order)
        assert "Open it in Countersign" in here.slack.own(channel)[0].text


async def test_an_answer_that_nobody_knows_is_asked_again_ever_later_and_then_given_up(
    house, caplog
):
    async with workspace(house) as here:
        posting, order, _ = await posted(here, house)
        here.slack.fault(UPDATE, error="the_moon_is_full", times=1000)
        await here.decide(order)
        await heard(posting)
        with caplog.at_level(logging.CRITICAL, LOG):
            for _ in range(100):
                await here.time.sleep(60)
                await posting.look()
        assert len(here.updates()) == TRIES
        assert await here.register.waiting(TENANT) == 0


async def test_messages_in_one_channel_come_one_a_second(house):
    async with workspace(house) as here:
        posting, channel = here.process(), here.slack.channel("c")
        here.slack.rates.on = True
        for number in range(10):
            await posting.post(channel, Message(f"{number}", (plain(f"{number}"),)))
        assert [said.text for said in here.slack.own(channel)] == [f"{n}" for n in range(10)]
        assert here.time.seconds == 9 and here.slack.rates.refused == {}


async def test_a_message_that_slack_does_not_take_now_is_taken_later_and_never_twice(house):
    async with workspace(house) as here:
        posting, channel = here.process(), here.slack.channel("c")
        here.slack.fault(POST, status=429, retry_after=5)
        message = Message("Good morning.", (plain("Good morning."),))
        await posting.post(channel, message)
        assert len(here.slack.own(channel)) == 1 and here.time.seconds == 5
        here.slack.outage(True)
        with pytest.raises(Trouble) as refused:
            await posting.post(channel, message)
        assert refused.value.kind == "silent", "Whoever asked knows best whether to ask again."


async def test_the_cards_that_people_see_follow_their_draft_too(house):
    """With the renderings of the product in place of the short ones of these tests."""
    async with workspace(house) as here:
        here.drawing, page = cards("https://erp.example"), homes("https://erp.example")
        posting, order = here.process(), await draft(house)
        posting.homes.render = page
        channel, person = here.slack.channel("c"), here.slack.person("owner")
        for place in (channel, person):
            await here.show(posting, place, order)
        assert '"draft_sign"' in str(here.slack.own()).replace("'", '"')
        await here.decide(order)
        await heard(posting)
        said = str([said.blocks for said in here.slack.own()])
        assert len(here.slack.own()) == 2 and "signed" in said
        assert "draft_sign" not in said and "draft_reject" not in said and "draft_undo" in said
