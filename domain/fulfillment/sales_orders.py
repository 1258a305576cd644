"""Sales orders: one row for each, with what has left and what is still to leave."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from domain.fulfillment.order import ZERO, Goods, SalesHeader
from domain.fulfillment.order_events import (
    OnGoods,
    SalesOrderCancelled,
    SalesOrderGivenBack,
    SalesOrderPlaced,
    SalesOrderReinstated,
    SalesOrderShipped,
    ShipmentRecalled,
)
from domain.fulfillment.order_status import COLUMN, left
from domain.fulfillment.sales_order_lines import progress
from domain.kernel import Fact, Internal, Personal, Projection, Public, Row, narrow
from domain.kernel.ownership import owned_by
from domain.kernel.subjects import CUSTOMER


class SalesOrderRow(Row):
    """Amounts are net; the quantities of all lines together say how far the order has come."""

    data_subject: ClassVar[str] = CUSTOMER
    subject_in: ClassVar[str] = "customer"

    order: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    status: Internal[str] = "placed"
    ordered_on: Internal[date]
    requested_on: Internal[date | None]
    ship_to: Personal[str] = ""
    ship_country: Public[str] = ""
    lines: Internal[int] = 0
    currency: Public[str]
    total: Internal[Decimal] = ZERO
    shipped_amount: Internal[Decimal] = ZERO
    returned_amount: Internal[Decimal] = ZERO
    open_amount: Internal[Decimal] = ZERO
    ordered: Internal[Decimal] = ZERO
    back_ordered: Internal[Decimal] = ZERO
    picked: Internal[Decimal] = ZERO
    packed: Internal[Decimal] = ZERO
    shipped: Internal[Decimal] = ZERO
    returned: Internal[Decimal] = ZERO
    last_shipped_on: Internal[date | None] = None


def touches(fact: Fact) -> list[SalesOrderRow]:
    match fact.event:
        case SalesHeader() as header:
            return [SalesOrderRow(**dict(header.header))]
        case _:
            return []


def project(row: SalesOrderRow, fact: Fact) -> SalesOrderRow | None:
    match fact.event:
        case SalesOrderPlaced() as placed:
            return now(row, "placed", **figures(placed))
        case SalesOrderGivenBack():
            return None
        case SalesOrderCancelled():
            return now(row, "cancelled")
        case SalesOrderReinstated():
            return now(row, "placed")
        case SalesOrderShipped(shipped_on=on) as event:
            last = max(on, row.last_shipped_on or on)
            return handled(row, event, last_shipped_on=last)
        case ShipmentRecalled(last_shipped_on=earlier) as event:
            return handled(row, event, last_shipped_on=earlier)
        case OnGoods() as event:
            return handled(row, event)
        case _:
            return row


def figures(placed: SalesOrderPlaced) -> dict[str, Any]:
    return {
        "ship_to": placed.ship_to,
        "ship_country": placed.ship_country,
        "lines": len(placed.lines),
        "total": placed.total.amount,
        "ordered": sum((line.quantity.amount for line in placed.lines), ZERO),
        "back_ordered": sum((line.back_ordered for line in placed.lines), ZERO),
    }


def handled(row: SalesOrderRow, event: OnGoods, **values: Any) -> SalesOrderRow:
    """The row after something was done with goods of it."""
    column, sign = COLUMN[type(event)]
    values[column] = getattr(row, column) + sign * amount(event.lines)
    money = f"{column}_amount"
    if money in SalesOrderRow.model_fields:
        values[money] = getattr(row, money) + sign * value(event.lines)
    return now(row, row.status, **values)


def amount(lines: tuple[Goods, ...]) -> Decimal:
    return sum((line.quantity.amount for line in lines), ZERO)


def value(lines: tuple[Goods, ...]) -> Decimal:
    return sum((line.costs for line in lines), ZERO)


def now(row: SalesOrderRow, before: str, **values: Any) -> SalesOrderRow:
    """The row with these values, and with all that is derived from them."""
    new = row.model_copy(update=values)
    status = progress(new).status(before)
    owed = left(status, new.total, new.shipped_amount)
    return new.model_copy(update={"status": status, "open_amount": owed})


sales_orders = Projection(
    name="sales_orders",
    row=SalesOrderRow,
    key=(SalesOrderRow.order,),
    indexes=(
        (SalesOrderRow.customer, SalesOrderRow.ordered_on),
        (SalesOrderRow.status, SalesOrderRow.requested_on),
        (SalesOrderRow.ordered_on,),
        narrow(
            SalesOrderRow.open_amount > ZERO, by=(SalesOrderRow.customer, SalesOrderRow.open_amount)
        ),
    ),
    of=(SalesHeader,),
    touches=touches,
    project=project,
    told=owned_by(SalesOrderRow.customer),
)
