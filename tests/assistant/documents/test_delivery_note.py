"""Delivery notes name their order and what came, and are no invoices."""

import pytest

from assistant.documents import pdf
from assistant.documents.evidence import Evidence
from assistant.documents.paper import documents
from tests.assistant.documents.sheets import INVOICE, Line, page

NOTE: tuple[Line, ...] = (
    (60, [(60, "DELIVERY NOTE")]),
    (90, [(60, "Delivery note no.: L-88"), (330, "Delivery date: 2024-05-10")]),
    (105, [(60, "Your order: PO-77")]),
    (200, [(60, "Pos"), (100, "Item no."), (200, "Description"), (420, "Quantity")]),
    (215, [(60, "1"), (100, "BR-5"), (200, "Bracket"), (420, "10 pcs")]),
    (230, [(60, "2"), (100, "PL-8"), (200, "Plate"), (420, "2.5 m")]),
)


def told(*lines: Line) -> Evidence:
    return documents(pdf.read(page(lines)))[0]


def test_a_delivery_note_tells_order_articles_and_quantities() -> None:
    evidence = told(*NOTE)
    assert evidence.kind == "delivery_note"
    assert {field: found.value for field, found in evidence.head.items()} == {
        "number": "L-88",
        "order": "PO-77",
        "delivered": "2024-05-10",
    }
    assert [{name: each.value for name, each in line.items()} for line in evidence.lines] == [
        {"position": "1", "item": "BR-5", "description": "Bracket", "quantity": "10",
         "unit": "pcs"},
        {"position": "2", "item": "PL-8", "description": "Plate", "quantity": "2.5", "unit": "m"},
    ]  # fmt: skip
    assert evidence.lines[0]["quantity"].where.startswith("page 1, box 42")


@pytest.mark.parametrize(
    ("title", "number", "order", "item", "quantity"),
    [
        ("Lieferschein", "Lieferschein-Nr.:", "Ihre Bestellung:", "Artikel-Nr.", "Menge"),
        ("Bon de livraison", "Bon de livraison n°", "N° de commande :", "Référence", "Quantité"),
        ("Documento di trasporto", "DDT n.", "Vs. ordine", "Codice", "Quantità"),
        ("Pakbon", "Pakbonnummer:", "Uw order:", "Artikelcode", "Aantal"),
        ("Albarán", "N° de albarán:", "N° de pedido:", "Referencia", "Cantidad"),
        ("Packing list", "Packing list no.", "Purchase order:", "SKU", "Qty"),
    ],
)
def test_delivery_notes_are_read_in_other_languages(
    title: str, number: str, order: str, item: str, quantity: str
) -> None:
    evidence = told(
        (60, [(60, title)]),
        (90, [(60, number), (250, "L/88")]),
        (105, [(60, order), (250, "PO-77")]),
        (200, [(60, item), (420, quantity)]),
        (215, [(60, "BR-5"), (420, "1.200,00")]),
    )
    assert evidence.kind == "delivery_note"
    assert (evidence.head["number"].value, evidence.head["order"].value) == ("L/88", "PO-77")
    assert evidence.lines[0]["item"].value == "BR-5"
    assert evidence.lines[0]["quantity"].value == "1200.00"


def test_a_delivery_note_without_articles_says_so() -> None:
    evidence = told(*NOTE[:3])
    assert evidence.lines == ()
    assert "no article" in evidence.warnings[0]


def test_an_invoice_that_names_its_delivery_note_stays_an_invoice() -> None:
    assert told(*INVOICE, (75, [(330, "Delivery note no.: L-88")])).kind == "invoice"
