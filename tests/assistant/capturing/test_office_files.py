"""A Word document or a workbook goes the whole way: from its cells to the draft that cites them."""

from typing import Any

from assistant.documents.understanding import understand
from tests.assistant.capturing.test_capture import bold, card_of, origins_of
from tests.assistant.documents.offices import letter, workbook

CAME = (("Item", "Name", "Quantity"), ("LOCK", "Brass turn-lock", "20 EA"))
HEAD = (("Invoice number", "RE-501"), ("Your order", "PO-1"))
BILLED = (("Item", "Quantity", "Price", "Amount"), ("LOCK", "20", "18.00", "360.00"))
SUMS = (("Net total", "360.00"), ("VAT 19%", "68.40"), ("Grand total", "EUR 428.40"))


async def test_a_delivery_note_in_word_becomes_a_receipt(room: Any) -> None:
    paper = letter("Delivery note", "Delivery note no: LS-9", "Your order: PO-3", CAME)
    answer = await room.drop(*understand(paper, "ls-9.docx"))
    assert answer["kind"] == "draft", answer["text"]
    card = card_of(answer)
    assert card["title"] == "Receive 20 EA Brass turn-lock from Ostermark"
    assert origins_of(card)["Quantity 20"] == "rechnung 4711.pdf, table 1, cell C2 · 85 %"
    links = [origin["link"] for origin in card["origins"] if origin["field"] == "Quantity 20"]
    assert links[0].endswith("#at-table-1-cell-c2")


async def test_a_workbook_with_its_lines_on_another_sheet_becomes_an_invoice(room: Any) -> None:
    book = workbook(Invoice=[("Invoice",), *HEAD, *SUMS], Lines=BILLED, Terms=[("30 days net",)])
    card = card_of(await room.drop(*understand(book, "re-501.xlsx")))
    assert card["title"] == "Record invoice RE-501 from Ostermark over €428.40"
    assert origins_of(card)["Line 1 LOCK"] == "rechnung 4711.pdf, Lines, cell A2 · 95 %"
    assert "Nothing was read of “Terms”" in bold(card["cautions"])


async def test_of_what_is_no_table_of_goods_the_sheet_is_named_on_the_receipts(room: Any) -> None:
    book = workbook(Goods=[*CAME, ("CALF", "Calf hide", "2")], Notes=[("Handle with care",)])
    answer = await room.drop(*understand(book, "came.xlsx"))
    assert answer["kind"] == "question" and "PO-3" in str(answer["candidates"])
    [card] = answer["view"]["cards"] or [card_of(await room.say("PO-3"))]
    assert "Nothing was read of “Notes”" in bold(card["cautions"])
