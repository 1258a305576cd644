"""Batches are signed in an order, by those who may, and taken back in reverse."""

from collections.abc import Callable
from pathlib import Path

from domain.procurement.purchase_orders import purchase_orders
from domain.procurement.suppliers import suppliers
from tests.assistant.importing import trade
from tests.assistant.importing.workshop import Business, caller

Folder = Callable[..., Path]


async def test_orders_of_another_system_are_drafted_by_a_buyer_and_signed_by_others(
    business: Business, folder: Folder
) -> None:
    await business.take(folder(**trade.ALL))
    report = await business.take(folder(purchase_orders=trade.OPEN), by=caller("buyer"))
    [batch] = report.batches
    assert batch.state == "denied"
    assert "may not sign" in batch.reason
    answer = await business.sign(batch.draft, batch.version, batch.digest, by=caller("manager"))
    assert answer.content["approved"]


async def test_orders_wait_for_the_suppliers_and_items_that_they_name(
    business: Business, folder: Folder
) -> None:
    staged = (await business.take(folder(**trade.ALL), "stage")).batches
    orders = next(batch for batch in staged if batch.kind == "order")
    early = await business.sign(orders.draft, orders.version, orders.digest)
    assert (early.outcome, early.code) == ("refused", "not_there_yet")
    assert "not there yet: sign the draft that brings them first" in early.reason
    assert not await business.rows(purchase_orders)
    for batch in (await business.take(folder(**trade.ALL))).batches:
        assert batch.state == "live", batch
    assert await business.rows(purchase_orders)


async def test_a_batch_that_later_ones_name_is_not_taken_back_before_them(
    business: Business, folder: Folder
) -> None:
    live = (await business.take(folder(**trade.ALL))).batches
    named = next(batch for batch in live if batch.kind == "supplier")
    early = await business.undo(named.draft)
    assert (early.outcome, early.code) == ("refused", "still_in_use")
    assert "purchase orders still name what would be removed" in early.reason
    for batch in reversed(live):
        assert (await business.undo(batch.draft)).outcome == "answered", batch
    assert not await business.rows(suppliers)


async def test_large_open_orders_are_signed_by_somebody_who_did_not_import_them(
    business: Business, folder: Folder
) -> None:
    await business.take(folder(**trade.ALL))
    [batch] = (await business.take(folder(purchase_orders=trade.OPEN))).batches
    assert batch.state == "denied"
    assert "another person must sign" in batch.reason
    answer = await business.sign(batch.draft, batch.version, batch.digest, by=caller("manager"))
    assert answer.content["approved"]
