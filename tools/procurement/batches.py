"""Batches: whole files of suppliers, sourcing terms and orders, each taken over as one draft."""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.kernel import Internal, Message, Money, Personal, Public, Quantity, Step
from domain.procurement.order_commands import TakeOverPurchaseOrder
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import OPEN
from domain.procurement.purchase_order import purchase_order
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.procurement.sourcing import AgreeSourcing, key_of, sourcing
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms
from domain.procurement.supplier import HoldSupplier, RegisterSupplier, supplier
from domain.procurement.suppliers import SupplierRow, suppliers
from tools.taking_over import BatchDraft, every, take_over
from tools.toolkit import ToolContext, draft, read

Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
MOST = Field(min_length=1, max_length=10_000)
OURS = re.compile(r"PO-(\d{1,9})")


class KnownTerms(Message):
    supplier: Public[str]
    item: Public[str]
    price: Internal[Money]
    unit: Public[str]
    min_order: Internal[Decimal]
    max_order: Internal[Decimal]
    lead_days: Internal[int]
    supplier_code: Public[str]


class KnownLine(Message):
    line: Public[int]
    item: Public[str]
    quantity: Internal[Quantity]
    price: Internal[Money]
    due_on: Internal[date]
    received: Internal[Decimal]
    rejected: Internal[Decimal]


class KnownOrder(Message):
    number: Public[str]
    supplier: Public[str]
    ordered_on: Internal[date]
    currency: Public[str]
    stage: Internal[str]
    lines: Internal[tuple[KnownLine, ...]]


class KnownSupplier(Message):
    supplier: Public[str]
    name: Public[str]
    city: Public[str]
    country: Public[str]
    email: Personal[str]
    currency: Public[str]
    payment_days: Internal[int]
    preferred: Internal[bool]
    rating: Internal[int]
    held: Internal[bool]


class KnownProcurement(Message):
    """What is there already, in the form in which it is taken over."""

    suppliers: Internal[tuple[KnownSupplier, ...]]
    terms: Internal[tuple[KnownTerms, ...]]
    orders: Internal[tuple[KnownOrder, ...]]


@draft(says=(), title="Suppliers", listed=False)
async def draft_supplier_batch(
    ctx: ToolContext,
    title: Title,
    records: Annotated[tuple[RegisterSupplier, ...], MOST],
    held: Mapping[str, str],
) -> BatchDraft:
    """Draft the suppliers of a file in one draft; those in `held` come on hold, with a reason."""
    steps: list[Step] = []
    for record in records:
        stream = supplier.stream(record.supplier)
        steps.append(Step(stream, record))
        if reason := held.get(record.supplier):
            steps.append(Step(stream, HoldSupplier(reason=reason)))
    return await take_over(ctx, title, steps)


@draft(says=(), title="Sourcing terms", listed=False)
async def draft_sourcing_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[AgreeSourcing, ...], MOST]
) -> BatchDraft:
    """Draft the sourcing terms of a file, all of them in one draft."""
    steps = (Step(sourcing.stream(key_of(r.supplier, r.item)), r) for r in records)
    return await take_over(ctx, title, steps)


@draft(says=(), title="Purchase orders", listed=False)
async def draft_order_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[TakeOverPurchaseOrder, ...], MOST]
) -> BatchDraft:
    """Draft the purchase orders of a file in one draft; new orders are numbered behind them."""
    taken = (OURS.fullmatch(record.number) for record in records)
    await ctx.reserve(purchase_order.name, max((int(m[1]) for m in taken if m), default=0))
    steps = (Step(purchase_order.stream(record.number), record) for record in records)
    return await take_over(ctx, title, steps)


@read(says=(), title="Procurement as it stands", listed=False)
async def known_procurement(ctx: ToolContext) -> KnownProcurement:
    """Everything in procurement that a file to be taken over may hold already, or refer to."""
    lines: dict[str, list[KnownLine]] = defaultdict(list)
    for row in await every(ctx, order_lines.where()):
        lines[row.order].append(known_line(row))
    agreed = await every(ctx, sourcing_terms.where(SourcingRow.status == "active"))
    return KnownProcurement(
        suppliers=tuple([known_supplier(row) for row in await every(ctx, suppliers.where())]),
        terms=tuple([known_terms(row) for row in agreed]),
        orders=tuple(
            [known_order(r, lines[r.order]) for r in await every(ctx, purchase_orders.where())]
        ),
    )


def known_supplier(row: SupplierRow) -> KnownSupplier:
    names = KnownSupplier.model_fields.keys() - {"rating", "held"}
    fields = {name: getattr(row, name) for name in names}
    return KnownSupplier(**fields, rating=row.rating or 0, held=row.status == "on_hold")


def known_terms(row: SourcingRow) -> KnownTerms:
    return KnownTerms(
        supplier=row.supplier,
        item=row.item,
        price=Money(amount=row.price, currency=row.currency),
        unit=row.unit,
        min_order=row.min_order,
        max_order=row.max_order or Decimal(0),
        lead_days=row.lead_days,
        supplier_code=row.supplier_code,
    )


def known_line(row: OrderLineRow) -> KnownLine:
    return KnownLine(
        line=row.line,
        item=row.item,
        quantity=Quantity(amount=row.ordered, unit=row.unit),
        price=Money(amount=row.price, currency=row.currency),
        due_on=row.due_on,
        received=row.received,
        rejected=row.rejected,
    )


def known_order(row: PurchaseOrderRow, lines: list[KnownLine]) -> KnownOrder:
    stage = "placed" if row.status in OPEN or row.status == "received" else row.status
    return KnownOrder(
        number=row.number,
        supplier=row.supplier,
        ordered_on=row.ordered_on,
        currency=row.currency,
        stage=stage,
        lines=tuple(lines),
    )


BATCHES = (
    draft_supplier_batch,
    draft_sourcing_batch,
    draft_order_batch,
    known_procurement,
)
