"""Whatever a file is, what it says comes from another process, or one sentence says why not."""

import io
import zipfile

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from assistant.documents.bounds import Bounds, Looking
from assistant.documents.evidence import Evidence, Found
from assistant.documents.seen import Unreadable
from assistant.documents.understood import evidence_from, understood
from tests.assistant.documents.sheets import INVOICE, cii, hybrid, page, ubl


@pytest.fixture
def looking() -> Looking:
    return Looking(Bounds(seconds=60))


async def test_a_page_is_understood_elsewhere(looking: Looking) -> None:
    (told,) = await understood(page(INVOICE), "invoice.pdf", looking)
    assert isinstance(told, Evidence)
    assert told.kind == "invoice"
    assert told.head["gross"].value == "120.00"
    assert isinstance(told.lines[0]["quantity"], Found)


async def test_xml_is_understood_elsewhere(looking: Looking) -> None:
    (told,) = await understood(cii(), "invoice.xml", looking)
    assert told.head["gross"] == Found(
        "120.00",
        "xml /CrossIndustryInvoice/SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"
        "/SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount",
    )


async def test_the_name_of_a_file_decides_nothing(looking: Looking) -> None:
    (told,) = await understood(cii(), "holiday.jpg", looking)
    assert told.kind == "invoice"
    (table,) = await understood(b"SKU;Qty\nBR-5;10\n", "invoice.pdf", looking)
    assert table.kind == "table"


async def test_what_both_ways_say_is_told_of_a_hybrid(looking: Looking) -> None:
    (told,) = await understood(hybrid(page(INVOICE), cii(number="B-9")), "a.pdf", looking)
    assert told.head["number"].value == "B-9"
    assert any("B-2041 on the page" in warning for warning in told.warnings)


async def test_hidden_text_is_never_a_value(looking: Looking) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.drawString(60, 700, "Invoice number: B-2041")
    canvas.drawString(60, 680, "Grand total 120.00 EUR")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 650, "IBAN: DE89 3704 0044 0532 0130 00")
    canvas.save()
    (told,) = await understood(file.getvalue(), "invoice.pdf", looking)
    assert "iban" not in told.head
    assert any("hides text" in warning for warning in told.warnings)


def locked() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret"))
    canvas.drawString(60, 700, "Invoice 1")
    canvas.save()
    return file.getvalue()


def blank() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    kinds = (
        '<Types><Override PartName="/d.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr("d.xml", b" " * 45_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (locked(), "locked"),
        (page(INVOICE)[:300], "damaged"),
        (blank(), "scan or a picture"),
        (page([(60, [(60, "Dear Ada, see you on Friday.")])]), "neither an invoice"),
        (b"Dear Ada, see you on Friday.", "neither an invoice"),
        (b"<Invoice", "damaged"),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>',
            "entities",
        ),
        (ubl("<InvoiceLine/>" * 100_000), "100,000 lines"),
        (b"SKU;Qty\n" + b"A;1\n" * 100_000, "100,000 lines"),
        (bomb(), "unpacks"),
        (b"\xff\xd8\xff" + bytes(50_000_000), "50 MB"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x9c\x40\0\0\x9c\x40", "points"),
        (b"\x7fELF" + bytes(400), "none of what is read"),
    ],
)
async def test_a_bad_file_is_explained_in_a_sentence_or_two(
    looking: Looking, content: bytes, reason: str
) -> None:
    with pytest.raises(Unreadable, match=reason) as wrong:
        await understood(content, "file", looking)
    assert str(wrong.value).endswith(".")
    assert len(str(wrong.value)) < 250


async def test_of_five_hundred_pages_the_first_are_read(looking: Looking) -> None:
    (told,) = await understood(page(INVOICE, *[[(60, [(60, "Terms")])]] * 499), "a.pdf", looking)
    assert told.head["number"].value == "B-2041"
    assert "Only the first 40 of 500 pages were read." in told.warnings


async def test_an_answer_that_is_no_evidence_is_a_reader_that_stopped() -> None:
    program = ("/bin/echo", '{"evidence": [{"kind": "invoice"}]}', "#")
    with pytest.raises(Unreadable, match="makes the reader stop"):
        await understood(b"x", "a.pdf", Looking(program=program))


def test_what_another_process_tells_is_made_printable() -> None:
    told = {"kind": "invoice", "lines": [], "taxes": [], "warnings": ["a\x1b[2Jb"]}
    found = {"value": "\ud83d\x00", "where": "x", "confidence": 9}
    evidence = evidence_from(told | {"head": {"number": found}})
    assert evidence.head["number"].value == "??"
    assert evidence.warnings == ("a?[2Jb",)
