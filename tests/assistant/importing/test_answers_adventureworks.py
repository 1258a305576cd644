"""What is asked in plain sentences agrees with what is counted straight from AdventureWorks."""

import csv
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
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


def offered(tables: Tables, on: str) -> Iterator[Row]:
    """The offers of this day with something off."""
    for row in tables("SpecialOffer"):
        if row["StartDate"][:10] <= on <= row["EndDate"][:10] and Decimal(row["DiscountPct"]):
            yield row


def named_by(tables: Tables) -> set[tuple[str, str]]:
    return {(row["SpecialOfferID"], row["ProductID"]) for row in tables("SpecialOfferProduct")}


def off(tables: Tables, product: str, many: int, on: str) -> Decimal:
    """The best that resellers get who buy so many: an offer ends at its largest quantity."""
    shares = [
        Decimal(row["DiscountPct"])
        for row in offered(tables, on)
        if (row["SpecialOfferID"], product) in named_by(tables)
        and row["Category"] == "Reseller"
        and Decimal(row["MinQty"]) <= many <= Decimal(row["MaxQty"] or many)
    ]
    return max(shares, default=Decimal(0))


def list_price(tables: Tables, product: str, on: str) -> Decimal | None:
    found = [
        Decimal(row["ListPrice"])
        for row in tables("ProductListPriceHistory")
        if row["ProductID"] == product
        and row["StartDate"][:10] <= on
        and (not row["EndDate"] or on <= row["EndDate"][:10])
    ]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("on", "many"),
    [("2022-05-29", 0), ("2022-05-30", 4), ("2023-06-15", 6), ("2024-07-13", 9), ("2025-05-30", 0)],
)
async def test_promotions_hold_on_the_days_of_their_offers(
    house: Business, tables: Tables, on: str, many: int
) -> None:
    found = await house.ask(f"which promotions hold on {on}")
    with_goods = {offer for offer, _ in named_by(tables)}
    rows = [row for row in offered(tables, on) if row["SpecialOfferID"] in with_goods]
    assert {row["name"] for row in found["rows"]} == {row["Description"] for row in rows}
    assert found["total_rows"] == many


@pytest.mark.parametrize(
    ("many", "on"),
    [(30, "2023-06-15"), (12, "2023-06-15"), (20, "2024-06-15"), (70, "2024-12-01")],
)
async def test_a_dealer_gets_what_is_off_for_so_many_on_the_day(
    house: Business, tables: Tables, many: int, on: str
) -> None:
    """Some of the products for which there ever was a special offer."""
    codes = {row["ProductID"]: row["ProductNumber"] for row in tables("Product")}
    meant = sorted({product for offer, product in named_by(tables) if offer != "1"})
    priced = [(each, price) for each in meant if (price := list_price(tables, each, on))]
    dealer = accounts(tables)[0]["AccountNumber"]
    truth = {
        codes[each]: (price * (1 - off(tables, each, many, on))).quantize(CENT, ROUND_HALF_UP)
        for each, price in priced[::4]
    }
    found = {}
    for code in truth:
        answer = await house.ask(f"price of {many} EA {code} for {dealer} on {on}")
        found[code] = Decimal(answer["rows"][0]["price"])
    assert found == truth and len(truth) > 9


@pytest.mark.parametrize(
    ("product", "many", "on", "share"),
    [
        ("Sport-100 Helmet, Red", 1, "2023-06-15", "0.10"),
        ("Sport-100 Helmet, Red", 30, "2022-12-01", "0"),
        ("Sport-100 Helmet, Red", 20, "2022-12-01", "0.05"),
        ("Sport-100 Helmet, Red", 14, "2022-12-01", "0.02"),
        ("Sport-100 Helmet, Red", 10, "2022-12-01", "0"),
        ("Mountain-100 Silver, 38", 1, "2023-05-01", "0.35"),
        ("Mountain-100 Silver, 38", 1, "2023-04-12", "0"),
        ("HL Mountain Tire", 1, "2024-06-15", "0"),
    ],
)
async def test_tiers_seasons_and_offers_for_others_come_out_as_the_source_means(
    house: Business, tables: Tables, product: str, many: int, on: str, share: str
) -> None:
    """The tires were cheaper for customers, and the helmets are in no tier above 24."""
    number = next(row["ProductID"] for row in tables("Product") if row["Name"] == product)
    assert off(tables, number, many, on) == Decimal(share)
    price = list_price(tables, number, on)
    assert price is not None
    dealer = accounts(tables)[0]["AccountNumber"]
    [row] = (await house.ask(f"price of {many} EA {product} for {dealer} on {on}"))["rows"]
    less = (price * (1 - Decimal(share))).quantize(CENT, ROUND_HALF_UP)
    assert Decimal(row["price"]) == less


async def test_dealers_are_the_stores(house: Business, tables: Tables) -> None:
    found = await house.ask("how many dealers")
    assert found["total_rows"] == len(tables("Store")) == 701
