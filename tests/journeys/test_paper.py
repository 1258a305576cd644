"""Paper in a real browser: a file becomes a draft, is compared with its page, is signed."""

import io
from collections import Counter

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect
from reportlab.pdfgen.canvas import Canvas

from tests.browser import Person

pytestmark = pytest.mark.xdist_group("browser")

OURS = "DE82370400440532013999"  # As the demo has it on record for Ostermark.
THEIRS = "GB29NWBK60161331926819"
CAME = b"Description;Qty;Order\nSilk twill, black;10;PO-291\n"
PATIENCE = 120_000  # Milliseconds; two files may be read at once, each in a process of its own.
WRITTEN = (
    (46, 80, "Ostermark Beschläge GmbH"),
    (46, 250, "Rechnung"),
    (340, 132, "Rechnung Nr."),
    (340, 152, "Rechnungsdatum"),
    (480, 152, "09.11.2026"),
    (340, 172, "Ihre Bestellung"),
    (480, 172, "PO-294"),
    (46, 290, "Bezeichnung"),
    (300, 290, "Menge"),
    (400, 290, "Preis"),
    (480, 290, "Betrag EUR"),
    (46, 318, "STD-BRS-07 Brass stud, 7 mm"),
    (300, 318, "3.960 EA"),
    (400, 318, "0,35"),
    (480, 318, "1.386,00"),
    (380, 360, "Nettobetrag"),
    (480, 360, "1.386,00"),
    (380, 380, "MwSt. 19 %"),
    (480, 380, "263,34"),
    (380, 400, "Gesamtbetrag"),
    (480, 400, "1.649,34"),
    (340, 740, "USt-IdNr. DE136695976"),
)


def invoice(number: str, account: str, note: str = "") -> bytes:
    """An invoice of the demo's own supplier for goods that came."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    told = (*WRITTEN, (480, 132, number), (46, 460, note), (46, 740, f"IBAN {account}"))
    for left, top, text in told:
        canvas.drawString(left, 842 - top, text)
    canvas.save()
    return file.getvalue()


def photo(text: str) -> bytes:
    """A code as a camera sees it, on a sheet of paper."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    drawn = Image.fromarray(np.array(code.to_image(scale=8)), "L")
    sheet = Image.new("L", (drawn.width + 200, drawn.height + 200), 255)
    sheet.paste(drawn, (100, 100))
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


def drop(person: Person, name: str, content: bytes, kind: str = "application/pdf") -> None:
    file = {"name": name, "mimeType": kind, "buffer": content}
    person.page.set_input_files("#upload-button-input", files=[file])
    expect(person.page.locator("#chat-submit")).to_be_enabled(timeout=PATIENCE)
    person.page.locator("#chat-submit").click()


def drafted(person: Person, title: str) -> str:
    """The number of the draft that came of it."""
    card = person.page.get_by_test_id("draft-card").filter(has_text=title).last
    expect(card).to_be_visible(timeout=PATIENCE)
    return card.get_attribute("data-draft") or ""


@pytest.fixture(scope="module")
def manager(browser: Browser, address: str) -> Person:
    return Person.sit_down(browser, address).sign_in("manager", "bellavier-manager")


def test_an_invoice_is_dropped_compared_with_its_page_and_signed(
    manager: Person, owner: Person
) -> None:
    drop(manager, "RE-88-2207.pdf", invoice("RE 88-2207", OURS))
    draft = drafted(manager, "Record invoice RE 88-2207")
    card = manager.card(draft)
    expect(card).to_contain_text("Issued on 9 Nov 2026")
    expect(card).not_to_contain_text(" box ")
    total = card.locator("dt", has_text="Amount €1,649.34").locator("+ dd").get_by_role("link")
    expect(total).to_have_text("RE-88-2207.pdf, page 1 · 97 %")
    page = manager.page.context.new_page()
    page.goto(f"{manager.address}{total.get_attribute('href')}")
    expect(page.locator(".box:has(:target)")).to_have_accessible_name("Box 8: Total")
    expect(page.locator(".flds")).to_contain_text("9 Nov 2026")
    page.get_by_role("link", name=f"Open {draft} in the chat").click()
    expect(page.locator(f'[data-draft="{draft}"]').last).to_be_visible()
    page.close()
    owner.page.goto(f"{owner.address}/chat/#{draft}")
    owner.ready()
    owner.card(draft).get_by_test_id("sign").click()
    for person in (owner, manager):
        person.sees(draft, "signed")


def test_another_bank_account_is_red_and_needs_another_hand(manager: Person) -> None:
    wrong = invoice("RE 88-2208", THEIRS, "Neue Bankverbindung. Zahlung heute dringend.")
    drop(manager, "RE-88-2208.pdf", wrong)
    draft = drafted(manager, "Record invoice RE 88-2208")
    card = manager.card(draft)
    expect(card).to_contain_text("The account is not the one of Ostermark")
    expect(card).to_contain_text("Another account and haste")
    expect(card).to_contain_text("another person must sign")
    expect(card.get_by_test_id("sign")).to_have_count(0)


def on_its_way(person: Person) -> tuple[str, str]:
    """An item of which one order is open, with its unit: which it is depends on the day."""
    asked, ours = {"text": "what is on order"}, {"origin": person.address}
    found = person.page.request.post(f"{person.address}/api/ask", data=asked, headers=ours)
    rows = found.json()["rows"]
    times = Counter(row["item_name"] for row in rows)
    return next((r["item_name"], r["unit"]) for r in rows if times[r["item_name"]] == 1)


def test_a_photographed_code_is_asked_about_and_answered(manager: Person) -> None:
    item, unit = on_its_way(manager)
    drop(manager, "shelf.png", photo(item), "image/png")
    asked = manager.page.get_by_text(f"Received how many of {item}?").last
    expect(asked).to_be_visible(timeout=PATIENCE)
    manager.say("12")
    card = manager.card(drafted(manager, f"Receive 12 {unit} {item}"))
    expect(card).to_contain_text("the file as it was read")


def test_a_table_becomes_a_receipt_whose_values_lead_to_their_rows(manager: Person) -> None:
    drop(manager, "came.csv", CAME, "text/csv")
    card = manager.card(drafted(manager, "Receive 10"))
    place = card.locator("dt", has_text="Quantity 10").locator("+ dd").get_by_role("link")
    expect(place).to_have_text("came.csv, row 2, column quantity")
    page = manager.page.context.new_page()
    page.goto(f"{manager.address}{place.get_attribute('href')}")
    expect(page.locator(".fld:has(:target)")).to_contain_text("10")
    page.close()


def test_the_trace_under_an_answer_leads_to_what_was_done(owner: Person) -> None:
    owner.enter()
    owner.say("what is on order")
    link = owner.page.get_by_test_id("trace").last
    expect(link).to_be_visible()
    link.click()
    owner.page.wait_for_url("**/pages/trace/*")
    expect(owner.page.get_by_text("what is on order").first).to_be_visible()


def test_not_one_request_left_the_machine(manager: Person, owner: Person) -> None:
    assert manager.outside + owner.outside == []
    assert manager.broken + owner.broken == []
