"""The rail of conversations in a real browser: listed, opened, renamed, deleted, one's own."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import Person, Sit

pytestmark = pytest.mark.xdist_group("browser")

RENAMED = "What leather costs"


def listed(person: Person, name: str) -> Locator:
    return person.page.locator("#thread-history a").filter(has_text=name)


def choose(person: Person, name: str, option: str) -> None:
    """An entry of the menu that belongs to a conversation on the rail."""
    listed(person, name).hover()
    listed(person, name).locator("#thread-options").click()
    person.page.locator(f"#{option}").click()


def test_a_conversation_is_listed_renamed_opened_and_deleted(sit: Sit, draft: str) -> None:
    buyer = sit("buyer")
    buyer.say("what does the black leather cost")
    expect(buyer.page.get_by_text("I do not know that yet.")).to_be_visible()
    choose(buyer, "what does the black leather cost", "rename-thread")
    buyer.page.get_by_role("dialog").locator("#name").fill(RENAMED)
    buyer.page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    expect(listed(buyer, RENAMED)).to_be_visible()
    buyer.enter()
    listed(buyer, RENAMED).click()
    expect(buyer.page.get_by_text("I do not know that yet.")).to_be_visible()
    choose(buyer, RENAMED, "delete-thread")
    buyer.page.get_by_role("alertdialog").get_by_role("button", name="Confirm").click()
    expect(listed(buyer, RENAMED)).to_have_count(0)
    buyer.enter()
    expect(listed(buyer, RENAMED)).to_have_count(0)
    assert buyer.broken == []


def test_nobody_of_another_business_sees_it_on_the_rail_or_opens_it(
    browser: Browser, address: str, sit: Sit, draft: str
) -> None:
    owner = sit("owner")
    owner.say("a question of our own")
    expect(listed(owner, "a question of our own")).to_be_visible()
    href = listed(owner, "a question of our own").get_attribute("href") or ""
    context = browser.new_context()
    stranger = Person.at(context, address).sign_in("owner@atelier", "owner pass")
    stranger.say("a question of theirs")
    expect(listed(stranger, "a question of theirs")).to_be_visible()
    expect(listed(stranger, "a question of our own")).to_have_count(0)
    thread = re.sub(r".*/thread/", "", href)
    assert context.request.get(f"{address}/chat/project/thread/{thread}").status == 404
    stranger.page.goto(f"{address}{href}")
    expect(stranger.page.get_by_text("Thread not found").first).to_be_visible()
    expect(stranger.page.get_by_text("a question of our own")).to_have_count(0)
    context.close()
