"""The rail of conversations in a real browser: listed, opened, renamed, deleted, one's own."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import Person, Sit

pytestmark = pytest.mark.xdist_group("browser")


def listed(person: Person, name: str) -> Locator:
    return person.page.locator("#thread-history a").filter(has_text=name)


def choose(person: Person, name: str, option: str) -> None:
    """An entry of the menu that belongs to a conversation on the rail."""
    listed(person, name).hover()
    listed(person, name).locator("#thread-options").click()
    person.page.locator(f"#{option}").click()


def test_a_conversation_is_listed_renamed_opened_and_deleted(sit: Sit, draft: str) -> None:
    buyer = sit("buyer")
    asked, renamed = f"what does {draft} cost", f"The leather of {draft}"
    buyer.say(asked)
    expect(buyer.page.get_by_text("I do not know that yet.")).to_be_visible()
    choose(buyer, asked, "rename-thread")
    buyer.page.get_by_role("dialog").locator("#name").fill(renamed)
    buyer.page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    expect(listed(buyer, renamed)).to_be_visible()
    buyer.enter()
    listed(buyer, renamed).click()
    expect(buyer.page.get_by_text("I do not know that yet.")).to_be_visible()
    choose(buyer, renamed, "delete-thread")
    buyer.page.get_by_role("alertdialog").get_by_role("button", name="Confirm").click()
    expect(listed(buyer, renamed)).to_have_count(0)
    buyer.enter()
    expect(listed(buyer, renamed)).to_have_count(0)
    assert buyer.broken == []


def test_nobody_of_another_business_sees_it_on_the_rail_or_opens_it(
    browser: Browser, address: str, sit: Sit, draft: str
) -> None:
    owner = sit("owner")
    ours, theirs = f"a question about {draft}", f"somebody else's about {draft}"
    owner.say(ours)
    expect(listed(owner, ours)).to_be_visible()
    href = listed(owner, ours).get_attribute("href") or ""
    context = browser.new_context()
    stranger = Person.at(context, address).sign_in("owner@atelier", "owner pass")
    stranger.say(theirs)
    expect(listed(stranger, theirs)).to_be_visible()
    expect(listed(stranger, ours)).to_have_count(0)
    thread = re.sub(r".*/thread/", "", href)
    assert context.request.get(f"{address}/chat/project/thread/{thread}").status == 404
    stranger.page.goto(f"{address}{href}")
    expect(listed(stranger, theirs)).to_be_visible()
    expect(stranger.page.get_by_role("button", name="Toggle theme")).to_be_visible()
    expect(stranger.page.get_by_text(ours)).to_have_count(0)
    context.close()
