"""What is asked in plain sentences agrees with what is counted straight from Northwind's files."""

from collections.abc import AsyncIterator, Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.importing.asking import Business, founded
from tests.assistant.importing.northwind_files import CENT, Files, Row, summed

Counted = Callable[[Files], dict[Any, Decimal]]


@pytest.fixture(scope="module")
def files(shared_data: Path) -> Files:
    return Files(shared_data / "northwind")


@pytest.fixture(scope="module")
async def house(files: Files, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Business]:
    async with founded(files.folder, tmp_path_factory.mktemp("home")) as business:
        yield business


def month(day: str) -> str:
    return f"{day[:7]}-01"


def ordered(order: Row) -> str:
    return order["order_date"]


def one(amount: Decimal | int) -> dict[Any, Decimal]:
    return {None: Decimal(amount)}


def counting(keys: Any) -> dict[Any, Decimal]:
    return summed((key, Decimal(1)) for key in keys)


def product(row: Row) -> str:
    return f"P-{row['product_id']}"


BY: dict[str, tuple[str, Counted]] = {
    "revenue by month": (
        "starts",
        lambda f: summed((month(ordered(o)), a) for o, _, a, _ in f.lines),
    ),
    "revenue by category": (
        "category",
        lambda f: summed((f.categories[p["category_id"]], a) for _, p, a, _ in f.lines),
    ),
    "revenue by product": ("product", lambda f: summed((product(p), a) for _, p, a, _ in f.lines)),
    "revenue by customer": (
        "customer",
        lambda f: summed((o["customer_id"], a) for o, _, a, _ in f.lines),
    ),
    "revenue by country in 1997": (
        "ship_country",
        lambda f: summed((o["ship_country"], a) for o, _, a, _ in f.lines if "1997" in ordered(o)),
    ),
    "sales orders by country": (
        "ship_country",
        lambda f: counting(o["ship_country"] for o in f.orders.values()),
    ),
    "number of sales orders by customer": (
        "customer",
        lambda f: counting(o["customer_id"] for o in f.orders.values()),
    ),
    "units sold by product in 1997": (
        "product",
        lambda f: summed((product(p), n) for o, p, _, n in f.lines if "1997" in ordered(o)),
    ),
    "freight by shipper": (
        "carrier",
        lambda f: summed((f.carriers[o["ship_via"]], Decimal(o["freight"])) for o in f.shipped),
    ),
    "freight by month": (
        "starts",
        lambda f: summed((month(o["shipped_date"]), Decimal(o["freight"])) for o in f.shipped),
    ),
    "quantity shipped by carrier": (
        "carrier",
        lambda f: summed(
            (f.carriers[o["ship_via"]], n) for o, _, _, n in f.lines if o["shipped_date"]
        ),
    ),
    "invoiced revenue by month": (
        "starts",
        lambda f: summed((month(o["shipped_date"]), f.billed[o["order_id"]]) for o in f.shipped),
    ),
    "receivables by customer": (
        "customer",
        lambda f: summed((o["customer_id"], f.billed[o["order_id"]]) for o in f.shipped),
    ),
    "open sales order value by customer where status is one of placed, back_ordered": (
        "customer",
        lambda f: summed((o["customer_id"], a) for o, _, a, _ in f.lines if not o["shipped_date"]),
    ),
    "customers by country": ("country", lambda f: counting(c["country"] for c in f.customers)),
    "products by category": (
        "category",
        lambda f: counting(
            f.categories[p["category_id"]] for p in f.products.values() if p["discontinued"] == "0"
        ),
    ),
    "stock by item": (
        "item",
        lambda f: {
            product(p): Decimal(p["units_in_stock"])
            for p in f.products.values()
            if p["units_in_stock"] != "0"
        },
    ),
    "units sold of Chai in 1997": (
        "",
        lambda f: one(
            sum(n for o, p, _, n in f.lines if p["product_id"] == "1" and "1997" in ordered(o))
        ),
    ),
    "revenue from Ernst Handel in 1997": (
        "",
        lambda f: one(
            sum(a for o, _, a, _ in f.lines if o["customer_id"] == "ERNSH" and "1997" in ordered(o))
        ),
    ),
    "average freight by carrier": (
        "carrier",
        lambda f: {
            name: average(Decimal(o["freight"]) for o in f.shipped if o["ship_via"] == number)
            for number, name in f.carriers.items()
            if any(o["ship_via"] == number for o in f.shipped)
        },
    ),
}
"""A sentence, the field that tells its groups, and the same from the files."""


def average(found: Any) -> Decimal:
    amounts = list(found)
    return (sum(amounts) / len(amounts)).quantize(CENT, ROUND_HALF_UP)


@pytest.mark.parametrize("text", BY)
async def test_figures_agree_with_the_files(house: Business, files: Files, text: str) -> None:
    by, counted = BY[text]
    found = await house.ask(text)
    groups = {row[by] if by else None: Decimal(row["figure"]) for row in found["rows"]}
    truth = {key: amount for key, amount in counted(files).items() if amount or by == "starts"}
    if found["truncated"]:
        assert found["total_rows"] == len(truth)
        most = sorted(truth.values(), reverse=True)[: len(groups)]
        assert sorted(groups.values(), reverse=True) == most
        truth = {key: truth[key] for key in groups}
    assert {key: amount for key, amount in groups.items() if amount} == truth


async def test_the_ten_largest_customers_are_those_of_the_files(
    house: Business, files: Files
) -> None:
    found = await house.ask("top 10 customers by revenue")
    totals = summed((o["customer_id"], a) for o, _, a, _ in files.lines)
    most = sorted(totals.items(), key=lambda pair: -pair[1])[:10]
    assert [(row["customer"], Decimal(row["figure"])) for row in found["rows"]] == most


async def test_the_best_sellers_are_those_of_the_files(house: Business, files: Files) -> None:
    found = await house.ask("best selling products in 1997")
    of_year, of_last = (
        summed((product(p), a) for o, p, a, _ in files.lines if year in ordered(o))
        for year in ("1997", "1996")
    )
    most = sorted(of_year.items(), key=lambda pair: -pair[1])[: len(found["rows"])]
    assert [(row["product"], Decimal(row["revenue"])) for row in found["rows"]] == most
    assert len(most) >= 50
    before = {row["product"]: Decimal(row["before"]) for row in found["rows"]}
    assert before == {code: of_last.get(code, Decimal(0)) for code, _ in most}


async def test_what_sells_badly_is_what_the_files_say(house: Business, files: Files) -> None:
    found = await house.ask("which products sell badly in April 1998")
    now, before = (
        summed((product(p), a) for o, p, a, _ in files.lines if ordered(o).startswith(of))
        for of in ("1998-04", "1998-03")
    )
    on_sale = {product(p) for p in files.products.values() if p["discontinued"] == "0"}
    none = Decimal(0)
    badly = {c for c in on_sale if not now.get(c) or now[c] < before.get(c, none) / 2}
    assert found["total_rows"] == len(badly) > 0
    assert {row["product"] for row in found["rows"]} == badly


async def test_the_whole_is_told_to_the_cent(house: Business, files: Files) -> None:
    whole = sum(amount for _, _, amount, _ in files.lines).quantize(CENT, ROUND_HALF_UP)
    found = await house.ask("revenue by month")
    assert f"${whole:,}" in found["text"]
    billed = sum(files.billed.values())
    found = await house.ask("invoiced revenue by month")
    assert f"${billed:,}" in found["text"]


async def test_open_orders_are_those_that_never_left(house: Business, files: Files) -> None:
    found = await house.ask("open sales orders")
    assert {row["order"] for row in found["rows"]} == {
        f"SO-{order['order_id']}" for order in files.waiting
    }


async def test_the_largest_order_is_named(house: Business, files: Files) -> None:
    found = await house.ask("largest sales order")
    totals = summed((o["order_id"], a) for o, _, a, _ in files.lines)
    number, amount = max(totals.items(), key=lambda pair: pair[1])
    assert f"SO-{number}" in found["text"] and f"${amount:,.2f}" in found["text"]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("selling price of Chang on 1 January 1997", "15.2"),
        ("selling price of Chang on 1 January 1998", "19"),
        ("base price of Chang on 1 June 1998", "19"),
    ],
)
async def test_a_product_has_the_price_of_the_day(
    house: Business, files: Files, text: str, price: str
) -> None:
    found = await house.ask(text)
    assert Decimal(found["rows"][0]["price"]) == Decimal(price)


async def test_stock_of_one_product_is_what_the_file_says(house: Business, files: Files) -> None:
    found = await house.ask("stock of Chai")
    assert Decimal(found["rows"][0]["quantity"]) == Decimal(files.products["1"]["units_in_stock"])
