"""Order lines: one row for each item ordered; what is on order and what was spent is asked here."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from domain.kernel import Fact, Internal, Projection, Public, Rollup, Row
from domain.procurement.order import Arrived, Header, Line, Order, Receipt, TakenLine, WentBack
from domain.procurement.order_events import (
    GoodsReceived,
    GoodsReturned,
    PurchaseOrderChanged,
    PurchaseOrderGivenBack,
    PurchaseOrderPlaced,
    PurchaseOrderTakenOver,
)
from domain.procurement.order_status import OPEN, days_late, stage_after, status_of

ZERO = Decimal(0)
L = TypeVar("L", Line, TakenLine, Arrived, WentBack)


class OrderLineRow(Row):
    """Outstanding is what is still expected: nothing of a draft, closed or cancelled order."""

    order: Public[str]
    line: Public[int]
    number: Public[str]
    item: Public[str]
    item_name: Public[str]
    category: Public[str]
    supplier: Public[str]
    supplier_name: Public[str]
    status: Internal[str] = "placed"
    ordered_on: Internal[date]
    due_on: Internal[date]
    unit: Public[str] = ""
    ordered: Internal[Decimal] = ZERO
    received: Internal[Decimal] = ZERO
    rejected: Internal[Decimal] = ZERO
    outstanding: Internal[Decimal] = ZERO
    price: Internal[Decimal] = ZERO
    amount: Internal[Decimal] = ZERO
    received_amount: Internal[Decimal] = ZERO
    outstanding_amount: Internal[Decimal] = ZERO
    currency: Public[str]
    last_received_on: Internal[date | None] = None
    days_late: Internal[int | None] = None
    opens: Public[int] = 0
    """1 on the line that stands first in its order, so that their sum is the number of orders."""


def touches(fact: Fact) -> list[OrderLineRow]:
    match fact.event:
        case Order() as event:
            return rows(fact.stream, event, event.lines)
        case Receipt() as event:
            return rows(fact.stream, event, event.lines)
        case PurchaseOrderChanged(after=after) as event:
            return rows(fact.stream, event, [after])
        case _:
            return []


def rows(stream: str, header: Header, lines: Sequence[Line | Arrived]) -> list[OrderLineRow]:
    return [
        OrderLineRow(
            order=stream,
            line=line.line,
            number=header.number,
            item=line.item,
            item_name=line.item_name,
            category=line.category,
            supplier=header.supplier,
            supplier_name=header.supplier_name,
            ordered_on=header.ordered_on,
            due_on=line.due_on,
            currency=header.currency,
        )
        for line in lines
    ]


def project(row: OrderLineRow, fact: Fact) -> OrderLineRow | None:
    match fact.event:
        case PurchaseOrderGivenBack():
            return None
        case PurchaseOrderPlaced(lines=lines):
            return now(row, "placed", **figures(of(row, lines)), opens=opens(row, lines))
        case PurchaseOrderTakenOver(lines=taken, stage=stage):
            line = of(row, taken)
            return now(row, stage, **figures(line), **come(line), opens=opens(row, taken))
        case PurchaseOrderChanged(after=after):
            return now(row, row.status, **figures(after))
        case GoodsReceived(lines=lines, received_on=on):
            last = max(on, row.last_received_on or on)
            return moved(row, of(row, lines), 1, last)
        case GoodsReturned(lines=lines):
            back = of(row, lines)
            return moved(row, back, -1, back.last_received_on)
        case event if reached := stage_after(event):
            return now(row, reached)
        case _:
            return row


def now(row: OrderLineRow, stage: str, **values: Any) -> OrderLineRow:
    """The row with these values, and with all that is derived from them."""
    new = row.model_copy(update=values)
    settled = min(new.ordered, new.received)
    status = status_of(stage, new.ordered, new.received, settled)
    outstanding = new.ordered - settled if status in OPEN else ZERO
    derived = {
        "status": status,
        "outstanding": outstanding,
        "amount": new.ordered * new.price,
        "received_amount": new.received * new.price,
        "outstanding_amount": outstanding * new.price,
        "days_late": days_late(new.last_received_on, new.due_on),
    }
    return new.model_copy(update=derived)


def opens(row: OrderLineRow, lines: Sequence[Line]) -> int:
    return int(row.line == min(line.line for line in lines))


def figures(line: Line) -> dict[str, Any]:
    return {
        "due_on": line.due_on,
        "unit": line.quantity.unit,
        "ordered": line.quantity.amount,
        "price": line.price.amount,
    }


def come(line: TakenLine) -> dict[str, Any]:
    """What had come of a line in the system it is taken over from."""
    last = line.received_on if line.received else None
    return {"received": line.received, "rejected": line.rejected, "last_received_on": last}


def moved(row: OrderLineRow, line: Arrived, sign: int, last: date | None) -> OrderLineRow:
    """The row after goods have come (1) or a receipt was taken back (-1)."""
    return now(
        row,
        row.status,
        received=row.received + sign * line.quantity.amount,
        rejected=row.rejected + sign * line.damaged,
        last_received_on=last,
    )


def of(row: OrderLineRow, lines: Iterable[L]) -> L:
    """The line of an event that this row is about; the row was touched because it has one."""
    return next(line for line in lines if line.line == row.line)


by_supplier = Rollup(
    name="order_lines_by_supplier",
    of=OrderLineRow,
    by=(
        OrderLineRow.supplier,
        OrderLineRow.supplier_name,
        OrderLineRow.currency,
        OrderLineRow.status,
    ),
    months=(OrderLineRow.ordered_on,),
    sums=(OrderLineRow.amount, OrderLineRow.opens),
)
by_item = Rollup(
    name="order_lines_by_item",
    of=OrderLineRow,
    by=(
        OrderLineRow.item,
        OrderLineRow.item_name,
        OrderLineRow.category,
        OrderLineRow.currency,
        OrderLineRow.status,
    ),
    months=(OrderLineRow.ordered_on,),
    sums=(OrderLineRow.amount,),
)
order_lines = Projection(
    name="order_lines",
    row=OrderLineRow,
    key=(OrderLineRow.order, OrderLineRow.line),
    indexes=(
        (OrderLineRow.item, OrderLineRow.ordered_on),
        (OrderLineRow.supplier, OrderLineRow.ordered_on),
        (OrderLineRow.status, OrderLineRow.due_on),
        (OrderLineRow.category, OrderLineRow.ordered_on),
        (OrderLineRow.ordered_on,),
    ),
    rollups=(by_supplier, by_item),
    of=(Order, Receipt, PurchaseOrderChanged),
    touches=touches,
    project=project,
)
