"""Market prices: what was seen of other sellers, the newest of each told apart from the older."""

from datetime import date
from decimal import Decimal

from domain.category.market_price import MarketPriceWithdrawn, Seen
from domain.kernel import Fact, Internal, Projection, Public, Row


class MarketPriceRow(Row):
    product: Public[str]
    product_name: Public[str]
    category: Public[str] = ""
    unit: Public[str] = ""
    seller: Public[str]
    price: Internal[Decimal] = Decimal(0)
    currency: Public[str] = ""
    seen_on: Internal[date]
    source: Internal[str] = ""
    newest: Internal[bool] = True
    """Whether it is the last that was seen of this seller."""


def touches(fact: Fact) -> list[MarketPriceRow]:
    match fact.event:
        case Seen() as seen:
            sightings = [(seen.seller, seen.seen_on)]
            if seen.earlier:
                sightings.append((seen.earlier.seller, seen.earlier.seen_on))
            return [
                MarketPriceRow(
                    product=seen.product,
                    product_name=seen.product_name,
                    category=seen.category,
                    unit=seen.unit,
                    seller=seller,
                    seen_on=on,
                )
                for seller, on in sightings
            ]
        case _:
            return []


def project(row: MarketPriceRow, fact: Fact) -> MarketPriceRow | None:
    match fact.event:
        case MarketPriceWithdrawn(seen_on=on) if row.seen_on == on:
            return None
        case MarketPriceWithdrawn(newest=newest):
            return row.model_copy(update={"newest": newest})
        case Seen(seen_on=on, newest=newest) as seen if row.seen_on == on:
            price = {"price": seen.price.amount, "currency": seen.price.currency}
            return row.model_copy(update=price | {"source": seen.source, "newest": newest})
        case Seen():
            return row.model_copy(update={"newest": False})
        case _:
            return row


market_prices = Projection(
    name="market_prices",
    row=MarketPriceRow,
    key=(MarketPriceRow.product, MarketPriceRow.seller, MarketPriceRow.seen_on),
    indexes=((MarketPriceRow.category, MarketPriceRow.seen_on), (MarketPriceRow.seller,)),
    of=(Seen,),
    touches=touches,
    project=project,
)
