"""An invoice on a page is read by its labels, in six languages, and doubted where it is unclear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import pdf
from assistant.documents.evidence import FIELDS, LINE, Evidence
from assistant.documents.forms import read
from assistant.documents.paper import documents
from assistant.documents.plausible import doubts
from assistant.documents.seen import Seen, Unreadable, Word
from tests.assistant.documents.sheets import INVOICE, Line, page


def told(*lines: Line) -> Evidence:
    return documents(pdf.read(page(lines)))[0]


def values(evidence: Evidence) -> dict[str, str]:
    return {field: found.value for field, found in evidence.head.items()}


def changed(old: str, new: str) -> list[Line]:
    return [
        (top, [(left, text.replace(old, new)) for left, text in texts]) for top, texts in INVOICE
    ]


def test_a_plain_invoice_is_read_whole() -> None:
    evidence = told(*INVOICE)
    assert evidence.kind == "invoice"
    assert values(evidence) == {
        "number": "B-2041",
        "issued": "2024-05-13",
        "due": "2024-06-12",
        "order": "PO-77",
        "seller": "Brenner Metal Ltd.",
        "seller_tax_id": "DE136695976",
        "buyer": "Harbour Works Ltd.",
        "iban": "DE89370400440532013000",
        "currency": "EUR",
        "net": "100.00",
        "tax": "20.00",
        "gross": "120.00",
        "payable": "120.00",
    }
    assert [{field: found.value for field, found in line.items()} for line in evidence.lines] == [
        {"position": "1", "item": "BR-5", "description": "Bracket", "quantity": "10",
         "price": "2.50", "net": "25.00"},
        {"position": "2", "item": "PL-8", "description": "Plate", "quantity": "4",
         "price": "18.75", "net": "75.00"},
    ]  # fmt: skip


def test_every_value_has_its_page_and_its_box() -> None:
    evidence = told(*INVOICE)
    place, box = evidence.head["number"].where.split(", box ")
    left, top, right, bottom = map(float, box.split())
    assert place == "page 1"
    assert 120 < left < right < 175
    assert 95 < top < bottom < 115
    assert evidence.lines[1]["price"].where.startswith("page 1, box 391 ")


def test_what_adds_up_is_believed_more_and_what_does_not_less() -> None:
    sure = told(*INVOICE).head["gross"].confidence
    evidence = told(*changed("120.00", "190.00"))
    assert sure > 90
    assert evidence.head["gross"].confidence < 50
    assert any("do not give the total" in doubt for doubt in doubts(evidence))


def test_lines_that_do_not_add_up_are_not_given() -> None:
    evidence = told(*changed("18.75", "17.00"))
    assert len(evidence.lines) == 2  # Their sum is the net total, whatever the price says.
    wrong = told(*[line for line in changed("75.00", "71.00") if line[0] != 300])
    assert wrong.lines == ()
    assert any("not understood" in warning for warning in wrong.warnings)


def test_two_different_numbers_are_none() -> None:
    evidence = told(*INVOICE, (440, [(60, "Invoice number: B-9999")]))
    assert "number" not in evidence.head


def test_two_accounts_are_none() -> None:
    evidence = told(*INVOICE, (440, [(60, "IBAN: GB29 NWBK 6016 1331 9268 19")]))
    assert "iban" not in evidence.head


def test_the_account_that_is_debited_is_not_the_account_to_pay() -> None:
    debit = "The amount is taken from your account with IBAN GB29 NWBK 6016 1331 9268 19."
    assert values(told(*INVOICE, (440, [(60, debit)])))["iban"] == "DE89370400440532013000"


def test_an_account_with_wrong_check_digits_is_shown_and_doubted() -> None:
    evidence = told(*changed("DE89 3704", "DE88 3704"))
    assert evidence.head["iban"].confidence < 50
    assert any("wrong check digits" in doubt for doubt in doubts(evidence))


def test_the_tax_number_of_the_customer_is_not_the_sellers() -> None:
    evidence = told(*INVOICE, (440, [(60, "Customer VAT ID: GB123456789")]))
    assert values(evidence)["seller_tax_id"] == "DE136695976"


def test_a_foreign_currency_is_named() -> None:
    assert values(told(*changed("EUR", "CHF")))["currency"] == "CHF"
    both = told(*INVOICE, (440, [(60, "Fee CHF 5.00")]))
    assert "currency" not in both.head


@pytest.mark.parametrize(
    ("title", "number", "date", "net", "tax", "gross"),
    [
        ("RECHNUNG", "Rechnungs-Nr.:", "Rechnungsdatum:", "Nettobetrag", "USt. 20%", "Endsumme"),
        ("FACTURE", "N° de facture :", "Date de facture :", "Total HT", "TVA 20%", "Total TTC"),
        ("FATTURA", "Fattura n.", "Data fattura:", "Imponibile", "IVA 20%", "Totale fattura"),
        ("FACTUUR", "Factuurnummer:", "Factuurdatum:", "Totaal excl. btw", "Btw 20%",
         "Totaal incl. btw"),
        ("FACTURA", "N° de factura:", "Fecha de factura:", "Base imponible", "IVA 20%",
         "Total factura"),
        ("R E C H N U N G", "Beleg-Nr", "Datum", "Summe netto", "zzgl. MwSt. 20 %", "Endbetrag"),
    ],
)  # fmt: skip
def test_invoices_are_read_in_other_languages(
    title: str, number: str, date: str, net: str, tax: str, gross: str
) -> None:
    evidence = told(
        (60, [(60, title)]),
        (90, [(60, number), (200, "X/2024-18")]),
        (105, [(60, date), (200, "13.05.2024")]),
        (200, [(300, net), (470, "1.234,50 €")]),
        (215, [(300, tax), (470, "246,90 €")]),
        (230, [(300, gross), (470, "1.481,40 €")]),
    )
    assert values(evidence) == {
        "number": "X/2024-18",
        "issued": "2024-05-13",
        "currency": "EUR",
        "net": "1234.50",
        "tax": "246.90",
        "gross": "1481.40",
    }
    assert evidence.head["gross"].confidence > 90


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("CREDIT NOTE", "credit_note"),
        ("Gutschrift Nr. 7", "credit_note"),
        ("Avoir", "credit_note"),
        ("Nota di credito", "credit_note"),
        ("Rechnungskorrektur", "invoice"),
        ("Pro Forma Invoice", "invoice"),
    ],
)
def test_a_title_tells_a_credit_note_from_an_invoice(title: str, kind: str) -> None:
    assert told(*changed("INVOICE", title)).kind == kind


def test_totals_may_stand_below_their_labels() -> None:
    evidence = told(
        (60, [(60, "Rechnung Nr. 4711 vom 13.05.2024")]),
        (200, [(60, "Nettobetrag"), (200, "MwSt-Betrag"), (330, "Endbetrag")]),
        (215, [(60, "100,00"), (200, "19,00"), (330, "119,00")]),
        (230, [(60, "200,00"), (200, "14,00"), (330, "214,00")]),
        (245, [(60, "300,00"), (200, "33,00"), (330, "333,00")]),
    )
    assert values(evidence) == {
        "number": "4711", "issued": "2024-05-13", "net": "300.00", "tax": "33.00",
        "gross": "333.00",
    }  # fmt: skip


def test_a_table_of_taxes_is_recognised_because_it_is_right() -> None:
    evidence = told(
        (60, [(60, "Rechnung Nr. 4711")]),
        (200, [(60, "7 %"), (200, "100,00"), (330, "7,00")]),
        (215, [(60, "19 %"), (200, "200,00"), (330, "38,00")]),
        (245, [(60, "Gesamtbetrag"), (330, "345,00")]),
    )
    assert [{name: each.value for name, each in tax.items()} for tax in evidence.taxes] == [
        {"rate": "7", "base": "100.00", "amount": "7.00"},
        {"rate": "19", "base": "200.00", "amount": "38.00"},
    ]
    assert values(evidence)["net"] == "300.00"
    assert values(evidence)["tax"] == "45.00"


def test_one_file_may_hold_several_invoices() -> None:
    second = [(top, [(left, text.replace("B-2041", "B-2042")) for left, text in texts])
              for top, texts in INVOICE]  # fmt: skip
    more: list[Line] = [(60, [(60, "Terms and conditions")])]
    found = documents(pdf.read(page(INVOICE, more, second)))
    assert [each.head["number"].value for each in found] == ["B-2041", "B-2042"]


def test_an_invoice_as_text_is_read_line_by_line() -> None:
    text = "\n".join(" ".join(part for _, part in texts) for _, texts in INVOICE)
    evidence = documents(read(text.encode(), "invoice.txt"))[0]
    assert values(evidence)["number"] == "B-2041"
    assert values(evidence)["gross"] == "120.00"
    assert evidence.head["gross"].where == "page 1, line 14"


def test_of_a_text_without_end_the_beginning_is_read() -> None:
    text = "Invoice number: B-2041\nGrand total 120.00 EUR\n" + "and so on\n" * 12_000
    evidence = documents(read(text.encode(), "invoice.txt"))[0]
    assert values(evidence)["number"] == "B-2041"
    assert evidence.warnings == ("Only the first 10,000 of 12,002 lines were read.",)


PARTS = (
    "Invoice",
    "number:",
    "Total",
    "VAT",
    "20%",
    "120.00",
    "1.234",
    "2024-05-13",
    "IBAN",
    "(",
    "DE89370400440532013000",
    "Qty",
    "Price",
    "Amount",
    "Seller:",
    "●",
    "12345 Hull",
    "-",
)


@given(
    st.lists(
        st.tuples(st.sampled_from(PARTS), st.integers(0, 560), st.integers(0, 20)), max_size=60
    )
)
def test_whatever_stands_on_a_page_is_evidence_or_a_sentence(
    placed: list[tuple[str, int, int]],
) -> None:
    words = tuple(
        Word(text, 1, line + 1, (left, line * 12.0, left + 5.0 * len(text), line * 12.0 + 8))
        for text, left, line in sorted(placed, key=lambda each: (each[2], each[1]))
    )
    try:
        found = documents(Seen("pdf", words))
    except Unreadable as wrong:
        assert str(wrong).endswith(".")
        return
    for each in found:
        assert set(each.head) <= set(FIELDS)
        assert all(value.value and 0 < value.confidence <= 100 for value in each.head.values())
        assert all(set(line) <= set(LINE) for line in each.lines)


LETTER: list[Line] = [
    (60, [(46, "Ostermark Beschläge GmbH")]),
    (78, [(46, "Industriestraße 14 · 58636 Iserlohn")]),
    (130, [(340, "Rechnung Nr."), (480, "RE 88-2207")]),
    (280, [(46, "Bezeichnung"), (260, "Menge"), (380, "Preis"), (480, "Betrag EUR")]),
    (300, [(46, "Brass stud, 7 mm"), (260, "3.960 EA"), (380, "0,35"), (480, "1.386,00")]),
    (340, [(380, "Nettobetrag"), (480, "1.386,00")]),
]


def test_a_firm_at_the_top_a_number_with_its_letters_and_a_currency_over_its_column() -> None:
    found = values(told(*LETTER))
    assert (found["seller"], found["number"]) == ("Ostermark Beschläge GmbH", "RE 88-2207")
    assert found["currency"] == "EUR"


def test_a_point_in_a_quantity_is_what_makes_the_line_add_up() -> None:
    (line,) = told(*LETTER).lines
    assert (line["quantity"].value, line["price"].value) == ("3960", "0.35")
