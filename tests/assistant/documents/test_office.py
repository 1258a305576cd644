"""Of a Word document or a workbook every line is read, or a sentence says what was left unread."""

from collections.abc import Sequence

import pytest

from assistant.documents.evidence import Evidence
from assistant.documents.understanding import understand
from tests.assistant.documents.offices import Cells, letter, workbook

HEAD = (("Invoice number", "RE-501"), ("Invoice date", "2026-11-18"), ("Your order", "PO-1"))
BILLED = (
    ("Pos", "Item", "Description", "Quantity", "Price", "Amount"),
    ("1", "LOCK", "Brass turn-lock", "20", "18.00", "360.00"),
    ("2", "CALF", "Calf hide", "1", "40.00", "40.00"),
)
SUMS = (("Net total", "400.00"), ("VAT 19%", "76.00"), ("Grand total", "EUR 476.00"))
CAME = (
    ("Item", "Description", "Quantity"),
    ("LOCK", "Brass turn-lock", "20 EA"),
    ("CALF", "", "5"),
)
NOTE = (("Delivery note", ""), ("Delivery note no", "LS-9"), ("Your order", "PO-3"))
BOTH = [("LOCK", "20"), ("CALF", "5")]


def lines(found: Evidence) -> list[tuple[str, str]]:
    return [(line["item"].value, line["quantity"].value) for line in found.lines]


def where(found: Evidence) -> str:
    return " ".join(each.where for line in found.lines for each in line.values())


INVOICES = {
    "tables of a letter": letter("Ostermark GmbH", "INVOICE", HEAD, BILLED, SUMS),
    "sums in the table of lines": letter(
        "INVOICE", HEAD, [*BILLED, *(("", name, "", "", "", told) for name, told in SUMS)]
    ),
    "one sheet": workbook(Invoice=[("Invoice",), *HEAD, *BILLED, *SUMS]),
    "a sheet for the lines": workbook(Invoice=[("Invoice",), *HEAD, *SUMS], Lines=BILLED),
    "a price for each and no amounts": workbook(
        Invoice=[("Invoice",), *HEAD, *SUMS],
        Lines=[("Item", "Qty", "Price"), ("LOCK", "20", "18.00"), ("CALF", "1", "40.00")],
    ),
}


@pytest.mark.parametrize("made", INVOICES)
def test_an_invoice_is_read_with_its_lines_wherever_they_stand(made: str) -> None:
    (told,) = understand(INVOICES[made], "invoice")
    assert told.kind == "invoice"
    assert {"RE-501", "476.00"} <= {found.value for found in told.head.values()}
    assert lines(told) == [("LOCK", "20"), ("CALF", "1")]
    assert told.warnings == ()


def test_each_value_names_its_table_and_its_cell() -> None:
    (told,) = understand(INVOICES["tables of a letter"], "a.docx")
    assert told.head["number"].where == "table 1, cell B1"
    assert told.lines[1]["quantity"].where == "table 2, cell D3"
    (told,) = understand(INVOICES["a sheet for the lines"], "a.xlsx")
    assert told.lines[0]["item"].where == "Lines, cell B2"


def test_a_delivery_note_in_word_has_its_lines_with_their_units() -> None:
    paper = letter("Ostermark GmbH", "Delivery note", "Delivery note no: LS-9", CAME)
    (told,) = understand(paper, "note.docx")
    assert (told.kind, told.head["number"].value) == ("delivery_note", "LS-9")
    assert lines(told) == BOTH and told.lines[0]["unit"].value == "EA"


def test_a_delivery_note_over_several_sheets_has_the_lines_of_all_of_them() -> None:
    (told,) = understand(workbook(Note=NOTE, Goods=CAME, More=CAME), "note.xlsx")
    assert told.kind == "delivery_note" and lines(told) == BOTH * 2


@pytest.mark.parametrize(
    "file",
    [letter("What came:", CAME, "and later:", CAME), workbook(Monday=CAME, Tuesday=CAME)],
    ids=["two tables of a letter", "two sheets"],
)
def test_tables_of_goods_alone_are_each_read_with_their_name(file: bytes) -> None:
    found = understand(file, "came")
    assert [each.kind for each in found] == ["table", "table"]
    assert [lines(each) for each in found] == [BOTH, BOTH]
    first, second = (where(each).partition(",")[0] for each in found)
    assert (first, second) in {("table 1", "table 2"), ("Monday", "Tuesday")}


@pytest.mark.parametrize("sheets", [(CAME,), (CAME, CAME)], ids=["one table", "two tables"])
def test_a_sheet_of_which_nothing_was_read_is_named(sheets: Sequence[Cells]) -> None:
    goods = {f"Goods{number}": cells for number, cells in enumerate(sheets)}
    first, *_ = understand(workbook(Terms=[("We deliver on Mondays",)], **goods), "a.xlsx")
    assert first.warnings == (
        "Nothing was read of “Terms”: there is neither an invoice nor a delivery note in it.",
    )


def test_lines_that_do_not_come_to_the_total_are_left_out_aloud() -> None:
    wrong = (*BILLED[:2], ("2", "CALF", "Calf hide", "1", "45.00", "40.00"))
    sums = (("Net total", "500.00"), ("VAT 19%", "95.00"), ("Grand total", "595.00"))
    (told,) = understand(letter("INVOICE", HEAD, wrong, sums), "a.docx")
    assert told.lines == () and "only the totals are given" in told.warnings[0]


def test_a_column_that_is_not_known_belongs_to_no_other() -> None:
    came = (("Item", "Shelf", "Quantity"), ("LOCK", "Rack 7", "20"), ("CALF", "Rack 9", "5"))
    (told,) = understand(letter("Delivery note", "Delivery note no: LS-9", came), "a.docx")
    assert lines(told) == BOTH


def test_a_cell_of_several_lines_is_read_beside_its_neighbours() -> None:
    (told,) = understand(letter("INVOICE", [("Invoice number\nInvoice date", "RE-7\n2026-11-18")],
                                SUMS), "a.docx")  # fmt: skip
    assert told.head["number"].value == "RE-7"
    assert told.head["issued"].value == "2026-11-18"
