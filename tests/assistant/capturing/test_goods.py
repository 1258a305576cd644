"""A table of goods becomes receipts, or an invoice where it asks for money."""

from collections.abc import Mapping
from typing import Any

from assistant.documents import table
from assistant.documents.evidence import Evidence
from tests.assistant.capturing.test_capture import bold, card_of, origins_of


def read(text: str) -> Evidence:
    found = table.read(text.encode())
    assert found is not None
    return found


def where(card: Mapping[str, Any], start: str) -> str:
    return next(told for name, told in origins_of(card).items() if name.startswith(start))


async def test_what_came_becomes_a_receipt_with_row_and_column(room: Any) -> None:
    answer = await room.drop(read("SKU;Qty;Order\nLOCK;5;PO-3\n"))
    assert (answer["kind"], answer["tool"]) == ("draft", "draft_goods_receipt")
    card = card_of(answer)
    assert card["title"] == "Receive 5 EA Brass turn-lock from Ostermark"
    assert where(card, "Quantity").endswith("row 2, column quantity")
    assert where(card, "Order").endswith("row 2, column order")


async def test_rows_of_several_orders_become_a_receipt_each(room: Any) -> None:
    answer = await room.drop(read("SKU;Qty;Order\nLOCK;5;PO-3\nCALF;2;PO-4\nLOCK;4;PO-4\n"))
    assert answer["kind"] == "draft" and len(answer["drafts"]) == 3


async def test_a_row_that_fits_several_orders_is_asked_and_the_others_are_drafted(
    room: Any,
) -> None:
    answer = await room.drop(read("SKU;Qty\nLOCK;4\nCALF;2\n"))
    assert answer["kind"] == "question" and len(answer["drafts"]) == 1
    assert {each["id"] for each in answer["candidates"]} == {"PO-3", "PO-4"}
    assert (await room.say("PO-3"))["kind"] == "draft"


async def test_with_prices_it_is_an_invoice_and_what_is_missing_is_asked(room: Any) -> None:
    text = "Invoice number;RE-501\nYour order;PO-3\nSKU;Qty;Price\nLOCK;10;20,00\n"
    asked = await room.drop(read(text))
    assert asked["kind"] == "question"
    assert asked["text"].endswith("in all, with tax? The rows come to 200 without tax.")
    card = card_of(await room.say("238.00"))
    assert card["title"] == "Record invoice RE-501 from Ostermark over €238.00"
    assert where(card, "Number").endswith("row 1")
    assert where(card, "Net").endswith("1 row, added up")
    assert where(card, "Line 1") == "rechnung 4711.pdf, row 4, column item"


async def test_supplier_number_and_amount_are_asked_one_by_one(room: Any) -> None:
    asked = await room.drop(read("SKU;Qty;Price\nLOCK;20;20,00\n"))
    assert "Which number does the invoice have?" in asked["text"]
    assert "supplier" in (await room.say("RE-777"))["text"].lower()
    await room.say("Ostermark")
    card = card_of(await room.say("476.00"))
    assert card["title"] == "Record invoice RE-777 from Ostermark over €476.00"


async def test_a_row_whose_figures_cannot_be_read_leaves_the_sum_open(room: Any) -> None:
    text = "Invoice number;RE-5\nYour order;PO-3\nSKU;Qty;Price\nLOCK;20;20,00\nLOCK;?;2,00\n"
    asked = await room.drop(read(text))
    assert asked["text"].endswith("in all, with tax?")
    card = card_of(await room.say("500.00"))
    assert "Line 2 was left out: its figures could not be read." in bold(card["cautions"])


async def test_a_table_that_would_be_a_pile_of_drafts_is_for_an_import(room: Any) -> None:
    rows = "".join(f"LOCK;{n};PO-3\n" for n in range(1, 60))
    answer = await room.drop(read(f"SKU;Qty;Order\n{rows}"))
    assert answer["kind"] == "refusal" and not answer["drafts"]
    assert "59 drafts; at most 50" in answer["text"]


async def test_an_article_of_nobody_is_asked_about_and_the_others_are_drafted(room: Any) -> None:
    answer = await room.drop(read("SKU;Qty;Order\nLOCK;5;PO-3\nNOPE;2;PO-4\n"))
    assert answer["kind"] == "question" and len(answer["drafts"]) == 1
    assert "NOPE" in answer["text"]


async def test_a_row_without_a_readable_count_is_named_on_the_others(room: Any) -> None:
    answer = await room.drop(read("SKU;Qty;Order\nLOCK;5;PO-3\nCALF;some;PO-3\n"))
    [card] = answer["view"]["cards"]
    told = bold(card["cautions"])
    assert "CALF (row 3, column item) was left out: how many came could not be read." in told
