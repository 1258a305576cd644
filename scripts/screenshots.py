"""Takes the pictures of docs/images from a fresh demo business, in the system's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "device_scale_factor": 1.5}
TALL: Any = {"width": 1280, "height": 1320}  # A table and its chart, both whole.
POCKET: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
PATIENCE = 120  # Seconds for the first start, which makes two years of business.
READY = "Countersign is at "
# Faces are there, what moves has come to rest, and that has been painted.
AT_REST = """async () => {
  await document.fonts.ready
  const moving = document.getAnimations().filter(one => one.effect.getTiming().iterations < 9)
  await Promise.allSettled(moving.map(one => one.finished))
  await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted))) }"""

SERIES = "spend by month last year"
TO_ITS_TOP = """card => { card.style.scrollMarginTop = '72px'
  card.scrollIntoView({ block: 'start', behavior: 'instant' }) }"""
GOODS = "200 Brass turn-lock, 22 mm"
OTHER = "order 60 M of Silk twill, black from Siam Silk & Lining Co."
ORDER = f"order {GOODS} from Ostermark Beschläge GmbH"


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served() as address, chromium() as browser:
        desktop(browser, address)
        phone(browser, address)
        dark(browser, address)
    return 0


def desktop(browser: Browser, address: str) -> None:
    """The queue, an answer, and one draft from both sides of the signature."""
    owner = signed_in(browser, address, "owner", color_scheme="light", **DESK)
    picture(owner, "queue")
    buyer = signed_in(browser, address, "buyer", color_scheme="light", **DESK)
    buyer.set_viewport_size(TALL)
    ask(buyer, SERIES)
    picture(buyer, "answer")
    buyer.set_viewport_size(DESK["viewport"])
    draft = drafted(buyer, ORDER)
    owner.get_by_test_id("queue").get_by_role("button").filter(has_text=GOODS).first.click()
    expect(card(owner, draft)).to_be_visible()
    picture(owner, "card", card(owner, draft))
    card(owner, draft).get_by_test_id("sign").click()
    for page, name in ((owner, "signed"), (buyer, "other-session")):
        expect(card(page, draft)).to_have_attribute("data-state", "signed")
        picture(page, name, card(page, draft))


def phone(browser: Browser, address: str) -> None:
    manager = signed_in(browser, address, "manager", **POCKET)
    picture(manager, "phone", card(manager, drafted(manager, OTHER)))


def dark(browser: Browser, address: str) -> None:
    owner = signed_in(browser, address, "owner", color_scheme="dark", **DESK)
    ask(owner, SERIES)
    picture(owner, "dark")


def signed_in(browser: Browser, address: str, role: str, **look: Any) -> Page:
    page = browser.new_context(**look).new_page()
    page.goto(f"{address}/chat/login")
    page.locator("#email").fill(role)
    page.locator("#password").fill(f"bellavier-{role}")  # As the demo prints it at its start.
    page.locator("button[type=submit]").click()
    expect(page.get_by_test_id("queue")).to_be_visible()
    return page


def say(page: Page, text: str) -> None:
    """The composer is drawn anew while settings load, so what was typed may be gone again."""
    for _ in range(6):
        page.locator("#chat-input").fill(text)
        with suppress(AssertionError):
            expect(page.locator("#chat-submit")).to_be_enabled(timeout=1500)
            break
    page.locator("#chat-submit").click()


def ask(page: Page, sentence: str) -> None:
    say(page, sentence)
    expect(page.get_by_test_id("answer").last).to_be_visible()
    with suppress(AssertionError):  # A chart comes after its table, and not every answer has one.
        expect(page.locator(".js-plotly-plot svg").first).to_be_visible(timeout=5_000)


def drafted(page: Page, sentence: str) -> str:
    """Say what is to be done, and read the number of the draft off its card."""
    say(page, sentence)
    found = page.get_by_test_id("draft-card").last
    expect(found).to_be_visible()
    return str(found.get_attribute("data-draft"))


def card(page: Page, draft: str) -> Locator:
    return page.locator(f'[data-testid="draft-card"][data-draft="{draft}"]').last


def picture(page: Page, name: str, around: Locator | None = None) -> None:
    """What the window shows, scrolled to what the picture is about."""
    if around is not None:
        around.evaluate(TO_ITS_TOP)
    page.mouse.move(0, 0)
    page.evaluate(AT_REST)
    path = IMAGES / f"{name}.png"
    page.screenshot(path=str(path), animations="disabled")
    print(f"docs/images/{path.name}: {path.stat().st_size // 1024} kB", flush=True)


@contextmanager
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        sys.exit("No Chromium here: install the system's package, then run this again.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """A server of its own, on a free port and in a home that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="countersign-") as home:
        Path(home).chmod(0o711)
        port = free_port()
        environment = os.environ | {"COUNTERSIGN_HOME": home, "PORT": str(port)}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, str(ROOT / "app.py"), "up"]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                until_it_is_there(server)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def until_it_is_there(server: subprocess.Popen[str]) -> None:
    impatience = threading.Timer(PATIENCE, server.kill)
    impatience.start()
    found = any(line.startswith(READY) for line in server.stdout or ())
    impatience.cancel()
    if not found:
        sys.exit("The server did not come up: run `countersign up` and see what it says.")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
