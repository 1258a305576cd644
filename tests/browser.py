"""A real browser on the chat: who sits before it, what it asked for, how it is driven."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LOCAL = ("data:", "blob:")
PATIENCE = 20_000  # Milliseconds; a busy machine is not a broken one.

# The composer is drawn anew while settings load: only the first end of a task means ready.
READY = """(() => { const Plain = WebSocket; window.WebSocket = class extends Plain {
  constructor(...given) { super(...given); this.addEventListener('message', ({ data }) => {
    if (String(data).includes('task_end')) document.body.dataset.ready = 'yes'
    const thread = /"thread_id":"([^"]+)"/.exec(String(data))
    if (thread) document.body.dataset.thread = thread[1] }) } } })()"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open it in a module-wide fixture: while it runs, no test of its process may be async."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("No Chromium here: install the system's package to run the browser tests.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


RESTS = """() => new Promise(resolve => {
    const cards = '[data-testid=draft-card], [data-testid=batch]'
    const places = () => [...document.querySelectorAll(cards)]
        .map(card => Math.round(card.getBoundingClientRect().top)).join()
    let still = 0, before = places()
    const look = () => {
        const now = places()
        still = now === before ? still + 1 : 0
        before = now
        still < 10 ? requestAnimationFrame(look) : resolve()
    }
    look()
})"""
"""Ten frames in which no card moves."""


@dataclass
class Person:
    """One person in one browser window, and every address that was asked beyond the server's."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @classmethod
    def sit_down(cls, browser: Browser, address: str, **look: Any) -> "Person":
        return cls.at(browser.new_context(**look), address)

    @classmethod
    def at(cls, context: BrowserContext, address: str) -> "Person":
        """A fresh page in a browser that knows the cookies, and has the large files already."""
        for old in context.pages:
            old.close()
        page = context.new_page()
        person = cls(page, address)
        page.add_init_script(READY)
        page.on("request", lambda request: person.noticed(request.url))
        page.on("pageerror", lambda error: person.broken.append(str(error)))
        return person

    def noticed(self, url: str) -> None:
        home = (self.address, self.address.replace("http", "ws", 1))
        if not url.startswith((*home, *LOCAL)):
            self.outside.append(url)

    def sign_in(self, user: str, password: str) -> "Person":
        self.page.goto(f"{self.address}/chat/login")
        self.page.locator("#email").fill(user)
        self.page.locator("#password").fill(password)
        self.page.locator("button[type=submit]").click()
        return self.ready()

    def enter(self) -> "Person":
        """Come in with the cookie of an earlier sign-in."""
        self.page.goto(f"{self.address}/chat/")
        return self.ready()

    def ready(self) -> "Person":
        self.page.locator("body[data-ready]").wait_for()
        expect(self.page.get_by_test_id("queue")).to_be_visible()
        return self

    def say(self, text: str) -> None:
        for _ in range(5):
            self.page.locator("#chat-input").fill(text)
            try:
                expect(self.page.locator("#chat-submit")).to_be_enabled(timeout=1500)
                break
            except AssertionError:
                continue
        self.page.locator("#chat-submit").click()

    def card(self, draft_id: str = "") -> Locator:
        cards = self.page.get_by_test_id("draft-card")
        if draft_id:
            cards = self.page.locator(f'[data-testid="draft-card"][data-draft="{draft_id}"]')
        return cards.last

    def sees(self, draft_id: str, state: str) -> None:
        expect(self.card(draft_id)).to_have_attribute("data-state", state)

    def rests(self) -> None:
        """An answer is scrolled to its question first: nobody clicks on what moves."""
        self.page.evaluate(RESTS)

    def button(self, name: str, draft_id: str = "") -> Locator:
        self.rests()
        return self.card(draft_id).get_by_role("button", name=name, exact=True)

    def resume(self) -> None:
        """Open this conversation from the rail, as after a restart."""
        self.page.locator("body[data-thread]").wait_for()
        thread = self.page.locator("body").get_attribute("data-thread")
        link = self.page.locator(f"#thread-history a[href$='{thread}']")
        link.wait_for()
        self.page.goto(f"{self.address}{link.get_attribute('href')}")
        self.page.locator("body[data-ready]").wait_for()

    def fits(self) -> bool:
        script = "document.documentElement.scrollWidth <= window.innerWidth"
        return bool(self.page.evaluate(script))

    def colour(self, name: str) -> str:
        """What a colour of the sheet comes to on this page."""
        value = self.page.evaluate(
            """name => { const probe = document.body.appendChild(document.createElement('i'))
            probe.style.color = `var(${name})`; return getComputedStyle(probe).color }""",
            name,
        )
        return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", value)[:3])


Sit = Callable[..., Person]  # By name and look, whoever is asked for.
