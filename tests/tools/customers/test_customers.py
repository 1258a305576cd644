"""Customers are listed as they are recorded, and a new one is recorded when it is signed."""

from typing import Any


async def test_an_empty_list_says_so(reply: Any) -> None:
    found = await reply("list_customers")
    assert (found["headline"], found["total_rows"]) == ("0 customers are on record.", 0)


async def test_a_new_one_waits_for_a_signature(reply: Any, drafted: Any) -> None:
    proposal = await drafted("draft_new_customer", name="First")
    assert proposal.title == "Register First as a customer"
    assert (await reply("list_customers"))["total_rows"] == 0
