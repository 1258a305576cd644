"""Evidence: what a document says that it is, value by value, with where each one stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["invoice", "credit_note", "delivery_note", "payment_code", "item_code", "table"]
STRUCTURED = 100
FIELDS = (
    "number",
    "issued",
    "due",
    "delivered",
    "order",
    "seller",
    "seller_tax_id",
    "buyer",
    "iban",
    "currency",
    "net",
    "tax",
    "gross",
    "payable",
)
"""The values of a head, in the order in which a person reads them."""
LINE = ("position", "item", "description", "quantity", "unit", "price", "net", "tax_rate")
TAX = ("rate", "base", "amount")


@dataclass(frozen=True)
class Found:
    """One value, written as the program writes it, and the place that it was read from.

    Dates are ISO, amounts decimals with a point, account numbers without blanks. `where` is
    "page 1, box 71 102 180 114" in points from the left and the top, "xml /Invoice/ID", or
    "row 3, column Quantity". `confidence` is a share of a hundred.
    """

    value: str
    where: str
    confidence: int = STRUCTURED


@dataclass(frozen=True)
class Evidence:
    """A document, understood as far as it could be; nothing here has been checked or believed."""

    kind: Kind
    head: Mapping[str, Found] = field(default_factory=dict)
    lines: tuple[Mapping[str, Found], ...] = ()
    taxes: tuple[Mapping[str, Found], ...] = ()
    warnings: tuple[str, ...] = ()
    """Each a sentence for the person, as that a second document inside was left unread."""
