"""The nouns people use for each kind of record and value."""

# A noun is explained in a tool that has a slot of its kind, and introduces hostile names.
KIND_WORDS: dict[str, tuple[str, ...]] = {
    "supplier": ("supplier", "vendor"),
    "customer": ("customer", "client", "account", "store", "dealer"),
    "item": ("item", "part", "product", "article", "material", "thing", "stuff", "piece", "sku"),
    "product": ("product", "listing"),
    "country": ("country",),
    "place": ("place", "location", "warehouse"),
    "category": ("category", "group"),
    "quantity": ("quantity", "amount", "number"),
    "count": ("number",),
    "money": ("price", "amount", "sum"),
    "period": ("period", "time"),
    "day": ("day", "date"),
    "clock": ("time",),
    "unit": ("unit",),
    "purchase_order": ("purchase", "order"),
    "sales_order": ("sales", "order"),
    "invoice": ("invoice",),
    "ticket": ("ticket",),
    "message": ("message",),
    "price_list": ("price", "list"),
    "promotion": ("promotion", "campaign"),
    "customer_payment": ("payment",),
    "consultation": ("consultation",),
    "draft": ("draft",),
}
