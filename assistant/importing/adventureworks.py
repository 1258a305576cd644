"""The profile of AdventureWorks: its tables, joined and renamed to the fields that we import."""

from collections.abc import Iterator

from assistant.importing import adventureworks_sales, special_offers
from assistant.importing.entry import Entry
from assistant.importing.tables import Tables

CURRENCY = "USD"
FILES = ("Product", "Vendor", "PurchaseOrderHeader", "PurchaseOrderDetail")
"""A folder that holds all of these is an AdventureWorks folder."""
READ = (
    *FILES,
    "UnitMeasure",
    "Location",
    "ProductCategory",
    "ProductSubcategory",
    "ProductVendor",
    "ProductInventory",
    "ShipMethod",
    "BusinessEntityAddress",
    "Address",
    "StateProvince",
    "CountryRegion",
    *adventureworks_sales.READ,
    *special_offers.READ,
)
STATUS = {"1": "draft", "2": "placed", "3": "cancelled", "4": "closed"}
NOTES = (
    "Items are kept in the unit in which their suppliers sell them, or in EA: the source gives "
    "stock and orders no unit, and no table converts between units.",
    "The day of a receipt is the day on which its line was last changed, because the source "
    "records no other; a change after the last due day of all orders is upkeep and counts as none.",
    "An order's note keeps its shipping method, tax and freight; amounts are net.",
    "Suppliers' days to pay are set to 30, because the source does not give them.",
    *adventureworks_sales.NOTES,
    *special_offers.NOTES,
    "Not taken over: subcategories, models, shelves and bins, buyers, types of special offers.",
)


def units(tables: Tables) -> Iterator[Entry]:
    for line, (code, name) in tables.columns("UnitMeasure", "UnitMeasureCode", "Name"):
        yield Entry("UnitMeasure.csv", line, {"unit": code, "name": name})


def locations(tables: Tables) -> Iterator[Entry]:
    """Work centres are the locations that cost money by the hour."""
    asked = "LocationID Name CostRate Availability"
    for line, (number, name, cost, hours) in tables.columns("Location", *asked.split()):
        works = "1" if any(digit in "123456789" for digit in cost + hours) else "0"
        values = {"location": number, "name": name, "work_centre": works}
        yield Entry("Location.csv", line, values)


def items(tables: Tables) -> Iterator[Entry]:
    names = tables.lookup("ProductCategory", "ProductCategoryID", "Name")
    parents = tables.lookup("ProductSubcategory", "ProductSubcategoryID", "ProductCategoryID")
    units = tables.lookup("ProductVendor", "ProductID", "UnitMeasureCode")
    asked = "ProductID ProductNumber Name ProductSubcategoryID MakeFlag "
    asked += "FinishedGoodsFlag ReorderPoint StandardCost"
    for line, row in tables.columns("Product", *asked.split()):
        number, code, name, group, made, finished, point, cost = row
        values = {
            "item": code,
            "name": name,
            "category": names.get(parents.get(group, ""), ""),
            "unit": units.get(number, ""),
            "made": made,
            "finished": finished,
            "reorder_point": point,
            "standard_cost": cost,
            "currency": CURRENCY,
        }
        yield Entry("Product.csv", line, values)


def suppliers(tables: Tables) -> Iterator[Entry]:
    towns = towns_of(tables)
    asked = "BusinessEntityID AccountNumber Name CreditRating PreferredVendorStatus ActiveFlag"
    for line, row in tables.columns("Vendor", *asked.split()):
        number, code, name, rating, preferred, active = row
        city, country = towns.get(number, ("", ""))
        values = {
            "supplier": code,
            "name": name,
            "city": city,
            "country": country,
            "currency": CURRENCY,
            "rating": rating,
            "preferred": preferred,
            "active": active,
        }
        yield Entry("Vendor.csv", line, values)


def towns_of(tables: Tables) -> dict[str, tuple[str, str]]:
    """City and country of each vendor; the address tables hold everybody else's as well."""
    vendors = tables.lookup("Vendor", "BusinessEntityID", "AccountNumber")
    countries = tables.lookup("CountryRegion", "CountryRegionCode", "Name")
    regions = tables.lookup("StateProvince", "StateProvinceID", "CountryRegionCode")
    pairs = tables.columns("BusinessEntityAddress", "BusinessEntityID", "AddressID")
    owners = {address: owner for _, (owner, address) in pairs if owner in vendors}
    found: dict[str, tuple[str, str]] = {}
    for _, (address, city, region) in tables.columns(
        "Address", "AddressID", "City", "StateProvinceID"
    ):
        if owner := owners.get(address):
            found.setdefault(owner, (city, countries.get(regions.get(region, ""), "")))
    return found


def terms(tables: Tables) -> Iterator[Entry]:
    items = tables.lookup("Product", "ProductID", "ProductNumber")
    vendors = tables.lookup("Vendor", "BusinessEntityID", "AccountNumber")
    asked = "ProductID BusinessEntityID AverageLeadTime StandardPrice LastReceiptCost "
    asked += "LastReceiptDate MinOrderQty MaxOrderQty UnitMeasureCode"
    for line, row in tables.columns("ProductVendor", *asked.split()):
        item, vendor, days, price, last_price, last_on, least, most, unit = row
        values = {
            "supplier": vendors.get(vendor, vendor),
            "item": items.get(item, item),
            "price": price,
            "currency": CURRENCY,
            "unit": unit,
            "min_order": least,
            "max_order": most,
            "lead_days": days,
            "last_price": last_price,
            "last_on": last_on,
        }
        yield Entry("ProductVendor.csv", line, values)


def stock(tables: Tables) -> Iterator[Entry]:
    items = tables.lookup("Product", "ProductID", "ProductNumber")
    asked = "ProductID LocationID Quantity ModifiedDate"
    for line, (item, location, quantity, counted) in tables.columns(
        "ProductInventory", *asked.split()
    ):
        values = {
            "item": items.get(item, item),
            "location": location,
            "quantity": quantity,
            "counted_on": counted,
        }
        yield Entry("ProductInventory.csv", line, values)


def orders(tables: Tables) -> Iterator[Entry]:
    vendors = tables.lookup("Vendor", "BusinessEntityID", "AccountNumber")
    ways = tables.lookup("ShipMethod", "ShipMethodID", "Name")
    asked = "PurchaseOrderID VendorID OrderDate Status ShipMethodID TaxAmt Freight"
    for line, row in tables.columns("PurchaseOrderHeader", *asked.split()):
        number, vendor, ordered_on, status, way, tax, freight = row
        values = {
            "number": number,
            "supplier": vendors.get(vendor, vendor),
            "ordered_on": ordered_on,
            "status": STATUS.get(status, status),
            "currency": CURRENCY,
            "note": f"Shipped by {ways.get(way, way)}; tax {tax}, freight {freight} {CURRENCY}.",
        }
        yield Entry("PurchaseOrderHeader.csv", line, values)


def order_lines(tables: Tables) -> Iterator[Entry]:
    items = tables.lookup("Product", "ProductID", "ProductNumber")
    asked = "PurchaseOrderID ProductID OrderQty UnitPrice DueDate "
    asked += "ReceivedQty RejectedQty ModifiedDate"
    rows = list(tables.columns("PurchaseOrderDetail", *asked.split()))
    last_due = max((row[4] for _, row in rows), default="")
    for line, row in rows:
        number, item, quantity, price, due, received, rejected, changed = row
        values = {
            "number": number,
            "item": items.get(item, item),
            "quantity": quantity,
            "price": price,
            "due_on": due,
            "received": received,
            "rejected": rejected,
            "received_on": changed if changed <= last_due else "",
        }
        yield Entry("PurchaseOrderDetail.csv", line, values)


FEEDS = {
    "unit": units,
    "location": locations,
    "item": items,
    "supplier": suppliers,
    "terms": terms,
    "stock": stock,
    "order": orders,
    "order_line": order_lines,
    **adventureworks_sales.FEEDS,
    **special_offers.FEEDS,
}
"""What is read for each kind of record."""
