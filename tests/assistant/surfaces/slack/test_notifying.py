"""People are told in Slack what waits for them and how it ended, when they want to be told."""

import asyncio
from datetime import time, timedelta

from domain.governance.absence import RecordAbsence, absence
from domain.governance.channel_route import RouteToChannel, channel_route
from domain.governance.draft import draft as draft_stream
from domain.governance.draft_commands import EscalateDraft
from domain.governance.wish import WEEK, WishDigest, WishSingles, wish
from domain.kernel import Step
from tests.assistant.surfaces.conftest import draft
from tests.assistant.surfaces.slack.posted import pressed, workspace
from tests.assistant.surfaces.slack.telling import Told, today

WAITS = "This waits for your signature."
DAY, NIGHT = today(14), today(22)


async def test_a_draft_held_by_quiet_hours_is_told_at_their_end_once(house):
    async with workspace(house) as here:
        told = Told(here, NIGHT)
        rounds = told.process()
        await told.quiet("manager", 19, 7)
        order = await draft(house)
        await rounds.look()
        assert told.said("manager") == [] == told.said("owner") == told.said("buyer")
        told.now = today(6, 59, days=1)
        await rounds.look()
        assert told.said("manager") == []
        told.now = today(7, days=1)
        await rounds.look()
        [card] = here.slack.own(here.slack.direct(told.people["manager"]))
        assert card.text.startswith(WAITS) and order in str(card.blocks) and pressed(card.blocks)
        await rounds.look()
        assert len(told.said("manager")) == 1


async def test_what_is_decided_meanwhile_is_never_told_and_its_drafter_hears_of_it(house):
    async with workspace(house) as here:
        told = Told(here, NIGHT)
        rounds = told.process()
        await told.quiet("manager", 19, 7)
        order = await draft(house)
        await rounds.look()
        await here.decide(order, user="owner")
        told.now = today(7, days=1)
        await rounds.look()
        assert told.said("manager") == [] and told.said("owner") == []
        [said] = told.said("buyer")
        assert said.startswith(f"Your draft {order} was signed.")


async def test_whoever_is_not_linked_is_told_nothing_until_they_are(house):
    async with workspace(house) as here:
        told = Told(here, DAY, linked=())
        rounds = told.process()
        await draft(house)
        await rounds.look()
        assert here.slack.called("chat.postMessage") == []
        told.linked = ("manager",)
        await rounds.look()
        assert len(told.said("manager")) == 1


async def test_two_processes_tell_it_once(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        await draft(house)
        await asyncio.gather(*(told.process().look() for _ in range(3)))
        assert len(told.said("manager")) == 1


async def test_a_message_that_slack_does_not_take_is_told_at_the_next_look(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        await draft(house)
        here.slack.fault("chat.postMessage", error="something_new")
        await rounds.look()
        assert told.said("manager") == []
        await rounds.look()
        assert len(told.said("manager")) == 1


async def test_a_talk_that_takes_no_message_is_left_alone_for_an_hour(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        await draft(house)
        here.slack.fault("chat.postMessage", error="user_disabled")
        await rounds.look()
        await rounds.look()
        assert len(here.slack.called("chat.postMessage")) == 1
        told.now += timedelta(hours=1)
        await rounds.look()
        assert len(told.said("manager")) == 1


async def test_where_nobody_knows_whether_it_arrived_it_is_told_again_after_a_while(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        await draft(house)
        here.slack.fault("chat.postMessage", error="fatal_error")
        await rounds.look()
        await rounds.look()
        assert told.said("manager") == []
        told.now += timedelta(minutes=5)
        await rounds.look()
        assert len(told.said("manager")) == 1


async def test_a_token_that_was_revoked_ends_the_round_and_loses_nothing(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        for n in range(3):
            await draft(house, quantity=str(480 + n))
        here.slack.fault("chat.postMessage", error="token_expired")
        await rounds.look()
        assert len(here.slack.called("chat.postMessage")) == 1
        here.time.seconds += 301
        await rounds.look()
        assert len(told.said("manager")) == 3


async def test_a_card_that_cannot_be_drawn_keeps_nobody_else_waiting(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        broken = await draft(house)
        await draft(house, quantity="500")
        here.drawing.broken = broken
        await rounds.look()
        assert len(told.said("manager")) >= 1


async def test_many_drafts_are_five_cards_and_one_message_for_the_others(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        for n in range(8):
            await draft(house, quantity=str(480 + n))
        await rounds.look()
        said = told.said("manager")
        assert len(said) == 6 and said[-1] == "And 3 more wait for you."
        await rounds.look()
        assert told.said("manager") == said


async def test_the_stand_in_is_told_instead_of_whoever_is_away(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        span = {"first": DAY.date(), "last": DAY.date() + timedelta(days=3)}
        away = RecordAbsence(user="manager", stand_in="sales", **span)
        await told.record(Step(absence.stream("manager"), away))
        told.linked = ("owner", "manager", "buyer", "sales")
        await draft(house)
        await rounds.look()
        assert told.said("manager") == [] == told.said("owner")
        assert len(told.said("sales")) == 1


async def test_an_escalated_draft_is_told_to_whom_it_was_raised_to(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        order = await draft(house)
        raised = EscalateDraft(step=1, to="owner", hours=24, at=DAY)
        await told.record(Step(draft_stream.stream(order), raised))
        await rounds.look()
        [said] = told.said("owner")
        assert said.startswith("Nobody has signed this in time") and told.said("manager") == []


async def test_a_function_with_a_channel_is_told_there_and_an_archived_one_is_no_loss(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds, channel = told.process(), here.slack.channel("orders")
        route = RouteToChannel(function="procurement", channel=channel, name="orders")
        await told.record(Step(channel_route.stream("procurement"), route))
        first = await draft(house)
        await rounds.look()
        [card] = here.slack.own(channel)
        assert card.text.startswith("This waits for a signature.") and first in str(card.blocks)
        assert told.said("manager") == []
        here.slack.fault("chat.postMessage", error="is_archived")
        second = await draft(house, quantity="500")
        await rounds.look()
        await rounds.look()
        [_] = told.said("manager")
        assert second in str(here.slack.own(here.slack.direct(told.people["manager"]))[0].blocks)


async def test_the_digest_is_one_message_with_its_day_to_be_left_out(house):
    async with workspace(house) as here:
        told = Told(here, today(8))
        rounds = told.process()
        daily = WishDigest(user="manager", at=time(8), days=WEEK)
        await told.record(
            Step(wish.stream("manager"), daily),
            Step(wish.stream("manager"), WishSingles(user="manager", on=False)),
        )
        for n in range(4):
            await draft(house, quantity=str(480 + n))
        await rounds.look()
        [said] = here.slack.own(here.slack.direct(told.people["manager"]))
        assert said.text == "Good morning. 5 things need you."
        shown = str(said.blocks)
        day = f"{told.now:%A}"
        assert shown.count("'Read'") == 3 and "and 2 more" in shown
        assert f"Not on {day}s" in shown and f"no digest on {day}s" in shown
        await rounds.look()
        assert len(told.said("manager")) == 1


async def test_what_is_about_to_expire_is_called_out(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        order = await draft(house)
        await rounds.look()
        state = (await here.house.office.records("bellavier").draft(order)).proposal
        told.now = state.expires_at - timedelta(minutes=90)
        await told.record(Step(wish.stream("manager"), WishDigest(user="manager", at=None)))
        await rounds.look()
        assert told.said("manager")[-1].startswith("This expires soon")


async def test_something_recorded_wakes_the_rounds(house):
    async with workspace(house) as here:
        told = Told(here, DAY)
        rounds = told.process()
        order = await draft(house)
        facts = await here.house.office.records("bellavier").history(draft_stream.stream(order))
        rounds.heard("atelier", facts)
        assert not rounds.news.is_set()
        rounds.heard("bellavier", facts)
        await rounds.look_when_woken()
        assert len(told.said("manager")) == 1
