"""Electronic invoices say what they say, with the path of each value, and harm nobody."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import einvoice, pdf
from assistant.documents.attachments import invoices
from assistant.documents.evidence import FIELDS, LINE, TAX, Evidence
from assistant.documents.plausible import doubts
from assistant.documents.seen import Unreadable
from tests.assistant.documents.sheets import cii, ubl

COLUMNS = {
    "number": "invoice_number",
    "issued": "issue_date",
    "due": "due_date",
    "delivered": "delivery_date",
    "seller": "seller_name",
    "buyer": "buyer_name",
    "iban": "iban",
    "currency": "currency",
    "net": "net_total",
    "tax": "tax_total",
    "gross": "gross_total",
}
TOTALS = ("net", "tax", "gross")


@pytest.fixture(scope="session")
def samples(shared_data: Path) -> list[tuple[dict[str, str], bytes]]:
    folder = shared_data / "invoices"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["invoice_number"]]
    return [(row, (folder / row["path"]).read_bytes()) for row in rows]


def read(row: dict[str, str], content: bytes) -> Evidence:
    if row["type"] == "xml":
        return einvoice.read(content)[0]
    found, _ = invoices(pdf.carried(content))
    return found[0]


def carrying(samples: list[tuple[dict[str, str], bytes]]) -> Iterator[tuple[dict[str, str], bytes]]:
    """All but the one in a draft of the standard that nobody writes any more."""
    return (
        each for each in samples if each[0]["kind"] != "other" or each[0]["syntax"] != "Invoice"
    )


def test_every_real_e_invoice_is_read_as_its_maker_meant_it(
    samples: list[tuple[dict[str, str], bytes]],
) -> None:
    assert len(samples) > 70
    for row, content in carrying(samples):
        told = read(row, content)
        for field, column in COLUMNS.items():
            value = told.head[field].value if field in told.head else ""
            truth = re.sub(r"\s", "", row[column]) if field == "iban" else row[column]
            same = Decimal(value or 0) == Decimal(truth or 0) if field in TOTALS else value == truth
            assert same, (row["path"], field, value, truth)
        assert len(told.lines) == int(row["lines"] or 0), row["path"]
        assert told.kind == ("credit_note" if row["type_code"] in ("381", "TD04") else "invoice")


def test_every_value_has_a_name_of_the_form_and_a_path(
    samples: list[tuple[dict[str, str], bytes]],
) -> None:
    for row, content in carrying(samples):
        told = read(row, content)
        assert set(told.head) <= set(FIELDS)
        assert all(set(line) <= set(LINE) for line in told.lines)
        assert all(set(tax) <= set(TAX) for tax in told.taxes)
        for part in (told.head, *told.lines, *told.taxes):
            assert all(each.where.startswith("xml /") for each in part.values())
            assert all(each.confidence == 100 for each in part.values())


def test_a_path_leads_to_its_value() -> None:
    told = einvoice.read(cii())[0]
    assert told.head["number"].where == "xml /CrossIndustryInvoice/ExchangedDocument/ID"
    assert (told.head["issued"].value, told.head["seller"].value) == (
        "2024-05-13",
        "Brenner Metal Ltd.",
    )
    line = '<InvoiceLine><InvoicedQuantity unitCode="H87">{}</InvoicedQuantity></InvoiceLine>'
    second = einvoice.read(ubl(line.format(1) + line.format(2)))[0].lines[1]
    assert second["quantity"].where == "xml /Invoice/InvoiceLine[2]/InvoicedQuantity"
    assert second["unit"].value == "H87"


def test_one_file_of_fatturapa_may_hold_several_invoices() -> None:
    body = (
        "<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento>"
        "<TipoDocumento>{kind}</TipoDocumento><Divisa>EUR</Divisa><Data>2024-01-0{n}</Data>"
        "<Numero>{n}</Numero></DatiGeneraliDocumento></DatiGenerali><DatiBeniServizi>"
        "<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>10.00"
        "</ImponibileImporto><Imposta>2.20</Imposta></DatiRiepilogo><DatiRiepilogo>"
        "<AliquotaIVA>4.00</AliquotaIVA><ImponibileImporto>100.00</ImponibileImporto>"
        "<Imposta>4.00</Imposta></DatiRiepilogo></DatiBeniServizi></FatturaElettronicaBody>"
    )
    head = (
        "<FatturaElettronicaHeader><CedentePrestatore><DatiAnagrafici><IdFiscaleIVA>"
        "<IdPaese>IT</IdPaese><IdCodice>01234567890</IdCodice></IdFiscaleIVA><Anagrafica>"
        "<Nome>Ada</Nome><Cognome>Rossi</Cognome></Anagrafica></DatiAnagrafici>"
        "</CedentePrestatore></FatturaElettronicaHeader>"
    )
    bodies = body.format(kind="TD01", n=1) + body.format(kind="TD04", n=2)
    first, second = einvoice.read(
        f"<FatturaElettronica>{head}{bodies}</FatturaElettronica>".encode()
    )
    assert (first.kind, second.kind) == ("invoice", "credit_note")
    assert (first.head["number"].value, second.head["number"].value) == ("1", "2")
    assert second.head["seller"].value == "Ada Rossi"
    assert second.head["seller_tax_id"].value == "IT01234567890"
    assert (first.head["net"].value, first.head["tax"].value) == ("110.00", "6.20")


def test_of_two_tax_totals_that_in_the_currency_of_the_invoice_counts() -> None:
    taxes = (
        '<TaxTotal><TaxAmount currencyID="EUR">9.00</TaxAmount></TaxTotal>'
        '<TaxTotal><TaxAmount currencyID="USD">10.00</TaxAmount></TaxTotal>'
    )
    told = einvoice.read(ubl(head=f"<DocumentCurrencyCode>USD</DocumentCurrencyCode>{taxes}"))[0]
    assert told.head["currency"].value == "USD"
    assert told.head["tax"].value == "10.00"


def test_a_date_or_an_amount_that_is_none_is_left_out() -> None:
    told = einvoice.read(cii(date="20241399", gross="much", net="1e9", payable="12.50"))[0]
    assert "issued" not in told.head
    assert "gross" not in told.head
    assert "net" not in told.head
    assert told.head["payable"].value == "12.50"


def test_an_invoice_without_totals_says_so() -> None:
    told = einvoice.read(ubl())[0]
    assert any("names no total" in doubt for doubt in doubts(told))


def test_a_negative_invoice_says_that_it_gives_money_back() -> None:
    told = einvoice.read(cii(net="-100.00", tax="-20.00", gross="-120.00", payable="-120.00"))[0]
    assert told.kind == "invoice"
    assert any("gives money back" in doubt for doubt in doubts(told))
    credit = einvoice.read(cii(code="381"))[0]
    assert credit.kind == "credit_note"
    assert doubts(credit) == ()


def test_sums_that_are_wrong_are_told() -> None:
    assert any("do not give the total" in d for d in doubts(einvoice.read(cii(tax="19.00"))[0]))


def test_xml_that_breaks_the_rules_of_its_format_is_told() -> None:
    assert einvoice.read(cii())[0].warnings == ()
    broken = cii().replace(b"<ram:ApplicableHeaderTradeDelivery/>", b"")
    assert "rules of its own format" in einvoice.read(broken)[0].warnings[0]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<Invoice><ID>1</Invoice>", "damaged"),
        (b"<?xml version='1.0' encoding=\"UTF-8?><a/>", "damaged"),
        (cii()[:400], "damaged"),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>',
            "entities",
        ),
        (b'<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><Invoice/>', "entities"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/">%x;]><Invoice/>', "entities"),
        (f"<!DOCTYPE a [{LAUGHS}]><Invoice>&l9;</Invoice>".encode(), "entities|damaged"),
        (b"<a>" * 100_000, "damaged"),
        (b"<rss><channel/></rss>", "no invoice"),
        (ubl("<InvoiceLine/>" * 100_000), "100,000 lines"),
        (b"<Invoice>" + b" " * 20_000_001 + b"</Invoice>", "MB"),
        (
            b"<FatturaElettronica>" + b"<FatturaElettronicaBody/>" * 60 + b"</FatturaElettronica>",
            "60 invoices",
        ),
    ],
)
def test_bad_xml_is_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as wrong:
        einvoice.read(content)
    assert str(wrong.value).endswith(".")
    assert "passwd" not in str(wrong.value)


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_field_is_text_or_nothing(content: bytes) -> None:
    xml = cii().replace(b"B-2041", content)
    try:
        told = einvoice.read(xml)[0]
    except Unreadable:
        return
    assert all(each.value for each in told.head.values())
