"""Batches: whole files of sales orders and of what left for them, each taken over as one draft."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.fulfillment.at_once import at_once
from domain.fulfillment.order_commands import (
    ShipSalesOrder,
    TakeOverSalesOrder,
)
from domain.fulfillment.order_status import ENDED
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.kernel import Internal, Message, Money, Public, Quantity, Refused, Step
from domain.kernel.words import Code
from tools.taking_over import MOST, BatchDraft, Title, every, take_over
from tools.toolkit import ToolContext, draft, read

OURS = re.compile(r"SO-(\d{1,9})")


class KnownSale(Message):
    line: Public[int]
    product: Public[str]
    quantity: Internal[Quantity]
    price: Internal[Money]


class KnownSalesOrder(Message):
    order: Public[str]
    customer: Public[str]
    ordered_on: Internal[date]
    requested_on: Internal[date | None]
    currency: Public[str]
    lines: Internal[tuple[KnownSale, ...]]
    cancelled: Internal[bool]


class KnownPortion(Message):
    line: Public[int]
    quantity: Internal[Quantity]


class KnownShipment(Message):
    order: Public[str]
    shipped_on: Internal[date]
    carrier: Public[str]
    lines: Internal[tuple[KnownPortion, ...]]


class KnownFulfillment(Message):
    """What is there already, in the form in which it is taken over."""

    orders: Internal[tuple[KnownSalesOrder, ...]]
    shipments: Internal[tuple[KnownShipment, ...]]


@draft(says=(), title="Sales orders", listed=False)
async def draft_sales_order_batch(
    ctx: ToolContext,
    title: Title,
    records: Annotated[tuple[TakeOverSalesOrder, ...], MOST],
) -> BatchDraft:
    """Draft the sales orders of a file in one draft; new orders are numbered behind them."""
    taken = (OURS.fullmatch(record.order) for record in records)
    await ctx.reserve(sales_order.name, max((int(m[1]) for m in taken if m), default=0))
    steps = (Step(sales_order.stream(record.order), record) for record in records)
    return await take_over(ctx, title, steps)


@draft(says=(), title="Shipments", listed=False)
async def draft_shipment_batch(
    ctx: ToolContext,
    title: Title,
    orders: tuple[Code, ...],
    records: Annotated[tuple[ShipSalesOrder, ...], MOST],
) -> BatchDraft:
    """Draft what left for these orders in one draft: picked, packed and shipped on one day."""
    if len(orders) != len(records):
        reason = "Not drafted. There must be one order for each shipment."
        raise Refused(reason, "orders_and_shipments")
    steps = (
        Step(sales_order.stream(order), command)
        for order, shipment in zip(orders, records, strict=True)
        for command in at_once(shipment)
    )
    return await take_over(ctx, title, steps)


@read(says=(), title="Fulfillment as it stands", listed=False)
async def known_fulfillment(ctx: ToolContext) -> KnownFulfillment:
    """Every sales order and shipment that a file to be taken over may hold already."""
    lines: dict[str, list[SalesOrderLineRow]] = defaultdict(list)
    for line in await every(ctx, sales_order_lines.where()):
        lines[line.order].append(line)
    left: dict[tuple[str, int], list[ShipmentRow]] = defaultdict(list)
    for row in await every(ctx, shipments.where()):
        left[row.order, row.shipment].append(row)
    return KnownFulfillment(
        orders=tuple(
            [known_order(row, lines[row.order]) for row in await every(ctx, sales_orders.where())]
        ),
        shipments=tuple([known_shipment(rows) for rows in left.values()]),
    )


def known_order(row: SalesOrderRow, lines: Sequence[SalesOrderLineRow]) -> KnownSalesOrder:
    return KnownSalesOrder(
        order=row.order,
        customer=row.customer,
        ordered_on=row.ordered_on,
        requested_on=row.requested_on,
        currency=row.currency,
        lines=tuple([known_line(line) for line in sorted(lines, key=lambda line: line.line)]),
        cancelled=row.status in ENDED,
    )


def known_line(line: SalesOrderLineRow) -> KnownSale:
    return KnownSale(
        line=line.line,
        product=line.product,
        quantity=Quantity(amount=line.ordered, unit=line.unit),
        price=Money(amount=line.price, currency=line.currency),
    )


def known_shipment(rows: Sequence[ShipmentRow]) -> KnownShipment:
    first = rows[0]
    return KnownShipment(
        order=first.order,
        shipped_on=first.shipped_on,
        carrier=first.carrier,
        lines=tuple(
            [
                KnownPortion(line=r.line, quantity=Quantity(amount=r.quantity, unit=r.unit))
                for r in sorted(rows, key=lambda row: row.line)
            ]
        ),
    )


BATCHES = (draft_sales_order_batch, draft_shipment_batch, known_fulfillment)
