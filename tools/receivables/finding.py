"""Finding: the customer, the invoice or the payment that is meant, or the question which one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

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


@dataclass(frozen=True)
class Papers(Generic[R]):
    """Documents that are called by their number, and what is offered where there is none."""

    slot: str
    of: Projection[R]
    key: str
    since: str
    listed: str
    told: Callable[[R], str]
    only: tuple[bool, ...] = ()


INVOICES = Papers(
    "invoice",
    customer_invoices,
    "invoice",
    "issued_on",
    "the open invoices",
    lambda row: f"{row.customer_name}, {money(row.open_amount, row.currency)} open",
    (among(CustomerInvoiceRow.status, OPEN),),
)
PAYMENTS = Papers(
    "payment",
    customer_payments,
    "payment",
    "received_on",
    "the payments",
    lambda row: f"{row.customer_name}, {money(row.amount, row.currency)}",
)
CREDIT_NOTES = Papers(
    "credit_note",
    credit_notes,
    "credit_note",
    "issued_on",
    "the credit notes",
    lambda row: f"{row.customer_name}, {money(row.amount, row.currency)}",
)


async def customer_called(ctx: ToolContext, said: str) -> CustomerRow:
    """The one customer of this code or name, billed already or not."""
    return await one(ctx, CUSTOMERS, said)


async def customer_or_none(ctx: ToolContext, said: str | None) -> CustomerRow | None:
    return await named(ctx, CUSTOMERS, said)


def currency_of(ctx: ToolContext, who: CustomerRow) -> str:
    """In what a customer is billed: in the currency of the business where none was agreed."""
    return who.currency or ctx.currency


async def invoice_numbered(ctx: ToolContext, number: str) -> CustomerInvoiceRow:
    return await numbered(ctx, INVOICES, number)


async def payment_numbered(ctx: ToolContext, number: str) -> CustomerPaymentRow:
    return await numbered(ctx, PAYMENTS, number)


async def credit_note_numbered(ctx: ToolContext, number: str) -> CreditNoteRow:
    return await numbered(ctx, CREDIT_NOTES, number)


async def numbered(ctx: ToolContext, papers: Papers[R], number: str) -> R:
    """The one with this number, or the question which of the newest is meant."""
    key: Any = getattr(papers.of.row, papers.key)
    row = await first(ctx, papers.of, key == number)
    if row is not None:
        return row
    newest = (falling(getattr(papers.of.row, papers.since)), key)
    page = await ctx.rows(papers.of.where(*papers.only, order_by=newest, limit=SHOWN))
    options = tuple(option(getattr(row, papers.key), papers.told(row)) for row in page.rows)
    raise unknown(papers, number, options)


def option(number: str, detail: str) -> Candidate:
    return Candidate(value=number, label=number, detail=detail)


async def first(ctx: ToolContext, rows: Projection[R], *conditions: bool) -> R | None:
    return (await ctx.rows(rows.where(*conditions, limit=1, counted=False))).first


def unknown(papers: Papers[R], number: str, options: tuple[Candidate, ...]) -> Refused:
    noun = papers.slot.replace("_", " ")
    reason = f"There is no {noun} {number}: check the number, or list {papers.listed}."
    evidence = Candidates(
        slot=papers.slot, asks=f"Which {noun}?", options=options, total=len(options)
    )
    return Refused(reason, f"unknown_{papers.slot}", evidence if options else None)


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
