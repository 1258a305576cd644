"""The real files of AdventureWorks arrive whole; the totals are counted here by other means."""

import csv
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from assistant.importing import Report
from domain.catalog import PROJECTIONS
from domain.category.base_prices import base_prices
from domain.category.products import products
from domain.customers.customers import customers
from domain.inventory.items import items
from domain.inventory.locations import locations
from domain.inventory.stock_on_hand import stock_on_hand
from domain.inventory.units import units
from domain.procurement.order_lines import order_lines
from domain.procurement.purchase_orders import purchase_orders
from domain.procurement.receipts import receipts
from domain.procurement.sourcing_terms import sourcing_terms
from domain.procurement.suppliers import suppliers
from domain.promotions.promotion_goods import promotion_goods
from domain.promotions.promotions import promotions
from tests.assistant.importing.workshop import OWNER, Business, opened

GOODS = "SpecialOfferProduct"


@pytest.fixture(scope="module")
def files(shared_data: Path) -> Path:
    return shared_data / "adventureworks"


@pytest.fixture(scope="module")
async def taken(files: Path) -> tuple[Business, Report]:
    business = await opened("USD")
    return business, await business.take(files)


def table(files: Path, name: str) -> Iterator[dict[str, str]]:
    with (files / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def total(files: Path, name: str, column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in table(files, name)), Decimal(0))


async def test_every_batch_is_live_and_says_what_it_holds(taken: tuple[Business, Report]) -> None:
    _, report = taken
    assert report.profile == "adventureworks"
    assert {batch.state for batch in report.batches} == {"live"}
    titles = [batch.title for batch in report.batches]
    assert titles[2] == "Take over 504 items from Product.csv"
    assert len(titles) == 13


async def test_master_data_is_complete(taken: tuple[Business, Report], files: Path) -> None:
    business, _ = taken
    for projection, name in ((units, "UnitMeasure"), (locations, "Location"), (items, "Product")):
        assert len(await business.rows(projection)) == sum(1 for _ in table(files, name))
    rows = {row.supplier: row for row in await business.rows(suppliers)}
    vendors = {row["AccountNumber"]: row for row in table(files, "Vendor")}
    assert rows.keys() == vendors.keys()
    held = {code for code, row in rows.items() if row.status == "on_hold"}
    assert held == {code for code, vendor in vendors.items() if vendor["ActiveFlag"] == "0"}
    assert all(row.city and row.country for row in rows.values())


async def test_items_have_their_category_and_a_cost_only_where_one_is_known(
    taken: tuple[Business, Report], files: Path
) -> None:
    business, report = taken
    names = {row["ProductCategoryID"]: row["Name"] for row in table(files, "ProductCategory")}
    group = {
        row["ProductSubcategoryID"]: names[row["ProductCategoryID"]]
        for row in table(files, "ProductSubcategory")
    }
    products = list(table(files, "Product"))
    expected = Counter(group.get(row["ProductSubcategoryID"], "") for row in products)
    rows = await business.rows(items)
    assert Counter(row.category for row in rows) == expected
    unknown = sum(1 for row in products if not Decimal(row["StandardCost"]))
    assert sum(1 for row in rows if row.standard_cost is None) == unknown == 200
    assert report.findings.counts["note", "no_price"] == 200


async def test_terms_and_stock_add_up(taken: tuple[Business, Report], files: Path) -> None:
    business, report = taken
    agreed = await business.rows(sourcing_terms)
    assert len(agreed) == 460
    assert sum(row.price for row in agreed) == total(files, "ProductVendor", "StandardPrice")
    stock = await business.rows(stock_on_hand)
    assert sum(row.quantity for row in stock) == total(files, "ProductInventory", "Quantity")
    assert len(stock) == 1069 - report.findings.counts["skipped", "nothing"] == 1065


async def test_every_order_and_line_arrives_with_its_amount(
    taken: tuple[Business, Report], files: Path
) -> None:
    business, _ = taken
    orders = {row.number: row for row in await business.rows(purchase_orders)}
    heads = {f"PO-{row['PurchaseOrderID']}": row for row in table(files, "PurchaseOrderHeader")}
    assert orders.keys() == heads.keys()
    assert "PO-4012" in orders
    wrong = [n for n, row in orders.items() if row.amount != Decimal(heads[n]["SubTotal"])]
    assert not wrong
    lines = await business.rows(order_lines)
    detail = "PurchaseOrderDetail"
    assert len(lines) == 8845
    assert sum(row.amount for row in lines) == total(files, detail, "LineTotal")
    assert sum(row.ordered for row in lines) == total(files, detail, "OrderQty")
    assert sum(row.received for row in lines) == total(files, detail, "ReceivedQty")
    assert sum(row.rejected for row in lines) == total(files, detail, "RejectedQty")


async def test_receipts_have_a_day_where_the_source_can_know_one(
    taken: tuple[Business, Report], files: Path
) -> None:
    """57 lines were last touched by upkeep, ten months after the last of all due days."""
    business, _ = taken
    rows = await business.rows(receipts)
    last_due = max(row["DueDate"] for row in table(files, "PurchaseOrderDetail"))
    known = [r for r in table(files, "PurchaseOrderDetail") if r["ModifiedDate"] <= last_due]
    assert len(rows) == len(known) == 8788
    assert sum(row.quantity for row in rows) == sum(Decimal(row["ReceivedQty"]) for row in known)


async def test_each_status_becomes_a_stage(taken: tuple[Business, Report], files: Path) -> None:
    """Of the approved orders all but one have come completely; one line of it is short."""
    business, _ = taken
    statuses = Counter(row["Status"] for row in table(files, "PurchaseOrderHeader"))
    stages = Counter(row.status for row in await business.rows(purchase_orders))
    assert stages == {
        "draft": statuses["1"],
        "partly_received": 1,
        "received": statuses["2"] - 1,
        "cancelled": statuses["3"],
        "closed": statuses["4"],
    }


async def test_the_traps_of_the_data_are_told(taken: tuple[Business, Report], files: Path) -> None:
    _, report = taken
    counts = report.findings.counts
    odd = [row for row in table(files, "PurchaseOrderHeader") if row["Status"] in "13"]
    assert counts["conflict", "receipts_in_this_status"] == len(odd) == 311
    assert counts["note", "inactive_supplier"] == 203
    assert counts["conflict", "due_before_ordered"] == 7
    assert counts["skipped", "nothing"] == 4
    assert counts["skipped", "no_products"] == 1
    assert report.findings.count("skipped") == 5


async def test_stores_become_dealers_with_address_and_territory(
    taken: tuple[Business, Report], files: Path
) -> None:
    business, report = taken
    rows = {row.customer: row for row in await business.rows(customers)}
    own = [row for row in table(files, "Customer") if row["StoreID"] and not row["PersonID"]]
    assert rows.keys() == {row["AccountNumber"] for row in own} and len(rows) == 701
    assert {row.kind for row in rows.values()} == {"dealer"}
    assert all(row.street and row.city and row.country and row.territory for row in rows.values())
    assert report.findings.counts["conflict", "same_name"] == 2


async def test_list_prices_hold_from_the_day_of_each_period(
    taken: tuple[Business, Report], files: Path
) -> None:
    business, _ = taken
    rows = await business.rows(base_prices)
    codes = {row["ProductID"]: row["ProductNumber"] for row in table(files, "Product")}
    history = {
        (codes[row["ProductID"]], row["StartDate"][:10]): Decimal(row["ListPrice"])
        for row in table(files, "ProductListPriceHistory")
    }
    found = {(row.product, row.effective_from.isoformat()): row.price for row in rows}
    assert history.items() <= found.items() and len(found) - len(history) == 2
    assert all(row.decided_on == row.effective_from for row in rows)
    ended = {row["ProductNumber"] for row in table(files, "Product") if row["SellEndDate"]}
    listed = await business.rows(products)
    assert len(listed) == 295
    assert {row.product for row in listed if row.status == "delisted"} == ended


async def test_special_offers_become_promotions_of_their_products(
    taken: tuple[Business, Report], files: Path
) -> None:
    """Of the fifteen with something off, the one for more than 60 has no product."""
    business, report = taken
    codes = {row["ProductID"]: row["ProductNumber"] for row in table(files, "Product")}
    pairs = [(r["SpecialOfferID"], codes[r["ProductID"]]) for r in table(files, GOODS)]
    offers = [row for row in table(files, "SpecialOffer") if Decimal(row["DiscountPct"])]
    meant = {row["SpecialOfferID"]: row for row in offers}
    [empty] = meant.keys() - {offer for offer, _ in pairs}
    assert meant[empty]["Description"] == "Volume Discount over 60"
    [told] = [found for found in report.findings if found.code == "no_products"]
    assert (told.file, told.line) == ("SpecialOffer.csv", 7) and not told.taken
    rows = {row.promotion: row for row in await business.rows(promotions)}
    assert rows.keys() == {f"OFFER-{number}" for number in meant} - {f"OFFER-{empty}"}
    for code, row in rows.items():
        offer = meant[code.removeprefix("OFFER-")]
        days = (row.first_on.isoformat(), row.last_on.isoformat())
        assert days == (offer["StartDate"][:10], offer["EndDate"][:10])
        assert row.percent_off == Decimal(offer["DiscountPct"]) * 100
        assert row.from_quantity == Decimal(offer["MinQty"])
        assert row.to_quantity == (Decimal(offer["MaxQty"]) if offer["MaxQty"] else None)
        assert row.buyer_kind == {"Reseller": "dealer", "Customer": "consumer"}[offer["Category"]]
    goods = {(row.promotion, row.product) for row in await business.rows(promotion_goods)}
    assert goods == {(f"OFFER-{offer}", code) for offer, code in pairs if offer in meant}
    assert len(goods) == 243


async def test_the_next_order_is_numbered_behind_them(taken: tuple[Business, Report]) -> None:
    business, _ = taken
    assert await business.visits.visit(OWNER).number("purchase_order") == 4013


async def test_the_same_folder_twice_changes_nothing(
    taken: tuple[Business, Report], files: Path
) -> None:
    business, _ = taken
    before = await business.facts()
    again = await business.take(files)
    assert not again.batches
    assert sum(tally.already_there for tally in again.tallies.values()) == 7604
    assert await business.facts() == before


async def test_one_batch_of_orders_can_be_taken_back(files: Path) -> None:
    business = await opened("USD")
    report = await business.take(files)
    orders = [batch for batch in report.batches if batch.kind == "order"]
    answer = await business.undo(orders[-1].draft)
    assert answer.outcome == "answered", answer.reason
    assert len(await business.rows(purchase_orders)) == 4012 - orders[-1].records
    assert len(await business.rows(suppliers)) == 104


@pytest.fixture
def some(files: Path, tmp_path: Path) -> Path:
    """The same files with the first sixty orders."""
    copy = copytree(files, tmp_path / "few")
    for name in ("PurchaseOrderHeader", "PurchaseOrderDetail"):
        path = copy / f"{name}.csv"
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if int(row.split(",")[0]) <= 60]
        path.write_text("".join([header, *kept]), encoding="utf-8")
    return copy


async def test_all_of_it_can_be_taken_back_and_taken_over_again(some: Path) -> None:
    business = await opened("USD")
    report = await business.take(some)
    for batch in reversed(report.batches):
        answer = await business.undo(batch.draft)
        assert answer.outcome == "answered", (batch.title, answer.reason)
    for projection in PROJECTIONS:
        if projection.name not in ("drafts", "stock_movements"):
            rows = await business.rows(projection)
            assert all(row.model_dump().get("status") == "ended" for row in rows), projection.name
    again = await business.take(some)
    assert [batch.title for batch in again.batches] == [batch.title for batch in report.batches]
    assert {batch.state for batch in again.batches} == {"live"}
    assert len(await business.rows(promotions)) == 14


async def test_another_business_is_mapped_by_its_columns_alone(
    shared_data: Path, tmp_path: Path
) -> None:
    business = await opened("USD")
    copy = copytree(shared_data / "northwind", tmp_path / "some")
    (copy / "orders.csv").unlink()  # Without it nobody would know it for Northwind.
    report = await business.take(copy)
    assert report.profile == ""
    rows = {row.name: row for row in await business.rows(items)}
    assert len(rows) == 77
    assert (rows["Chai"].category, rows["Chai"].reorder_point) == ("Beverages", 10)
    assert len(await business.rows(suppliers)) == 29
    left = {file.name for file in report.files if file.unused}
    assert {"customers.csv", "shippers.csv"} <= left
