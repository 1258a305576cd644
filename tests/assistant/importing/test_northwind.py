"""The real files of Northwind arrive as a business: whole, in order of time, and reversible."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from assistant.importing import Report
from domain.category.base_prices import base_prices
from domain.category.products import products
from domain.customers.customers import customers
from domain.fulfillment.order_commands import CancelSalesOrder
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_order_lines import sales_order_lines
from domain.fulfillment.sales_orders import sales_orders
from domain.fulfillment.shipments import shipments
from domain.inventory.stock_on_hand import stock_on_hand
from domain.inventory.stock_reservations import stock_reservations
from domain.kernel import Step
from domain.procurement.suppliers import suppliers
from domain.receivables.customer_invoices import customer_invoices
from tests.assistant.importing.asking import MAIN_STORE
from tests.assistant.importing.northwind_files import Files, table
from tests.assistant.importing.workshop import OWNER, Business, opened


@pytest.fixture(scope="module")
def files(shared_data: Path) -> Path:
    return shared_data / "northwind"


@pytest.fixture(scope="module")
def told(files: Path) -> Files:
    return Files(files)


async def founded() -> Business:
    business = await opened("USD")
    await business.approvals.record(OWNER.tenant, [MAIN_STORE], ("countersign",))
    return business


@pytest.fixture(scope="module")
async def taken(files: Path) -> tuple[Business, Report]:
    business = await founded()
    return business, await business.take(files)


async def test_every_batch_is_live_and_nothing_was_left_out(taken: tuple[Business, Report]) -> None:
    _, report = taken
    assert report.profile == "northwind"
    assert {batch.state for batch in report.batches} == {"live"}
    assert report.findings.count("skipped") == report.findings.count("conflict") == 0
    titles = [batch.title for batch in report.batches]
    assert titles[-3:] == [
        "Take over 830 sales orders from orders.csv",
        "Take over 809 shipments from orders.csv",
        "Take over 809 customer invoices from orders.csv",
    ]


async def test_master_data_is_complete_and_keeps_its_codes(
    taken: tuple[Business, Report], told: Files
) -> None:
    business, _ = taken
    rows = {row.customer: row for row in await business.rows(customers)}
    assert rows.keys() == {row["customer_id"] for row in told.customers} and len(rows) == 91
    assert rows["ALFKI"].kind == "dealer" and rows["ALFKI"].city == "Berlin"
    assert len(await business.rows(suppliers)) == 29 + 6
    listed = {row.product: row for row in await business.rows(products)}
    ended = {f"P-{n}" for n, row in told.products.items() if row["discontinued"] == "1"}
    assert {code for code, row in listed.items() if row.status == "delisted"} == ended
    assert {row.category for row in listed.values()} == set(told.categories.values())
    now = {f"P-{n}": Decimal(row["unit_price"]) for n, row in told.products.items()}
    assert {code: row.price for code, row in listed.items()} == now


async def test_prices_are_decided_on_the_day_from_which_they_hold(
    taken: tuple[Business, Report], told: Files
) -> None:
    business, _ = taken
    rows = await business.rows(base_prices)
    assert len(rows) == 158 and all(row.decided_on == row.effective_from for row in rows)
    chai = sorted((row.effective_from, row.price) for row in rows if row.product == "P-1")
    sold = sorted(
        (told.orders[row["order_id"]]["order_date"], Decimal(row["unit_price"]))
        for row in table(told.folder, "order_details")
        if row["product_id"] == "1"
    )
    first = {price: day for day, price in reversed(sold)}
    assert {price: day.isoformat() for day, price in chai} == first


async def test_every_order_has_its_lines_at_prices_that_say_why(
    taken: tuple[Business, Report], told: Files
) -> None:
    business, _ = taken
    rows = {row.order: row for row in await business.rows(sales_orders)}
    totals: Counter[str] = Counter()
    for order, _, amount, _ in told.lines:
        totals[f"SO-{order['order_id']}"] += amount  # type: ignore[assignment]
    assert {number: row.total for number, row in rows.items()} == totals
    lines = await business.rows(sales_order_lines)
    assert len(lines) == 2155
    line = next(each for each in lines if (each.order, each.line) == ("SO-10250", 2))
    assert line.price_reason == "Base price $42.40 less 15.0 %"
    assert line.price == Decimal("42.40") * Decimal("0.85")


async def test_what_left_is_shipped_and_billed_and_the_rest_stays_open(
    taken: tuple[Business, Report], told: Files
) -> None:
    business, _ = taken
    rows = {row.order: row for row in await business.rows(sales_orders)}
    open_ones = {number for number, row in rows.items() if row.open_amount}
    assert open_ones == {f"SO-{row['order_id']}" for row in told.waiting} and len(open_ones) == 21
    left = await business.rows(shipments)
    freight = sum(row.freight_amount for row in left if row.freight_amount is not None)
    assert freight == sum(Decimal(row["freight"]) for row in told.shipped)
    assert {row.carrier for row in left} <= set(told.carriers.values())
    bills = {row.invoice: row for row in await business.rows(customer_invoices)}
    assert {n.removeprefix("INV-"): row.net for n, row in bills.items()} == told.billed
    assert all(row.issued_on and (row.due_on - row.issued_on).days == 30 for row in bills.values())


async def test_after_all_shipments_the_stock_is_what_the_file_says(
    taken: tuple[Business, Report], told: Files
) -> None:
    business, _ = taken
    there = {row.item: row.quantity for row in await business.rows(stock_on_hand)}
    says = {f"P-{n}": Decimal(row["units_in_stock"]) for n, row in told.products.items()}
    assert there == {item: amount for item, amount in says.items() if amount}
    kept: Counter[str] = Counter()
    for row in await business.rows(stock_reservations):
        kept[row.item] += row.quantity
    assert all(amount <= says[item] for item, amount in kept.items())
    waiting = sum(row.back_ordered for row in await business.rows(sales_order_lines))
    asked = sum(amount for order, _, _, amount in told.lines if not order["shipped_date"])
    assert sum(kept.values()) + waiting == asked


async def test_the_next_order_and_invoice_are_numbered_behind_them(
    taken: tuple[Business, Report],
) -> None:
    visit = taken[0].visits.visit(OWNER)
    assert await visit.number("sales_order") == 11078
    assert await visit.number("customer_invoice") == 11070, "What was ordered last waits."


async def test_the_same_folder_twice_changes_nothing(
    taken: tuple[Business, Report], files: Path
) -> None:
    business, _ = taken
    before = await business.facts()
    again = await business.take(files)
    assert not again.batches and not again.findings.count("conflict")
    assert sum(tally.already_there for tally in again.tallies.values()) == 2963
    assert await business.facts() == before


@pytest.fixture
def some(files: Path, tmp_path: Path) -> Path:
    """The first thirty orders of the same files, and the last of all, which is open."""
    copy = copytree(files, tmp_path / "some")
    numbers = {str(number) for number in range(10248, 10278)} | {"11077"}
    for name in ("orders", "order_details"):
        lines = (files / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines[1:] if line.split(",")[0] in numbers]
        (copy / f"{name}.csv").write_text("".join([lines[0], *kept]), encoding="utf-8")
    return copy


async def signed(business: Business, report: Report) -> Report:
    """What jumps in a short list of prices is signed by an owner who did not draft it."""
    for batch in report.batches:
        if batch.state != "live":
            other = replace(OWNER, user="otto", name="Otto")
            answer = await business.sign(batch.draft, batch.version, batch.digest, other)
            assert answer.outcome == "answered" and batch.kind == "price", answer.reason
    return report


async def test_a_dry_run_writes_nothing(some: Path) -> None:
    business = await founded()
    before = await business.facts()
    report = await business.take(some, "dry_run")
    assert report.tallies["sales_order"].accepted == 31
    assert {batch.state for batch in report.batches} == {"planned"}
    assert await business.facts() == before


async def test_staged_sales_wait_for_what_they_need(some: Path) -> None:
    """Orders need stock to be promised, and shipments need orders: each round signs some."""
    business = await founded()
    rounds = []
    for _ in range(5):
        report = await business.take(some, "stage")
        waiting = [batch for batch in report.batches if batch.state == "waiting"]
        rounds.append([batch.kind for batch in waiting])
        assert {batch.state for batch in report.batches} <= {"waiting", "later"} and report.ok
        for batch in waiting:
            by = replace(OWNER, user="otto", name="Otto")
            answer = await business.sign(batch.draft, batch.version, batch.digest, by)
            assert answer.outcome == "answered", answer.reason
    assert rounds[1:] == [["sales_order"], ["shipment"], ["customer_invoice"], []]
    assert len(await business.rows(customer_invoices)) == 30


async def test_all_of_it_can_be_taken_back_and_taken_over_again(some: Path) -> None:
    business = await founded()
    report = await signed(business, await business.take(some))
    for batch in reversed(report.batches):
        answer = await business.undo(batch.draft)
        assert answer.outcome == "answered", answer.reason
    for gone in (customers, products, sales_orders, shipments, customer_invoices, stock_on_hand):
        assert not await business.rows(gone), gone.name
    await signed(business, await business.take(some))
    assert len(await business.rows(sales_orders)) == 31


async def test_customers_stay_as_long_as_an_order_names_them(some: Path) -> None:
    business = await founded()
    report = await business.take(some)
    batch = next(batch for batch in report.batches if batch.kind == "customer")
    answer = await business.undo(batch.draft)
    assert answer.outcome != "answered" and len(await business.rows(customers)) == 91


async def test_an_order_that_was_cancelled_here_stays_cancelled(some: Path) -> None:
    business = await founded()
    await signed(business, await business.take(some))
    step = Step(sales_order.stream("SO-11077"), CancelSalesOrder(reason="Nobody pays"))
    await business.approvals.record(OWNER.tenant, [step], ("olga",))
    again = await business.take(some)
    assert not again.batches
    told = [str(finding) for finding in again.findings if finding.severity == "conflict"]
    assert len(told) == 1 and "SO-11077 is there already and it is cancelled" in told[0]


async def test_what_no_rule_accepts_is_told_with_its_row_and_leaves_nothing_half_done(
    some: Path,
) -> None:
    orders, lines = some / "orders.csv", some / "order_details.csv"
    text = orders.read_text(encoding="utf-8")
    for was, spoilt in (("1996-07-10", "1996-07-01"), ("HANAR", "NOBODY")):
        text = text.replace(was, spoilt, 1)
    orders.write_text(text, encoding="utf-8")
    detail = lines.read_text(encoding="utf-8").replace("10252,20,64.8,40,", "10252,20,64.8,-40,")
    lines.write_text(detail, encoding="utf-8")
    business = await founded()
    report = await signed(business, await business.take(some))
    skipped = [str(finding) for finding in report.findings if finding.severity == "skipped"]
    assert any("orders.csv, line 3: Not picked" in each and "before" in each for each in skipped)
    assert any("The customer “NOBODY” is not known" in each for each in skipped)
    assert any("-40 is below zero" in each for each in skipped)
    assert any("SO-10252 was left out, because its line" in each for each in skipped)
    numbers = {row.order for row in await business.rows(sales_orders)}
    assert not numbers & {"SO-10249", "SO-10250", "SO-10252"} and len(numbers) == 28
    billed = {row.order for row in await business.rows(customer_invoices)}
    assert billed == numbers - {"SO-11077"}
    stock = {row.item: row.quantity for row in await business.rows(stock_on_hand)}
    assert stock["P-1"] == 39, "What never left is not added to what lay there."
