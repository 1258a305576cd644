"""What is asked in plain sentences agrees with what is counted straight from AdventureWorks."""

import csv
from collections import Counter
from collections.abc import AsyncIterator, Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.importing.asking import Business, founded

Row = dict[str, str]
Tables = Callable[[str], list[Row]]
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def tables(shared_data: Path) -> Tables:
    read: dict[str, list[Row]] = {}

    def table(name: str) -> list[Row]:
        if name not in read:
            path = shared_data / "adventureworks" / f"{name}.csv"
            with path.open(encoding="utf-8", newline="") as file:
                read[name] = list(csv.DictReader(file))
        return read[name]

    return table


@pytest.fixture(scope="module")
async def house(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Business]:
    home = tmp_path_factory.mktemp("home")
    async with founded(shared_data / "adventureworks", home) as business:
        yield business


def counted(keys: Any) -> dict[Any, Decimal]:
    return {key: Decimal(number) for key, number in Counter(keys).items()}


def accounts(tables: Tables) -> list[Row]:
    """The account of each store that is the store's own."""
    return [row for row in tables("Customer") if row["StoreID"] and not row["PersonID"]]


def territories(tables: Tables) -> dict[Any, Decimal]:
    names = {row["TerritoryID"]: row["Name"] for row in tables("SalesTerritory")}
    return counted(names[row["TerritoryID"]] for row in accounts(tables))


def countries(tables: Tables) -> dict[Any, Decimal]:
    names = {row["CountryRegionCode"]: row["Name"] for row in tables("CountryRegion")}
    states = {row["StateProvinceID"]: row["CountryRegionCode"] for row in tables("StateProvince")}
    addresses = {row["AddressID"]: row["StateProvinceID"] for row in tables("Address")}
    lives = {r["BusinessEntityID"]: r["AddressID"] for r in tables("BusinessEntityAddress")}
    return counted(names[states[addresses[lives[row["StoreID"]]]]] for row in accounts(tables))


def sold(tables: Tables, ended: bool) -> list[Row]:
    found = [row for row in tables("Product") if row["FinishedGoodsFlag"] == "1"]
    return [r for r in found if Decimal(r["ListPrice"]) and bool(r["SellEndDate"]) is ended]


def category(tables: Tables) -> Callable[[Row], str]:
    names = {row["ProductCategoryID"]: row["Name"] for row in tables("ProductCategory")}
    groups = {
        row["ProductSubcategoryID"]: names[row["ProductCategoryID"]]
        for row in tables("ProductSubcategory")
    }
    return lambda row: groups[row["ProductSubcategoryID"]]


def per_category(tables: Tables, ended: bool) -> dict[Any, Decimal]:
    return counted(map(category(tables), sold(tables, ended)))


def average_price(tables: Tables) -> dict[Any, Decimal]:
    prices: dict[str, list[Decimal]] = {}
    for row in sold(tables, ended=False):
        prices.setdefault(category(tables)(row), []).append(Decimal(row["ListPrice"]))
    return {
        name: (sum(found, Decimal(0)) / len(found)).quantize(CENT, ROUND_HALF_UP)
        for name, found in prices.items()
    }


def price_changes(tables: Tables) -> dict[Any, Decimal]:
    told = {row["ProductID"] for row in tables("ProductListPriceHistory")}
    begun = [row["StartDate"] for row in tables("ProductListPriceHistory")]
    both = (*sold(tables, ended=False), *sold(tables, ended=True))
    begun += [row["SellStartDate"] for row in both if row["ProductID"] not in told]
    return counted(f"{day[:4]}-01-01" for day in begun)


def ordered(tables: Tables) -> dict[Any, Decimal]:
    vendors = {row["BusinessEntityID"]: row["AccountNumber"] for row in tables("Vendor")}
    found: Counter[str] = Counter()
    for row in tables("PurchaseOrderHeader"):
        if row["Status"] in "24":
            found[vendors[row["VendorID"]]] += Decimal(row["SubTotal"])  # type: ignore[assignment]
    return dict(found)  # type: ignore[arg-type]


def vendors(tables: Tables) -> dict[Any, Decimal]:
    return {"United States": Decimal(len(tables("Vendor")))}


BY: dict[str, tuple[str, Callable[[Tables], dict[Any, Decimal]]]] = {
    "customers by territory": ("territory", territories),
    "customers by country": ("country", countries),
    "products by category": ("category", lambda tables: per_category(tables, ended=False)),
    "delisted products by category": ("category", lambda tables: per_category(tables, ended=True)),
    "average selling price by category": ("category", average_price),
    "base price changes by year": ("starts", price_changes),
    "ordered amount by supplier": ("supplier", ordered),
    "suppliers by country": ("country", vendors),
}


@pytest.mark.parametrize("text", BY)
async def test_figures_agree_with_the_files(house: Business, tables: Tables, text: str) -> None:
    by, count = BY[text]
    found = await house.ask(text)
    groups = {row[by]: Decimal(row["figure"]) for row in found["rows"] if Decimal(row["figure"])}
    truth = count(tables)
    if found["truncated"]:
        assert found["total_rows"] == len(truth)
        truth = {key: truth[key] for key in groups}
    assert groups == truth


@pytest.mark.parametrize(
    ("on", "price"), [("2022-06-01", "33.64"), ("2023-12-01", "33.64"), ("2024-06-01", "34.99")]
)
async def test_a_product_has_the_list_price_of_the_day(
    house: Business, tables: Tables, on: str, price: str
) -> None:
    number = next(r for r in tables("Product") if r["Name"] == "Sport-100 Helmet, Red")["ProductID"]
    [row] = [
        row
        for row in tables("ProductListPriceHistory")
        if row["ProductID"] == number
        and row["StartDate"][:10] <= on
        and (not row["EndDate"] or on <= row["EndDate"][:10])
    ]
    assert Decimal(row["ListPrice"]).quantize(CENT, ROUND_HALF_UP) == Decimal(price)
    found = await house.ask(f"selling price of Sport-100 Helmet, Red on {on}")
    assert Decimal(found["rows"][0]["price"]) == Decimal(price)


async def test_what_is_not_sold_any_more_had_a_price(house: Business, tables: Tables) -> None:
    found = await house.ask("selling price of Mountain-100 Silver, 38 on 2022-12-01")
    assert found["rows"][0]["price"] == "3399.99"


async def test_dealers_are_the_stores(house: Business, tables: Tables) -> None:
    found = await house.ask("how many dealers")
    assert found["total_rows"] == len(tables("Store")) == 701
