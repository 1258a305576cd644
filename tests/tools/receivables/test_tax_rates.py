"""A customer who was never billed is billed as the last one of the same country and kind."""

from datetime import date
from typing import Any

import pytest

from domain.kernel import Cause, Step
from domain.receivables.invoice_events import CancelCustomerInvoice, IssueCustomerInvoice
from tests.buyers import buyer
from tests.steps import of, on
from tests.trade import TENANT

SINCE = date(2026, 1, 15)


def billed(number: str, code: str, day: int, rate: int) -> Step:
    who = {"customer": code, "customer_name": code.capitalize()}
    line = {"position": 1, "description": "Bag", "quantity": of(1, "EA"), "price": 100}
    written = {"issued_on": date(2026, 11, day), "due_on": date(2026, 12, day), "currency": "EUR"}
    known = who | written | {"invoice": number, "lines": [line | {"tax_rate": rate}]}
    return on(IssueCustomerInvoice.model_validate(known), number)


@pytest.fixture
async def neighbours(house: Any) -> Any:
    """In France a dealer is billed at 19 and later at 20, a consumer at 21, a Swiss dealer at 0."""
    known = [
        buyer("VERRE", "Verre", SINCE, kind="dealer", country="France"),
        buyer("LUC", "Luc", SINCE, country="France"),
        buyer("BERN", "Bern", SINCE, kind="dealer", country="Switzerland"),
    ]
    bills = [
        billed("INV-10", "VERRE", 2, 19),
        billed("INV-11", "VERRE", 5, 20),
        billed("INV-12", "LUC", 9, 21),
        billed("INV-13", "BERN", 10, 0),
    ]
    handler = house.handler(TENANT)
    await handler.record([*known, *bills], Cause(("demo",)))
    return handler


async def test_the_rate_is_that_of_the_last_invoice_to_one_alike_and_says_so(
    neighbours: Any, drafted: Any
) -> None:
    proposal = await drafted("draft_customer_invoice", order="SO-1")
    assert {line["tax_rate"] for line in proposal.steps[0].arguments["lines"]} == {"20"}
    [told] = [each for each in proposal.origins if each.field == "tax_rate"]
    assert (told.value, told.source) == ("20", "INV-11, the last to a dealer in France")
    swiss = await drafted("draft_customer_invoice", customer="C-3", amount="50")
    assert swiss.steps[0].arguments["lines"][0]["tax_rate"] == "0"


async def test_what_was_said_or_billed_before_counts_more(neighbours: Any, drafted: Any) -> None:
    said = await drafted("draft_customer_invoice", order="SO-1", tax_rate="10")
    assert "tax_rate" not in {each.field for each in said.origins if "last" in each.source}
    await neighbours.record([billed("INV-14", "MARTIN", 11, 7)], Cause(("demo",)))
    own = await drafted("draft_customer_invoice", order="SO-1")
    [told] = [each for each in own.origins if each.field == "tax_rate"]
    assert (told.value, told.source) == ("7", "INV-14, the last")


async def test_a_cancelled_invoice_gives_no_rate(neighbours: Any, drafted: Any) -> None:
    await neighbours.record([on(CancelCustomerInvoice(reason="Wrong"), "INV-11")], Cause(("demo",)))
    proposal = await drafted("draft_customer_invoice", order="SO-1")
    [told] = [each for each in proposal.origins if each.field == "tax_rate"]
    assert (told.value, told.source) == ("19", "INV-10, the last to a dealer in France")


async def test_where_nobody_is_alike_the_rate_is_asked_for(neighbours: Any, ask: Any) -> None:
    await neighbours.record([buyer("NEW", "Neu", SINCE, country="Germany")], Cause(("demo",)))
    answer = await ask("draft_customer_invoice", customer="NEW", amount="50")
    assert (answer.outcome, answer.code) == ("refused", "missing_tax_rate")
    await neighbours.record([buyer("FAR", "Far", SINCE)], Cause(("demo",)))
    unknown = await ask("draft_customer_invoice", customer="FAR", amount="50")
    assert unknown.code == "missing_tax_rate"
