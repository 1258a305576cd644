"""Sourcing terms: which supplier supplies which item, at what price, in how many days."""

from datetime import date
from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.procurement.sourcing import (
    Agreement,
    Pair,
    SourcingAgreed,
    SourcingChanged,
    SourcingEnded,
    SourcingReinstated,
    SourcingWithdrawn,
    Terms,
)


class SourcingRow(Row):
    supplier: Public[str]
    supplier_name: Public[str]
    item: Public[str]
    item_name: Public[str]
    status: Internal[str] = "active"
    price: Internal[Decimal] = Decimal(0)
    currency: Public[str] = ""
    unit: Public[str] = ""
    min_order: Internal[Decimal] = Decimal(0)
    max_order: Internal[Decimal | None] = None
    lead_days: Internal[int] = 0
    supplier_code: Public[str] = ""
    last_price: Internal[Decimal | None] = None
    last_on: Internal[date | None] = None


def touches(fact: Fact) -> list[SourcingRow]:
    match fact.event:
        case Pair() as pair:
            return [
                SourcingRow(
                    supplier=pair.supplier,
                    supplier_name=pair.supplier_name,
                    item=pair.item,
                    item_name=pair.item_name,
                )
            ]
        case _:
            return []


def project(row: SourcingRow, fact: Fact) -> SourcingRow | None:
    match fact.event:
        case SourcingAgreed() as agreed:
            return as_agreed(row, agreed, "active")
        case SourcingWithdrawn(earlier=earlier):
            return as_agreed(row, earlier, "ended") if earlier else None
        case SourcingChanged(after=after):
            return on_terms(row, after)
        case SourcingEnded():
            return row.model_copy(update={"status": "ended"})
        case SourcingReinstated():
            return row.model_copy(update={"status": "active"})
        case _:
            return row


def as_agreed(row: SourcingRow, agreed: Agreement, status: str) -> SourcingRow:
    paid = agreed.last_price.amount if agreed.last_price else None
    last = {"last_price": paid, "last_on": agreed.last_on, "status": status}
    return on_terms(row, agreed).model_copy(update=last)


def on_terms(row: SourcingRow, terms: Terms) -> SourcingRow:
    return row.model_copy(
        update={
            "price": terms.price.amount,
            "currency": terms.price.currency,
            "unit": terms.unit,
            "min_order": terms.min_order,
            "max_order": terms.max_order or None,
            "lead_days": terms.lead_days,
            "supplier_code": terms.supplier_code,
        }
    )


sourcing_terms = Projection(
    name="sourcing_terms",
    row=SourcingRow,
    key=(SourcingRow.supplier, SourcingRow.item),
    indexes=((SourcingRow.item, SourcingRow.status, SourcingRow.price),),
    of=(Pair,),
    touches=touches,
    project=project,
)
