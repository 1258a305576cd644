"""What may be asked freely of inventory's rows, in the words that people have for them."""

from domain.inventory.items import ItemRow, items
from domain.inventory.locations import locations
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.inventory.stock_movements import stock_movements
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.inventory.stock_reservations import stock_reservations
from domain.kernel.askable import Askable, Narrowed, Told, askable

HIDDEN = Told(role="hidden")
ITEM = Told(words=("item", "product"))
CATEGORY = Told(words=("category", "product group"))
STATUS = Told(words=("status",))
CURRENCY = Told(words=("currency",))
UNIT = Told(words=("unit",))
KIND = Told(words=("kind", "type"))
SUPPLY = Told(words=("supply",))

ASKED: tuple[Askable, ...] = (
    askable(
        items,
        "item",
        {
            "item": ITEM,
            "unit": UNIT,
            "category": CATEGORY,
            "kind": KIND,
            "supply": SUPPLY,
            "shelf": Told(words=("shelf",)),
            "status": STATUS,
            "currency": CURRENCY,
            "standard_cost": Told(words=("item cost", "cost of items")),
            "reorder_point": HIDDEN,
            "order_up_to": HIDDEN,
        },
        narrowed=(
            Narrowed("active", ("active",), ItemRow.status == "active"),
            Narrowed("retired", ("retired",), ItemRow.status == "retired"),
        ),
    ),
    askable(
        locations,
        "location",
        {"location": Told(words=("location", "place")), "kind": KIND},
    ),
    askable(
        stock_levels,
        "stock level",
        {
            "item": ITEM,
            "unit": UNIT,
            "category": CATEGORY,
            "kind": KIND,
            "supply": SUPPLY,
            "status": STATUS,
            "currency": CURRENCY,
            "available": Told(words=("available quantity", "quantity available")),
            "quarantine": Told(words=("quarantined quantity", "quantity in quarantine")),
            "hold": Told(words=("quantity on hold", "held quantity")),
            "rejected": Told(words=("rejected stock",)),
            "total": Told(words=("stock quantity", "quantity in stock")),
            "reorder_point": Told(role="level", words=("reorder point",)),
            "order_up_to": Told(role="level", words=("order up to level",)),
            "short_by": Told(words=("shortage", "quantity short", "shortfall")),
            "short": Told(words=("shortness",)),
            "standard_cost": Told(words=("standard cost",)),
            "value": Told(words=("inventory value", "stock value", "value of stock")),
        },
        narrowed=(Narrowed("short", ("short",), StockLevelRow.short == True),),  # noqa: E712
    ),
    askable(
        stock_movements,
        "stock movement",
        {
            "movement": HIDDEN,
            "item": ITEM,
            "kind": KIND,
            "source": Told(words=("source", "origin")),
            "source_status": HIDDEN,
            "target": Told(words=("target", "destination")),
            "target_status": HIDDEN,
            "lot": Told(words=("lot",)),
            "quantity": Told(words=("quantity moved", "moved quantity")),
            "unit": UNIT,
            "moved_on": Told(words=("movement date",)),
            "reason": Told(words=("reason",)),
        },
    ),
    askable(
        stock_on_hand,
        "stock record",
        {
            "item": ITEM,
            "location": Told(words=("location", "place", "store")),
            "lot": Told(words=("lot",)),
            "status": Told(words=("status", "condition")),
            "quantity": Told(
                words=("quantity on hand", "on hand quantity", "stock on hand", "stock")
            ),
            "unit": UNIT,
        },
        narrowed=(
            Narrowed("available", ("available", "usable"), StockOnHandRow.status == "available"),
            Narrowed(
                "quarantine",
                ("quarantined", "quarantine", "damaged"),
                StockOnHandRow.status == "quarantine",
            ),
            Narrowed("hold", ("held", "on hold"), StockOnHandRow.status == "hold"),
            Narrowed("rejected", ("rejected",), StockOnHandRow.status == "rejected"),
        ),
    ),
    askable(
        stock_reservations,
        "reservation",
        {
            "item": ITEM,
            "order": Told(words=("sales order",)),
            "quantity": Told(words=("reserved quantity", "quantity reserved")),
            "unit": UNIT,
        },
    ),
)
