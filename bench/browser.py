"""How long after Enter a draft card is visible, in a real browser on a real server."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from _figures import OUT, Figure, write
from _measuring import QUICK, machine, percentile, table
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ROUNDS = 4 if QUICK else 30
PATIENCE = 180
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
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = signed_in(browser.new_page(), address)
        print(f"{browser.version} of Chromium, {ROUNDS} drafts, load {os.getloadavg()[0]:.1f}\n")
        drafted = [card_after(page, n) for n in range(ROUNDS + 1)][1:]
        browser.close()
    table({"Enter to a visible draft card": drafted})
    print()
    write(
        "browser",
        [
            Figure("draft card visible after Enter, p95", percentile(drafted, 0.95), "ms", 400),
            Figure("draft card visible after Enter, p50", percentile(drafted, 0.5), "ms"),
        ],
    )


@contextmanager
def served() -> Iterator[str]:
    """A server in a process of its own, with its own data and on a port that is free."""
    home = OUT / "browser"
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = os.environ | {"COUNTERSIGN_HOME": str(home), "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    with (home / "up.log").open("wb") as log:
        command = [sys.executable, str(ROOT / "app.py"), "up"]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        healthy(address, server)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)


def healthy(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health"):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit(f"The server did not start: see {OUT / 'browser' / 'up.log'}")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def signed_in(page: Page, address: str) -> Page:
    page.add_init_script(READY)
    page.goto(f"{address}/chat/login")
    page.locator("#email").fill("buyer")
    page.locator("#password").fill("bellavier-buyer")
    page.locator("button[type=submit]").click()
    page.locator("body[data-ready]").wait_for()
    return page


def card_after(page: Page, number: int) -> float:
    """Seconds from Enter to the card of one more draft."""
    page.locator("#chat-input").fill(f"order {120 + number} LMB-NOIR-08 from Tannerie d'Aurel")
    page.wait_for_function("!document.querySelector('#chat-submit').disabled")
    known = page.get_by_test_id("draft-card").count()
    watched: Any = page.evaluate_handle(f"known => ({{ found: ({WATCH})(known) }})", known)
    page.locator("#chat-input").press("Enter")
    took = watched.evaluate("watched => watched.found")
    return float(took) / 1000


if __name__ == "__main__":
    main()
