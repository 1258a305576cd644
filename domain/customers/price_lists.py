"""Price lists: which ones there are, and how much less than the base price each asks."""

from decimal import Decimal

from domain.customers.price_list_events import (
    ListHead,
    ListPriceRemoved,
    ListPriceSet,
    PriceListChanged,
    PriceListCreated,
    PriceListRemoved,
)
from domain.kernel import Amount, Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import of_price_list


class PriceListRow(Row):
    price_list: Public[str]
    name: Public[str] = ""
    currency: Public[str] = ""
    percent_off: Internal[Amount] = Decimal(0)
    prices: Internal[int] = 0
    """How many prices of its own it has."""


def touches(fact: Fact) -> list[PriceListRow]:
    match fact.event:
        case ListHead() | PriceListChanged() | ListPriceSet() | ListPriceRemoved() as event:
            return [PriceListRow(price_list=event.price_list)]
        case _:
            return []


def project(row: PriceListRow, fact: Fact) -> PriceListRow | None:
    match fact.event:
        case PriceListRemoved():
            return None
        case PriceListCreated() as created:
            return row.model_copy(update=dict(created))
        case PriceListChanged(after=after):
            return row.model_copy(update=dict(after))
        case ListPriceSet(previous=None):
            return row.model_copy(update={"prices": row.prices + 1})
        case ListPriceRemoved():
            return row.model_copy(update={"prices": row.prices - 1})
        case _:
            return row


price_lists = Projection(
    name="price_lists",
    row=PriceListRow,
    key=(PriceListRow.price_list,),
    of=(ListHead, PriceListChanged, ListPriceSet, ListPriceRemoved),
    touches=touches,
    project=project,
    told=of_price_list(PriceListRow.price_list),
)
