"""Whatever becomes of a draft, and wherever: every card of it in Slack shows it."""

import asyncio
import logging

from assistant.surfaces.slack.pace import UPDATE
from assistant.surfaces.slack.wire import Message
from tests.assistant.surfaces.conftest import TENANT, draft
from tests.assistant.surfaces.slack.posted import heard, plain, pressed, workspace

WAITS, SIGNED = "Waiting for you", "Signed"


async def test_a_draft_decided_in_the_browser_changes_on_every_card_and_leaves_no_button(house):
    async with workspace(house) as here:
        posting, order = here.process(), await draft(house)
        channels = [here.slack.channel(f"c{n}") for n in range(10)]
        for channel in channels:
            await here.show(posting, channel, order)
        assert here.cards(*channels) == [(f"{order}: {WAITS}", True)] * 10
        await here.decide(order)
        await heard(posting)
        assert here.cards(*channels) == [(f"{order}: {SIGNED}", False)] * 10
        assert sorted(here.updates()) == sorted(channels), "Each of them once."
        assert await here.register.waiting(TENANT) == 0


async def test_a_card_stands_where_it_was_asked_for_with_what_it_is_shown_for(house):
    async with workspace(house, parts=2) as here:
        posting, order, channel = here.process(), await draft(house), here.slack.channel("c")
        question = here.slack.put(channel, "U1", "What is there to sign?")
        owner, said = await here.caller("owner"), "This waits for you since Monday."
        assert await posting.show(owner, channel, order, thread=question.ts, heading=said)
        first, second = here.slack.own(channel)
        assert (first.text, first.blocks[0]["text"]["text"]) == (said, said)
        assert {first.thread_ts, second.thread_ts} == {question.ts}
        assert here.updates() == [], "A heading is no change of the card."
        await here.decide(order)
        await heard(posting)
        assert said not in str(here.slack.own(channel)[0].blocks)


async def test_where_there_is_no_draft_to_be_seen_nothing_is_posted(house):
    async with workspace(house) as here:
        posting, channel = here.process(), here.slack.channel("c")
        assert not await posting.show(await here.caller("owner"), channel, "D-99")
        assert here.slack.own(channel) == []


async def test_in_a_talk_with_one_person_a_card_goes_on_under_the_name_that_slack_gives_it(house):
    async with workspace(house) as here:
        posting, order, person = here.process(), await draft(house), here.slack.person("owner")
        await here.show(posting, person, order)
        await here.decide(order)
        await heard(posting)
        assert here.cards(here.slack.direct(person)) == [(f"{order}: {SIGNED}", False)]


async def test_what_is_decided_while_a_card_is_being_posted_is_not_missed(house):
    async with workspace(house) as here:
        posting, order, channel = here.process(), await draft(house), here.slack.channel("c")
        slow = here.slack.hold("chat.postMessage")
        showing = asyncio.create_task(here.show(posting, channel, order))
        await slow.arrived.wait()
        await here.decide(order)
        await heard(posting)
        slow.release()
        await showing
        assert here.cards(channel) == [(f"{order}: {SIGNED}", False)]


async def test_a_crash_between_the_decision_and_the_card_loses_nothing(house):
    async with workspace(house) as here:
        before, order, channel = here.process(), await draft(house), here.slack.channel("c")
        await here.show(before, channel, order)
        await before.close()
        await here.decide(order)
        after = here.process()
        await after.look()
        assert here.cards(channel) == [(f"{order}: {SIGNED}", False)]


async def test_a_crash_while_a_card_is_being_written_loses_nothing(house):
    async with workspace(house) as here:
        before, order, channel = here.process(), await draft(house), here.slack.channel("c")
        await here.show(before, channel, order)
        await here.decide(order)
        slow = here.slack.fault(UPDATE, cut=True)
        writing = asyncio.create_task(heard(before))
        await slow.arrived.wait()
        writing.cancel()
        await before.close()
        await here.time.sleep(61)
        await here.process().look()
        assert here.cards(channel) == [(f"{order}: {SIGNED}", False)]


async def test_after_a_restart_nothing_is_written_that_has_not_changed(house):
    async with workspace(house, parts=3) as here:
        order, channel = await draft(house), here.slack.channel("c")
        await here.show(here.process(), channel, order)
        await here.process().look()
        assert here.updates() == [] and len(here.slack.own(channel)) == 3
        assert await here.register.waiting(TENANT) == 0


async def test_two_processes_hear_of_it_and_each_card_is_written_once(house):
    async with workspace(house) as here:
        one, two = here.process(), here.process()
        order, channels = await draft(house), [here.slack.channel(f"c{n}") for n in range(30)]
        for number, channel in enumerate(channels):
            await here.show((one, two)[number % 2], channel, order)
        await here.decide(order)
        await asyncio.gather(heard(one), heard(two))
        await asyncio.gather(one.look(), two.look())
        assert sorted(here.updates()) == sorted(channels)
        assert {text for text, _ in here.cards(*channels)} == {f"{order}: {SIGNED}"}


async def test_who_was_too_slow_cannot_leave_something_older_on_a_card(house, caplog):
    async with workspace(house) as here:
        slow, quick = here.process(), here.process()
        order, channel = await draft(house), here.slack.channel("c")
        await here.show(slow, channel, order)
        held = here.slack.hold(UPDATE)
        buyer = await here.caller("buyer")
        assert (await house.office.edit(buyer, order, 1, {"quantity": "500"}))["ok"]
        writing = asyncio.create_task(heard(slow))
        await held.arrived.wait()
        await here.time.sleep(61)
        await here.decide(order)
        await quick.look()
        held.release()
        with caplog.at_level(logging.CRITICAL, "assistant"):
            await writing
        await quick.look()
        await slow.look()
        assert here.cards(channel) == [(f"{order}: {SIGNED}", False)]


async def test_when_somebody_is_forgotten_their_name_leaves_every_card(house):
    async with workspace(house) as here:
        posting, order, channel = here.process(), await draft(house), here.slack.channel("c")
        await here.show(posting, channel, order)
        await here.decide(order, "reject")
        await heard(posting)
        await posting.look()
        here.drawing.parts = 2  # What is read of the draft is different from now on.
        await posting.look()
        assert len(here.slack.own(channel)) == 1
        here.register.forgotten[TENANT] = here.time.clock()
        await posting.look()
        assert len(here.slack.own(channel)) == 2


async def test_a_new_version_has_new_buttons_and_new_places_for_what_is_typed(house):
    async with workspace(house, parts=2) as here:
        posting, order, channel = here.process(), await draft(house), here.slack.channel("c")
        await here.show(posting, channel, order)
        buyer = await here.caller("buyer")
        assert (await house.office.edit(buyer, order, 1, {"quantity": "500"}))["ok"]
        await heard(posting)
        first, second = here.slack.own(channel)
        assert first.blocks[1]["block_id"] == f"{order}-2"
        assert first.blocks[1]["elements"][0]["value"].startswith(f"{order}:2:")
        assert second.text == f"Part 2 of {order} version 2"
        written = [call.args["ts"] for call in here.slack.called(UPDATE)]
        assert written == [second.ts, first.ts], "What can be signed gets its buttons last."


async def test_what_one_may_no_longer_see_is_taken_off_the_screen(house):
    async with workspace(house, parts=2) as here:
        posting, order, channel = here.process(), await draft(house), here.slack.channel("c")
        await here.show(posting, channel, order, "manager")
        await house.accounts.disable(TENANT, "manager", ("owner",))
        await here.decide(order)
        await heard(posting)
        for said in here.slack.own(channel):
            assert order not in f"{said.text} {said.blocks}" and not pressed(said.blocks)


async def test_a_card_that_becomes_shorter_leaves_a_note_and_can_become_longer_again(house):
    async with workspace(house, parts=3) as here:
        posting, order, channel = here.process(), await draft(house), here.slack.channel("c")
        await here.show(posting, channel, order)
        here.drawing.parts = 1
        await posting.refresh(TENANT, order)
        first, second, third = here.slack.own(channel)
        assert first.edits == 0 and second.text == third.text
        assert second.text.startswith("The card above has become shorter")
        here.drawing.parts = 4
        await posting.refresh(TENANT, order)
        assert [said.text[:6] for said in here.slack.own(channel)[1:]] == [
            "Part 2",
            "Part 3",
            "Part 4",
        ]


async def test_a_part_that_somebody_deleted_is_posted_again_and_nothing_is_cut(house):
    async with workspace(house, parts=3) as here:
        posting, order, channel = here.process(), await draft(house), here.slack.channel("c")
        await here.show(posting, channel, order)
        here.slack.delete(channel, here.slack.own(channel)[1].ts)
        buyer = await here.caller("buyer")
        assert (await house.office.edit(buyer, order, 1, {"quantity": "500"}))["ok"]
        await heard(posting)
        texts = sorted(said.text for said in here.slack.own(channel)[1:])
        assert texts == [f"Part {n} of {order} version 2" for n in (2, 3)]


async def test_a_table_of_several_drafts_follows_each_of_them(house):
    async with workspace(house) as here:
        posting, channel = here.process(), here.slack.channel("c")
        orders = [await draft(house), await draft(house, quantity="7")]
        await here.show(posting, channel, "+".join(orders))
        await here.decide(orders[1])
        await heard(posting)
        [said] = here.slack.own(channel)
        assert "1 of 2 signed" in said.text


async def test_what_was_just_clicked_on_is_written_before_all_others(house):
    async with workspace(house) as here:
        posting, order = here.process(), await draft(house)
        channels = [here.slack.channel(f"c{n}") for n in range(25)]
        names = [await here.show(posting, channel, order) for channel in channels]
        owner = await here.caller("owner")
        await posting.clicked(owner, order, channels[0], names[0])
        await here.decide(order)
        await heard(posting)
        assert here.updates()[0] == channels[0] and len(here.updates()) == 25


async def test_a_card_that_nobody_remembers_is_followed_again_once_it_is_clicked_on(house):
    async with workspace(house) as here:
        posting, order, person = here.process(), await draft(house), here.slack.person("owner")
        owner, alone = await here.caller("owner"), here.slack.direct(person)
        message = Message("An old card.", (plain("An old card."),))
        lost = await posting.post(alone, message)
        shared = await posting.post(here.slack.channel("c"), message)
        for place in (lost, shared):
            await posting.clicked(owner, order, *place)
        await here.decide(order)
        await heard(posting)
        assert here.cards(alone) == [(f"{order}: {SIGNED}", False)]
        [(said, _)] = here.cards("C0C")
        assert "ask for the draft again" in said and order not in said


async def test_one_card_that_cannot_be_read_keeps_no_other_waiting(house, caplog):
    async with workspace(house) as here:
        posting, channel = here.process(), here.slack.channel("c")
        orders = [await draft(house), await draft(house, quantity="7")]
        for order in orders:
            await here.show(posting, channel, order)
        here.drawing.broken = orders[1]
        for order in orders:
            await here.decide(order)
        with caplog.at_level(logging.CRITICAL, "assistant"):
            await heard(posting)
        assert here.cards(channel)[0] == (f"{orders[0]}: {SIGNED}", False)
        here.drawing.broken = ""
        await here.time.sleep(3)
        await posting.look()
        assert here.cards(channel)[1] == (f"{orders[1]}: {SIGNED}", False)


async def test_the_drafts_of_another_business_are_no_news(house):
    async with workspace(house) as here:
        posting = here.process()
        posting.heard("atelier", "PO-1")
        await posting.refresh("atelier", "PO-1")
        assert not posting.news.is_set()
