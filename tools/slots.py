"""Slots: the types of arguments, each with its question and the words that point at it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from tools import readings

TEXT = {"type": "string"}
NUMBER_OR_TEXT = {"type": ["string", "number"]}
WHOLE_OR_TEXT = {"type": ["string", "integer"]}
LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Slot:
    """How one argument is asked for and recognised; `hint` tells a program what fits."""

    kind: str
    asks: str
    hint: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    wire: Mapping[str, Any] | None = field(default=None, hash=False)
    needed: bool = False
    """Asked for by everybody, though a tool can say more of its absence than that it is missing."""
    meant: tuple[str, ...] = ()
    """The choices that are meant where a sentence needs some and names none."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        shape = dict(self.wire) if self.wire else handler(core)
        said: dict[str, Any] = {
            "kind": self.kind,
            "asks": self.asks,
            "words": {value: list(phrases) for value, phrases in self.words.items()},
            "before": list(self.before),
            "after": list(self.after),
        }
        if self.meant:
            said["meant"] = list(self.meant)
        asked_for = {"x-needed": True} if self.needed else {}
        return {**shape, "description": self.hint, "x-slot": said, **asked_for}


Line = StringConstraints(min_length=1, max_length=LONGEST, pattern=readings.ONE_LINE)
Prose = StringConstraints(min_length=1, max_length=500, pattern=readings.NO_CONTROL)


def record(kind: str, asks: str, hint: str, before: tuple[str, ...] = ()) -> Slot:
    return Slot(kind=kind, asks=asks, hint=hint, before=before)


def choice(asks: str, hint: str, **words: tuple[str, ...]) -> Slot:
    return Slot(kind="enum", asks=asks, hint=hint, words=words)


def quantity(
    asks: str = "How many?", before: tuple[str, ...] = (), after: tuple[str, ...] = ()
) -> Slot:
    hint = "A number, with a unit where it is not the item's own: 40 or 3 BOX."
    wire = NUMBER_OR_TEXT
    return Slot(kind="quantity", asks=asks, hint=hint, wire=wire, before=before, after=after)


def money(asks: str = "At what price?") -> Slot:
    hint = "An amount, with its currency where it is not the supplier's own: 4.20 or 4.20 USD."
    return Slot(kind="money", asks=asks, hint=hint, wire=NUMBER_OR_TEXT)


def day(asks: str) -> Slot:
    return Slot(kind="day", asks=asks, hint="A day as 2026-12-01.", wire=TEXT)


def text(asks: str, hint: str, before: tuple[str, ...] = ()) -> Slot:
    return Slot(kind="text", asks=asks, hint=hint, before=before)


def reading(read: Callable[[Any], Any]) -> BeforeValidator:
    return BeforeValidator(read)


Supplier = Annotated[
    str, Line, record("supplier", "Which supplier?", "The name or code of one supplier.")
]
SomeSupplier = Annotated[
    str,
    Line,
    Slot(
        kind="supplier",
        asks="From which supplier?",
        hint="The name or code of one supplier; without it the candidates are named.",
        needed=True,
    ),
]
Customer = Annotated[
    str, Line, record("customer", "Which customer?", "The name or code of one customer.")
]
PriceList = Annotated[
    str, Line, record("price_list", "Which price list?", "The name or code of one price list.")
]
Item = Annotated[str, Line, record("item", "Which item?", "The name or code of one item.")]
Product = Annotated[
    str, Line, record("product", "Which product?", "The name or code of one product we sell.")
]
Category = Annotated[
    str,
    Line,
    Slot(
        kind="category",
        asks="Which category?",
        hint="The name of a category of the catalogue.",
        before=("category", "in category"),
    ),
]
Place = Annotated[str, Line, record("place", "Which place?", "The name or code of a location.")]
Source = Annotated[
    str,
    Line,
    record(
        "place",
        "From which place?",
        "The name or code of the location it leaves.",
        before=("from", "out of", "off"),
    ),
]
Target = Annotated[
    str,
    Line,
    record(
        "place",
        "To which place?",
        "The name or code of the location it goes to.",
        before=("to", "into", "onto", "in"),
    ),
]
Quantity = Annotated[readings.Said, reading(readings.quantity), quantity()]
Damaged = Annotated[
    readings.Said,
    reading(readings.quantity),
    quantity("How many of them are damaged?", after=("damaged", "broken", "defective", "bad")),
]
Price = Annotated[readings.Said, reading(readings.money), money()]
Period = Annotated[
    readings.Span,
    reading(readings.period),
    Slot(
        kind="period",
        asks="For which period?",
        hint="2024, 2024-Q1, 2024-05, or two days as 2024-01-01..2024-03-15.",
        wire=WHOLE_OR_TEXT,
    ),
]
Day = Annotated[readings.Day, reading(readings.day), day("On which day?")]
DueOn = Annotated[readings.Day, reading(readings.day), day("By which day?")]
ReceivedOn = Annotated[readings.Day, reading(readings.day), day("On which day did it come?")]
MadeOn = Annotated[readings.Day, reading(readings.day), day("On which day was it made?")]
CountedOn = Annotated[readings.Day, reading(readings.day), day("On which day was it counted?")]
PurchaseOrder = Annotated[
    str,
    reading(readings.purchase_order),
    Slot(
        kind="purchase_order",
        asks="Which purchase order?",
        hint="The number of a purchase order: PO-7 or 7.",
        wire=WHOLE_OR_TEXT,
    ),
]
Count = Annotated[
    int,
    Field(ge=1, le=100),
    Slot(kind="count", asks="How many of them?", hint="How many rows to show, 1 to 100."),
]
Reason = Annotated[
    str, Prose, text("Why?", "The reason, in a few words.", before=("because", "reason"))
]
Grain = Annotated[
    Literal["month", "quarter", "year"],
    choice(
        "By month, quarter or year?",
        "The length of each step of the series.",
        month=("by month", "per month", "monthly", "month by month", "each month"),
        quarter=("by quarter", "per quarter", "quarterly", "each quarter"),
        year=("by year", "per year", "yearly", "annually", "each year"),
    ),
]
