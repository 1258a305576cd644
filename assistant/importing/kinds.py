"""Kinds of records that can be imported, with the fields of each and the words they go by."""

from dataclasses import dataclass

from assistant.importing import values
from assistant.importing.values import Reader


@dataclass(frozen=True)
class Field:
    """One thing to know about a record, and the names under which columns hold it."""

    name: str
    label: str
    read: Reader
    words: tuple[str, ...]
    required: bool = False
    default: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of record, as a file may hold one in each row."""

    name: str
    label: str
    one: str
    """What one record is called."""
    files: tuple[str, ...]
    """Words in the name of a file that probably holds this kind."""
    fields: tuple[Field, ...]

    def counted(self, number: int) -> str:
        return f"{number:,} {self.one if number == 1 else self.label}"

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.required)


def needed(name: str, label: str, read: Reader, words: str) -> Field:
    return Field(name, label, read, tuple(words.split(", ")), required=True)


def wanted(name: str, label: str, read: Reader, words: str, default: str = "") -> Field:
    return Field(name, label, read, tuple(words.split(", ")), default=default)


ITEM = (
    "item, item code, item number, item no, item id, product, product code, product number, "
    "product id, product no, part, part number, part no, article, article number, article no, "
    "material, material number, sku"
)
SUPPLIER = (
    "supplier, supplier code, supplier number, supplier no, supplier id, vendor, vendor code, "
    "vendor number, vendor no, vendor id, creditor"
)
PLACE = "location, location code, location id, place, warehouse, warehouse code, store, bin"
MEASURE = "unit, unit of measure, uom, unit code, unit measure code, measure"
ORDER = (
    "order, order number, order no, order id, purchase order, purchase order number, "
    "purchase order id, po, po number, po no"
)
ITEM_OR_NAME = f"{ITEM}, item name, product name, description"
SUPPLIER_OR_NAME = f"{SUPPLIER}, supplier name, vendor name"

MONEY = wanted("currency", "currency", values.optional_currency, "currency, currency code")
UNIT = wanted("unit", "unit", values.optional_code, MEASURE)

UNITS = Kind(
    "unit",
    "units of measure",
    "unit of measure",
    ("unit", "uom", "measure"),
    (
        needed("unit", "code", values.code, f"{MEASURE}, code, abbreviation"),
        needed("name", "name", values.name, "name, unit name, description"),
    ),
)
LOCATIONS = Kind(
    "location",
    "locations",
    "location",
    ("location", "warehouse", "place", "store"),
    (
        needed("location", "code", values.code, f"{PLACE}, code, number, id"),
        needed("name", "name", values.name, "name, location name, warehouse name"),
        wanted("work_centre", "work centre", values.flag, "work centre, work center"),
    ),
)
COST = "standard cost, unit cost, cost, cost price"
LEAST_STOCK = "reorder point, reorder level, minimum stock, min stock"
MOST_STOCK = "order up to, maximum stock, max stock, target stock"
ITEMS = Kind(
    "item",
    "items",
    "item",
    ("item", "product", "part", "article", "material"),
    (
        needed("item", "code", values.code, f"{ITEM}, code"),
        needed(
            "name", "name", values.name, "name, item name, product name, part name, description"
        ),
        wanted("category", "category", values.label, "category, category name, category id, group"),
        UNIT,
        wanted("finished", "finished good", values.flag, "finished, finished goods flag, sold"),
        wanted("made", "made in house", values.flag, "made, make flag, made in house"),
        wanted("reorder_point", "reorder point", values.zero_or_amount, LEAST_STOCK),
        wanted("order_up_to", "order up to", values.zero_or_amount, MOST_STOCK),
        wanted("standard_cost", "standard cost", values.optional_amount, COST),
        MONEY,
    ),
)
COMPANY = "name, company, company name, supplier name, vendor name"
PAYMENT = "payment days, payment terms, days to pay, net days, terms"
SUPPLIERS = Kind(
    "supplier",
    "suppliers",
    "supplier",
    ("supplier", "vendor", "creditor"),
    (
        needed("supplier", "code", values.code, f"{SUPPLIER}, account number, code"),
        needed("name", "name", values.name, COMPANY),
        wanted("city", "city", values.label, "city, town, place"),
        wanted("country", "country", values.label, "country, country code, country name"),
        wanted("email", "e-mail", values.text, "email, e mail, mail, email address"),
        MONEY,
        wanted("payment_days", "days to pay", values.days, PAYMENT, default="30"),
        wanted("preferred", "preferred", values.flag, "preferred, preferred vendor status"),
        wanted("rating", "rating", values.rating, "rating, credit rating, score"),
        wanted("active", "active", values.flag, "active, active flag, enabled", default="1"),
    ),
)
PRICE = "price, unit price, standard price, purchase price, agreed price, net price"
LEAST = "min order qty, minimum order, minimum order quantity, moq"
MOST = "max order qty, maximum order, maximum order quantity"
LEAD = "lead time, lead days, average lead time, lead time days, delivery days"
THEIRS = "supplier item code, supplier part number, vendor part number"
TERMS = Kind(
    "terms",
    "sourcing terms",
    "sourcing term",
    ("term", "vendor", "price", "sourcing", "catalogue", "catalog"),
    (
        needed("supplier", "supplier", values.text, SUPPLIER_OR_NAME),
        needed("item", "item", values.text, ITEM_OR_NAME),
        needed("price", "price", values.positive, PRICE),
        MONEY,
        UNIT,
        wanted("min_order", "least order", values.zero_or_amount, LEAST),
        wanted("max_order", "largest order", values.zero_or_amount, MOST),
        wanted("lead_days", "lead time in days", values.days, LEAD),
        wanted("supplier_code", "supplier's own number", values.label, THEIRS),
        wanted(
            "last_price",
            "last price",
            values.optional_amount,
            "last price, last paid, last receipt cost",
        ),
        wanted("last_on", "last receipt", values.optional_day, "last receipt, last receipt date"),
    ),
)
STOCK = Kind(
    "stock",
    "stock balances",
    "stock balance",
    ("stock", "inventory", "count"),
    (
        needed("item", "item", values.text, ITEM_OR_NAME),
        needed("location", "location", values.text, f"{PLACE}, location name, warehouse name"),
        needed(
            "quantity", "quantity", values.amount, "quantity, qty, on hand, in stock, stock, count"
        ),
        UNIT,
        wanted("lot", "lot", values.label, "lot, batch, lot number, batch number"),
        wanted("counted_on", "day of the count", values.optional_day, "counted on, count date"),
    ),
)
DATE = "order date, ordered on, date, ordered, purchase date, po date"
ORDERS = Kind(
    "order",
    "purchase orders",
    "purchase order",
    ("order", "purchase"),
    (
        needed("number", "number", values.code, ORDER),
        needed("supplier", "supplier", values.text, SUPPLIER_OR_NAME),
        needed("ordered_on", "order date", values.day, DATE),
        wanted("status", "status", values.stage, "status, state, stage, order status"),
        MONEY,
        wanted("note", "note", values.text, "note, remark, comment"),
    ),
)
ORDERED = "quantity, qty, order qty, ordered quantity, quantity ordered"
CAME = "received, received qty, received quantity, quantity received"
REJECTED = "rejected, rejected qty, rejected quantity, damaged"
ORDER_LINES = Kind(
    "order_line",
    "order lines",
    "order line",
    ("order", "line", "detail", "purchase"),
    (
        needed("number", "order", values.code, ORDER),
        needed("item", "item", values.text, ITEM_OR_NAME),
        needed("quantity", "quantity", values.positive, ORDERED),
        needed("price", "price", values.amount, PRICE),
        UNIT,
        wanted("due_on", "due date", values.optional_day, "due date, due, due on, delivery date"),
        wanted("received", "received quantity", values.zero_or_amount, CAME),
        wanted("rejected", "rejected quantity", values.zero_or_amount, REJECTED),
        wanted(
            "received_on", "receipt date", values.optional_day, "received on, receipt date, arrived"
        ),
    ),
)
KINDS = (UNITS, LOCATIONS, ITEMS, SUPPLIERS, TERMS, STOCK, ORDERS, ORDER_LINES)
"""In the order in which they are taken over: what others refer to comes first."""
BY_NAME = {kind.name: kind for kind in KINDS}
