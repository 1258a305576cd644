"""Histories: everything that happened to one invoice, credit note or payment."""

from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_payment import customer_payment
from tools.happened import Happened, told
from tools.receivables.arguments import CreditNote, Invoice, Payment
from tools.receivables.finding import credit_note_numbered, invoice_numbered, payment_numbered
from tools.reply import Reply
from tools.toolkit import ToolContext, read


@read(
    title="Customer invoice history",
    says=(
        "history of {invoice}",
        "what happened to {invoice}",
        "show the history of {invoice}",
        "who issued {invoice}",
        "who wrote {invoice}",
        "who signed {invoice}",
        "who credited {invoice}",
        "who cancelled {invoice}",
        "events of {invoice}",
        "log of {invoice}",
        "what has been done with {invoice}",
        "tell me the story of {invoice}",
    ),
)
async def customer_invoice_history(ctx: ToolContext, invoice: Invoice) -> Reply[Happened]:
    """Tell everything on record about an invoice to a customer, the oldest first, by whom."""
    row = await invoice_numbered(ctx, invoice)
    return await told(ctx, row.invoice, customer_invoice.stream(row.invoice))


@read(
    title="Customer payment history",
    says=(
        "history of {payment}",
        "what happened to {payment}",
        "show the history of {payment}",
        "who recorded {payment}",
        "who allocated {payment}",
        "who signed {payment}",
        "events of {payment}",
        "log of {payment}",
        "what has been done with {payment}",
        "tell me the story of {payment}",
    ),
)
async def customer_payment_history(ctx: ToolContext, payment: Payment) -> Reply[Happened]:
    """Tell everything on record about a payment of a customer, the oldest first, by whom."""
    row = await payment_numbered(ctx, payment)
    return await told(ctx, row.payment, customer_payment.stream(row.payment))


@read(
    title="Credit note history",
    says=(
        "history of {credit_note}",
        "what happened to {credit_note}",
        "show the history of {credit_note}",
        "who wrote {credit_note}",
        "who signed {credit_note}",
        "who issued {credit_note}",
        "events of {credit_note}",
        "log of {credit_note}",
        "tell me the story of {credit_note}",
    ),
)
async def credit_note_history(ctx: ToolContext, credit_note: CreditNote) -> Reply[Happened]:
    """Tell everything on record about the invoice that a credit note takes back a part of."""
    row = await credit_note_numbered(ctx, credit_note)
    name = f"{row.invoice}, on which {row.credit_note} is"
    return await told(ctx, name, customer_invoice.stream(row.invoice))
