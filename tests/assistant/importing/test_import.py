"""A file is taken over in batches that a person accepts, once, and can take back whole."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.importing.progress import Progress
from domain.catalog import PROJECTIONS
from domain.inventory.items import items
from domain.inventory.stock_on_hand import stock_on_hand
from domain.kernel import Refused
from domain.procurement.order_lines import order_lines
from domain.procurement.purchase_orders import purchase_orders
from domain.procurement.receipts import receipts
from domain.procurement.sourcing_terms import sourcing_terms
from domain.procurement.suppliers import suppliers
from mcp_servers.batches import BATCHES
from mcp_servers.menu import FUNCTIONS
from tests.assistant.importing import trade
from tests.assistant.importing.workshop import OWNER, Business, caller

Folder = Callable[..., Path]


async def test_nothing_is_live_before_somebody_signs(business: Business, folder: Folder) -> None:
    report = await business.take(folder(**trade.ALL), "stage")
    assert report.headline.startswith("14 records wait in 7 drafts for a signature")
    assert {batch.state for batch in report.batches} == {"waiting"}
    assert not await business.rows(items)
    assert not await business.rows(purchase_orders)


async def test_a_dry_run_writes_nothing_at_all(business: Business, folder: Folder) -> None:
    report = await business.take(folder(**trade.ALL), "dry_run")
    assert [batch.state for batch in report.batches] == ["planned"] * 7
    assert await business.facts() == 0


async def test_every_kind_of_record_arrives(business: Business, folder: Folder) -> None:
    report = await business.take(folder(**trade.ALL))
    assert report.ok
    assert {batch.state for batch in report.batches} == {"live"}
    calf, lock = await business.rows(items)
    assert (calf.name, calf.unit, calf.reorder_point) == ("Calf hide", "HIDE", 20)
    assert (calf.standard_cost, calf.currency) == (Decimal("82.5"), "EUR")
    assert lock.standard_cost is None
    assert [row.payment_days for row in await business.rows(suppliers)] == [30, 14]
    terms = {row.item: row for row in await business.rows(sourcing_terms)}
    assert (terms["LOCK"].supplier, terms["LOCK"].price) == ("OST", Decimal("4.2"))
    stock = {row.item: row.quantity for row in await business.rows(stock_on_hand)}
    assert stock == {"CALF": 35, "LOCK": 240}


async def test_orders_keep_their_stage_and_what_had_come(
    business: Business, folder: Folder
) -> None:
    await business.take(folder(**trade.ALL))
    found = {row.number: row for row in await business.rows(purchase_orders)}
    assert {number: row.status for number, row in found.items()} == {
        "PO-1": "closed",
        "PO-2": "partly_received",
        "PO-7": "draft",
    }
    assert found["PO-2"].amount == 820
    assert found["PO-2"].outstanding_amount == 60 * Decimal("4.2") + 400
    first = next(row for row in await business.rows(receipts) if row.number == "PO-1")
    assert (first.quantity, first.rejected, first.received_on) == (50, 2, date(2026, 3, 18))


async def test_taking_over_an_order_moves_no_stock(business: Business, folder: Folder) -> None:
    await business.take(folder(**trade.ALL | {"stock": "item,location,quantity\n"}))
    assert not await business.rows(stock_on_hand)


async def test_new_orders_are_numbered_behind_those_taken_over(
    business: Business, folder: Folder
) -> None:
    await business.take(folder(**trade.ALL), "stage")
    assert await business.visits.visit(OWNER).number("purchase_order") == 8


async def test_the_same_files_twice_change_nothing(business: Business, folder: Folder) -> None:
    files = folder(**trade.ALL)
    await business.take(files)
    before = await business.facts()
    report = await business.take(files)
    assert report.headline.startswith("0 records are taken over; 14 are there already")
    assert not report.batches
    assert await business.facts() == before


async def test_what_was_used_since_is_still_there_already(
    business: Business, folder: Folder
) -> None:
    """Stock that moved on is not opened a second time."""
    files = folder(**trade.ALL)
    first = await business.take(files)
    stock = next(batch for batch in first.batches if batch.kind == "stock")
    assert (await business.undo(stock.draft)).outcome == "answered"
    again = await business.take(files)
    assert [batch.kind for batch in again.batches] == ["stock"]
    assert (await business.take(files)).batches == []


async def test_a_record_with_other_values_is_a_conflict_and_stays(
    business: Business, folder: Folder
) -> None:
    await business.take(folder(**trade.ALL))
    changed = trade.ITEMS.replace("82.50", "90.00")
    report = await business.take(folder(items=changed))
    [finding] = [f for f in report.findings if f.code == "already_different"]
    assert finding.line == 2
    assert "standard cost is 82.5 EUR, not 90 EUR" in finding.reason
    assert (await business.rows(items))[0].standard_cost == Decimal("82.5")


async def test_a_batch_taken_back_restores_the_rows(business: Business, folder: Folder) -> None:
    report = await business.take(folder(**trade.ALL))
    for batch in reversed(report.batches):
        answer = await business.undo(batch.draft)
        assert answer.outcome == "answered", answer.reason
    logs = {"drafts", "stock_movements"}
    for projection in PROJECTIONS:
        if projection.name not in logs:
            left = [
                r
                for r in await business.rows(projection)
                if r.model_dump().get("status") != "ended"
            ]
            assert not left, projection.name


async def test_one_batch_can_go_without_the_others(business: Business, folder: Folder) -> None:
    report = await business.take(folder(**trade.ALL))
    orders = report.batches[-1]
    await business.undo(orders.draft)
    assert not await business.rows(order_lines)
    assert len(await business.rows(items)) == 2


async def test_what_was_taken_back_can_be_taken_over_again(
    business: Business, folder: Folder
) -> None:
    files = folder(**trade.ALL)
    for batch in reversed((await business.take(files)).batches):
        await business.undo(batch.draft)
    again = await business.take(files)
    assert {batch.state for batch in again.batches} == {"live"}
    assert len(await business.rows(purchase_orders)) == 3


async def test_staging_twice_makes_no_second_draft(business: Business, folder: Folder) -> None:
    files = folder(**trade.ALL)
    first = await business.take(files, "stage")
    second = await business.take(files, "stage")
    assert first.drafts == second.drafts
    assert (await business.take(files)).drafts == first.drafts


async def test_a_rejected_batch_can_be_staged_again(business: Business, folder: Folder) -> None:
    files = folder(items=trade.ITEMS)
    [draft] = (await business.take(files, "stage")).drafts
    now = business.importer.now()
    await business.approvals.reject(OWNER, draft, 1, "Not these", now, "trace")
    [again] = (await business.take(files)).drafts
    assert again != draft
    assert len(await business.rows(items)) == 2


async def test_who_may_not_draft_is_denied_and_nothing_is_written(
    business: Business, folder: Folder
) -> None:
    """An artisan may draft in inventory and only look at procurement."""
    report = await business.take(folder(**trade.ALL), by=caller("artisan"))
    states = {batch.kind: batch.state for batch in report.batches}
    assert states["supplier"] == states["order"] == "denied"
    assert not report.ok
    assert not await business.rows(suppliers)


async def test_who_may_draft_but_not_sign_leaves_drafts_for_others(
    business: Business, folder: Folder
) -> None:
    report = await business.take(folder(units=trade.UNITS), by=caller("buyer"))
    [batch] = report.batches
    assert batch.state == "denied"
    assert "may not sign" in batch.reason
    assert not await business.rows(items)


async def test_who_has_no_access_is_told_so(business: Business, folder: Folder) -> None:
    with pytest.raises(Refused, match="not open to"):
        await business.take(folder(**trade.ALL), by=caller("visitor"))


async def test_the_ledger_knows_of_every_batch_and_keeps_it_short(
    business: Business, folder: Folder
) -> None:
    units = "unit,name\n" + "".join(f"U{n},unit {n}\n" for n in range(300))
    await business.take(folder(units=units))
    entries = await business.store.ledger(OWNER.tenant, limit=1000)
    drafted = next(e for e in entries if e.get("tool") == "draft_unit_batch")
    assert drafted["verdict"] == "allowed"
    assert drafted["arguments"]["records"] == "300 records"


async def test_a_large_file_is_divided_into_batches(business: Business, folder: Folder) -> None:
    units = "unit,name\n" + "".join(f"U{n},unit {n}\n" for n in range(5_001))
    report = await business.take(folder(units=units), "stage")
    assert [batch.title for batch in report.batches] == [
        "Take over 5,000 units of measure from units.csv (1 of 2)",
        "Take over 1 unit of measure from units.csv (2 of 2)",
    ]


async def test_progress_is_told_with_its_rate_and_the_time_left(
    business: Business, folder: Folder
) -> None:
    told: list[Progress] = []
    await business.take(folder(**trade.ALL), tell=told.append)
    assert {progress.stage for progress in told} == {"read", "sign"}
    last = told[-1]
    assert last.done == last.total
    assert "rows a second" in str(last)
    assert last.seconds_left == 0


async def test_the_report_reads_as_json(business: Business, folder: Folder) -> None:
    found = (await business.take(folder(**trade.ALL))).as_json()
    assert found["ok"] is True
    assert found["kinds"]["order"] == {
        "label": "purchase orders",
        "rows": 3,
        "accepted": 3,
        "already_there": 0,
        "different": 0,
        "left_out": 0,
    }
    assert found["files"][0]["form"] == "UTF-8, comma"
    assert found["columns"][0]["columns"][0]["why"] == "known name"
    assert len(found["drafts"]) == 7


async def test_the_findings_are_told_kind_by_kind(business: Business, folder: Folder) -> None:
    items = trade.ITEMS + "CALF,Again,,,,\n" + "".join(f"N{n},Thing {n},,,,\n" for n in range(5))
    report = await business.take(folder(items=items), "dry_run")
    told = [(rows, finding.code) for rows, finding in report.findings.summary()]
    assert told == [(1, "duplicate"), (6, "no_price")]


async def test_how_the_files_were_understood_is_told(business: Business, folder: Folder) -> None:
    customers = "customer_id,phone\nC1,1\n"
    report = await business.take(folder(units=trade.UNITS, customers=customers), "dry_run")
    first, second = report.reading
    assert first == ("units.csv holds units of measure: unit is the code and name is the name.")
    assert second.startswith("Not used: customers.csv; for ")


def test_the_tools_of_the_import_are_on_nobodys_menu() -> None:
    listed = {tool.name for menu in FUNCTIONS for tool in menu.tools}
    assert not listed & BATCHES.keys()
    assert not any(tool.listed for tool in BATCHES.values())
