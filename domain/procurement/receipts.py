"""Receipts: what came of which line on which day; a supplier's performance is asked here."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.procurement.order import Arrived, Header, Receipt, TakenLine
from domain.procurement.order_events import (
    GoodsReceived,
    GoodsReturned,
    PurchaseOrderGivenBack,
    PurchaseOrderTakenOver,
)
from domain.procurement.order_status import days_late

ZERO = Decimal(0)


class ReceiptRow(Row):
    """What came of a line on one day; `on_time` is 1 or 0, so that its average is a share."""

    order: Public[str]
    line: Public[int]
    received_on: Internal[date]
    delivery_note: Internal[str]
    number: Public[str]
    supplier: Public[str]
    supplier_name: Public[str]
    item: Public[str]
    item_name: Public[str]
    category: Public[str]
    unit: Public[str]
    ordered_on: Internal[date]
    due_on: Internal[date]
    quantity: Internal[Decimal] = ZERO
    rejected: Internal[Decimal] = ZERO
    amount: Internal[Decimal] = ZERO
    currency: Public[str]
    days_late: Internal[int]
    lead_days: Internal[int]
    on_time: Internal[int]


def touches(fact: Fact) -> list[ReceiptRow]:
    match fact.event:
        case Receipt(received_on=on, delivery_note=note, lines=lines) as event:
            return [first(fact.stream, event, line, on, note) for line in lines]
        case PurchaseOrderTakenOver() | PurchaseOrderGivenBack() as event:
            return [
                first(fact.stream, event, line, line.received_on, "")
                for line in event.lines
                if line.received and line.received_on
            ]
        case _:
            return []


def first(
    stream: str, header: Header, line: Arrived | TakenLine, on: date, note: str
) -> ReceiptRow:
    late = days_late(on, line.due_on) or 0
    known = {name: getattr(header, name) for name in Header.model_fields}
    return ReceiptRow(
        order=stream,
        line=line.line,
        received_on=on,
        delivery_note=note,
        **known,
        item=line.item,
        item_name=line.item_name,
        category=line.category,
        unit=line.quantity.unit,
        due_on=line.due_on,
        days_late=late,
        lead_days=max((on - header.ordered_on).days, 0),
        on_time=0 if late else 1,
    )


def project(row: ReceiptRow, fact: Fact) -> ReceiptRow | None:
    match fact.event:
        case GoodsReceived(lines=lines):
            line = next(line for line in lines if line.line == row.line)
            return with_more(row, line.quantity.amount, line.damaged, line.price.amount)
        case GoodsReturned(lines=lines):
            back = next(line for line in lines if line.line == row.line)
            less = with_more(row, -back.quantity.amount, -back.damaged, back.price.amount)
            return less if less.quantity else None
        case PurchaseOrderTakenOver(lines=taken):
            came = next(line for line in taken if line.line == row.line)
            return with_more(row, came.received, came.rejected, came.price.amount)
        case PurchaseOrderGivenBack():
            return None
        case _:
            return row


def with_more(row: ReceiptRow, quantity: Decimal, rejected: Decimal, price: Decimal) -> ReceiptRow:
    more: dict[str, Any] = {
        "quantity": row.quantity + quantity,
        "rejected": row.rejected + rejected,
        "amount": row.amount + quantity * price,
    }
    return row.model_copy(update=more)


receipts = Projection(
    name="receipts",
    row=ReceiptRow,
    key=(ReceiptRow.order, ReceiptRow.line, ReceiptRow.received_on, ReceiptRow.delivery_note),
    indexes=(
        (ReceiptRow.supplier, ReceiptRow.received_on),
        (ReceiptRow.item, ReceiptRow.received_on),
        (ReceiptRow.received_on,),
    ),
    of=(Receipt, PurchaseOrderTakenOver, PurchaseOrderGivenBack),
    touches=touches,
    project=project,
)
