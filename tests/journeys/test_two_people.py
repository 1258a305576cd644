"""The tour in a real browser: a buyer asks and drafts, the owner signs, both see it and undo it."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Person

LEATHER = "Lambskin, Noir, 0.8 mm from Tannerie d'Aurel"

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def buyer(browser: Browser, address: str) -> Person:
    return Person.sit_down(browser, address).sign_in("buyer", "bellavier-buyer")


def test_a_question_is_answered_with_figures_and_how_they_were_found(buyer: Person) -> None:
    buyer.say("what is on order")
    answer = buyer.page.get_by_test_id("answer").last
    expect(answer.get_by_role("table")).to_be_visible()
    answer.get_by_text("show how").click()
    expect(answer.locator("dl").first).to_be_visible()


def test_an_order_goes_from_words_to_a_signature_and_back(buyer: Person, owner: Person) -> None:
    buyer.say(f"order 60 SQFT {LEATHER}")
    expect(buyer.card()).to_contain_text("Order 60 SQFT")
    draft = buyer.card().get_attribute("data-draft") or ""
    buyer.button("Edit", draft).click()
    buyer.card(draft).get_by_label("Quantity").fill("70")
    buyer.button("Save as a new version", draft).click()
    expect(buyer.card(draft)).to_have_attribute("data-version", "2")
    row = owner.page.get_by_test_id("queue").get_by_role("button")
    row.filter(has_text=f"Order 70 SQFT {LEATHER}").click()
    owner.card(draft).get_by_test_id("sign").click()
    for person in (owner, buyer):
        person.sees(draft, "signed")
    owner.button("Undo", draft).click()
    expect(owner.card()).to_contain_text(f"Undo {draft}")
    owner.card().get_by_test_id("sign").click()
    for person in (owner, buyer):
        person.sees(draft, "undone")


def test_what_comes_first_is_put_off_with_one_click_and_a_signature(owner: Person) -> None:
    owner.enter()
    later = owner.page.get_by_test_id("not-now")
    words = later.get_attribute("title") or ""
    later.click()
    expect(owner.page.locator("#chat-input")).to_have_value(words)
    owner.page.locator("#chat-submit").click()
    expect(owner.card()).to_have_attribute("data-state", "waiting")
    expect(owner.card().get_by_test_id("sign")).to_have_text("Sign it")
    draft = owner.card().get_attribute("data-draft") or ""
    owner.button("Sign it", draft).click()
    owner.sees(draft, "signed")
    owner.enter()
    expect(owner.page.get_by_test_id("not-now")).not_to_have_attribute("title", words)


def test_several_drafts_are_read_together_and_signed_by_one_click(owner: Person) -> None:
    owner.enter()
    owner.page.get_by_test_id("together").click()
    batch = owner.page.get_by_test_id("batch")
    flagged = batch.locator("tbody tr").filter(has_text="red flag")
    expect(flagged).not_to_have_count(0)
    owner.rests()
    batch.get_by_test_id("sign-batch").click()
    status = batch.get_by_test_id("batch-status")
    expect(status).to_have_text(re.compile(r"^\d+ of \d+ signed$"))
    expect(status).to_be_focused()
    signed, _, read, _ = status.inner_text().split()
    done = batch.locator("tbody").get_by_text("Signed", exact=True)
    expect(done).to_have_count(int(signed))
    assert 0 < int(signed) < int(read), "a draft with a red flag is read by itself"


def test_a_page_leads_back_to_the_draft_in_the_chat(owner: Person) -> None:
    owner.page.goto(f"{owner.address}/pages/functions/procurement")
    owner.page.locator("a[href^='/pages/drafts/']").first.click()
    owner.page.get_by_role("link", name="in the chat").click()
    expect(owner.card()).to_be_visible()


def test_not_one_request_left_the_machine(buyer: Person, owner: Person) -> None:
    assert buyer.outside + owner.outside == []
    assert buyer.broken + owner.broken == []
