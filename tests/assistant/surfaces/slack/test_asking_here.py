"""What is said to Countersign in Slack is answered where it was said, for whoever said it."""

from tests.assistant.surfaces.conftest import draft
from tests.fake_slack import FakeSlack
from tests.slack_house import Workshop, buttons, status

ORDER = "order 480 SQFT of Black lambskin from Tannerie du Lac"


async def test_a_mention_is_answered_in_its_thread(here: Workshop, slack: FakeSlack) -> None:
    owner, channel = await here.person("owner"), slack.channel("orders")
    event = slack.mention(channel, owner, "which items do we have")
    await slack.deliver(event)
    said = await here.shown(channel, "Black lambskin")
    assert said.thread_ts == event["event"]["ts"]


async def test_a_draft_asked_for_in_a_thread_gets_its_card_there_and_is_signed_there(
    here: Workshop, slack: FakeSlack
) -> None:
    buyer, owner = await here.person("buyer"), await here.person("owner")
    channel = slack.channel("orders")
    await slack.deliver(slack.mention(channel, buyer, ORDER))
    card = await here.shown(channel, "draft_sign")
    assert "draft_sign" in buttons(card)
    await slack.deliver(slack.click(channel, card.ts, "draft_sign", user=owner))
    await here.shown(channel, "draft_undo")
    assert await status(here, "D-1") == "signed"


async def test_a_direct_message_is_answered_in_private(here: Workshop, slack: FakeSlack) -> None:
    owner = await here.person("owner")
    await slack.deliver(slack.dm(owner, "which items do we have"))
    await here.shown(slack.direct(owner), "Cognac calfskin")


async def test_a_stranger_is_told_how_to_become_somebody_and_hears_nothing_of_the_house(
    here: Workshop, slack: FakeSlack
) -> None:
    stranger, channel = slack.person("stranger"), slack.channel("orders")
    await slack.deliver(slack.mention(channel, stranger, "which items do we have"))
    [told] = await here.until(lambda: slack.told(stranger))
    assert "not linked" in told.text
    assert slack.own(channel) == []


async def test_what_others_say_among_themselves_is_not_heard(
    here: Workshop, slack: FakeSlack
) -> None:
    owner, channel = await here.person("owner"), slack.channel("orders")
    said = slack.says(channel, owner, "which items do we have")
    answer = await slack.deliver(slack.message_event(said))
    assert answer.status == 200
    assert here.room.receiving.tasks == set() and slack.own(channel) == []


async def test_a_thread_goes_on_where_it_was_and_is_kept_for_the_web(
    here: Workshop, slack: FakeSlack
) -> None:
    owner, channel = await here.person("owner"), slack.channel("orders")
    event = slack.mention(channel, owner, "which items do we have")
    await slack.deliver(event)
    await here.shown(channel, "Black lambskin")
    ts = event["event"]["ts"]
    await slack.deliver(slack.mention(channel, owner, "help", thread=ts))
    await here.until(lambda: len(here.chat.kept) == 2)
    assert len({talk for _, talk, _ in here.chat.kept}) == 1


async def test_the_home_is_the_queue_and_follows_it(here: Workshop, slack: FakeSlack) -> None:
    owner = await here.person("owner")
    number = await draft(here.house)
    await slack.deliver(slack.home_opened(owner))
    home = await here.until(lambda: slack.homes.get(owner))
    assert number in str(home.view)
    await slack.deliver(slack.click_in_view(home.id, "draft_read:1", value=number))
    await here.shown(slack.direct(owner), f"{number} ·")


async def test_the_home_of_a_stranger_says_how_to_begin(here: Workshop, slack: FakeSlack) -> None:
    stranger = slack.person("stranger")
    await slack.deliver(slack.home_opened(stranger))
    home = await here.until(lambda: slack.homes.get(stranger))
    assert "/pages/slack" in str(home.view)


async def test_nobody_is_pinged_by_words_of_a_record(here: Workshop, slack: FakeSlack) -> None:
    owner, channel = await here.person("owner"), slack.channel("orders")
    text = "order 480 <!channel> <@U0OWNER> *Black* lambskin"
    await slack.deliver(slack.mention(channel, owner, text))
    await here.until(lambda: slack.own(channel))
    assert slack.pinged == []


async def test_whoever_may_sign_is_told_in_private_that_a_draft_waits(
    here: Workshop, slack: FakeSlack
) -> None:
    manager = await here.person("manager")
    number = await draft(here.house)
    card = await here.shown(slack.direct(manager), f"{number} ·")
    assert card.text.startswith("This waits for your signature") and "draft_sign" in buttons(card)
    await slack.deliver(slack.click(slack.direct(manager), card.ts, "draft_sign", user=manager))
    await here.shown(slack.direct(manager), "draft_undo")
    assert await status(here, number) == "signed"


async def test_a_sentence_on_a_button_of_the_home_is_said_by_pressing_it(
    here: Workshop, slack: FakeSlack
) -> None:
    owner = await here.person("owner")
    number = await draft(here.house)
    await slack.deliver(slack.home_opened(owner))
    home = await here.until(lambda: slack.homes.get(owner))
    words = f"Put {number} off until tomorrow"
    await slack.deliver(slack.click_in_view(home.id, "say:2", value=words))
    card = await here.shown(slack.direct(owner), "D-2 ·")
    assert number in str(card.blocks) and "draft_sign" in buttons(card)


async def test_a_right_answer_is_noted_with_one_press(here: Workshop, slack: FakeSlack) -> None:
    owner, channel = await here.person("owner"), slack.channel("orders")
    await slack.deliver(slack.mention(channel, owner, "which items do we have"))
    said = await here.shown(channel, "evidence")
    [kept] = await here.until(lambda: here.chat.kept)
    value = f"good:{kept[2].answer['trace']}"
    await slack.deliver(slack.click(channel, said.ts, "feedback", user=owner, value=value))
    [told] = await here.until(lambda: slack.told(owner))
    assert told.text.startswith("Noted: this answer was right")
