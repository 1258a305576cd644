"""What is typed behind /countersign: it asks, shows, links, and never signs unread."""

from typing import Any

from tests.assistant.surfaces.conftest import TENANT, draft
from tests.fake_slack import TEAM, FakeSlack
from tests.slack_house import Workshop, buttons, status


async def typed(here: Workshop, slack: FakeSlack, user: str, words: str) -> None:
    channel = slack.channel("general")
    await slack.deliver(slack.command(words, user=user, channel=channel))


async def test_a_person_links_an_account_with_the_code_of_the_page(
    here: Workshop, slack: FakeSlack
) -> None:
    olga = slack.person("olga")
    caller: Any = await here.house.office.caller(TENANT, "owner")
    code = await here.house.linking.code(caller)
    await typed(here, slack, olga, f"link {code}")
    [told] = await here.until(lambda: slack.told(olga))
    assert "Owner" in told.text
    assert await here.house.linking.user(TENANT, f"-/{TEAM}/{olga}") == "owner"
    await typed(here, slack, olga, "unlink")
    await here.until(lambda: len(slack.told(olga)) == 2)
    assert await here.house.linking.caller(TENANT, f"-/{TEAM}/{olga}") is None


async def test_a_wrong_code_links_nobody(here: Workshop, slack: FakeSlack) -> None:
    olga = slack.person("olga")
    await typed(here, slack, olga, "link AAAA-AAAA")
    [told] = await here.until(lambda: slack.told(olga))
    assert "unknown, used or older" in told.text


async def test_approve_shows_the_card_and_signs_nothing(here: Workshop, slack: FakeSlack) -> None:
    number, owner = await draft(here.house), await here.person("owner")
    await typed(here, slack, owner, f"approve {number.lower()}")
    card = await here.shown(slack.direct(owner), f"{number} ·")
    assert "draft_sign" in buttons(card)
    assert await status(here, number) == "waiting"


async def test_a_draft_that_is_not_ones_own_to_see_is_not_shown(
    here: Workshop, slack: FakeSlack
) -> None:
    owner = await here.person("owner")
    await typed(here, slack, owner, "approve D-999")
    [told] = await here.until(lambda: slack.told(owner))
    assert "not here any more" in told.text


async def test_a_question_is_answered_in_private(here: Workshop, slack: FakeSlack) -> None:
    owner = await here.person("owner")
    await draft(here.house)
    await typed(here, slack, owner, "ask which items do we have")
    await here.shown(slack.direct(owner), "Black lambskin")
    await typed(here, slack, owner, "queue")
    await here.shown(slack.direct(owner), "D-1")


async def test_pausing_is_a_draft_that_somebody_signs(here: Workshop, slack: FakeSlack) -> None:
    admin = await here.person("admin")
    await typed(here, slack, admin, "pause model")
    card = await here.shown(slack.direct(admin), "D-1 ·")
    assert "draft_sign" in buttons(card)
    assert await status(here, "D-1") == "waiting"


async def test_anything_else_is_told_what_there_is(here: Workshop, slack: FakeSlack) -> None:
    owner = await here.person("owner")
    await typed(here, slack, owner, "dance")
    [told] = await here.until(lambda: slack.told(owner))
    assert "approve D-12" in told.text
