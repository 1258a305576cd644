"""What a bookkeeper asks of credit notes, payments and what became of a document."""

import pytest

from assistant.phrasebook import Act
from bench import _product as product

BOOK, NAMES = product.phrasebook(), product.names()
MONTH = {"period": "2026-11-01..2026-11-30"}
VERDI = {"customer": "C-1"}


def called(text: str) -> tuple[str, dict[str, str]]:
    """With every document on record."""
    found = BOOK.understand(text, NAMES, product.SETTINGS, lambda kind, number: True)
    assert isinstance(found, Act), (text, found)
    return found.tool, dict(found.arguments)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("list credit notes", {}),
        ("credit notes", {}),
        ("credit notes this month", MONTH),
        ("how much did we credit this month", MONTH),
        ("credit notes for Bottega Verdi", VERDI),
        ("show the credit notes of Bottega Verdi", VERDI),
        ("list credit notes for INV-4", {"invoice": "INV-4"}),
    ],
)
def test_credit_notes_are_asked_for_in_one_way_or_another(text: str, said: dict[str, str]) -> None:
    assert called(text) == ("list_credit_notes", said)


@pytest.mark.parametrize(
    ("text", "tool", "said"),
    [
        ("show CN-1", "show_credit_note", {"credit_note": "CN-1"}),
        ("CN-1", "show_credit_note", {"credit_note": "CN-1"}),
        ("show credit note CN-1", "show_credit_note", {"credit_note": "CN-1"}),
        ("show CP-2", "show_customer_payment", {"payment": "CP-2"}),
        ("CP-2", "show_customer_payment", {"payment": "CP-2"}),
        ("what is left of CP-2", "show_customer_payment", {"payment": "CP-2"}),
        ("INV-4", "show_customer_invoice", {"invoice": "INV-4"}),
    ],
)
def test_a_number_alone_shows_its_document(text: str, tool: str, said: dict[str, str]) -> None:
    assert called(text) == (tool, said)


@pytest.mark.parametrize("ask", ["history of", "what happened to", "show the history of"])
@pytest.mark.parametrize(
    ("number", "tool", "slot"),
    [
        ("INV-4", "customer_invoice_history", "invoice"),
        ("CP-2", "customer_payment_history", "payment"),
        ("CN-1", "credit_note_history", "credit_note"),
        ("PRO-1", "promotion_history", "promotion"),
        ("C-1", "customer_history", "customer"),
        ("SO-1", "sales_order_history", "sales_order"),
        ("PO-3", "order_history", "order"),
    ],
)
def test_a_history_is_that_of_the_record_named(ask: str, number: str, tool: str, slot: str) -> None:
    assert called(f"{ask} {number}") == (tool, {slot: number})


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("cancel CN-1", "draft_customer_credit_cancellation"),
        ("CP-2 bounced", "draft_customer_payment_return"),
        ("credit INV-4", "draft_customer_credit"),
        ("CP-2 is for INV-4", "draft_payment_allocation"),
    ],
)
def test_what_is_to_be_done_with_it_is_still_a_draft(text: str, tool: str) -> None:
    assert called(text)[0] == tool
