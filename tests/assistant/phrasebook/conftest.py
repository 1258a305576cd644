"""A small leather workshop to talk about: its tools, its names and one day in autumn."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from assistant.phrasebook import (
    Context,
    Declaration,
    Names,
    Phrasebook,
    Record,
    Settings,
    Understood,
    declaration,
    proofs,
)

TODAY = date(2025, 9, 22)  # a Monday
DOCUMENTS = {"purchase_order": range(1, 101), "invoice": range(1, 51), "draft": range(1, 21)}
RECORDS = (
    Record("supplier", "S1", "Conceria Valdo, Inc.", codes=("VALDO0001",), detail="Arzignano"),
    Record("supplier", "S2", "Tanner & Sons", detail="Leeds"),
    Record("supplier", "S3", "Compass Corp"),
    Record("supplier", "S4", "Compass Hides Ltd"),
    Record("supplier", "S5", "International"),
    Record("supplier", "S6", "Bellini Hides"),
    Record("customer", "C1", "Rossi Boutique", detail="Torino"),
    Record("customer", "C2", "Rossi Boutique", detail="Milano"),
    Record("customer", "C3", "Grand Magasin"),
    Record("item", "I1", "Calf Leather", codes=("CL-100",)),
    Record("item", "I2", "Brass Buckle 20", codes=("BB-20",)),
    Record("item", "I3", "Brass Buckle 25", codes=("BB-25",)),
    Record("item", "I4", "Waxed Thread"),
    Record("item", "I5", "Zipper - Gold, 18"),
    Record("item", "I6", "Bike Saddle"),
    Record("place", "P1", "Main Store"),
    Record("place", "P2", "Cutting Room"),
)
SAMPLES = {
    "supplier": "Tanner & Sons",
    "item": "Calf Leather",
    "place": "Main Store",
    "purchase_order": "PO-17",
}
STATUS = {
    "kind": "enum",
    "words": {"open": ["open", "still open", "not yet received"], "late": ["late", "overdue"]},
}
SUPPLIER = {"kind": "supplier", "asks": "Which supplier?"}
ITEM = {"kind": "item", "asks": "Which item?"}
QUANTITY = {"kind": "quantity", "asks": "How many?"}
DAMAGED = QUANTITY | {"after": ["damaged", "broken"]}
ORDER = {"kind": "purchase_order", "asks": "Which purchase order?"}
PERIOD = {"kind": "period"}
PLACE = {"kind": "place", "asks": "Where?"}
MENU: tuple[tuple[str, Mapping[str, Any], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "list_purchase_orders",
        {"supplier": SUPPLIER, "status": STATUS, "period": PERIOD},
        (),
        (
            "show [{status}] purchase orders [with {supplier}] [{period}]",
            "what is on order from {supplier} @ status=open",
            "{status} POs",
            "what did we order from {supplier} {period}",
        ),
    ),
    (
        "show_purchase_order",
        {"order": ORDER},
        ("order",),
        ("{order}", "show {order}", "what is on {order}", "has {order} arrived"),
    ),
    (
        "total_spend",
        {"supplier": SUPPLIER, "item": ITEM, "period": PERIOD},
        (),
        (
            "how much did we spend with {supplier} [{period}]",
            "total spend [with {supplier}] [{period}]",
            "what did we spend on {item} [{period}]",
            "spend {period}",
        ),
    ),
    (
        "supplier_performance",
        {"supplier": SUPPLIER, "period": PERIOD},
        ("supplier",),
        ("how reliable is {supplier} [{period}]", "scorecard for {supplier}"),
    ),
    (
        "list_stock",
        {"item": ITEM, "place": PLACE},
        (),
        (
            "how many {item} do we have [in {place}]",
            "stock of {item} [in {place}]",
            "is {item} in stock",
        ),
    ),
    ("list_low_stock", {"place": PLACE}, (), ("what is running low [in {place}]", "low stock")),
    (
        "draft_purchase_order",
        {
            "supplier": SUPPLIER,
            "item": ITEM,
            "quantity": QUANTITY,
            "price": {"kind": "money", "asks": "At what price?"},
        },
        ("supplier", "item", "quantity"),
        (
            "order {quantity} {item} from {supplier} [at {price}]",
            "we need {quantity} {item} from {supplier}",
            "buy {quantity} {item} from {supplier}",
        ),
    ),
    (
        "draft_goods_receipt",
        {"item": ITEM, "quantity": QUANTITY, "supplier": SUPPLIER, "damaged": DAMAGED},
        ("item", "quantity"),
        (
            "received {quantity} {item} [from {supplier}]",
            "received {quantity} {item} from {supplier} {damaged} damaged",
            "{quantity} {item} arrived [from {supplier}]",
        ),
    ),
    (
        "draft_cancel_purchase_order",
        {"order": ORDER},
        ("order",),
        ("cancel {order}", "we do not need {order} any more", "call off {order}"),
    ),
    (
        "draft_change_due_date",
        {"order": ORDER, "day": {"kind": "day", "asks": "To which day?"}},
        ("order", "day"),
        ("move {order} to {day}", "postpone {order} to {day}"),
    ),
    (
        "draft_stock_transfer",
        {
            "item": ITEM,
            "quantity": QUANTITY,
            "source": PLACE | {"before": ["from", "out of"]},
            "target": PLACE | {"before": ["to", "into"]},
        },
        ("item", "quantity", "source", "target"),
        (
            "move {quantity} {item} from {source} to {target}",
            "transfer {quantity} {item} from {source} to {target}",
        ),
    ),
    (
        "draft_complaint",
        {"order": ORDER, "reason": {"kind": "text", "asks": "What was wrong?"}},
        ("order", "reason"),
        ("complain about {order}", "file a complaint about {order}: {reason}"),
    ),
)

Hear = Callable[..., Understood]


def tool(
    name: str, slots: Mapping[str, Any], required: Sequence[str], says: Sequence[str]
) -> Declaration:
    properties = {slot: {"type": "string", "x-slot": dict(said)} for slot, said in slots.items()}
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return declaration(name, "draft" if name.startswith("draft_") else "read", schema, says)


def exists(kind: str, number: str) -> bool:
    return int(number.split("-")[1]) in DOCUMENTS.get(kind, ())


@pytest.fixture(scope="session")
def tools() -> list[Declaration]:
    return [tool(*row) for row in MENU]


@pytest.fixture(scope="session")
def phrasebook(tools: list[Declaration]) -> Phrasebook:
    return Phrasebook(tools)


@pytest.fixture
def names() -> Names:
    return Names(RECORDS)


@pytest.fixture
def settings() -> Settings:
    units = {"BOX": ["boxes"], "KG": ["kilogram", "kilo"]}
    return Settings(TODAY, "EUR", units=units, samples=SAMPLES)


@pytest.fixture
def hear(phrasebook: Phrasebook, names: Names, settings: Settings) -> Hear:
    """Say something in this workshop, perhaps in the middle of a conversation."""

    def heard(text: str, context: Context | None = None) -> Understood:
        return phrasebook.understand(text, names, settings, exists, context or Context())

    return heard


@pytest.fixture
def world(names: Names, settings: Settings) -> proofs.World:
    samples = {
        "supplier": ("Tanner & Sons",),
        "item": ("Calf Leather",),
        "place": ("Main Store", "Cutting Room"),
        "quantity": ("40", "5"),
        "money": ("€30",),
        "period": ("last quarter",),
        "day": ("October 3",),
        "purchase_order": ("PO-17",),
        "text": ("“torn in two places”",),
    }
    return proofs.World(names, settings, exists, samples)
