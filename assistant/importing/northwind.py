"""The profile of Northwind: its tables, joined and renamed to the fields that we import."""

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.importing.entry import Entry
from assistant.importing.tables import Tables
from domain.inventory.place import MAIN

CURRENCY = "USD"
FILES = ("customers", "orders", "order_details", "products", "suppliers", "shippers")
"""A folder that holds all of these is a Northwind folder."""
READ = (*FILES, "categories")
ITEM, SUPPLIER, SHIPPER = "P-", "S-", "SHIPPER-"
ENDED = "Discontinued in the system it was taken over from"
NOTES = (
    "Customers keep their codes, as in ALFKI; order 10248 becomes SO-10248 with its invoice "
    "INV-10248, product 1 becomes P-1, supplier 1 S-1, shipper 1 SHIPPER-1.",
    "Stock: units_in_stock is what is left today, so as much as was shipped is added to it when "
    "the books open, on the day before the first order.",
    "Orders that were never shipped stay open, and what of them is not in stock is on back order.",
    "A product has each price from the first day on which it was ordered at it; a price in "
    "products.csv that no order has yet holds from the day after the last order.",
    "The price of an order line is its unit price less its discount, with both as the reason.",
    "Each shipped order is billed on the day it left, its goods only, without tax and due within "
    "30 days, because the files name neither a tax nor a term; no payment is in them, so all of "
    "it is open.",
    "Freight is kept with the shipment, and is in no invoice.",
    "Not taken over: employees, territories, regions, units on order, contact titles, fax numbers, "
    "which supplier delivers a product (no purchase price says on what terms).",
)


def items(tables: Tables) -> Iterator[Entry]:
    names = tables.lookup("categories", "category_id", "category_name")
    asked = "product_id product_name category_id reorder_level"
    for line, (number, name, category, level) in tables.columns("products", *asked.split()):
        values = {
            "item": f"{ITEM}{number}",
            "name": name,
            "category": names.get(category, category),
            "finished": "1",
            "reorder_point": level,
        }
        yield Entry("products.csv", line, values)


def suppliers(tables: Tables) -> Iterator[Entry]:
    asked = "supplier_id company_name city country"
    for line, (number, name, city, country) in tables.columns("suppliers", *asked.split()):
        values = {
            "supplier": f"{SUPPLIER}{number}",
            "name": name,
            "city": city,
            "country": country,
            "currency": CURRENCY,
        }
        yield Entry("suppliers.csv", line, values)
    for line, (number, name) in tables.columns("shippers", "shipper_id", "company_name"):
        values = {"supplier": f"{SHIPPER}{number}", "name": name, "currency": CURRENCY}
        yield Entry("shippers.csv", line, values)


def customers(tables: Tables) -> Iterator[Entry]:
    """Dealers, from the day of their first order on, or of anybody's first for who has none."""
    first: dict[str, str] = {}
    for _, (who, day) in tables.columns("orders", "customer_id", "order_date"):
        first[who] = min(day, first.get(who, day))
    begun = min(first.values(), default="")
    asked = "customer_id company_name contact_name address city region postal_code country phone"
    for line, row in tables.columns("customers", *asked.split()):
        code, name, contact, street, city, region, postcode, country, phone = row
        values = {
            "customer": code,
            "name": name,
            "kind": "dealer",
            "contact": contact,
            "phone": phone,
            "street": " ".join(street.split()),
            "city": city,
            "postcode": " ".join(filter(None, (region, postcode))),
            "country": country,
            "currency": CURRENCY,
            "since": first.get(code, begun),
        }
        yield Entry("customers.csv", line, values)


def products(tables: Tables) -> Iterator[Entry]:
    names = tables.lookup("categories", "category_id", "category_name")
    asked = "product_id product_name category_id quantity_per_unit discontinued"
    for line, (number, name, category, packed, ended) in tables.columns("products", *asked.split()):
        values = {
            "product": f"{ITEM}{number}",
            "item": f"{ITEM}{number}",
            "name": name,
            "category": names.get(category, category),
            "description": packed,
            "ended": "" if ended in ("", "0") else ENDED,
        }
        yield Entry("products.csv", line, values)


def prices(tables: Tables) -> Iterator[Entry]:
    """What each product was ordered at, whenever that changed, and what it costs now."""
    days = tables.lookup("orders", "order_id", "order_date")
    asked = "order_id product_id unit_price"
    sold = list(tables.columns("order_details", *asked.split()))
    last: dict[str, str] = {}
    for line, (order, number, price) in sorted(sold, key=lambda row: days.get(row[1][0], "")):
        if last.get(number) != price and order in days:
            last[number] = price
            reason = f"The price at which order {order} was placed"
            yield priced("order_details.csv", line, number, price, days[order], reason)
    newest = max(days.values(), default="")
    for line, (number, price) in tables.columns("products", "product_id", "unit_price"):
        if last.get(number) != price:
            since = after(newest)
            yield priced("products.csv", line, number, price, since, "The price in products.csv")


def priced(file: str, line: int, number: str, price: str, since: str, reason: str) -> Entry:
    values = {
        "product": f"{ITEM}{number}",
        "price": price,
        "currency": CURRENCY,
        "effective_from": since,
        "reason": reason,
    }
    return Entry(file, line, values)


def after(day: str, days: int = 1) -> str:
    """A day so much later; a text that is none is told of where it is read."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except ValueError:
        return day


def stock(tables: Tables) -> Iterator[Entry]:
    """What is left today; the import adds what was shipped."""
    days = tables.lookup("orders", "order_id", "order_date").values()
    opened = after(min(days, default=""), -1)
    for line, (number, left) in tables.columns("products", "product_id", "units_in_stock"):
        values = {
            "item": f"{ITEM}{number}",
            "location": MAIN.location,
            "quantity": left,
            "counted_on": opened,
        }
        yield Entry("products.csv", line, values)


def sales_orders(tables: Tables) -> Iterator[Entry]:
    carriers = tables.lookup("shippers", "shipper_id", "company_name")
    asked = "order_id customer_id order_date required_date shipped_date ship_via freight ship_name "
    asked += "ship_address ship_city ship_region ship_postal_code ship_country"
    for line, row in tables.columns("orders", *asked.split()):
        number, who, ordered, wanted, shipped, way, freight, *address = row
        values = {
            "number": number,
            "customer": who,
            "ordered_on": ordered,
            "requested_on": wanted,
            "shipped_on": shipped,
            "carrier": carriers.get(way, way),
            "freight": freight,
            "ship_to": ", ".join(" ".join(part.split()) for part in address if part),
            "ship_country": address[-1],
            "currency": CURRENCY,
        }
        yield Entry("orders.csv", line, values)


def sales_lines(tables: Tables) -> Iterator[Entry]:
    asked = "order_id product_id unit_price quantity discount"
    for line, row in tables.columns("order_details", *asked.split()):
        number, product, price, quantity, discount = row
        values = {
            "number": number,
            "product": f"{ITEM}{product}",
            "price": price,
            "quantity": quantity,
            "discount": discount,
        }
        yield Entry("order_details.csv", line, values)


FEEDS = {
    "item": items,
    "supplier": suppliers,
    "customer": customers,
    "product": products,
    "price": prices,
    "stock": stock,
    "sales_order": sales_orders,
    "sales_line": sales_lines,
}
"""What is read for each kind of record."""
