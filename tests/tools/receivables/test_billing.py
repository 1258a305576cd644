"""Invoices come from orders: what was shipped is billed once, as it was priced, and adds up."""

from typing import Any

import pytest

TAX = {"tax_rate": "20"}


async def test_an_order_is_billed_as_far_as_it_was_shipped(drafted: Any) -> None:
    proposal = await drafted("draft_customer_invoice", order="SO-1", **TAX)
    assert proposal.title == "Issue INV-5 to Maison Martin over €198.00"
    [line] = proposal.steps[0].arguments["lines"]
    assert (line["order_line"], line["product"], line["price"]) == (2, "CALF", "165")
    assert line["price_reason"] == "as agreed with Maison Martin"
    told = {each.field: each.source for each in proposal.origins}
    assert told["due_on"] == "45 days, as agreed with Maison Martin"
    assert told["lines"] == "SO-1, shipped and not billed"
    assert told["price"] == "SO-1, as it was ordered"
    assert proposal.preview["doubts"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"order": "SO-1"}, "missing_tax_rate"),
        ({"order": "SO-1", "customer": "ROSSI", **TAX}, "other_customer"),
        ({"order": "SO-9", **TAX}, "unknown_order"),
        ({}, "missing_customer"),
    ],
)
async def test_what_cannot_be_billed_is_refused_in_a_sentence(
    ask: Any, arguments: dict[str, str], code: str
) -> None:
    answer = await ask("draft_customer_invoice", **arguments)
    assert (answer.outcome, answer.code) == ("refused", code)
    assert answer.reason.startswith(("Not drafted. ", "There is no "))


async def test_orders_that_left_without_an_invoice_are_listed(reply: Any) -> None:
    found = await reply("orders_to_bill")
    assert found["headline"] == "1 order is shipped and not billed, over €165.00 net."
    [row] = found["rows"]
    assert (row["order"], row["shipped_on"], row["to_bill"]) == ("SO-1", "2026-11-16", "165")
    none = await reply("orders_to_bill", customer="ROSSI")
    assert none["headline"] == "Everything of Pelletteria Rossi that was shipped is billed."


async def test_invoices_of_no_order_on_record_are_listed(reply: Any) -> None:
    found = await reply("invoices_without_order")
    assert found["headline"] == (
        "There are 4 customer invoices without an order on record, over €915.00."
    )
    assert [row["order"] for row in found["rows"]] == ["", "SO-7", "SO-8", ""]


async def test_what_was_shipped_left_the_stock(reply: Any) -> None:
    found = await reply("shipments_without_movement")
    assert found["headline"] == "Whatever was shipped has left the stock."


async def test_an_order_on_its_way_adds_up_and_says_what_is_left(reply: Any) -> None:
    found = await reply("reconcile_order", sales_order="SO-1")
    assert found["headline"] == (
        "SO-1 of Maison Martin adds up and is not settled: €534.00 is to ship and "
        "€165.00 is to bill."
    )
    told = {(row["whole"], row["part"]): row["part_amount"] for row in found["rows"]}
    assert told["Ordered", "shipped"] == told["Shipped", "to bill"] == "165"
    assert {told[whole, "difference"] for whole in ("Ordered", "Shipped", "Billed with tax")} == {
        "0"
    }
