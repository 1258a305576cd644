"""Pages and electronic invoices made for tests: rows of texts at places, and XML to attach."""

import io
from collections.abc import Sequence

from facturx import generate_from_binary
from reportlab.pdfgen.canvas import Canvas

Line = tuple[int, Sequence[tuple[int, str]]]
"""How far from the top, and at which place from the left each text begins."""


def page(*sheets: Sequence[Line], size: int = 9) -> bytes:
    """One page for each sheet."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for lines in sheets:
        canvas.setFont("Helvetica", size)
        for top, texts in lines:
            for left, text in texts:
                canvas.drawString(left, 842 - top, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


INVOICE: tuple[Line, ...] = (
    (60, [(60, "Brenner Metal Ltd. - 4 Mill Lane - 12345 Hull")]),
    (90, [(60, "INVOICE")]),
    (110, [(60, "Invoice number: B-2041"), (330, "Invoice date: 2024-05-13")]),
    (125, [(60, "Order no.: PO-77"), (330, "Due date: 2024-06-12")]),
    (150, [(60, "Bill to:")]),
    (163, [(60, "Harbour Works Ltd.")]),
    (176, [(60, "9 Quay Street")]),
    (189, [(60, "54321 Dover")]),
    (230, [(60, "Pos"), (90, "Item"), (150, "Description"), (320, "Quantity"), (390, "Price"),
           (470, "Amount")]),
    (245, [(60, "1"), (90, "BR-5"), (150, "Bracket"), (320, "10"), (390, "2.50"), (470, "25.00")]),
    (260, [(60, "2"), (90, "PL-8"), (150, "Plate"), (320, "4"), (390, "18.75"), (470, "75.00")]),
    (300, [(320, "Net total"), (470, "100.00")]),
    (315, [(320, "VAT 20%"), (470, "20.00")]),
    (330, [(320, "Grand total"), (470, "EUR 120.00")]),
    (345, [(320, "Amount due"), (470, "EUR 120.00")]),
    (400, [(60, "IBAN: DE89 3704 0044 0532 0130 00"), (330, "VAT ID: DE136695976")]),
)  # fmt: skip


def cii(**values: str) -> bytes:
    """A small Factur-X invoice of the profile MINIMUM."""
    told = {
        "number": "B-2041", "code": "380", "date": "20240513", "currency": "EUR",
        "net": "100.00", "tax": "20.00", "gross": "120.00", "payable": "120.00",
    } | values  # fmt: skip
    return CII.format(**told).encode()


CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice
 xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:factur-x.eu:1p0:minimum</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:TypeCode>{code}</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">{date}</udt:DateTimeString></ram:IssueDateTime>
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Brenner Metal Ltd.</ram:Name>
<ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE136695976</ram:ID>
</ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Harbour Works Ltd.</ram:Name></ram:BuyerTradeParty>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement>
<ram:InvoiceCurrencyCode>{currency}</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:TaxBasisTotalAmount>{net}</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="{currency}">{tax}</ram:TaxTotalAmount>
<ram:GrandTotalAmount>{gross}</ram:GrandTotalAmount>
<ram:DuePayableAmount>{payable}</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def ubl(lines: str = "", head: str = "", totals: str = "") -> bytes:
    return (
        '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
        f"<ID>U-1</ID><IssueDate>2024-05-13</IssueDate>{head}{totals}{lines}</Invoice>"
    ).encode()


def hybrid(sheet: bytes, xml: bytes) -> bytes:
    """The page, with the XML attached as Factur-X wants it."""
    told = generate_from_binary(sheet, xml, check_xsd=False, check_schematron=False)
    return bytes(told)
