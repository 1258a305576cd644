"""Questions that no tool foresaw are answered with the figures that the rows hold."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

import pytest

from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel.wording import percent, total
from domain.kernel.words import counted
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices
from domain.procurement.order_lines import order_lines
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.procurement.receipts import ReceiptRow, receipts
from tests import trade
from tests.assistant.model.conftest import Talk, detectors, talk

__all__ = ["detectors", "talk"]

SPENT = ("placed", "partly_received", "received", "closed")
NOTHING = Decimal(0)


async def said(talk: Talk, text: str, conversation: str = "c") -> dict[str, Any]:
    caller: Any = trade.caller("owner", agent="")
    found: dict[str, Any] = await talk.desk.ask(caller, text, conversation)
    return found


async def rows_of(talk: Talk, projection: Any) -> list[Any]:
    page = await trade.CommandHandler(talk.store, trade.TENANT).rows(projection.where(limit=1000))
    return list(page.rows)


async def spent(talk: Talk) -> list[PurchaseOrderRow]:
    return [row for row in await rows_of(talk, purchase_orders) if row.status in SPENT]


def figures(found: dict[str, Any], *names: str) -> dict[Any, Decimal]:
    """The figure of each group, told by these fields of its row."""
    return {tuple(row.get(name) for name in names): Decimal(row["figure"]) for row in found["rows"]}


async def test_stock_is_divided_by_the_places_where_it_lies(talk: Talk) -> None:
    found = await said(talk, "stock by location")
    lying: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for row in await rows_of(talk, stock_on_hand):
        lying[row.location_name, row.unit] += row.quantity
    assert figures(found, "location_name", "unit") == lying and len(lying) > 2


@pytest.mark.parametrize("word", ["damaged", "quarantined"])
async def test_damaged_stock_is_what_lies_in_quarantine(talk: Talk, word: str) -> None:
    found = await said(talk, f"{word} stock by item")
    rows: list[StockOnHandRow] = await rows_of(talk, stock_on_hand)
    apart = {(r.item, r.unit): r.quantity for r in rows if r.status == "quarantine"}
    assert figures(found, "item", "unit") == apart and apart
    assert "quarantined" in found["text"]


async def test_stock_in_one_condition_or_place_is_listed(talk: Talk) -> None:
    rows: list[StockOnHandRow] = await rows_of(talk, stock_on_hand)
    found = await said(talk, "stock in quarantine")
    assert len(found["rows"]) == sum(row.status == "quarantine" for row in rows)
    found = await said(talk, "stock in the Atelier")
    assert len(found["rows"]) == sum(row.location == "ATELIER" for row in rows)


@pytest.mark.parametrize("words", ["share of spend", "percentage of spend"])
async def test_each_supplier_has_its_share_of_the_whole(talk: Talk, words: str) -> None:
    found = await said(talk, f"{words} by supplier")
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in await rows_of(talk, order_lines):
        if line.status in SPENT:
            amounts[line.supplier_name] += line.amount
    whole = sum(amounts.values(), NOTHING)
    shares = {row["supplier_name"]: Decimal(row["share"]) for row in found["rows"]}
    assert shares == {name: round(amount / whole, 4) for name, amount in amounts.items()}
    most = max(amounts, key=amounts.__getitem__)
    assert f"{most}, {total(amounts[most], 'EUR')} ({percent(shares[most])})" in found["text"]


@pytest.mark.parametrize("noun", ["receipts", "deliveries"])
async def test_what_came_late_is_counted_by_supplier(talk: Talk, noun: str) -> None:
    found = await said(talk, f"late {noun} by supplier")
    rows: list[ReceiptRow] = await rows_of(talk, receipts)
    late = Counter((row.supplier_name,) for row in rows if row.days_late > 0)
    assert figures(found, "supplier_name") == late and sum(late.values()) == 2


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("orders above 1000", 1000, 10**9),
        ("orders over €1,000", 1000, 10**9),
        ("orders worth more than 1200", 1200, 10**9),
        ("which orders are above 1000?", 1000, 10**9),
        ("orders below 500", 0, 500),
        ("orders with an order value above 500", 500, 10**9),
    ],
)
async def test_orders_are_found_by_their_value(
    talk: Talk, text: str, least: int, most: int
) -> None:
    found = await said(talk, text)
    fitting = [row for row in await spent(talk) if least < row.amount < most]
    assert figures(found, "number") == {(row.number,): row.amount for row in fitting}
    together = total(sum((row.amount for row in fitting), NOTHING), "EUR")
    assert counted(len(fitting), "order") in found["text"] and f"worth {together}" in found["text"]


async def test_how_many_are_above_an_amount_is_one_number(talk: Talk) -> None:
    found = await said(talk, "how many orders above 1000")
    above = sum(row.amount > 1000 for row in await spent(talk))
    assert found["text"].startswith(f"There are {above} orders (order value above 1000)")


async def test_an_amount_of_another_currency_is_not_meant(talk: Talk) -> None:
    found = await said(talk, "orders above $1,000")
    assert found["text"].startswith("There are no orders (order value above 1000 USD)")


async def test_invoices_are_found_by_what_they_are_over(talk: Talk) -> None:
    found = await said(talk, "invoices above 500")
    rows: list[SupplierInvoiceRow] = await rows_of(talk, supplier_invoices)
    assert figures(found, "number") == {(r.number,): r.gross for r in rows if r.gross > 500}


@pytest.mark.parametrize(
    ("text", "choose"),
    [("smallest order", min), ("largest order", max), ("what was our biggest order?", max)],
)
async def test_one_order_is_the_largest_or_the_smallest(talk: Talk, text: str, choose: Any) -> None:
    found = await said(talk, text)
    order = choose(await spent(talk), key=lambda row: row.amount)
    assert figures(found, "number") == {(order.number,): order.amount}
    assert f"{order.number} ({order.supplier_name}), {total(order.amount, 'EUR')}" in found["text"]


@pytest.mark.parametrize(
    "text", ["which month had the highest spend", "in which month did we spend the most"]
)
async def test_the_month_with_the_most_is_named(talk: Talk, text: str) -> None:
    found = await said(talk, text)
    months: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in await spent(talk):
        months[f"{row.ordered_on:%b %Y}"] += row.amount
    most = max(months, key=months.__getitem__)
    assert found["text"].endswith(f"Most: {most}, {total(months[most], 'EUR')}.")


async def test_the_supplier_with_the_fewest_orders_is_named(talk: Talk) -> None:
    found = await said(talk, "which supplier had the fewest orders")
    counts = Counter(row.supplier_name for row in await spent(talk))
    fewest = min(counts, key=counts.__getitem__)
    assert found["text"].endswith(f"Least: {fewest}, {counts[fewest]}.")


@pytest.mark.parametrize("text", ["What did we pay Ostermark", "what did we pay to Ostermark?"])
async def test_what_a_supplier_was_paid_is_what_was_spent_with_it(talk: Talk, text: str) -> None:
    found = await said(talk, text)
    own = [row.amount for row in await spent(talk) if row.supplier_name == "Ostermark"]
    assert found["kind"] == "answer"
    assert found["text"].startswith(f"{total(sum(own, NOTHING), 'EUR')} was spent with Ostermark")


async def test_nothing_there_is_said_in_words(talk: Talk) -> None:
    for text in ("orders above 900000", "list connectors", "overdue supplier invoices"):
        found = await said(talk, text)
        assert found["kind"] == "answer" and "0 " not in found["text"].replace("900000 ", "")
