"""A document beside what was read from it: each value points at its place."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.evidence import Evidence, Found
from assistant.documents.page_picture import Picture
from assistant.surfaces.pages.as_read import doubts_of, sheet, summary, values

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
    assert (number.n, number.label, number.text) == (1, "Invoice number", "RE 88-2207")
    assert (number.where, number.confidence, number.page) == ("page 1", 99, 1)
    assert number.box == (98, 48, 64, 16)


def test_an_amount_is_written_with_its_currency() -> None:
    assert "€855.00" in [value.text for value in values([INVOICE], {})]


def test_a_line_is_written_as_a_calculation() -> None:
    line = values([INVOICE], {})[-1]
    assert (line.label, line.text) == ("Brass turn-lock, 22 mm", "40 EA × €20.50 = €820.00")


def test_what_is_hard_to_read_and_what_a_check_doubts_is_said_beside_it() -> None:
    found = {value.label: value for value in values([INVOICE], {"gross": "The order says 820.00."})}
    assert (found["VAT number"].tone, found["Total"].tone) == ("low", "bad")
    assert found["Total"].why == "The order says 820.00."
    assert summary(list(found.values())).startswith("5 values found. 1 to look at, 1 hard to read.")


def test_a_page_carries_the_boxes_of_its_own_values_and_no_others() -> None:
    found = values([INVOICE], {})
    second = sheet(Picture(2, 595, 842, "image/png", b"png"), found)
    assert [value.label for value in second.values] == ["VAT number", "Total"]
    assert second.source == "data:image/png;base64,cG5n"


def test_what_a_program_wrote_has_a_place_and_no_box() -> None:
    account = next(value for value in values([INVOICE], {}) if value.label == "Account")
    assert (account.page, account.box) == (0, None)
    assert (account.text, account.where) == ("ending in 3000", "XML ID")


def test_what_a_program_wrote_and_the_page_shows_has_both() -> None:
    told = Found("855.00", "xml /Invoice/Total, page 1, box 10 20 30 40")
    (total,) = values([Evidence("invoice", {"gross": told})], {})
    assert (total.where, total.page) == ("XML Total, page 1", 1)
    assert total.box == (8, 18, 24, 24)


def test_days_are_written_as_the_house_writes_them() -> None:
    (due,) = values([Evidence("invoice", {"due": Found("2026-11-18", "page 1")})], {})
    assert (due.label, due.text) == ("Due", "18 Nov 2026")


def test_a_delivery_note_has_names_of_its_own() -> None:
    note = Evidence("delivery_note", {"number": Found("LS-88", "page 1")}, (LINE,))
    assert next(iter(values([note], {}))).label == "Delivery note"
    assert values([note], {})[1].text == "40 EA × 20.50 = 820.00"


def test_what_a_check_says_of_a_line_stands_beside_that_line() -> None:
    flag = {"bold": "Brass turn-lock, 22 mm is billed 5 % above the order", "text": "", "code": "x"}
    card = {"red_flags": [flag], "cautions": []}
    line = values([INVOICE], doubts_of(card, [INVOICE]))[-1]
    assert (line.tone, line.why) == ("bad", flag["bold"])


@given(st.text(max_size=20), st.text(max_size=4))
def test_whatever_a_file_says_can_be_written(text: str, currency: str) -> None:
    head = {name: Found(text, text) for name in ("number", "gross", "iban", "due")}
    head["currency"] = Found(currency, text)
    assert len(values([Evidence("invoice", head, ({"price": Found(text, text)},))], {})) == 5
