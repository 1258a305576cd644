"""The same draft in two places: what is signed in Slack is seen to change in the browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Person
from tests.journeys.test_start import Running
from tests.slack_beside import Workspace, workspace

LEATHER = "Lambskin, Noir, 0.8 mm from Tannerie d'Aurel"
CODE = re.compile(r"/countersign link ([A-Z0-9]{4}-[A-Z0-9]{4})")

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def slack(browser: Browser) -> Iterator[Workspace]:
    with workspace() as found:
        yield found


@pytest.fixture(scope="module")
def address(slack: Workspace, home: Path) -> Iterator[str]:
    running = Running(home, **slack.settings)
    running.healthy()
    slack.slack.app = f"{running.address}/slack/events"
    yield running.address
    running.process.terminate()
    running.process.wait()


@pytest.fixture(scope="module")
def buyer(browser: Browser, address: str) -> Person:
    return Person.sit_down(browser, address).sign_in("buyer", "bellavier-buyer")


@pytest.fixture(scope="module")
def owner_in_slack(slack: Workspace, owner: Person, address: str) -> str:
    """The owner reads the code on the web, then writes it in Slack."""
    page = owner.page.context.new_page()
    page.goto(f"{address}/pages/slack")
    found = CODE.search(page.locator("main").inner_text())
    assert found is not None
    page.close()
    user, channel = slack.slack.person("owner"), slack.slack.channel("general")
    slack.deliver(slack.slack.command(f"link {found[1]}", user=user, channel=channel))
    [told] = slack.until(lambda: slack.slack.told(user))
    assert "You act here as Owner now" in told.text
    return user


def test_a_draft_of_the_web_is_signed_in_slack_and_changes_in_the_browser(
    slack: Workspace, buyer: Person, owner_in_slack: str
) -> None:
    buyer.say(f"order 60 SQFT {LEATHER}")
    expect(buyer.card()).to_contain_text("Order 60 SQFT")
    draft = buyer.card().get_attribute("data-draft") or ""
    shown = slack.slack.command(
        f"approve {draft}", user=owner_in_slack, channel=slack.slack.channel("general")
    )
    slack.deliver(shown)
    private = slack.slack.direct(owner_in_slack)
    card = slack.shown(private, f"{draft} ·")
    expect(buyer.card(draft)).not_to_have_attribute("data-state", "signed")
    slack.deliver(slack.slack.click(private, card.ts, "draft_sign", user=owner_in_slack))
    buyer.sees(draft, "signed")
    slack.shown(private, "draft_undo")


def test_what_is_signed_in_the_browser_loses_its_buttons_in_slack(
    slack: Workspace, buyer: Person, owner: Person, owner_in_slack: str
) -> None:
    channel = slack.slack.channel("purchasing")
    slack.deliver(slack.slack.mention(channel, owner_in_slack, "what needs me"))
    slack.shown(channel, "evidence")
    buyer.say(f"order 70 SQFT {LEATHER}")
    expect(buyer.card()).to_contain_text("Order 70 SQFT")
    draft = buyer.card().get_attribute("data-draft") or ""
    private = slack.slack.direct(owner_in_slack)
    slack.deliver(slack.slack.command(f"approve {draft}", user=owner_in_slack, channel=channel))
    card = slack.shown(private, f"{draft} ·")
    owner.enter()
    row = owner.page.get_by_test_id("queue").get_by_role("button")
    row.filter(has_text=f"Order 70 SQFT {LEATHER}").click()
    owner.card(draft).get_by_test_id("sign").click()
    owner.sees(draft, "signed")
    after = slack.until(
        lambda: [
            said
            for said in slack.slack.own(private)
            if said.ts == card.ts and "draft_sign" not in str(said.blocks)
        ]
    )
    assert "draft_undo" in str(after[0].blocks)


def test_what_was_asked_in_slack_is_a_conversation_of_the_web(
    slack: Workspace, owner: Person, owner_in_slack: str
) -> None:
    channel = slack.slack.channel("purchasing")
    slack.deliver(slack.slack.mention(channel, owner_in_slack, "spend by month last year"))
    slack.shown(channel, "was spent")
    owner.enter()
    expect(owner.page.get_by_text("spend by month last year").first).to_be_visible()
