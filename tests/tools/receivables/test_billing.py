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
