"""Products: everything customers can order, with the base price that holds and the next one."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.category.base_price import Repriced
from domain.category.product import (
    Identified,
    Listing,
    ProductChanged,
    ProductDelisted,
    ProductRelisted,
    ProductWithdrawn,
    Wording,
)
from domain.category.schedule import Standing
from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import open_where

LISTED, DELISTED, UNLISTED = "listed", "delisted", "unlisted"


class ProductRow(Row):
    """`price` holds from `price_since` on, and `next_price` from `next_since` on."""

    product: Public[str]
    name: Public[str]
    category: Public[str] = ""
    item: Public[str] = ""
    unit: Public[str] = ""
    description: Public[str] = ""
    barcode: Public[str] = ""
    status: Public[str] = UNLISTED
    """A price that was set for what is not in the catalogue leaves a row that is unlisted."""
    delist_reason: Internal[str] = ""
    currency: Public[str] = ""
    price: Internal[Decimal | None] = None
    price_since: Internal[date | None] = None
    next_price: Internal[Decimal | None] = None
    next_since: Internal[date | None] = None


def touches(fact: Fact) -> list[ProductRow]:
    match fact.event:
        case Listing(product=code, name=name) | Identified(product=code, name=name):
            return [ProductRow(product=code, name=name)]
        case ProductChanged(product=code, before=before):
            return [ProductRow(product=code, name=before.name)]
        case Repriced(product=code, product_name=name, unit=unit):
            return [ProductRow(product=code, name=name, unit=unit)]
        case _:
            return []


def project(row: ProductRow, fact: Fact) -> ProductRow | None:
    match fact.event:
        case ProductWithdrawn() as gone:
            bare = ProductRow(product=row.product, name=row.name, unit=gone.unit)
            return kept(bare.model_copy(update={each: getattr(row, each) for each in PRICED}))
        case Listing() as listing:
            known = {name: getattr(listing, name) for name in Wording.model_fields}
            goods = {"item": listing.item, "unit": listing.unit, "status": LISTED}
            return row.model_copy(update=known | goods)
        case ProductChanged(after=after):
            return row.model_copy(update=dict(after))
        case ProductDelisted(reason=reason):
            return row.model_copy(update={"status": DELISTED, "delist_reason": reason})
        case ProductRelisted():
            return row.model_copy(update={"status": LISTED, "delist_reason": ""})
        case Repriced(standing=standing):
            return kept(row.model_copy(update=priced(standing)))
        case _:
            return row


PRICED = ("currency", "price", "price_since", "next_price", "next_since")


def priced(standing: Standing) -> dict[str, Any]:
    now, ahead = standing.now, standing.ahead
    known = now or ahead
    return {
        "currency": known.price.currency if known else "",
        "price": now and now.price.amount,
        "price_since": now and now.effective_from,
        "next_price": ahead and ahead.price.amount,
        "next_since": ahead and ahead.effective_from,
    }


def kept(row: ProductRow) -> ProductRow | None:
    """The row, unless nothing is known of it any more: neither a listing nor a price."""
    return None if row.status == UNLISTED and not row.currency else row


products = Projection(
    name="products",
    row=ProductRow,
    key=(ProductRow.product,),
    indexes=(
        (ProductRow.name,),
        (ProductRow.category, ProductRow.name),
        (ProductRow.item,),
        (ProductRow.barcode,),
    ),
    of=(Listing, Identified, ProductChanged, Repriced),
    touches=touches,
    project=project,
    told=open_where(
        ProductRow.status == LISTED,
        but=(ProductRow.delist_reason, ProductRow.next_price, ProductRow.next_since),
    ),
)
