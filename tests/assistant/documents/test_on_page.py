"""Values of an XML are found on the page beside it, and only where the page shows them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import einvoice, pdf
from assistant.documents.evidence import Evidence, Found
from assistant.documents.on_page import means, placed
from assistant.documents.seen import Seen, Word
from assistant.documents.understanding import understand
from tests.assistant.documents.sheets import INVOICE, cii, hybrid, page


def seen(*lines: str) -> Seen:
    """Each word as wide as its letters, line below line."""
    words = []
    for number, line in enumerate(lines, 1):
        left = 50.0
        for text in line.split():
            box = (left, number * 20.0, left + 5 * len(text), number * 20.0 + 10)
            words.append(Word(text, 1, number, box))
            left = box[2] + 5
    return Seen("pdf", tuple(words))


def at(name: str, value: str, *lines: str) -> str:
    told = placed(Evidence("invoice", {name: Found(value, "xml /A")}), seen(*lines))
    return told.head[name].where


def test_a_hybrid_says_path_and_box_of_each_value() -> None:
    (told,) = understand(hybrid(page(INVOICE), cii()), "a.pdf")
    number, gross = told.head["number"].where, told.head["gross"].where
    assert number.startswith("xml /CrossIndustryInvoice/ExchangedDocument/ID, page 1, box 1")
    assert gross.startswith("xml /") and "page 1, box 4" in gross
    assert all("page 1, box" in each.where for each in told.head.values())
    assert told.head["gross"].confidence == 100


def test_what_the_page_does_not_show_has_no_box() -> None:
    (told,) = understand(hybrid(page(INVOICE), cii(number="B-9")), "a.pdf")
    assert told.head["number"].where == "xml /CrossIndustryInvoice/ExchangedDocument/ID"


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("number", "B-2041", "Invoice B-2041."),
        ("iban", "DE89370400440532013000", "IBAN: DE89 3704 0044 0532 0130 00"),
        ("gross", "1234.5", "Total 1.234,50 EUR"),
        ("net", "-20.00", "Net 20,00-"),
        ("issued", "2026-11-18", "on 18 November 2026"),
        ("issued", "2026-04-03", "Date 03/04/2026"),
        ("seller", "Ostermark Beschläge GmbH", "from OSTERMARK Beschläge GmbH, Solingen"),
    ],
)
def test_a_value_is_found_in_whatever_spelling(name: str, value: str, line: str) -> None:
    assert "page 1, box" in at(name, value, line)


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("number", "2041", "Invoice B2041X"),
        ("number", "204", "Invoice 2041"),
        ("gross", "120.00", "Total 1120.00"),
        ("issued", "2026-11-18", "on 17 November 2026"),
        ("iban", "DE89370400440532013000", "IBAN: DE89 3704 0044 0532 0130 01"),
    ],
)
def test_a_part_of_another_value_is_not_this_one(name: str, value: str, line: str) -> None:
    assert at(name, value, line) == "xml /A"


def test_of_two_equal_amounts_the_total_is_the_lower_one() -> None:
    assert at("gross", "20.00", "Lock 20.00", "Total 20.00").endswith("box 80 40 105 50")


def test_the_figures_of_a_line_are_those_on_its_own_row() -> None:
    line = {
        "description": Found("Calf hide", "xml /L/N"),
        "quantity": Found("4", "xml /L/Q"),
        "net": Found("20.00", "xml /L/A"),
        "price": Found("5.00", "xml /L/P"),
    }
    shown = seen("Brass lock 4 20.00", "Calf hide 4 20.00")
    (told,) = placed(Evidence("invoice", {}, (line,)), shown).lines
    assert told["description"].where == "xml /L/N, page 1, box 50 40 95 50"
    assert told["net"].where == "xml /L/A, page 1, box 110 40 135 50"
    assert told["quantity"].where == "xml /L/Q, page 1, box 100 40 105 50"
    assert told["price"].where == "xml /L/P"


def test_a_file_without_a_page_keeps_its_paths() -> None:
    (told,) = einvoice.read(cii())
    assert placed(told, Seen("text")) == told


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("./-"))
def test_a_day_is_known_day_first_and_month_first(day: date, mark: str) -> None:
    for form in (f"%d{mark}%m{mark}%Y", f"%m{mark}%d{mark}%Y", f"%d{mark}%m{mark}%y", "%d %B %Y"):
        assert means(day.strftime(form), day.isoformat())


@given(st.decimals("0.01", "99999.99", places=2))
def test_an_amount_keeps_its_value_wherever_it_is_found(amount: Decimal) -> None:
    told = placed(Evidence("invoice", {"tax": Found(str(amount), "x")}), seen(f"Tax {amount:.2f}"))
    assert told.head["tax"].value == str(amount) and "box" in told.head["tax"].where


def test_pages_of_stranger_files_are_searched_without_falling_over() -> None:
    found = pdf.read(page(((60, [(60, "İSTANBUL ß ﬁ"), (300, "B-2041")]),)))
    told = placed(Evidence("invoice", {"number": Found("B-2041", "xml /A")}), found)
    assert told.head["number"].where.startswith("xml /A, page 1, box 301 ")
