"""Several drafts are read in one table and signed by one click, with a result for each."""

from tests.assistant.surfaces.conftest import draft
from tests.fake_slack import FakeSlack
from tests.slack_house import Workshop, buttons, status


async def two(here: Workshop) -> list[str]:
    """Of different leathers, so that neither changes what the other says."""
    return [await draft(here.house, item=code) for code in ("LMB-NOIR-08", "CLF-COGN-12")]


async def test_what_waits_is_read_together_and_signed_together(
    here: Workshop, slack: FakeSlack
) -> None:
    numbers = await two(here)
    owner = await here.person("owner")
    await slack.deliver(slack.home_opened(owner))
    home = await here.until(lambda: slack.homes.get(owner))
    together = next(
        element["action_id"]
        for block in home.view["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].startswith("batch_read")
    )
    await slack.deliver(slack.click_in_view(home.id, together))
    private = slack.direct(owner)
    table = await here.shown(private, "2 drafts")
    assert all(number in str(table.blocks) for number in numbers)
    [press] = [each for each in buttons(table) if each == "batch_sign"]
    sign = next(
        element["action_id"]
        for block in table.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].startswith(press)
    )
    await slack.deliver(slack.click(private, table.ts, sign, user=owner))
    after = await here.shown(private, "2 of 2 signed")
    assert after.ts == table.ts and "batch_sign" not in buttons(after)
    assert [await status(here, number) for number in numbers] == ["signed"] * 2


async def test_one_that_was_decided_meanwhile_stops_no_other(
    here: Workshop, slack: FakeSlack
) -> None:
    numbers = await two(here)
    owner = await here.person("owner")
    await slack.deliver(slack.home_opened(owner))
    home = await here.until(lambda: slack.homes.get(owner))
    found = [e for b in home.view["blocks"] if b["type"] == "actions" for e in b["elements"]]
    [together] = [e["action_id"] for e in found if e["action_id"].startswith("batch_read")]
    await slack.deliver(slack.click_in_view(home.id, together))
    table = await here.shown(slack.direct(owner), "2 drafts")
    found = [e for b in table.blocks if b["type"] == "actions" for e in b["elements"]]
    [sign] = [e["action_id"] for e in found if e["action_id"].startswith("batch_sign")]
    manager = await here.house.office.caller("bellavier", "manager")
    assert manager is not None
    card = await here.house.office.card(manager, numbers[0])
    assert card is not None
    await here.house.office.decide(manager, numbers[0], card["version"], card["digest"], "sign")
    await slack.deliver(slack.click(slack.direct(owner), table.ts, sign, user=owner))
    [told] = await here.until(lambda: slack.told(owner))
    assert "1 of 2 signed" in told.text
    assert await status(here, numbers[1]) == "signed"
