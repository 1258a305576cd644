"""Finding: the customer, the invoice or the payment that is meant, or the question which one."""

from typing import Any

from domain.kernel import Projection, Refused, among, falling
from domain.kernel.wording import money
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments
from tools.resolve import SHOWN, Candidate, Candidates, Register, found, told
from tools.toolkit import ToolContext

CUSTOMERS = Register(
    "customer",
    customer_accounts,
    CustomerAccountRow.customer,
    CustomerAccountRow.customer_name,
    lambda row: row.customer,
)
OPEN_INVOICES = 500
"""So many open invoices of one customer are looked at where a payment is matched."""


async def customer_called(ctx: ToolContext, said: str) -> CustomerAccountRow:
    """The one customer of this code or name, who may have an account in several currencies."""
    exact, near = await found(ctx, CUSTOMERS, said)
    return await told(ctx, CUSTOMERS, said, (once(exact), once(near)))


def once(rows: list[CustomerAccountRow]) -> list[CustomerAccountRow]:
    return list({row.customer: row for row in reversed(rows)}.values())


async def customer_or_none(ctx: ToolContext, said: str | None) -> CustomerAccountRow | None:
    return None if said is None else await customer_called(ctx, said)


async def invoice_numbered(ctx: ToolContext, number: str) -> CustomerInvoiceRow:
    row = await first(ctx, customer_invoices, CustomerInvoiceRow.invoice == number)
    if isinstance(row, CustomerInvoiceRow):
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
    if isinstance(row, CustomerPaymentRow):
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


async def first(ctx: ToolContext, rows: Projection[Any], condition: bool) -> Any:
    return (await ctx.rows(rows.where(condition, limit=1, counted=False))).first


def unknown(
    slot: str, asks: str, number: str, list_: str, options: tuple[Candidate, ...]
) -> Refused:
    reason = f"There is no {slot} {number}: check the number, or list {list_}."
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
