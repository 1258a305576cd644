"""Base prices: every price a product had, has or will have, from which day and until which."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain.category.base_price import BasePriceWithdrawn, Repriced
from domain.kernel import Fact, Internal, Projection, Public, Row


class BasePriceRow(Row):
    product: Public[str]
    product_name: Public[str]
    unit: Public[str] = ""
    effective_from: Internal[date]
    until: Internal[date | None] = None
    """The day on which the next price takes over; that day no longer belongs to this one."""
    price: Internal[Decimal] = Decimal(0)
    previous_price: Internal[Decimal | None] = None
    currency: Public[str] = ""
    reason: Internal[str] = ""
    decided_on: Internal[date | None] = None


def touches(fact: Fact) -> list[BasePriceRow]:
    match fact.event:
        case Repriced(product=code, product_name=name, unit=unit) as change:
            days = days_of(change)
            return [
                BasePriceRow(product=code, product_name=name, unit=unit, effective_from=each)
                for each in days
            ]
        case _:
            return []


def days_of(change: Repriced) -> Iterator[date]:
    """The day of the price itself, and those of the two around it, which begin or end with it."""
    yield change.effective_from
    if change.earlier:
        yield change.earlier.effective_from
    if change.until:
        yield change.until


def project(row: BasePriceRow, fact: Fact) -> BasePriceRow | None:
    match fact.event:
        case BasePriceWithdrawn(effective_from=since) if row.effective_from == since:
            return None
        case Repriced(effective_from=since) as change if row.effective_from == since:
            return row.model_copy(update=told(change))
        case Repriced() as change:
            return row.model_copy(update=beside(row, change))
        case _:
            return row


def beside(row: BasePriceRow, change: Repriced) -> dict[str, Any]:
    """What a price says of the one before it, which ends with it, and of the one behind it."""
    gone = isinstance(change, BasePriceWithdrawn)
    if row.effective_from < change.effective_from:
        return {"until": change.until if gone else change.effective_from}
    preceding = change.earlier if gone else change
    return {"previous_price": preceding and preceding.price.amount}


def told(change: Repriced) -> dict[str, Any]:
    return {
        "product_name": change.product_name,
        "unit": change.unit,
        "until": change.until,
        "price": change.price.amount,
        "previous_price": change.earlier and change.earlier.price.amount,
        "currency": change.price.currency,
        "reason": change.reason,
        "decided_on": change.decided_on,
    }


base_prices = Projection(
    name="base_prices",
    row=BasePriceRow,
    key=(BasePriceRow.product, BasePriceRow.effective_from),
    indexes=((BasePriceRow.effective_from,),),
    of=(Repriced,),
    touches=touches,
    project=project,
)
