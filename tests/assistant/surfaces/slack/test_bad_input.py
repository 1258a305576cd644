"""What comes from Slack by mistake or on purpose has one outcome, leaks nothing, loses nothing."""

import asyncio
import logging
import time
from pathlib import Path

import pytest

from domain.store.event_store import StoreUnavailable
from tests.assistant.surfaces.conftest import TENANT, MemoryKeeper, draft
from tests.fake_slack import FakeSlack
from tests.slack_house import Workshop, buttons, shown, status, workshop
from tests.workspace.delivery import encoded, signed

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_what_slack_did_not_sign_is_turned_away_and_stands_in_no_log(
    here: Workshop, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    click = slack.click(channel, said.ts, "draft_sign", user=owner)
    secret = slack.mention(channel, owner, "our secret recipe")
    assert (await slack.deliver(click, secret="guessed")).status == 401
    assert (await slack.deliver(click, at=time.time() - 600)).status == 401
    assert (await slack.deliver(click, at=time.time() + 600)).status == 401
    other, _ = encoded(slack.click(channel, said.ts, "draft_sign", user=slack.person("else")))
    assert (await slack.deliver(click, body=other)).status == 401
    assert (await slack.deliver(secret, secret="guessed")).status == 401
    assert await status(here, number) == "waiting"
    assert "secret recipe" not in caplog.text and "guessed" not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "payload=",
        "payload=%7B%7D",
        "payload=%5B1%5D",
        "[]",
        '{"type": "event_callback"}',
        '{"type": "event_callback", "event": {"type": "app_mention"}}',
        'payload={"type": "block_actions", "actions": []}',
        'payload={"type": "block_actions", "actions": [{"action_id": "draft_sign"}]}',
        'payload={"type": "view_submission", "view": {}}',
        "command=/countersign&text=queue",
        "x" * 100_000,
    ],
    ids=lambda body: body[:40] or "nothing",
)
async def test_a_signed_body_that_makes_no_sense_does_nothing_and_says_nothing(
    here: Workshop, slack: FakeSlack, body: str
) -> None:
    kind = "application/json" if body.startswith(("{", "[")) else FORM["Content-Type"]
    answer = await slack.send(
        body, signed(body, slack.secret, time.time()) | {"Content-Type": kind}
    )
    assert answer.status in (200, 400, 404, 500)
    assert answer.body in ("", "Internal Server Error", '{"error": "unhandled request"}')
    assert slack.own() == []


async def test_a_button_with_a_value_that_was_never_on_it_does_nothing(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    for value in ("", f"{number}", f"{number}:1", f"{number}:1:xyz", f"{number}:-1:{'a' * 64}"):
        click = slack.click(channel, said.ts, "draft_sign", user=owner)
        click["actions"][0]["value"] = value
        assert (await slack.deliver(click)).status == 200
    await here.until(lambda: len(slack.told(owner)) == 5)
    assert await status(here, number) == "waiting"


async def test_a_guest_of_another_company_in_a_shared_channel_is_nobody_here(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    slack.people[owner].team = "T0SUPPLIER"
    await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=owner))
    await slack.deliver(slack.mention(channel, owner, "what needs me"))
    told = await here.until(lambda: len(slack.told(owner)) == 2 and slack.told(owner))
    assert all("not linked" in each.text for each in told)
    assert await status(here, number) == "waiting"


async def test_the_same_person_in_another_enterprise_is_somebody_else(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    click = slack.click(channel, said.ts, "draft_sign", user=owner, enterprise="E0OTHER")
    await slack.deliver(click)
    await here.until(lambda: slack.told(owner))
    assert await status(here, number) == "waiting"


async def test_the_same_request_sent_again_within_five_minutes_is_one_outcome(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    text, kind = encoded(slack.click(channel, said.ts, "draft_sign", user=owner))
    headers = signed(text, slack.secret, time.time()) | {"Content-Type": kind}
    answers = await asyncio.gather(*(slack.send(text, headers) for _ in range(5)))
    assert {answer.status for answer in answers} == {200}
    await here.shown(channel, "signed")
    await here.until(lambda: not here.room.receiving.tasks)
    facts = await here.house.upkeep.page(TENANT, 0, 1000)  # type: ignore[attr-defined]
    assert sum(type(fact.event).__name__ == "PurchaseOrderPlaced" for fact in facts) == 1
    assert slack.told(owner) == []


async def test_a_form_that_is_asked_for_twice_opens_once(
    here: Workshop, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    click = slack.click(channel, said.ts, "draft_reject", user=owner)
    answer = await slack.deliver(click, twice=True)
    assert answer.again is not None
    assert {answer.status, answer.again.status} == {200}
    assert len(await here.until(lambda: slack.modals(owner))) == 1
    await here.until(lambda: len(slack.called("views.open")) == 2)
    assert "E-" not in caplog.text


async def test_a_form_for_which_slack_was_too_late_says_so(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    for how in ({"error": "expired_trigger_id"}, {"cut": True, "times": 2}):
        before = len(slack.told(owner))
        slack.fault("views.open", **how)
        await slack.deliver(slack.click(channel, said.ts, "draft_reject", user=owner))
        await here.until(lambda before=before: len(slack.told(owner)) > before)
    assert all("once more" in each.text for each in slack.told(owner))
    assert slack.modals(owner) == []


async def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(
    here: Workshop, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, channel = await here.person("owner"), slack.channel("orders")
    number = await draft(here.house)
    said = await shown(here, "owner", channel, number)
    asked = slack.mention(channel, owner, "which items do we have")
    click = slack.click(channel, said.ts, "draft_sign", user=owner)

    async def away(*_: object) -> bool:
        raise StoreUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(here.room.receiving.kept, "add", away)
        for payload in (asked, click, slack.command("queue", user=owner, channel=channel)):
            assert (await slack.deliver(payload)).status >= 500
    assert (await slack.deliver(asked, retry=1)).status == 200
    await here.shown(channel, "Black lambskin")
    assert await status(here, number) == "waiting"


async def test_words_of_people_call_nobody_and_lead_nowhere(
    here: Workshop, slack: FakeSlack
) -> None:
    owner, channel = await here.person("owner"), slack.channel("orders")
    hostile = (
        "what is on order from &lt;!channel&gt; &lt;@U0BUYER&gt; &lt;https://evil.example|here&gt;",
        "order 5 SQFT of &lt;!here&gt; *bold* from Tannerie du Lac",
        "&amp;lt;!everyone&amp;gt;",
        "x" * 3900,
    )
    for text in hostile:
        await slack.deliver(slack.mention(channel, owner, text))
    await here.until(lambda: len(slack.own(channel)) >= len(hostile))
    await here.until(lambda: not here.room.receiving.tasks)
    assert slack.pinged == [] and not [each for each in slack.links if "evil" in each]


async def test_a_card_that_was_open_is_written_when_the_decision_was_made_elsewhere(
    here: Workshop, slack: FakeSlack
) -> None:
    """One message was deleted, one channel was archived; the third card is right all the same."""
    number = await draft(here.house)
    gone, shut, fine = (slack.channel(name) for name in ("gone", "shut", "fine"))
    cards = [await shown(here, "owner", channel, number) for channel in (gone, shut, fine)]
    slack.delete(gone, cards[0].ts)
    slack.archive(shut)
    owner = await here.house.office.caller(TENANT, "owner")
    assert owner is not None
    card = await here.house.office.card(owner, number)
    assert card is not None
    await here.house.office.decide(owner, number, card["version"], card["digest"], "sign")
    after = await here.shown(fine, "signed")
    assert "draft_sign" not in buttons(after)
    assert slack.own(gone) == []


async def test_who_signs_while_slack_takes_nothing_has_signed_all_the_same(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    slack.outage(True, cut=True)
    answer = await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=owner))
    assert answer.status == 200 and not answer.late
    await here.until(lambda: not here.room.receiving.tasks)
    assert await status(here, number) == "signed"
    slack.outage(False)
    await here.room.posting.look()
    await here.shown(channel, "signed")


async def test_a_refusal_that_slack_does_not_take_is_given_up_and_not_repeated(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    stranger = slack.person("stranger")
    click = slack.click(channel, said.ts, "draft_sign", user=stranger)
    slack.outage(True, cut=True)
    assert (await slack.deliver(click)).status == 200
    await here.until(lambda: not here.room.receiving.tasks)
    slack.outage(False)
    await here.room.receiving.look()
    entries = await here.house.upkeep.ledger(TENANT)  # type: ignore[attr-defined]
    assert len([entry for entry in entries if entry["what"] == "stranger"]) == 1


async def test_a_token_that_was_taken_back_stops_nobody_from_signing(
    here: Workshop, slack: FakeSlack
) -> None:
    number, channel = await draft(here.house), slack.channel("orders")
    said = await shown(here, "owner", channel, number)
    owner = await here.person("owner")
    await slack.deliver(slack.dm(owner, "what needs me"))  # Bolt knows its token from here on.
    slack.revoke()
    await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=owner))
    await here.until(lambda: not here.room.receiving.tasks)
    assert await status(here, number) == "signed"


async def test_in_an_enterprise_one_person_is_the_same_in_commands_clicks_and_messages(
    tmp_path: Path,
) -> None:
    async with (
        FakeSlack(enterprise="E0GROUP").served() as slack,
        workshop(MemoryKeeper(tmp_path), slack) as here,
    ):
        channel, owner = slack.channel("orders"), slack.person("owner")
        caller = await here.house.office.caller(TENANT, "owner")
        assert caller is not None
        code = await here.house.linking.code(caller)
        await slack.deliver(slack.command(f"link {code}", user=owner, channel=channel))
        [told] = await here.until(lambda: slack.told(owner))
        assert "You act here as" in told.text
        await slack.deliver(slack.mention(channel, owner, "which items do we have"))
        await here.shown(channel, "Black lambskin")
        number = await draft(here.house)
        await here.room.posting.show(caller, channel, number)
        said = await here.shown(channel, f"{number} ·")
        await slack.deliver(slack.click(channel, said.ts, "draft_sign", user=owner))
        await here.shown(channel, "signed")
        assert await status(here, number) == "signed"
