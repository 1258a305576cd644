"""Sales returns: what of which line came back on which day, why, and how much was damaged."""

from datetime import date
from decimal import Decimal

from domain.fulfillment.order_events import OnReturn, ReturnTaken
from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import owned_by


class SalesReturnRow(Row):
    order: Public[str]
    return_number: Public[int]
    line: Public[int]
    lot: Public[str]
    product: Public[str]
    product_name: Public[str]
    item: Public[str]
    item_name: Public[str]
    category: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    ordered_on: Internal[date]
    requested_on: Internal[date | None]
    returned_on: Internal[date]
    reason: Internal[str]
    quantity: Internal[Decimal]
    damaged: Internal[Decimal]
    unit: Public[str]
    amount: Internal[Decimal]
    currency: Public[str]


def touches(fact: Fact) -> list[SalesReturnRow]:
    match fact.event:
        case OnReturn() as event:
            return [
                SalesReturnRow(
                    **dict(event.header),
                    return_number=event.return_number,
                    line=line.line,
                    lot=line.lot,
                    product=line.product,
                    product_name=line.product_name,
                    item=line.item,
                    item_name=line.item_name,
                    category=line.category,
                    returned_on=event.returned_on,
                    reason=event.reason,
                    quantity=line.quantity.amount,
                    damaged=line.damaged,
                    unit=line.quantity.unit,
                    amount=line.amount.amount,
                )
                for line in event.lines
            ]
        case _:
            return []


def project(row: SalesReturnRow, fact: Fact) -> SalesReturnRow | None:
    return row if isinstance(fact.event, ReturnTaken) else None


sales_returns = Projection(
    name="sales_returns",
    row=SalesReturnRow,
    key=(
        SalesReturnRow.order,
        SalesReturnRow.return_number,
        SalesReturnRow.line,
        SalesReturnRow.lot,
    ),
    indexes=(
        (SalesReturnRow.customer, SalesReturnRow.returned_on),
        (SalesReturnRow.product, SalesReturnRow.returned_on),
        (SalesReturnRow.returned_on,),
    ),
    of=(OnReturn,),
    touches=touches,
    project=project,
    told=owned_by(SalesReturnRow.customer),
)
