"""Drafts: nothing is recorded until what was read is signed, and then all of it, once."""

import asyncio

import pytest

from domain import catalog
from domain.kernel import Refused
from domain.preview import WorldChanged
from tests.domain.command_handler.conftest import (
    intent,
    on_stream,
    order_of,
    receipt_of,
)


async def world(handler):
    """Every row of the business but the drafts and the log of movements."""
    rows = {}
    for projection in catalog.PROJECTIONS:
        if projection.name not in ("drafts", "stock_movements"):
            found = await handler.rows(projection.where())
            rows[projection.name] = found.rows
    return rows


def levels(found):
    [level] = found["stock_levels"]
    return level.available, level.quarantine


async def test_drafting_changes_nothing_and_the_preview_says_what_signing_would(handler):
    before = await world(handler)
    card = await handler.propose(intent(on_stream(order_of(), "PO-1")))
    assert await world(handler) == before
    [fact] = card.preview.facts
    assert (fact.type, fact.undo) == ("PurchaseOrderPlaced", "CancelPurchaseOrder")
    assert str(card.preview.amounts[0]) == "€1,230.00"


async def test_one_signature_on_a_receipt_moves_stock_and_sets_the_damaged_apart(placed, signing):
    card = await placed.propose(intent(on_stream(receipt_of(40, 5), "PO-1"), kind="Goods receipt"))
    assert [fact.function for fact in card.preview.facts] == [
        "procurement",
        "inventory",
        "inventory",
    ]
    await signing(card)
    assert levels(await world(placed)) == (35, 5)


async def test_what_was_recorded_is_exactly_what_was_previewed(placed, signing):
    card = await placed.propose(intent(on_stream(receipt_of(), "PO-1")))
    await signing(card)
    recorded = [str(fact.event) for fact in await placed.came_of(card.draft)]
    assert recorded == [fact.sentence for fact in card.preview.facts]


async def test_five_clicks_at_once_have_one_outcome(placed, signing):
    card = await placed.propose(intent(on_stream(receipt_of(), "PO-1")))
    clicks = [signing(card, f"signer{n}") for n in range(5)]
    results = await asyncio.gather(*clicks, return_exceptions=True)
    signed = [result for result in results if not isinstance(result, Exception)]
    refused = {result.code for result in results if isinstance(result, Refused)}
    assert (len(signed), refused) == (1, {"closed"})
    assert levels(await world(placed)) == (35, 5)


async def test_a_balance_that_moved_does_not_void_a_signature(placed, signing):
    first = await placed.propose(intent(on_stream(receipt_of(10, 0), "PO-1")))
    second = await placed.propose(intent(on_stream(receipt_of(20, 0), "PO-1")))
    await signing(first)
    await signing(second)
    assert levels(await world(placed)) == (30, 0)


async def test_a_changed_consequence_voids_the_signature_and_writes_nothing(placed, signing):
    card = await placed.propose(intent(on_stream(receipt_of(55, 0), "PO-1")))
    first = await placed.propose(intent(on_stream(receipt_of(20, 0), "PO-1")))
    early = await placed.propose(intent(on_stream(receipt_of(18, 0), "PO-1")))
    await signing(first)
    before = await world(placed)
    with pytest.raises(Refused):
        await signing(card)
    assert await world(placed) == before
    await signing(early)


async def test_a_price_that_rose_meanwhile_is_read_again_before_it_is_signed(handler, signing):
    card = await handler.propose(intent(on_stream(order_of(10, "20.50"), "PO-1")))
    other = await handler.propose(intent(on_stream(order_of(10, "20.40", "PO-2"), "PO-2")))
    await signing(other)
    with pytest.raises(WorldChanged) as changed:
        await signing(card)
    today = changed.value.evidence
    assert today.digest != card.digest
    await signing(today)
    assert (await handler.draft(card.draft)).status == "signed"


async def test_an_edit_is_a_new_version_and_the_old_one_cannot_be_signed(handler, signing):
    card = await handler.propose(intent(on_stream(order_of(60), "PO-1")))
    edited = await handler.revise(card.draft, 1, intent(on_stream(order_of(50), "PO-1")))
    assert edited.version == 2
    with pytest.raises(Refused, match="decided on version 1, and the draft is at version 2"):
        await signing(card)
    await signing(edited)
    [order] = (await world(handler))["purchase_orders"]
    assert order.ordered == 50


async def test_a_draft_that_stands_in_for_another_closes_it(handler, signing):
    old = await handler.propose(intent(on_stream(order_of(60), "PO-1")))
    new = await handler.propose(intent(on_stream(order_of(50), "PO-1"), replaces=old.draft))
    replaced = await handler.draft(old.draft)
    assert (replaced.status, replaced.closed_by) == ("superseded", new.draft)
    with pytest.raises(Refused, match="was replaced by another draft"):
        await signing(old)
    await signing(new)


async def test_a_draft_that_is_closed_is_replaced_by_nothing(handler, signing):
    old = await handler.propose(intent(on_stream(order_of(60), "PO-1")))
    await signing(old)
    with pytest.raises(Refused, match="already been signed"):
        await handler.propose(intent(on_stream(order_of(50), "PO-2"), replaces=old.draft))


async def test_whoever_drafted_a_large_order_cannot_sign_it(handler, signing):
    card = await handler.propose(intent(on_stream(order_of(400), "PO-1")))
    assert card.preview.requirement.independent
    with pytest.raises(Refused, match="had a hand"):
        await signing(card, "ben")
    await signing(card, "olga")


async def test_a_very_large_order_needs_two_people(handler, signing):
    card = await handler.propose(intent(on_stream(order_of(4_000), "PO-1")))
    assert card.preview.requirement.signatures == 2
    assert not (await signing(card, "olga")).approved
    assert (await world(handler))["purchase_orders"] == ()
    assert (await signing(card, "max")).approved
    assert len((await world(handler))["purchase_orders"]) == 1


async def test_undo_is_a_draft_and_brings_the_world_back(placed, signing):
    before = await world(placed)
    card = await placed.propose(intent(on_stream(receipt_of(), "PO-1")))
    await signing(card)
    after = await world(placed)
    reversal = intent(*await placed.undoing(card.draft), reverses=card.draft)
    undo = await placed.propose(reversal)
    assert await world(placed) == after
    await signing(undo)
    assert await world(placed) == before
    assert (await placed.draft(card.draft)).status == "undone"


async def test_an_undo_can_be_undone_and_the_first_draft_stands_again(placed, signing):
    card = await placed.propose(intent(on_stream(receipt_of(), "PO-1")))
    await signing(card)
    after = await world(placed)
    undo = await placed.propose(intent(*await placed.undoing(card.draft), reverses=card.draft))
    await signing(undo)
    redo = await placed.propose(intent(*await placed.undoing(undo.draft), reverses=undo.draft))
    await signing(redo)
    assert await world(placed) == after
    assert (await placed.draft(card.draft)).status == "signed"
    assert (await placed.draft(undo.draft)).status == "undone"


async def test_the_same_key_never_drafts_twice(handler):
    step = on_stream(order_of(), "PO-1")
    first, second = [await handler.propose(intent(step, key="turn 7")) for _ in range(2)]
    assert first.draft == second.draft


async def test_an_unknown_supplier_is_not_even_drafted(handler):
    command = order_of().model_copy(update={"supplier": "NOBODY"})
    with pytest.raises(Refused) as refused:
        await handler.propose(intent(on_stream(command, "PO-1")))
    assert "NOBODY" in str(refused.value) or "Ostermark" in str(refused.value)


async def test_a_draft_nobody_signed_in_time_expires(handler, signing):
    card = await handler.propose(intent(on_stream(order_of(), "PO-1")))
    late = (await handler.draft(card.draft)).proposal.expires_at
    assert await handler.expire(late) == 1
    assert (await handler.draft(card.draft)).status == "expired"
    with pytest.raises(Refused, match="expired"):
        await signing(card)


async def test_taking_back_is_as_weighty_as_what_is_taken_back(handler, signing):
    card = await handler.propose(intent(on_stream(order_of(100), "PO-1")))
    assert "buyer" not in card.preview.requirement.roles
    await signing(card)
    undo = await handler.propose(intent(*await handler.undoing(card.draft), reverses=card.draft))
    assert undo.preview.amounts == card.preview.amounts
    assert "buyer" not in undo.preview.requirement.roles
