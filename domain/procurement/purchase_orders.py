"""Purchase orders: one row for each, with what is outstanding and when it was to come."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.procurement.order import Header, Line, Order, Receipt, TakenOrder
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


class PurchaseOrderRow(Row):
    """Amounts are net; what is settled has arrived, at most as much of it as was ordered."""

    order: Public[str]
    number: Public[str]
    supplier: Public[str]
    supplier_name: Public[str]
    status: Internal[str] = "placed"
    ordered_on: Internal[date]
    due_on: Internal[date | None] = None
    complete_by: Internal[date | None] = None
    lines: Internal[int] = 0
    currency: Public[str]
    amount: Internal[Decimal] = ZERO
    settled_amount: Internal[Decimal] = ZERO
    outstanding_amount: Internal[Decimal] = ZERO
    ordered: Internal[Decimal] = ZERO
    received: Internal[Decimal] = ZERO
    settled: Internal[Decimal] = ZERO
    received_share: Internal[Decimal] = ZERO
    last_received_on: Internal[date | None] = None
    days_late: Internal[int | None] = None


def touches(fact: Fact) -> list[PurchaseOrderRow]:
    match fact.event:
        case Header() as header:
            known = {name: getattr(header, name) for name in Header.model_fields}
            return [PurchaseOrderRow(order=fact.stream, **known)]
        case _:
            return []


def project(row: PurchaseOrderRow, fact: Fact) -> PurchaseOrderRow | None:
    match fact.event:
        case PurchaseOrderGivenBack():
            return None
        case PurchaseOrderPlaced() as placed:
            return now(row, "placed", **figures(placed))
        case PurchaseOrderTakenOver(stage=stage) as taken:
            return now(row, stage, **figures(taken), **come(taken))
        case PurchaseOrderChanged() as change:
            return changed(row, change)
        case GoodsReceived(received_on=received_on) as receipt:
            last = max(received_on, row.last_received_on or received_on)
            return moved(row, receipt, 1, last)
        case GoodsReturned(last_received_on=last) as receipt:
            return moved(row, receipt, -1, last)
        case event if reached := stage_after(event):
            return now(row, reached)
        case _:
            return row


def now(row: PurchaseOrderRow, stage: str, **values: Any) -> PurchaseOrderRow:
    """The row with these values, and with all that is derived from them."""
    new = row.model_copy(update=values)
    status = status_of(stage, new.ordered, new.received, new.settled)
    derived = {
        "status": status,
        "outstanding_amount": new.amount - new.settled_amount if status in OPEN else ZERO,
        "received_share": round(new.settled / new.ordered, 4) if new.ordered else ZERO,
        "days_late": days_late(new.last_received_on, new.complete_by),
    }
    return new.model_copy(update=derived)


def figures(order: Order) -> dict[str, Any]:
    return {
        "due_on": order.due_on,
        "complete_by": order.complete_by,
        "lines": len(order.lines),
        "amount": order.total.amount,
        "ordered": sum((line.quantity.amount for line in order.lines), ZERO),
    }


def come(taken: TakenOrder) -> dict[str, Any]:
    """What had come of an order in the system it is taken over from."""
    days = [line.received_on for line in taken.lines if line.received and line.received_on]
    return {
        "received": sum((line.received for line in taken.lines), ZERO),
        "settled": sum((settled(line, line.received) for line in taken.lines), ZERO),
        "settled_amount": sum((settled_amount(line, line.received) for line in taken.lines), ZERO),
        "last_received_on": max(days, default=None),
    }


def changed(row: PurchaseOrderRow, change: PurchaseOrderChanged) -> PurchaseOrderRow:
    before, after, received = change.before, change.after, change.received
    more = settled(after, received) - settled(before, received)
    dearer = settled_amount(after, received) - settled_amount(before, received)
    return now(
        row,
        row.status,
        due_on=change.due_on,
        complete_by=change.complete_by,
        amount=change.total.amount,
        ordered=row.ordered + after.quantity.amount - before.quantity.amount,
        settled=row.settled + more,
        settled_amount=row.settled_amount + dearer,
    )


def moved(
    row: PurchaseOrderRow, receipt: Receipt, sign: int, last: date | None
) -> PurchaseOrderRow:
    """The row after goods have come (1) or a receipt was taken back (-1)."""
    value = sum((line.settles * line.price.amount for line in receipt.lines), ZERO)
    return now(
        row,
        row.status,
        received=row.received + sign * sum((a.quantity.amount for a in receipt.lines), ZERO),
        settled=row.settled + sign * sum((line.settles for line in receipt.lines), ZERO),
        settled_amount=row.settled_amount + sign * value,
        last_received_on=last,
    )


def settled(line: Line, received: Decimal) -> Decimal:
    return min(line.quantity.amount, received)


def settled_amount(line: Line, received: Decimal) -> Decimal:
    return settled(line, received) * line.price.amount


purchase_orders = Projection(
    name="purchase_orders",
    row=PurchaseOrderRow,
    key=(PurchaseOrderRow.order,),
    indexes=(
        (PurchaseOrderRow.number,),
        (PurchaseOrderRow.supplier, PurchaseOrderRow.ordered_on),
        (PurchaseOrderRow.status, PurchaseOrderRow.due_on),
        (PurchaseOrderRow.ordered_on,),
    ),
    of=(Header,),
    touches=touches,
    project=project,
)
