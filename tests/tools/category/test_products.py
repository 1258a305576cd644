"""Products are listed as they are recorded, and a new one is recorded when it is signed."""

from typing import Any


async def test_an_empty_list_says_so(reply: Any) -> None:
    found = await reply("list_products")
    assert (found["headline"], found["total_rows"]) == ("0 products are on record.", 0)


async def test_a_new_one_waits_for_a_signature(reply: Any, drafted: Any) -> None:
    proposal = await drafted("draft_new_product", name="First")
    assert proposal.title == "Register First as a product"
    assert (await reply("list_products"))["total_rows"] == 0
