"""A document beside what was read from it: each value points at its place."""

from assistant.documents.evidence import Evidence, Found
from assistant.documents.page_picture import Picture
from assistant.surfaces.pages.as_read import sheet, summary, values

HEAD = {
    "number": Found("RE 88-2207", "page 1, box 100 50 160 62", 99),
    "currency": Found("EUR", "page 2, box 10 10 30 20", 98),
    "gross": Found("855.00", "page 2, box 300 500 360 512", 99),
    "seller_tax_id": Found("DE214554817", "page 2, box 300 700 380 710", 71),
    "iban": Found("DE89370400440532013000", "xml /Invoice/Payee/ID"),
}
LINE = {
    "description": Found("Brass turn-lock, 22 mm", "page 1, box 40 300 200 312", 98),
    "quantity": Found("40", "page 1, box 220 300 240 312", 98),
    "unit": Found("EA", "page 1, box 244 300 260 312", 98),
    "price": Found("20.50", "page 1, box 300 300 330 312", 98),
    "net": Found("820.00", "page 1, box 350 300 390 312", 98),
}
INVOICE = Evidence("invoice", HEAD, (LINE,))


def test_each_value_has_a_number_a_place_and_how_sure_it_is() -> None:
    number = values([INVOICE], {})[0]
    assert (number.n, number.label, number.text) == (1, "Number", "RE 88-2207")
    assert (number.where, number.confidence, number.page) == ("page 1", 99, 1)
    assert number.box == (98, 48, 64, 16)


def test_an_amount_is_written_with_its_currency() -> None:
    assert "855.00 EUR" in [value.text for value in values([INVOICE], {})]


def test_a_line_is_written_as_a_calculation() -> None:
    line = values([INVOICE], {})[-1]
    assert (line.label, line.text) == ("Brass turn-lock, 22 mm", "40 EA × 20.50 = 820.00")


def test_what_is_hard_to_read_and_what_a_check_doubts_is_said_beside_it() -> None:
    found = {value.label: value for value in values([INVOICE], {"gross": "The order says 820.00."})}
    assert (found["VAT number"].tone, found["Total"].tone) == ("low", "bad")
    assert found["Total"].why == "The order says 820.00."
    assert summary(list(found.values())).startswith("6 values found. 1 to look at, 1 hard to read.")


def test_a_page_carries_the_boxes_of_its_own_values_and_no_others() -> None:
    found = values([INVOICE], {})
    second = sheet(Picture(2, 595, 842, "image/png", b"png"), found)
    assert [value.label for value in second.values] == ["VAT number", "Currency", "Total"]
    assert second.source == "data:image/png;base64,cG5n"


def test_what_a_program_wrote_has_a_place_and_no_box() -> None:
    account = next(value for value in values([INVOICE], {}) if value.label == "IBAN")
    assert (account.page, account.box) == (0, None)
    assert account.where == "xml /Invoice/Payee/ID"
