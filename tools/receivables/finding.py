"""Finding: the customer, the invoice or the payment that is meant, or the question which one."""

from typing import TypeVar

from domain.customers.customers import CustomerRow
from domain.kernel import Projection, Refused, Row, among, falling
from domain.kernel.wording import money
from domain.receivables.credit_notes import CreditNoteRow, credit_notes
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments
from tools.resolve import CUSTOMERS, SHOWN, Candidate, Candidates, named, one
from tools.toolkit import ToolContext

R = TypeVar("R", bound=Row)
OPEN_INVOICES = 500
"""So many open invoices of one customer are looked at where a payment is matched."""


async def customer_called(ctx: ToolContext, said: str) -> CustomerRow:
    """The one customer of this code or name, billed already or not."""
    return await one(ctx, CUSTOMERS, said)


async def customer_or_none(ctx: ToolContext, said: str | None) -> CustomerRow | None:
    return await named(ctx, CUSTOMERS, said)


def currency_of(ctx: ToolContext, who: CustomerRow) -> str:
    """In what a customer is billed: in the currency of the business where none was agreed."""
    return who.currency or ctx.currency


async def invoice_numbered(ctx: ToolContext, number: str) -> CustomerInvoiceRow:
    row = await first(ctx, customer_invoices, CustomerInvoiceRow.invoice == number)
    if row is not None:
        return row
    newest = customer_invoices.where(
        among(CustomerInvoiceRow.status, OPEN),
        order_by=(falling(CustomerInvoiceRow.issued_on), CustomerInvoiceRow.invoice),
        limit=SHOWN,
    )
    page = await ctx.rows(newest)
    options = tuple(
        Candidate(value=row.invoice, label=row.invoice, detail=of_invoice(row)) for row in page.rows
    )
    raise unknown("invoice", "Which invoice?", number, "the open invoices", options)


async def payment_numbered(ctx: ToolContext, number: str) -> CustomerPaymentRow:
    row = await first(ctx, customer_payments, CustomerPaymentRow.payment == number)
    if row is not None:
        return row
    newest = customer_payments.where(
        order_by=(falling(CustomerPaymentRow.received_on), CustomerPaymentRow.payment),
        limit=SHOWN,
    )
    page = await ctx.rows(newest)
    options = tuple(
        Candidate(
            value=row.payment,
            label=row.payment,
            detail=f"{row.customer_name}, {money(row.amount, row.currency)}",
        )
        for row in page.rows
    )
    raise unknown("payment", "Which payment?", number, "the payments", options)


async def credit_note_numbered(ctx: ToolContext, number: str) -> CreditNoteRow:
    row = await first(ctx, credit_notes, CreditNoteRow.credit_note == number)
    if row is not None:
        return row
    newest = credit_notes.where(
        order_by=(falling(CreditNoteRow.issued_on), CreditNoteRow.credit_note), limit=SHOWN
    )
    page = await ctx.rows(newest)
    options = tuple(
        Candidate(
            value=each.credit_note,
            label=each.credit_note,
            detail=f"{each.customer_name}, {money(each.amount, each.currency)}",
        )
        for each in page.rows
    )
    raise unknown("credit_note", "Which credit note?", number, "the credit notes", options)


async def first(ctx: ToolContext, rows: Projection[R], *conditions: bool) -> R | None:
    return (await ctx.rows(rows.where(*conditions, limit=1, counted=False))).first


def unknown(
    slot: str, asks: str, number: str, list_: str, options: tuple[Candidate, ...]
) -> Refused:
    noun = slot.replace("_", " ")
    reason = f"There is no {noun} {number}: check the number, or list {list_}."
    evidence = Candidates(slot=slot, asks=asks, options=options, total=len(options))
    return Refused(reason, f"unknown_{slot}", evidence if options else None)


def of_invoice(row: CustomerInvoiceRow) -> str:
    return f"{row.customer_name}, {money(row.open_amount, row.currency)} open"


async def open_of(ctx: ToolContext, customer: str, currency: str) -> tuple[CustomerInvoiceRow, ...]:
    """What a customer has open in a currency, the first due first."""
    asked = customer_invoices.where(
        CustomerInvoiceRow.customer == customer,
        CustomerInvoiceRow.currency == currency,
        among(CustomerInvoiceRow.status, OPEN),
        order_by=(CustomerInvoiceRow.due_on, CustomerInvoiceRow.invoice),
        limit=OPEN_INVOICES,
        counted=False,
    )
    return tuple((await ctx.rows(asked)).rows)
