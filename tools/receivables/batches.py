"""Batches: a whole file of invoices to customers, taken over as one draft."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from domain.kernel import Internal, Message, Public, Step
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.invoice_events import (
    TakeOverCustomerInvoice,
)
from tools.taking_over import MOST, BatchDraft, Title, every, take_over
from tools.toolkit import ToolContext, draft, read

OURS = re.compile(r"INV-(\d{1,9})")


class KnownCustomerInvoice(Message):
    invoice: Public[str]
    customer: Public[str]
    order: Public[str]
    issued_on: Internal[date | None]
    due_on: Internal[date | None]
    currency: Public[str]
    net: Internal[Decimal]
    cancelled: Internal[bool]


class KnownReceivables(Message):
    """What is there already, in the form in which it is taken over."""

    invoices: Internal[tuple[KnownCustomerInvoice, ...]]


@draft(says=(), title="Customer invoices", listed=False)
async def draft_customer_invoice_batch(
    ctx: ToolContext,
    title: Title,
    records: Annotated[tuple[TakeOverCustomerInvoice, ...], MOST],
) -> BatchDraft:
    """Draft the invoices of a file in one draft; new invoices are numbered behind them."""
    taken = (OURS.fullmatch(record.invoice) for record in records)
    await ctx.reserve(customer_invoice.name, max((int(m[1]) for m in taken if m), default=0))
    steps = (Step(customer_invoice.stream(record.invoice), record) for record in records)
    return await take_over(ctx, title, steps)


@read(says=(), title="Receivables as they stand", listed=False)
async def known_receivables(ctx: ToolContext) -> KnownReceivables:
    """Every invoice to a customer that a file to be taken over may hold already."""
    rows = await every(ctx, customer_invoices.where())
    return KnownReceivables(invoices=tuple([known(row) for row in rows]))


def known(row: CustomerInvoiceRow) -> KnownCustomerInvoice:
    return KnownCustomerInvoice(
        invoice=row.invoice,
        customer=row.customer,
        order=row.order,
        issued_on=row.issued_on,
        due_on=row.due_on,
        currency=row.currency,
        net=row.net,
        cancelled=row.status == "cancelled",
    )


BATCHES = (draft_customer_invoice_batch, known_receivables)
