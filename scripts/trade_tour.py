"""Takes the pictures of the way from an order to its money, from a fresh demo business."""

import re
import sys

from playwright.sync_api import Browser, Page, expect
from screenshots import (
    DESK,
    IMAGES,
    POCKET,
    TALL,
    ask,
    card,
    chromium,
    drafted,
    picture,
    say,
    served,
    signed_in,
)

LIST = """order list:
Rive card holder, Noir; 4
Rive card holder, tan; 4
Noir wallet; 3
Cognac wallet; 2
Belt, 30 mm, Noir; 2
Belt, 30 mm, Taupe; 2
Quai tote, tan; 1
Noir wallets; many"""
DEALER, TOTAL, PAID = "Αθηναϊκή Δερματίνη", "€2,061.00", "2061.00"
LOOKS = 12  # An agent drafts a moment later; a person looks at the queue again.


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=60_000)
    with served() as address, chromium() as browser:
        order = ordered(browser, address)
        owner = signed_in(browser, address, "owner", color_scheme="light", **DESK)
        owner.set_viewport_size(TALL)
        staff = signed_in(browser, address, "staff", color_scheme="light", **DESK)
        shipped(staff, address, order)
        billed(owner, address)
        paid(owner, order)
        pocket(browser, address)
    return 0


def ordered(browser: Browser, address: str) -> str:
    """A list of eight rows, of which two are no good, signed by the dealer."""
    dealer = signed_in(browser, address, "dealer", color_scheme="light", **DESK)
    dealer.set_viewport_size(TALL)
    draft = drafted(dealer, LIST)
    picture(dealer, "trade-list", card(dealer, draft))
    signed(dealer, draft)
    return found(r"SO-\d+", card(dealer, draft).inner_text())


def shipped(staff: Page, address: str, order: str) -> None:
    """What the fulfillment agent drafted: it is picked, packed, shipped."""
    for step in ("Pick", "Pack", "Ship"):
        waiting(staff, address, f"{step} all that is ready of {order}")
        draft = newest(staff)
        if step == "Ship":
            picture(staff, "trade-ship", card(staff, draft))
        signed(staff, draft)


def billed(owner: Page, address: str) -> None:
    waiting(owner, address, f"to {DEALER} over {TOTAL}", "trade-queue")
    draft = newest(owner)
    signed(owner, draft)
    picture(owner, "trade-invoice", card(owner, draft))
    invoice = found(r"INV-\d+", card(owner, draft).inner_text())
    letter = said(owner, f"email {invoice} to the customer", "by e-mail")
    picture(owner, "trade-letter", card(owner, letter))
    signed(owner, said(owner, f"{DEALER} paid {PAID} for {invoice}", f"Record {TOTAL} from"))


def paid(owner: Page, order: str) -> None:
    """Ordered, shipped, billed and paid, side by side; and what all of it adds up to."""
    ask(owner, f"reconcile {order}")
    picture(owner, "trade-reconciled")
    ask(owner, "aging")
    picture(owner, "trade-aging")


def pocket(browser: Browser, address: str) -> None:
    dealer = signed_in(browser, address, "dealer", **POCKET)
    ask(dealer, "my account")
    picture(dealer, "trade-phone")


def waiting(page: Page, address: str, words: str, name: str = "") -> None:
    """Look at the queue until this stands there, and open it."""
    row = page.get_by_test_id("queue").get_by_role("button").filter(has_text=words).first
    for _ in range(LOOKS):
        page.goto(f"{address}/chat/")
        expect(page.get_by_test_id("queue")).to_be_visible()
        page.wait_for_timeout(500)
        if row.is_visible():
            break
    expect(row).to_be_visible()
    if name:
        picture(page, name)
    row.click()
    expect(page.get_by_test_id("draft-card").last).to_be_visible()


def said(page: Page, sentence: str, title: str) -> str:
    """The number of the draft that came of a sentence, known by what its card says."""
    say(page, sentence)
    new = page.get_by_test_id("draft-card").filter(has_text=title).last
    expect(new).to_be_visible()
    return str(new.get_attribute("data-draft"))


def newest(page: Page) -> str:
    return str(page.get_by_test_id("draft-card").last.get_attribute("data-draft"))


def signed(page: Page, draft: str) -> None:
    card(page, draft).get_by_test_id("sign").click()
    expect(card(page, draft)).to_have_attribute("data-state", "signed")


def found(pattern: str, text: str) -> str:
    number = re.search(pattern, text)
    if number is None:
        sys.exit(f"No {pattern} stands on the card: {text}")
    return number[0]


if __name__ == "__main__":
    sys.exit(main())
