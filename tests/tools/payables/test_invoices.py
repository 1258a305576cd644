"""Invoices are listed with their status, shown line by line, and held against order and receipt."""

from typing import Any


async def test_open_invoices_are_listed_with_their_sum(reply: Any) -> None:
    found = await reply("list_supplier_invoices", status="open")
    assert found["headline"] == "There are 2 open supplier invoices, over €1,475.60."
    assert [row["number"] for row in found["rows"]] == ["RE-88", "RE-99"]


async def test_overdue_are_the_open_ones_past_their_day(reply: Any) -> None:
    found = await reply("list_supplier_invoices", status="overdue")
    assert found["headline"] == "There are no overdue supplier invoices."


async def test_only_the_invoice_that_differs_does_not_match(reply: Any) -> None:
    found = await reply("unmatched_invoices")
    assert found["headline"] == ("1 of 2 open invoices does not match their order and receipts.")
    told = {row["number"]: " ".join(row["differences"]) for row in found["rows"]}
    assert "billed 5 % above the price of the order" in told["RE-99"].replace("5.0", "5")
    assert "40 EA against 40 EA that came, 20 EA of them billed before" in told["RE-99"]


async def test_one_invoice_shows_what_it_bills(reply: Any) -> None:
    found = await reply("show_supplier_invoice", number="re-99")
    assert found["headline"].startswith("Invoice RE-99 from Ostermark over €999.60 for PO-3 is")
    assert found["rows"][0]["order_line"] == "PO-3, line 1"


async def test_a_number_that_is_unknown_offers_the_open_ones(ask: Any) -> None:
    answer = await ask("show_supplier_invoice", number="4711")
    assert (answer.outcome, answer.code) == ("refused", "unknown_invoice")
    assert [one["value"] for one in answer.content["options"]] == ["RE-99", "RE-88"]
