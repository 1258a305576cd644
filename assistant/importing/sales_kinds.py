"""Kinds of the selling side: customers, what they can order for how much, what left for them."""

from collections.abc import Mapping

from assistant.importing import values
from assistant.importing.kinds import KINDS, MONEY, Kind, needed, wanted

CUSTOMERS = Kind(
    "customer",
    "customers",
    "customer",
    (),
    (
        needed("customer", "code", values.code, "customer"),
        needed("name", "name", values.name, "name"),
        needed("kind", "kind", values.text, "kind"),
        needed("since", "first day", values.day, "since"),
        wanted("contact", "contact", values.label, "contact"),
        wanted("phone", "phone", values.label, "phone"),
        wanted("street", "street", values.label, "street"),
        wanted("city", "city", values.label, "city"),
        wanted("postcode", "postcode", values.label, "postcode"),
        wanted("country", "country", values.label, "country"),
        wanted("territory", "territory", values.label, "territory"),
        wanted("payment_days", "days to pay", values.days, "payment days", default="30"),
        MONEY,
    ),
)
PRODUCTS = Kind(
    "product",
    "products",
    "product",
    (),
    (
        needed("product", "code", values.code, "product"),
        needed("item", "item", values.text, "item"),
        needed("name", "name", values.name, "name"),
        wanted("category", "category", values.label, "category"),
        wanted("description", "description", values.line, "description"),
        wanted("ended", "why it is no longer sold", values.label, "ended"),
    ),
)
PRICES = Kind(
    "price",
    "base prices",
    "base price",
    (),
    (
        needed("product", "product", values.text, "product"),
        needed("price", "price", values.positive, "price"),
        needed("effective_from", "first day", values.day, "effective from"),
        needed("reason", "reason", values.name, "reason"),
        MONEY,
    ),
)
PROMOTIONS = Kind(
    "promotion",
    "promotions",
    "promotion",
    (),
    (
        needed("promotion", "code", values.code, "promotion"),
        needed("name", "name", values.name, "name"),
        needed("first_on", "first day", values.day, "first on"),
        needed("last_on", "last day", values.day, "last on"),
        needed("off", "share off", values.share, "off"),
        wanted("buyers", "buyers", values.buyers, "buyers"),
        wanted("from_quantity", "least quantity", values.zero_or_amount, "from quantity"),
        wanted("to_quantity", "largest quantity", values.optional_amount, "to quantity"),
    ),
)
PROMOTED = Kind(
    "promoted",
    "promoted products",
    "promoted product",
    (),
    (
        needed("promotion", "promotion", values.code, "promotion"),
        needed("product", "product", values.text, "product"),
    ),
)
SALES_ORDERS = Kind(
    "sales_order",
    "sales orders",
    "sales order",
    (),
    (
        needed("number", "number", values.code, "number"),
        needed("customer", "customer", values.text, "customer"),
        needed("ordered_on", "order date", values.day, "ordered on"),
        wanted("requested_on", "wanted day", values.optional_day, "requested on"),
        wanted("ship_to", "address", values.line, "ship to"),
        wanted("ship_country", "country", values.label, "ship country"),
        wanted("shipped_on", "day of shipment", values.optional_day, "shipped on"),
        wanted("carrier", "carrier", values.label, "carrier"),
        wanted("freight", "freight", values.optional_amount, "freight"),
        MONEY,
    ),
)
SALES_LINES = Kind(
    "sales_line",
    "sales order lines",
    "sales order line",
    (),
    (
        needed("number", "order", values.code, "number"),
        needed("product", "product", values.text, "product"),
        needed("quantity", "quantity", values.positive, "quantity"),
        needed("price", "price", values.positive, "price"),
        wanted("discount", "discount", values.share, "discount"),
    ),
)
SHIPMENTS = Kind("shipment", "shipments", "shipment", (), ())
INVOICES = Kind("customer_invoice", "customer invoices", "customer invoice", (), ())
"""What left of an order, and the bill for it, both found in the head of the order."""
SOLD = (SALES_ORDERS, SHIPMENTS, INVOICES)
NEEDS: Mapping[str, frozenset[str]] = {
    "price": frozenset({"price"}),
    "sales_order": frozenset({"item", "customer", "product", "stock"}),
    "shipment": frozenset({"sales_order"}),
    "customer_invoice": frozenset({"sales_order", "shipment"}),
}
"""What must be live, and not only drafted, before a kind can be drafted: stock is promised, and
the prices of a product are set in order of time."""
BY_NAME = {k.name: k for k in (*KINDS, CUSTOMERS, PRODUCTS, PRICES, PROMOTIONS, *SOLD)}
