"""The chat in a real browser: what two people see of one draft, on the desk and on the phone."""

import asyncio
import socket
import threading
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Route, expect

from assistant.surfaces.chat.mount import mount
from assistant.surfaces.chat.shell import ChatSettings
from tests.assistant.surfaces.chat.plain_front import PlainFront, order
from tests.browser import PHONE, Person, chromium

Sit = Callable[..., Person]

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def house() -> PlainFront:
    return PlainFront()


@pytest.fixture(scope="module")
def address(
    browser: Browser, shell_home: Path, database_url: str, house: PlainFront
) -> Iterator[str]:
    """The surface with a front of plain data, served by a real server on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"

    @asynccontextmanager
    async def open_doors(app: FastAPI) -> AsyncIterator[None]:
        await chat.start()
        yield
        await chat.conversations.execute_sql(f"DROP SCHEMA {schema} CASCADE", {})
        await chat.stop()

    schema = f"chat_{uuid.uuid4().hex}"
    app = FastAPI(lifespan=open_doors)
    settings = ChatSettings(shell_home, database_url, [address], schema=schema)
    chat = mount(app, house, settings)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="websockets-sansio"))
    running = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
    running.start()
    yield address
    server.should_exit = True
    running.join()


@pytest.fixture(scope="module")
def sit(browser: Browser, address: str) -> Sit:
    """Each person signs in once; what follows is a fresh page in the same browser."""
    known: dict[str, BrowserContext] = {}

    def sit(user: str, **look: Any) -> Person:
        key = f"{user} {look}"
        if key in known:
            return Person.at(known[key], address).enter()
        known[key] = browser.new_context(**look)
        return Person.at(known[key], address).sign_in(user, f"{user} pass")

    return sit


@pytest.fixture
def draft(house: PlainFront) -> str:
    """A draft of its own for each test; the buyer asks for it in words."""
    draft_id = f"D-{uuid.uuid4().hex[:6]}"
    house.drafts.clear()
    house.drafts[draft_id] = order(draft_id)
    house.answers["order 500"] = {
        "kind": "draft",
        "view": {"headline": "One draft is ready.", "cards": [order(draft_id)]},
    }
    house.answers["the black ones"] = {
        "kind": "question",
        "view": {
            "headline": "Which one?",
            "candidates": [
                {"label": "Wallet Noir", "text": "order 500", "detail": "WAL-NOI-01"},
                {"label": "Card holder Rive", "text": "something else"},
            ],
        },
    }
    house.answers["hello"] = {"kind": "unknown", "view": {"nearest": ["what is on order"]}}
    return draft_id


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


def test_an_example_goes_into_the_composer_and_no_further(sit: Sit, draft: str) -> None:
    buyer = sit("buyer")
    buyer.say("hello")
    buyer.page.get_by_test_id("nearest").get_by_role("button").click()
    expect(buyer.page.locator("#chat-input")).to_have_value("what is on order")
    expect(buyer.page.locator('[data-step-type="user_message"]')).to_have_count(1)


def test_on_a_phone_nothing_is_cut_and_signing_comes_first(sit: Sit, draft: str) -> None:
    owner = sit("owner", **PHONE)
    assert owner.fits()
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
