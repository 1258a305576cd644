"""The chat in a real browser: what two people see of one draft, on the desk and on the phone."""

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.assistant.surfaces.chat.plain_front import PlainFront
from tests.browser import PHONE, Person, Sit

pytestmark = pytest.mark.xdist_group("browser")


SMALL = """() => [...document.querySelectorAll('#header :is(a, button)')].filter(one => {
  const { width, height } = one.getBoundingClientRect()
  return width && Math.min(width, height) < 44 }).map(one => one.outerHTML)"""


def test_two_people_see_one_draft_change(sit: Sit, draft: str) -> None:
    buyer = sit("buyer")
    owner = sit("owner")
    buyer.say("order 500")
    owner.page.get_by_test_id("queue").get_by_role("button").first.click()
    for person in (buyer, owner):
        person.sees(draft, "waiting")
    buyer.button("Edit", draft).click()
    buyer.card(draft).get_by_label("Quantity").fill("400")
    buyer.button("Save as a new version", draft).click()
    for person in (buyer, owner):
        expect(person.card(draft)).to_have_attribute("data-version", "2")
        expect(person.card(draft)).to_contain_text("400 EA")
    owner.button("Sign order", draft).click()
    for person in (buyer, owner):
        person.sees(draft, "signed")
    expect(owner.card(draft).get_by_test_id("draft-status")).to_be_focused()
    expect(buyer.page.locator("[data-sonner-toast]")).to_contain_text("Signed")
    expect(buyer.page.get_by_test_id("queue")).to_have_attribute("data-waiting", "0")
    assert buyer.outside + owner.outside == []
    assert buyer.broken + owner.broken == []


def test_a_lost_answer_is_called_unknown_and_asked_again(
    sit: Sit, draft: str, house: PlainFront
) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.sees(draft, "waiting")
    owner.page.route("**/project/action", lambda route: Route.abort(route))
    owner.button("Sign order", draft).click()
    owner.sees(draft, "unknown")
    expect(owner.card(draft)).to_contain_text("It may or may not be recorded.")
    owner.page.unroute("**/project/action")
    owner.button("Ask again now", draft).click()
    expect(owner.card(draft)).to_contain_text("It was not recorded.")
    owner.button("Sign order", draft).dblclick()
    owner.sees(draft, "signed")
    assert [name for name in house.signatures if draft in name] == [f"owner signed {draft}"]


def test_an_accident_on_the_server_is_unknown_too(sit: Sit, draft: str, house: PlainFront) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.sees(draft, "waiting")
    house.broken = ConnectionError("the database went away")
    owner.button("Sign order", draft).click()
    owner.sees(draft, "unknown")
    expect(owner.card(draft)).to_contain_text("give the admin number E-")
    house.broken = None
    owner.button("Ask again now", draft).click()
    owner.sees(draft, "waiting")


def test_a_rejection_asks_for_its_reason_first(sit: Sit, draft: str, house: PlainFront) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.button("Reject", draft).click()
    expect(owner.button("Reject", draft)).to_be_disabled()
    owner.card(draft).get_by_label("Why is it rejected?").fill("too dear")
    owner.button("Reject", draft).click()
    owner.sees(draft, "rejected")
    assert house.signatures[-1] == f"owner rejected {draft} too dear"


def test_a_conversation_is_resumed_with_the_draft_of_today(
    sit: Sit, draft: str, house: PlainFront
) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.sees(draft, "waiting")
    house.drafts[draft]["title"] = "Order 300 Chainring from Beaumont Bikes"
    owner.resume()
    expect(owner.card(draft)).to_contain_text("Order 300 Chainring")
    house.drafts[draft] |= {"status": "expired", "status_word": "Expired", "may_sign": False}
    house.commit(draft)
    owner.sees(draft, "expired")


def test_a_question_is_answered_with_the_keys(sit: Sit, draft: str) -> None:
    buyer = sit("buyer")
    buyer.say("the black ones")
    expect(buyer.page.get_by_role("button", name="Wallet Noir")).to_be_focused()
    buyer.page.keyboard.press("1")
    buyer.sees(draft, "waiting")


def test_an_answer_without_a_table_is_one_sentence_and_no_accident(sit: Sit, draft: str) -> None:
    buyer = sit("buyer")
    buyer.say("what is the meaning of leather")
    expect(buyer.page.get_by_text("I do not know that yet.")).to_be_visible()
    buyer.say("hello")  # The next turn begins when this one is over.
    expect(buyer.page.get_by_test_id("nearest")).to_be_visible()
    expect(buyer.page.get_by_text("give the admin number")).to_have_count(0)


def test_an_example_goes_into_the_composer_and_no_further(sit: Sit, draft: str) -> None:
    buyer = sit("buyer")
    buyer.say("hello")
    buyer.page.get_by_test_id("nearest").get_by_role("button").click()
    expect(buyer.page.locator("#chat-input")).to_have_value("what is on order")
    expect(buyer.page.locator('[data-step-type="user_message"]')).to_have_count(1)


def test_on_a_phone_nothing_is_cut_and_signing_comes_first(sit: Sit, draft: str) -> None:
    owner = sit("owner", **PHONE)
    assert owner.fits()
    assert owner.page.evaluate(SMALL) == []
    owner.say("order 500")
    owner.sees(draft, "waiting")
    sign = owner.button("Sign order", draft).bounding_box()
    edit = owner.button("Edit", draft).bounding_box()
    assert sign and edit and sign["width"] > edit["width"] and sign["y"] < edit["y"]
    assert min(sign["height"], edit["height"]) >= 44
    assert owner.fits()


def test_in_the_dark_the_paper_is_dark(sit: Sit, draft: str) -> None:
    light = sit("owner", color_scheme="light")
    dark = sit("owner", color_scheme="dark")
    assert (light.colour("--paper"), dark.colour("--paper")) == ("#fffdf8", "#1d1a16")


def test_a_wrong_password_is_told_in_the_products_words(browser: Browser, address: str) -> None:
    somebody = Person.sit_down(browser, address)
    somebody.page.goto(f"{address}/chat/login")
    somebody.page.locator("#email").fill("owner")
    somebody.page.locator("#password").fill("wrong")
    somebody.page.locator("button[type=submit]").click()
    expect(somebody.page.get_by_role("alert")).to_have_text(
        "This name and password do not fit together."
    )
    assert somebody.outside == []


def test_a_broken_line_loses_nothing(sit: Sit, draft: str, house: PlainFront) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.sees(draft, "waiting")
    owner.page.context.set_offline(True)
    house.drafts[draft] |= {"status": "expired", "status_word": "Expired", "may_sign": False}
    house.commit(draft)
    owner.page.context.set_offline(False)
    owner.sees(draft, "expired")


def test_what_was_said_about_one_version_is_not_said_about_the_next(sit: Sit, draft: str) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.button("Edit", draft).click()
    owner.card(draft).get_by_label("Quantity").fill("400")
    owner.button("Save as a new version", draft).click()
    expect(owner.card(draft)).to_contain_text("Version 2 waits.")
    owner.button("Sign order", draft).click()
    owner.sees(draft, "signed")
    expect(owner.card(draft)).not_to_contain_text("Version 2 waits.")


def test_what_is_typed_survives_the_next_message(sit: Sit, draft: str) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.button("Edit", draft).click()
    owner.card(draft).get_by_label("Quantity").fill("400")
    before = owner.card(draft).element_handle()
    owner.say("what is on order")
    expect(owner.page.get_by_text("I do not know that yet.")).to_be_visible()
    expect(owner.card(draft).get_by_label("Quantity")).to_have_value("400")
    same = owner.card(draft).evaluate("(card, before) => card === before", before)
    assert same, "a card is not made anew because something else was said"


def test_a_draft_that_changes_under_the_pen_is_read_again(
    sit: Sit, draft: str, house: PlainFront
) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.button("Edit", draft).click()
    house.drafts[draft]["version"] = 2
    house.commit(draft)
    expect(owner.card(draft).get_by_role("alert")).to_contain_text("Please read it again.")
    expect(owner.card(draft).get_by_label("Quantity")).to_have_count(0)
