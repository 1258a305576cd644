"""The selling side of AdventureWorks: stores become dealers, list prices a history of prices."""

from collections.abc import Iterator

from assistant.importing.entry import Entry
from assistant.importing.tables import Tables

CURRENCY = "USD"
READ = ("Customer", "Store", "SalesTerritory", "ProductListPriceHistory")
NOTES = (
    "Each store becomes a dealer under the account number that is the store's own; what else the "
    "customer table holds are persons, and a second account of 635 stores, neither with a name.",
    "Dealers are customers from the day their row was last changed, because no other is recorded.",
    "The price of a product holds from the first day of each period of its list price; products "
    "that are not sold any more are delisted, at their last price.",
)


def customers(tables: Tables) -> Iterator[Entry]:
    stores = tables.lookup("Store", "BusinessEntityID", "Name")
    territories = tables.lookup("SalesTerritory", "TerritoryID", "Name")
    addresses = addresses_of(tables, stores)
    asked = "AccountNumber PersonID StoreID TerritoryID ModifiedDate"
    for line, (code, person, store, territory, since) in tables.columns("Customer", *asked.split()):
        if person or not store:
            continue
        street, city, postcode, country = addresses.get(store, ("", "", "", ""))
        values = {
            "customer": code,
            "name": stores.get(store, ""),
            "kind": "dealer",
            "street": street,
            "city": city,
            "postcode": postcode,
            "country": country,
            "territory": territories.get(territory, territory),
            "currency": CURRENCY,
            "since": since,
        }
        yield Entry("Customer.csv", line, values)


def addresses_of(tables: Tables, stores: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Street, town, postcode with its state, and country of each store."""
    countries = tables.lookup("CountryRegion", "CountryRegionCode", "Name")
    regions = {
        number: (code.strip(), countries.get(country, ""))
        for _, (number, code, country) in tables.columns(
            "StateProvince", "StateProvinceID", "StateProvinceCode", "CountryRegionCode"
        )
    }
    pairs = tables.columns("BusinessEntityAddress", "BusinessEntityID", "AddressID")
    owners = {address: owner for _, (owner, address) in pairs if owner in stores}
    found: dict[str, tuple[str, ...]] = {}
    asked = "AddressID AddressLine1 AddressLine2 City PostalCode StateProvinceID"
    for _, (address, street, more, city, postcode, region) in tables.columns(
        "Address", *asked.split()
    ):
        if owner := owners.get(address):
            state, country = regions.get(region, ("", ""))
            street, zip_code = ", ".join(filter(None, (street, more))), f"{state} {postcode}"
            found.setdefault(owner, (street, city, zip_code.strip(), country))
    return found


def products(tables: Tables) -> Iterator[Entry]:
    """What is finished and has a price; parts are items, and nobody orders them from us."""
    names = tables.lookup("ProductCategory", "ProductCategoryID", "Name")
    parents = tables.lookup("ProductSubcategory", "ProductSubcategoryID", "ProductCategoryID")
    groups = tables.lookup("ProductSubcategory", "ProductSubcategoryID", "Name")
    asked = "ProductNumber Name ProductSubcategoryID FinishedGoodsFlag ListPrice SellEndDate"
    for line, row in tables.columns("Product", *asked.split()):
        code, name, group, finished, price, ended = row
        if finished != "1" or not has_value(price):
            continue
        values = {
            "product": code,
            "item": code,
            "name": name,
            "category": names.get(parents.get(group, ""), ""),
            "description": groups.get(group, ""),
            "ended": f"Not sold any more since {ended[:10]}" if ended else "",
        }
        yield Entry("Product.csv", line, values)


def has_value(price: str) -> bool:
    return any(digit in "123456789" for digit in price)


def prices(tables: Tables) -> Iterator[Entry]:
    """Every period of a list price, and the price of a product that has no history of it."""
    codes = tables.lookup("Product", "ProductID", "ProductNumber")
    told: set[str] = set()
    asked = "ProductID StartDate ListPrice"
    for line, (number, since, price) in tables.columns("ProductListPriceHistory", *asked.split()):
        told.add(number)
        code = codes.get(number, number)
        yield priced("ProductListPriceHistory.csv", line, code, since, price)
    asked = "ProductID ProductNumber SellStartDate FinishedGoodsFlag ListPrice"
    for line, (number, code, since, finished, price) in tables.columns("Product", *asked.split()):
        if number not in told and finished == "1" and has_value(price):
            yield priced("Product.csv", line, code, since, price)


def priced(file: str, line: int, product: str, since: str, price: str) -> Entry:
    values = {
        "product": product,
        "price": price,
        "currency": CURRENCY,
        "effective_from": since,
        "reason": f"The list price in {file}",
    }
    return Entry(file, line, values)


FEEDS = {"customer": customers, "product": products, "price": prices}
"""What is read for each kind of record."""
