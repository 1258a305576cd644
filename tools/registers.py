"""Registers: where records of each kind are looked up, what to ask where several may be meant."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from domain.category.products import ProductRow, products
from domain.customers.customers import CustomerRow, customers
from domain.customers.price_lists import PriceListRow, price_lists
from domain.inventory.items import ItemRow, items
from domain.inventory.locations import LocationRow, locations
from domain.kernel import (
    Internal,
    Message,
    Projection,
    Public,
    Query,
    Row,
    among,
    contains,
)
from domain.procurement.suppliers import SupplierRow, suppliers

R = TypeVar("R", bound=Row)
SHOWN = 5
LOOKED_AT = 200


class Candidate(Message):
    """One record that may be meant: what to call it with, and what tells it from the others."""

    value: Public[str]
    label: Internal[str]
    detail: Internal[str] = ""


class Candidates(Message):
    """What a person is asked when an argument does not name one record: which of these?"""

    slot: Public[str]
    asks: Public[str]
    options: Internal[tuple[Candidate, ...]] = ()
    total: Public[int] = 0


@dataclass(frozen=True)
class Register(Generic[R]):
    """Where records of one kind are looked up, by code or by name."""

    noun: str
    rows: Projection[R]
    code: Any
    name: Any
    detail: Callable[[R], str]

    @property
    def slot(self) -> str:
        """What an argument that names such a record is called."""
        return self.noun.replace(" ", "_")

    @property
    def article(self) -> str:
        return "an" if self.noun[0] in "aeiou" else "a"

    def coded(self, said: str) -> Query[R]:
        """The records of this code, however it is capitalised."""
        return self.rows.where(among(self.code, spellings(said)), limit=SHOWN)

    def called(self, said: str) -> list[Query[R]]:
        """The records of this name, and those in whose name it occurs: every name is read."""
        these = among(self.name, spellings(said))
        named = self.rows.where(these, limit=SHOWN, steady=True)
        part = contains(self.name, said)
        return [named, self.rows.where(part, limit=LOOKED_AT, steady=True)]

    def candidate(self, row: R) -> Candidate:
        code, name = getattr(row, self.code.name), getattr(row, self.name.name)
        return Candidate(value=code, label=name, detail=self.detail(row))


SUPPLIERS = Register(
    "supplier",
    suppliers,
    SupplierRow.supplier,
    SupplierRow.name,
    lambda row: ", ".join(filter(None, (row.supplier, row.city, row.country))),
)
CUSTOMERS = Register(
    "customer",
    customers,
    CustomerRow.customer,
    CustomerRow.name,
    lambda row: ", ".join(filter(None, (row.customer, row.city, row.country))),
)
PRICE_LISTS = Register(
    "price list",
    price_lists,
    PriceListRow.price_list,
    PriceListRow.name,
    lambda row: ", ".join(filter(None, (row.price_list, row.currency))),
)
ITEMS = Register(
    "item",
    items,
    ItemRow.item,
    ItemRow.name,
    lambda row: ", ".join(filter(None, (row.item, row.category))),
)
PRODUCTS = Register(
    "product",
    products,
    ProductRow.product,
    ProductRow.name,
    lambda row: ", ".join(filter(None, (row.product, row.category))),
)
PLACES = Register(
    "place", locations, LocationRow.location, LocationRow.name, lambda row: row.location
)


def spellings(said: str) -> list[str]:
    return sorted({said, said.upper(), said.lower(), said.title()})
