"""List prices: every price that a price list asks instead of the base price."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from domain.customers.price_list_events import (
    ListPriceRemoved,
    ListPriceSet,
)
from domain.kernel import Amount, Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import of_price_list


class ListPriceRow(Row):
    price_list: Public[str]
    product: Public[str]
    product_name: Public[str] = ""
    from_quantity: Internal[Amount] = Decimal(1)
    price: Internal[Amount] = Decimal(0)
    currency: Public[str] = ""


def touches(fact: Fact) -> list[ListPriceRow]:
    match fact.event:
        case ListPriceSet() | ListPriceRemoved() as event:
            of: dict[str, Any] = {"product": event.product, "product_name": event.product_name}
            row = ListPriceRow(price_list=event.price_list, **of, from_quantity=event.from_quantity)
            return [row]
        case _:
            return []


def project(row: ListPriceRow, fact: Fact) -> ListPriceRow | None:
    match fact.event:
        case ListPriceRemoved():
            return None
        case ListPriceSet(price=price, product_name=name):
            asked = {"price": price.amount, "currency": price.currency, "product_name": name}
            return row.model_copy(update=asked)
        case _:
            return row


def in_force(rows: Iterable[ListPriceRow], product: str, quantity: Decimal) -> ListPriceRow | None:
    """The price of its own for this quantity: that of the highest step it reaches, or none."""
    reached = (row for row in rows if row.product == product and row.from_quantity <= quantity)
    return max(reached, key=lambda row: row.from_quantity, default=None)


list_prices = Projection(
    name="list_prices",
    row=ListPriceRow,
    key=(ListPriceRow.price_list, ListPriceRow.product, ListPriceRow.from_quantity),
    indexes=((ListPriceRow.product,),),
    of=(ListPriceSet, ListPriceRemoved),
    touches=touches,
    project=project,
    told=of_price_list(ListPriceRow.price_list),
)
