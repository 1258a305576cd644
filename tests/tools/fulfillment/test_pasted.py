"""A pasted list is taken apart in one pass, however it is written and however long it is."""

import pytest

from domain.kernel import Refused
from tools.fulfillment.pasted import ListedRow, rows_of

MANY = 100_000
ONE_LINE = [
    pytest.param("x" * MANY, id="one word"),
    pytest.param("x" + " " * MANY + "y", id="spaces between words"),
    pytest.param("x;" * MANY + "EUR", id="one cell after another"),
    pytest.param("\t" * MANY + "5", id="tabs"),
    pytest.param("1." * MANY, id="one figure without an end"),
    pytest.param("4 x " * MANY, id="one quantity after another"),
]


@pytest.mark.parametrize("line", ONE_LINE)
@pytest.mark.parametrize("heading", ["", ";" * MANY + "5\n"], ids=["a line", "a sheet"])
def test_a_line_without_an_end_is_refused_row_by_row(line: str, heading: str) -> None:
    """Each of them once took a pattern minutes, which was time that nobody else was served in."""
    for row in rows_of(heading + line)[:3]:
        assert row.currency == ""
        with pytest.raises(Refused):
            row.read()


def test_a_long_line_of_good_rows_is_read_whole() -> None:
    rows = rows_of(", ".join(f"Belt {number} x 2" for number in range(10_000)))
    assert len(rows) == 10_000
    assert [row.read()[0] for row in rows[-2:]] == ["Belt 9998", "Belt 9999"]


def test_a_price_in_a_third_cell_is_named_and_not_read_as_the_quantity() -> None:
    row = ListedRow(1, "Belt, Noir; 2; 19.90 EUR")
    assert (row.currency, row.read()[0]) == ("EUR", "Belt, Noir")
    assert row.read()[1].amount == 2


def test_the_headings_of_a_sheet_are_no_row() -> None:
    assert [row.number for row in rows_of("Product;Quantity\nBelt;2\nTote;1")] == [2, 3]
    assert [row.number for row in rows_of("Belt;2\nTote;1")] == [1, 2]
