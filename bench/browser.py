"""How long after Enter a draft card is visible, in a real browser on a real server."""

import asyncio
import os
import shutil
from typing import Any

from _figures import Figure, write
from _listening import until_the_card_is_sent
from _measuring import QUICK, machine, percentile, table
from _serving import served
from playwright.sync_api import Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
USER, PASSWORD = "buyer", "bellavier-buyer"
SHORT = 10  # Cards with which most conversations end.
TIMES = 1 if QUICK else 3
LONG = 8 if QUICK else 30  # Cards that stand in a conversation before it is called long.
MORE = 4 if QUICK else 30
GOAL = 400
# The composer is drawn anew while settings load: only the first end of a task means ready.
READY = """(() => { const Plain = WebSocket; window.WebSocket = class extends Plain {
  constructor(...given) { super(...given); this.addEventListener('message', ({ data }) => {
    if (String(data).includes('task_end')) document.body.dataset.ready = 'yes' }) } } })()"""
# Measured inside the page: from the key going down to the frame that shows a card more.
WATCH = """known => new Promise((done, lost) => {
  const cards = () => document.querySelectorAll('[data-testid="draft-card"]')
  const visible = () => { const all = cards(); const last = all[all.length - 1]
    return all.length > known && last.getBoundingClientRect().height > 0 }
  const watch = new MutationObserver(() => { if (!visible()) return
    watch.disconnect()
    requestAnimationFrame(() => done(performance.now() - window.enteredAt)) })
  watch.observe(document.body, { childList: true, subtree: true, attributes: true })
  document.addEventListener('keydown', event => {
    if (event.key === 'Enter') window.enteredAt = performance.now() },
    { capture: true, once: true })
  setTimeout(() => lost('No card came.'), 20000)
  window.watching = true })"""


def main() -> None:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        print("Skipped: there is no Chromium here. Install the system's package and try again.")
        return
    print(f"{machine()}{', QUICK sizes' if QUICK else ''}")
    with served("browser") as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=QUIET)
            print(f"{browser.version} of Chromium, load {os.getloadavg()[0]:.1f}\n")
            page = signed_in(browser.new_page(), address)
            short = [card for _ in range(TIMES) for card in first_cards(page, address)]
            begin(page, address)
            long = [card_after(page, n) for n in range(LONG + MORE)][LONG:]
            browser.close()
        sentences = [sentence(n) for n in range(MORE + 1)]
        sent = asyncio.run(until_the_card_is_sent(address, USER, PASSWORD, sentences))[1:]
    told(short, long, sent)


def told(short: list[float], long: list[float], sent: list[float]) -> None:
    table(
        {
            f"first {SHORT} cards of a conversation": short,
            f"cards after {LONG} others": long,
            "of that, until the server has sent it": sent,
        }
    )
    print()
    write(
        "browser",
        [
            Figure("draft card visible after Enter, p95", percentile(short, 0.95), "ms", GOAL),
            Figure("draft card visible after Enter, p50", percentile(short, 0.5), "ms"),
            Figure(f"the same after {LONG} cards, p95", percentile(long, 0.95), "ms", GOAL),
            Figure(f"the same after {LONG} cards, p50", percentile(long, 0.5), "ms"),
            Figure("of that, the server's part, p95", percentile(sent, 0.95), "ms"),
            Figure("of that, the server's part, p50", percentile(sent, 0.5), "ms"),
        ],
    )


def signed_in(page: Page, address: str) -> Page:
    page.add_init_script(READY)
    page.goto(f"{address}/chat/login")
    page.locator("#email").fill(USER)
    page.locator("#password").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.locator("body[data-ready]").wait_for()
    return page


def begin(page: Page, address: str) -> None:
    """A conversation of its own, with its first card, which also fetches what all cards need."""
    page.goto(f"{address}/chat/")
    page.locator("body[data-ready]").wait_for()
    card_after(page, 0)


def first_cards(page: Page, address: str) -> list[float]:
    begin(page, address)
    return [card_after(page, n) for n in range(1, SHORT)]


def sentence(number: int) -> str:
    return f"order {120 + number} LMB-NOIR-08 from Tannerie d'Aurel"


def card_after(page: Page, number: int) -> float:
    """Seconds from Enter to the card of one more draft."""
    page.locator("#chat-input").fill(sentence(number))
    page.wait_for_function("document.querySelector('#chat-submit')?.disabled === false")
    known = page.get_by_test_id("draft-card").count()
    watched: Any = page.evaluate_handle(f"known => ({{ found: ({WATCH})(known) }})", known)
    page.locator("#chat-input").press("Enter")
    took = watched.evaluate("watched => watched.found")
    return float(took) / 1000


if __name__ == "__main__":
    main()
