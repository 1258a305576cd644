"""Sales order lines: one row for each product ordered; what to pick and what was sold is here."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.fulfillment.order import (
    ZERO,
    Goods,
    Sale,
    SalesHeader,
    SalesLine,
    first_of,
    numbered,
)
from domain.fulfillment.order_events import (
    OnGoods,
    SalesOrderCancelled,
    SalesOrderGivenBack,
    SalesOrderPlaced,
    SalesOrderReinstated,
)
from domain.fulfillment.order_status import COLUMN, OPEN, Progress, left
from domain.kernel import Fact, Internal, Projection, Public, Rollup, Row, among, narrow
from domain.kernel.matching import matching
from domain.kernel.ownership import owned_by
from domain.kernel.part import whole


class SalesOrderLineRow(Row):
    """What is to be picked, packed or shipped is nothing of an order that is cancelled."""

    order: Public[str]
    line: Public[int]
    product: Public[str]
    product_name: Public[str]
    item: Public[str]
    item_name: Public[str]
    category: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    ship_country: Public[str] = ""
    status: Internal[str] = "placed"
    ordered_on: Internal[date]
    requested_on: Internal[date | None]
    unit: Public[str]
    ordered: Internal[Decimal] = ZERO
    back_ordered: Internal[Decimal] = ZERO
    picked: Internal[Decimal] = ZERO
    packed: Internal[Decimal] = ZERO
    shipped: Internal[Decimal] = ZERO
    returned: Internal[Decimal] = ZERO
    open: Internal[Decimal] = ZERO
    to_pick: Internal[Decimal] = ZERO
    to_pack: Internal[Decimal] = ZERO
    to_ship: Internal[Decimal] = ZERO
    price: Internal[Decimal] = ZERO
    price_reason: Internal[str] = ""
    promotion: Public[str] = ""
    promotion_name: Public[str] = ""
    list_price: Internal[Decimal | None] = None
    amount: Internal[Decimal] = ZERO
    shipped_amount: Internal[Decimal] = ZERO
    returned_amount: Internal[Decimal] = ZERO
    open_amount: Internal[Decimal] = ZERO
    discount_amount: Internal[Decimal] = ZERO
    """What the promotion takes off the whole line."""
    currency: Public[str]
    opens: Public[int] = 0
    """1 on the line that stands first in its order, so that their sum is the number of orders."""


BLANK = whole(
    SalesOrderLineRow(
        order="",
        line=0,
        product="",
        product_name="",
        item="",
        item_name="",
        category="",
        customer="",
        customer_name="",
        ordered_on=date.min,
        requested_on=None,
        unit="",
        currency="",
    )
)
"""What the rows of all lines have in common; the values beside it were checked in the order."""


def touches(fact: Fact) -> list[SalesOrderLineRow]:
    match fact.event:
        case Sale() as event:
            return rows(event, event.lines)
        case OnGoods() as event:
            once = {line.line: line for line in event.lines}
            return rows(event, list(once.values()))
        case _:
            return []


def rows(header: SalesHeader, lines: Sequence[Goods]) -> list[SalesOrderLineRow]:
    alike = BLANK.model_copy(update=dict(header.header))
    return [
        alike.model_copy(
            update={
                "line": line.line,
                "product": line.product,
                "product_name": line.product_name,
                "item": line.item,
                "item_name": line.item_name,
                "category": line.category,
                "unit": line.quantity.unit,
            }
        )
        for line in lines
    ]


def project(row: SalesOrderLineRow, fact: Fact) -> SalesOrderLineRow | None:
    match fact.event:
        case SalesOrderPlaced(lines=lines, ship_country=country):
            line = numbered(lines, row.line)
            if line is None:
                return row
            first = int(row.line == first_of(lines))
            return now(row, "placed", **figures(line), ship_country=country, opens=first)
        case SalesOrderGivenBack():
            return None
        case SalesOrderCancelled():
            return now(row, "cancelled")
        case SalesOrderReinstated():
            return now(row, "placed")
        case OnGoods(lines=goods) as event:
            column, sign = COLUMN[type(event)]
            amounts = (line.quantity.amount for line in matching(goods, "line", row.line))
            more = sign * sum(amounts, ZERO)
            return now(row, row.status, **{column: getattr(row, column) + more})
        case _:
            return row


def figures(line: SalesLine) -> dict[str, Any]:
    return {
        "ordered": line.quantity.amount,
        "back_ordered": line.back_ordered,
        "price": line.price.amount,
        "price_reason": line.price_reason,
        "promotion": line.promotion,
        "promotion_name": line.promotion_name,
        "list_price": line.list_price.amount if line.list_price else None,
    }


def now(row: SalesOrderLineRow, before: str, **values: Any) -> SalesOrderLineRow:
    """The row with these values, and with all that is derived from them."""
    new = row.model_copy(update=values)
    status = progress(new).status(before)
    is_open, to_leave = status in OPEN, left(status, new.ordered, new.shipped)
    derived = {
        "status": status,
        "open": to_leave,
        "to_pick": new.ordered - new.back_ordered - new.picked if is_open else ZERO,
        "to_pack": new.picked - new.packed if is_open else ZERO,
        "to_ship": new.packed - new.shipped if is_open else ZERO,
        "amount": new.ordered * new.price,
        "shipped_amount": new.shipped * new.price,
        "returned_amount": new.returned * new.price,
        "open_amount": to_leave * new.price,
        "discount_amount": discount(new),
    }
    return new.model_copy(update=derived)


def discount(row: SalesOrderLineRow) -> Decimal:
    return ZERO if row.list_price is None else row.ordered * (row.list_price - row.price)


def progress(row: Any) -> Progress:
    return Progress(
        ordered=row.ordered,
        back_ordered=row.back_ordered,
        picked=row.picked,
        packed=row.packed,
        shipped=row.shipped,
    )


by_category = Rollup(
    name="sales_order_lines_by_category",
    of=SalesOrderLineRow,
    by=(SalesOrderLineRow.category, SalesOrderLineRow.currency, SalesOrderLineRow.status),
    months=(SalesOrderLineRow.ordered_on,),
    sums=(SalesOrderLineRow.amount, SalesOrderLineRow.open_amount, SalesOrderLineRow.opens),
)
by_customer = Rollup(
    name="sales_order_lines_by_customer",
    of=SalesOrderLineRow,
    by=(
        SalesOrderLineRow.customer,
        SalesOrderLineRow.customer_name,
        SalesOrderLineRow.currency,
        SalesOrderLineRow.status,
    ),
    months=(SalesOrderLineRow.ordered_on,),
    sums=(SalesOrderLineRow.amount, SalesOrderLineRow.open_amount, SalesOrderLineRow.opens),
)
by_product = Rollup(
    name="sales_order_lines_by_product",
    of=SalesOrderLineRow,
    by=(
        SalesOrderLineRow.product,
        SalesOrderLineRow.product_name,
        SalesOrderLineRow.category,
        SalesOrderLineRow.currency,
        SalesOrderLineRow.status,
    ),
    months=(SalesOrderLineRow.ordered_on,),
    sums=(SalesOrderLineRow.amount, SalesOrderLineRow.open_amount),
)
sales_order_lines = Projection(
    name="sales_order_lines",
    row=SalesOrderLineRow,
    key=(SalesOrderLineRow.order, SalesOrderLineRow.line),
    indexes=(
        (SalesOrderLineRow.item, SalesOrderLineRow.ordered_on),
        (SalesOrderLineRow.product, SalesOrderLineRow.ordered_on),
        (SalesOrderLineRow.customer, SalesOrderLineRow.ordered_on),
        (SalesOrderLineRow.status, SalesOrderLineRow.ordered_on),
        (SalesOrderLineRow.category, SalesOrderLineRow.ordered_on),
        (SalesOrderLineRow.promotion, SalesOrderLineRow.ordered_on),
        (SalesOrderLineRow.ordered_on,),
        narrow(
            among(SalesOrderLineRow.status, OPEN),
            SalesOrderLineRow.back_ordered > ZERO,
            by=(SalesOrderLineRow.ordered_on, SalesOrderLineRow.order, SalesOrderLineRow.line),
        ),
    ),
    rollups=(by_category, by_customer, by_product),
    of=(Sale, OnGoods),
    touches=touches,
    project=project,
    told=owned_by(SalesOrderLineRow.customer),
)
