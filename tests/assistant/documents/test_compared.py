"""A PDF whose page shows one thing and whose XML says another is told, with both values."""

import csv
from pathlib import Path

import pytest

from assistant.documents.understanding import understand
from tests.assistant.documents.sheets import INVOICE, Line, cii, hybrid, page


def told(lines: list[Line], xml: bytes) -> tuple[str, ...]:
    return understand(hybrid(page(lines), xml), "invoice.pdf")[0].warnings


def forged(old: str, new: str) -> list[Line]:
    return [
        (top, [(left, text.replace(old, new)) for left, text in texts]) for top, texts in INVOICE
    ]


def with_account(number: str) -> bytes:
    means = (
        "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>"
        "<ram:PayeePartyCreditorFinancialAccount>"
        f"<ram:IBANID>{number}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>"
        "</ram:SpecifiedTradeSettlementPaymentMeans><ram:SpecifiedTradeSettlementHeader"
    )
    xml = cii().decode().replace("urn:factur-x.eu:1p0:minimum", "urn:factur-x.eu:1p0:basicwl")
    return xml.replace("<ram:SpecifiedTradeSettlementHeader", means, 1).encode()


def test_a_page_that_says_the_same_is_no_reason_for_a_warning() -> None:
    assert told(list(INVOICE), cii()) == ()


def test_another_total_on_the_page_is_told_with_both() -> None:
    warnings = told(forged("120.00", "920.00"), cii())
    assert any("The total is 120.00 in the XML" in warning for warning in warnings)
    larger = [
        (top, [(left, text.replace("120.00", "920.00")) for left, text in texts])
        for top, texts in forged("100.00", "900.00")
    ]
    warnings = told(larger, cii())
    assert any("The total is 120.00 in the XML and 920.00 on the page" in w for w in warnings)


def test_another_account_on_the_page_is_told_with_both() -> None:
    assert not any(
        "account" in w for w in told(list(INVOICE), with_account("DE89370400440532013000"))
    )
    warnings = told(list(INVOICE), with_account("GB29NWBK60161331926819"))
    assert any(
        "The account is GB29NWBK60161331926819 in the XML and DE89370400440532013000 on the page"
        in warning
        for warning in warnings
    )


def test_another_number_on_the_page_is_told_with_both() -> None:
    warnings = told(list(INVOICE), cii(number="B-9"))
    assert any("is B-9 in the XML and B-2041 on the page" in w for w in warnings)


def test_a_page_without_the_total_is_told() -> None:
    lines = [line for line in INVOICE if line[0] not in (330, 345)]
    warnings = told(lines, cii())
    assert any("120.00 in the XML and stands nowhere on the page" in w for w in warnings)


def test_the_xml_is_what_counts_and_the_page_what_is_shown() -> None:
    evidence = understand(hybrid(page(INVOICE), cii(number="B-9")), "invoice.pdf")[0]
    assert evidence.head["number"].value == "B-9"
    assert evidence.head["number"].where.startswith("xml /")


def test_damaged_xml_leaves_the_page_to_read(shared_data: Path) -> None:
    name = "ZUGFeRDv2/fail/Mustangproject/factur-x-invalid-xml-encoding-attribute.pdf"
    evidence = understand((shared_data / "invoices" / name).read_bytes(), "invoice.pdf")[0]
    assert any("The XML inside of the PDF was not read" in w for w in evidence.warnings)
    assert all(found.where.startswith("page ") for found in evidence.head.values())


@pytest.mark.parametrize("expected", ["correct"])
def test_real_invoices_are_seldom_said_to_differ(shared_data: Path, expected: str) -> None:
    folder = shared_data / "invoices"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file)
                if row["type"] == "pdf" and row["expected"] == expected]  # fmt: skip
    differing = [
        row["path"]
        for row in rows
        for told in understand((folder / row["path"]).read_bytes(), "a.pdf")
        if any("on the page" in warning for warning in told.warnings)
    ]
    # Their pages do differ: another year, another total, another invoice altogether.
    assert len(differing) <= 3, differing
