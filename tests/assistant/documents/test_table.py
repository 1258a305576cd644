"""Tables of goods are read whatever separates their cells, and whatever language heads them."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import table
from assistant.documents.evidence import Evidence
from assistant.documents.grid import column_of
from assistant.documents.seen import Unreadable, Word


def lines(evidence: Evidence | None) -> list[dict[str, str]]:
    return [
        {name: each.value for name, each in line.items()}
        for line in (evidence.lines if evidence else ())
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_separators_and_encodings_are_found_out(separator: str, encoding: str) -> None:
    rows = [["Artikel-Nr", "Bezeichnung", "Menge", "Einzelpreis"], ["BR-5", "Bügel", "10", "2,50"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    assert lines(table.read(text.encode(encoding))) == [
        {"item": "BR-5", "description": "Bügel", "quantity": "10", "price": "2.50"}
    ]


@pytest.mark.parametrize(
    "heads",
    ["SKU,Qty,Unit price", "Référence,Quantité,Prix unitaire", "Codice,Quantità,Prezzo unitario",
     "Artikelcode,Aantal,Prijs", "Referencia,Cantidad,Precio", "Artikelnummer,Menge,Preis"],
)  # fmt: skip
def test_headings_are_known_in_other_languages(heads: str) -> None:
    told = table.read(f'{heads}\nBR-5,10,"2,50"\n'.encode())
    assert lines(told) == [{"item": "BR-5", "quantity": "10", "price": "2.50"}]


def test_a_cell_is_found_by_its_row_and_column() -> None:
    told = table.read(b"Order of May\n\nSKU;Qty\nBR-5;10\nPL-8;4\n")
    assert told
    assert told.kind == "table"
    assert told.lines[1]["quantity"].where == "row 5, column quantity"


@given(st.lists(st.decimals("0.01", "99999.99", places=2), min_size=1, max_size=8), st.booleans())
def test_a_file_keeps_to_one_decimal_mark(values: list[Decimal], comma: bool) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(["SKU", "Qty"])
    for value in values:
        writer.writerow(["A", f"{value:.2f}".replace(".", "," if comma else ".")])
    told = table.read(file.getvalue().encode())
    assert [Decimal(line["quantity"]) for line in lines(told)] == values


def test_a_thousand_is_read_by_the_habit_of_the_file_or_not_at_all() -> None:
    clear = table.read(b"SKU;Qty;Price\nA;1.200;2,50\nB;3;1,125\n")
    assert [line["quantity"] for line in lines(clear)] == ["1200", "3"]
    assert lines(clear)[1]["price"] == "1.125"
    unclear = table.read(b"SKU;Qty\nA;1.200\nB;3\n")
    assert unclear
    assert lines(unclear) == [{"item": "A"}, {"item": "B", "quantity": "3"}]
    assert "In one line" in unclear.warnings[0]


@pytest.mark.parametrize(
    "content", [b"Hello,\nsee you on Friday.", b"Name;Town\nAda;Rome", b"", b"\n"]
)
def test_what_is_no_table_of_goods_is_none(content: bytes) -> None:
    assert table.read(content) is None


def test_a_hundred_thousand_lines_are_one_sentence() -> None:
    with pytest.raises(Unreadable, match="100,000 lines") as wrong:
        table.read(b"SKU;Qty\n" + b"A;1\n" * 100_000)
    assert str(wrong.value).endswith(".")


def test_a_cell_without_end_is_one_sentence() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        table.read(b'SKU;Qty\nA;"' + b"1" * 200_000)


def test_the_sheet_of_a_workbook_is_a_table_too() -> None:
    cells = {"A1": "SKU", "C1": "Qty", "A3": "BR-5", "B3": "see note", "C3": "10", "C4": "7"}
    words = [
        Word(text, 1, int(place[1:]), place=f"Sheet1!{place}")
        for place, told in cells.items()
        for text in told.split()
    ]
    told = table.of_grid(words)
    assert told
    assert lines(told) == [{"item": "BR-5", "quantity": "10"}]
    assert told.lines[0]["quantity"].where == "row 3, column quantity"


def test_columns_are_counted_as_a_workbook_counts_them() -> None:
    assert [column_of(f"S!{place}") for place in ("A1", "Z9", "AA10")] == [1, 26, 27]
