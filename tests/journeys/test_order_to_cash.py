"""From order to cash in a browser: a dealer orders from a list, the house ships and is paid."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import PHONE, Person

pytestmark = pytest.mark.xdist_group("browser")

LIST = """order list:
Rive card holder, Noir; 4
Rive card holder, tan; 4
Noir wallet; 3
Cognac wallet; 2
Belt, 30 mm, Noir; 2
Belt, 30 mm, Taupe; 2
Quai tote, tan; 1
Noir wallets; many"""
GOOD, TOTAL = 6, "€2,061.00"
DEALER = "Αθηναϊκή Δερματίνη"
ORDER, INVOICE = re.compile(r"\bSO-\d+"), re.compile(r"\bINV-\d+")
LOOKS = 12  # An agent drafts a moment later; a person looks at the queue again.


@pytest.fixture(scope="module")
def dealer(browser: Browser, address: str) -> Person:
    return Person.sit_down(browser, address, **PHONE).sign_in("dealer", "bellavier-dealer")


def drafted(person: Person, title: str) -> str:
    """The number of the newest draft whose card says so."""
    card = person.page.get_by_test_id("draft-card").filter(has_text=title).last
    expect(card).to_be_visible()
    return card.get_attribute("data-draft") or ""


def signed(person: Person, title: str) -> Locator:
    """The card of that title, after this person has signed it."""
    draft = drafted(person, title)
    person.card(draft).get_by_test_id("sign").click()
    person.sees(draft, "signed")
    return person.card(draft)


def answered(person: Person, sentence: str) -> Locator:
    """What came back, once it is another answer than the last one."""
    answers = person.page.get_by_test_id("answer")
    before = answers.count()
    person.say(sentence)
    expect(answers).to_have_count(before + 1)
    return answers.last


def waiting(person: Person, words: str) -> Locator:
    """The row of the queue that says so, as soon as it is there."""
    row = person.page.get_by_test_id("queue").get_by_role("button").filter(has_text=words).first
    for _ in range(LOOKS):
        person.enter()
        if row.is_visible():
            break
    expect(row).to_be_visible()
    return row


@pytest.fixture(scope="module")
def order(dealer: Person) -> str:
    """What the dealer ordered with a list of eight rows, of which two are no good."""
    dealer.say(LIST)
    card = dealer.card(drafted(dealer, "2 rows kept apart"))
    expect(card).to_contain_text("Belt, 30 mm, tan and Belt, 30 mm, Noir")
    lines = card.locator("table.lines").first
    expect(lines.locator("tbody tr")).to_have_count(GOOD)
    expect(lines.get_by_test_id("draft-total")).to_have_text(TOTAL)
    assert dealer.fits()
    card = signed(dealer, "2 rows kept apart")
    found = ORDER.search(card.inner_text())
    assert found is not None
    return found[0]


def test_the_dealer_reads_every_line_and_sees_nothing_of_the_house(
    dealer: Person, order: str
) -> None:
    expect(answered(dealer, "my orders")).to_contain_text(order)
    blank = dealer.page.locator("tfoot td:empty").first
    expect(blank).to_be_hidden()  # On a phone a sum is a slip, and what has no sum is not named.
    dealer.say("show SO-1")
    expect(dealer.page.get_by_text("There is no SO-1")).to_be_visible()
    for way in ("Functions", "Traces", "By function"):
        expect(dealer.page.get_by_role("link", name=way, exact=True)).to_have_count(0)


@pytest.fixture(scope="module")
def shipped(owner: Person, order: str) -> Locator:
    owner.say(f"pick, pack and ship {order} with Chronopost tracking CR123456789")
    return signed(owner, f"Ship all that is ready of {order}")


def test_the_house_ships_it_and_reads_what_leaves(shipped: Locator) -> None:
    lines = shipped.locator("table.lines").first
    expect(lines.locator("tbody tr")).to_have_count(GOOD)
    expect(lines).to_contain_text("Shipped")


def test_the_agent_drafts_the_invoice_and_the_money_settles_it(
    owner: Person, dealer: Person, order: str, shipped: Locator
) -> None:
    waiting(owner, f"to {DEALER} over {TOTAL}").click()
    bill = signed(owner, f"to {DEALER} over {TOTAL}")
    invoice = INVOICE.search(bill.inner_text())
    assert invoice is not None
    owner.say(f"email {invoice[0]} to the customer")
    expect(
        signed(owner, f"{invoice[0]} to {DEALER}, by e-mail").locator(".letter")
    ).to_contain_text("2,061.00 EUR")
    expect(answered(dealer, "my invoices")).to_contain_text(invoice[0])
    owner.say(f"{DEALER} paid 2061.00 for {invoice[0]}")
    signed(owner, f"Record {TOTAL} from {DEALER} for {invoice[0]}")
    expect(answered(owner, f"reconcile {order}")).to_contain_text("settled to the cent")


def test_the_revenue_of_it_is_drawn_by_month(owner: Person, shipped: Locator) -> None:
    expect(answered(owner, "revenue by month").get_by_role("table")).to_be_visible()
    expect(owner.page.locator(".js-plotly-plot svg").first).to_be_visible()


def test_not_one_request_left_the_machine(dealer: Person, owner: Person) -> None:
    assert dealer.outside + owner.outside == []
    assert dealer.broken + owner.broken == []
